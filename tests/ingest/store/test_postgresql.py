"""The Library on a PostgreSQL server behaves as on SQLite."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest import library as library_module
from ingest.across import Measure, Told
from ingest.errors import LibraryMismatch, NoSuchReport
from ingest.library import Library
from ingest.selection import FigureFilter
from ingest.settings import Settings
from tests.ingest.measured import figure, reading
from tests.ingest.store.old_schemas import statements_back_to

BINARIES = Path("/usr/lib/postgresql/15/bin")

pytestmark = [
    pytest.mark.skipif(not (BINARIES / "initdb").exists(), reason="no PostgreSQL 15 binaries"),
    pytest.mark.skipif(importlib.util.find_spec("psycopg") is None, reason="no psycopg driver"),
    pytest.mark.skipif(
        os.name != "posix" or (os.geteuid() == 0 and shutil.which("setpriv") is None),
        reason="PostgreSQL does not run as root and there is no setpriv",
    ),
]


def _unprivileged(*command: str) -> list[str]:
    if os.geteuid() != 0:
        return list(command)
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", *command]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The URL of a server of its own, stopped at the end."""
    # Not in pytest's folders: another user cannot enter those.
    base = Path(tempfile.mkdtemp(prefix="mingzhang-pg-"))
    base.chmod(0o777)
    data, port = base / "data", _free_port()

    def run(*command: str) -> None:
        subprocess.run(_unprivileged(*command), check=True, cwd=base, stdout=subprocess.DEVNULL)

    control = (str(BINARIES / "pg_ctl"), "-D", str(data), "-w")
    try:
        run(str(BINARIES / "initdb"), "-D", str(data), "-U", "m", "-A", "trust", "-E", "UTF8")
        options = f"-p {port} -h 127.0.0.1 -k {base} -c fsync=off"
        run(*control, "-l", str(base / "log"), "-o", options, "start")
        yield f"postgresql+psycopg://m@127.0.0.1:{port}/"
        run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(base, ignore_errors=True)


@pytest.fixture
def settings(server: str, tmp_path: Path) -> Settings:
    """Settings of a database of its own."""
    import psycopg

    name = f"m{abs(hash(tmp_path))}"
    plain = server.replace("+psycopg", "") + "postgres"
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return Settings(_env_file=None, database_url=server + name)


def test_the_contract_holds(library, settings, make_reading, make_file, monkeypatch):
    first, scan = make_reading(), make_reading(content="b", texts=(("别的原因。", ""),))
    assert library.add(first, make_file()) == "added"
    assert library.add(first, make_file()) == "unchanged"
    assert library.add(scan, make_file("b")) == "added"
    report_id = first.report.id
    assert library.tables(report_id) == first.tables
    assert library.prose_figures(report_id) == first.prose_figures
    assert library.passages(report_id) == first.passages
    assert library.discrepancies(report_id) == first.discrepancies
    assert library.report(scan.report.id).edition_of == report_id
    assert len(library.figures(FigureFilter(row_codes=("50101",), in_prose=False))) == 2
    assert library.catalogue().rows[0].row_label == "一、基本工资"
    assert library.generation == 2
    with Library.open(library.folder, settings) as other:
        assert other.reports() == library.reports()
    monkeypatch.setattr(library_module, "reader_version", lambda: "next")
    assert library.add(first, make_file()) == "replaced"
    library.remove(report_id)
    assert [r.edition_of for r in library.reports()] == [""]
    with pytest.raises(NoSuchReport):
        library.tables(report_id)
    with pytest.raises(LibraryMismatch):
        Library.open(library.folder, settings.model_copy(update={"embedding": "other"}))


@pytest.mark.parametrize(
    ("query", "at"), [("出国", 0), ("机关运行经费是什么", 1), ("12437.36", 2), ("it's \\ 工资'", 2)]
)
def test_keywords_find_the_same(library, make_reading, make_file, query, at):
    reading = make_reading()
    library.add(reading, make_file())
    library.add(make_reading(content="b", year=2020), make_file("b"))
    only = (reading.report.id,)
    assert library.search(query, report_ids=only)[0].passage == reading.passages[at]


def test_a_failed_add_leaves_nothing(library, make_reading, make_file, monkeypatch):
    def fail(*_: object) -> None:
        raise RuntimeError("no power")

    with monkeypatch.context() as broken:
        broken.setattr("ingest.store.writes.keywords.add", fail)
        with pytest.raises(RuntimeError):
            library.add(make_reading(), make_file())
    assert library.reports() == ()
    assert library.figures(FigureFilter()) == ()
    assert library.add(make_reading(), make_file()) == "added"


@pytest.mark.parametrize("version", ["2", "3"])
def test_an_older_library_is_brought_up_to_date(
    library, settings, make_reading, make_file, version
):
    import psycopg

    reading = make_reading()
    library.add(reading, make_file())
    library.close()
    with psycopg.connect(settings.database_url.replace("+psycopg", "")) as connection:
        for statement in statements_back_to(version, sqlite=False):
            connection.execute(statement)
    with Library.open(library.folder, settings) as again:
        assert again.tables(reading.report.id) == reading.tables
        again.correct(reading.figures[0].id, "1.00", author="李", reason="误读")
        assert again.figure(reading.figures[0].id).printed == "1.00"
        assert again.years() == {reading.report.id: (2023,)}


def test_a_ranking_is_the_same(library, make_file):
    readings = (
        reading("教育局", figure("5.00")),
        reading("民政局", figure("700000", unit="元"), figure("1.00", fund="own")),
        reading("财政局", figure("")),
        reading("司法局", figure("1.00", stage="execution")),
    )
    for one in readings:
        library.add(one, make_file(one.report.sha256))
    ranked = library.ranking(Measure("three_public"), 2026, "budget")
    assert [s.report.publisher for s in ranked.standings] == ["民政局", "教育局"]
    assert {m.report.publisher: m.reason for m in ranked.missing} == {
        "财政局": "blank",
        "司法局": "other_stage",
    }
    told = library.value(Measure("three_public"), body="教育局", year=2026, stage="budget")
    assert isinstance(told, Told) and told.figure.printed == "5.00"
