"""The Library's contract: what goes in comes out, whole, once, and to every reader."""

from __future__ import annotations

import dataclasses
import logging
import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingest import library as library_module
from ingest.errors import LibraryMismatch, MingzhangError, NoSuchReport
from ingest.library import Library
from ingest.nouns import Body
from ingest.selection import FigureFilter
from ingest.settings import Settings


def _listing(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted((folder / "files").glob("*"))}


def test_a_reading_comes_back_as_it_went_in(library, make_reading, make_file):
    reading = make_reading()
    assert library.add(reading, make_file()) == "added"
    report_id = reading.report.id
    assert library.reports() == (reading.report,)
    assert library.report(report_id) == reading.report
    assert library.tables(report_id) == reading.tables
    assert library.prose_figures(report_id) == reading.prose_figures
    assert library.passages(report_id) == reading.passages
    assert library.discrepancies(report_id) == reading.discrepancies
    assert library.figures(FigureFilter()) == reading.figures
    for figure in reading.figures:
        assert library.figure(figure.id) == figure
    assert library.figure("none") is None
    assert library.original(report_id).read_bytes() == b"a"


def test_adding_again_changes_nothing(library, make_reading, make_file):
    reading = make_reading()
    library.add(reading, make_file())
    before = library.generation
    assert library.add(reading, make_file()) == "unchanged"
    assert library.holding(reading.report.sha256) == reading.report
    assert library.generation == before == 1
    assert len(library.reports()) == 1


def test_a_newer_reader_reads_again(library, make_reading, make_file, monkeypatch):
    first, second = make_reading(value="1.00"), make_reading(value="2.00", texts=(("新的。", ""),))
    other = make_reading(publisher="别的局", content="b")
    library.add(first, make_file())
    library.add(other, make_file("b"))
    monkeypatch.setattr(library_module, "reader_version", lambda: "next")
    assert library.holding(first.report.sha256) is None
    assert library.add(second, make_file()) == "replaced"
    assert library.reports() == (second.report, other.report)
    assert library.tables(second.report.id) == second.tables
    found = {found.passage.id for found in library.search("出访任务")}
    assert found == {p.id for p in (*second.passages, *other.passages)}
    assert library._vectors.ids() == {p.id for p in (*second.passages, *other.passages)}
    assert library.holding(second.report.sha256) == second.report


def test_other_files_of_the_same_report_are_editions(library, make_reading, make_file):
    first, scan, unit = (
        make_reading(content="a"),
        make_reading(content="b"),
        make_reading(content="c", level="department"),
    )
    for reading, content in ((first, "a"), (scan, "b"), (unit, "c")):
        assert library.add(reading, make_file(content)) == "added"
    assert library.report(first.report.id).edition_of == ""
    assert library.report(scan.report.id).edition_of == first.report.id
    assert library.report(unit.report.id).edition_of == ""
    library.remove(first.report.id)
    assert library.report(scan.report.id).edition_of == ""


def test_files_of_one_body_written_differently_are_editions(library, make_reading, make_file):
    names = ("中国共产党云溪省委员会办公厅", "云溪省委办公厅", "云溪省人大常委会办公厅")
    text, tables, other = (
        make_reading(content=c, publisher=p) for c, p in zip("abc", names, strict=True)
    )
    for reading, content in ((text, "a"), (tables, "b"), (other, "c")):
        library.add(reading, make_file(content))
    assert library.report(tables.report.id).edition_of == text.report.id
    assert library.report(other.report.id).edition_of == ""


def test_the_bodies_of_a_report_are_kept(library, make_reading, make_file):
    reading = make_reading()
    about = reading.report.id
    bodies = (
        Body(about, "青浦区体育局", "青浦区体育局", "unit", "publisher", part_of="青浦区文旅委"),
        Body(
            about, "青浦区体育馆", "青浦区体育馆", "unit", "subordinate", "青浦区体育局", "113002"
        ),
    )
    library.add(dataclasses.replace(reading, bodies=bodies), make_file())
    assert library.bodies(about) == library.bodies() == bodies
    library.remove(about)
    assert library.bodies() == ()


def test_replace_lets_the_named_report_go(library, make_reading, make_file):
    wrong, other, right = (
        make_reading(content="a"),
        make_reading(content="b", publisher="别的局"),
        make_reading(content="c"),
    )
    library.add(wrong, make_file("a"))
    library.add(other, make_file("b"))
    assert library.add(right, make_file("c"), replace=wrong.report.id) == "replaced"
    assert library.reports() == (right.report, other.report)
    assert set(_listing(library.folder)) == {
        f"{right.report.sha256}.pdf",
        f"{other.report.sha256}.pdf",
    }
    with pytest.raises(NoSuchReport):
        library.add(wrong, make_file("a"), replace="no-such-report")
    assert library.reports() == (right.report, other.report)


def test_removed_is_gone_everywhere(library, make_reading, make_file):
    reading = make_reading()
    library.add(reading, make_file())
    assert library.remove(reading.report.id) == reading.report
    assert library.reports() == ()
    assert library.figures(FigureFilter()) == ()
    assert library.search("出国") == ()
    assert library.catalogue().rows == ()
    assert len(library._vectors.ids()) == 0
    assert _listing(library.folder) == {}
    for ask in (library.report, library.tables, library.passages, library.remove):
        with pytest.raises(NoSuchReport):
            ask(reading.report.id)
    assert library.add(reading, make_file()) == "added"


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        (FigureFilter(row_codes=("30102",)), ["30102"]),
        (FigureFilter(row_codes=("50101",)), ["30101"]),
        (FigureFilter(row_labels=("基本工资",)), ["30101"]),
        (FigureFilter(row_labels=("工资奖金津补贴",)), ["30101"]),
        (FigureFilter(row_labels=("奖 金", "津贴补贴")), ["30102", "30103"]),
        (FigureFilter(line_no="2"), ["30102"]),
        (FigureFilter(in_prose=True), [""]),
        (FigureFilter(in_prose=False), ["30101", "30102", "30103"]),
        (FigureFilter(forms=("income",)), []),
        (FigureFilter(row_labels=("奖金",), row_codes=("30101",)), []),
        (FigureFilter(report_ids=("elsewhere",)), []),
    ],
)
def test_figures_are_found_by_what_is_printed(library, make_reading, make_file, wanted, codes):
    library.add(make_reading(), make_file())
    assert [figure.row_code for figure in library.figures(wanted)] == codes


def test_figures_of_tables_come_before_those_of_prose(library, make_reading, make_file):
    first, second = make_reading(), make_reading(content="b", year=2022)
    library.add(first, make_file())
    library.add(second, make_file("b"))
    in_tables = [f for r in (first, second) for t in r.tables for f in t.figures]
    in_prose = [*first.prose_figures, *second.prose_figures]
    assert list(library.figures(FigureFilter())) == [*in_tables, *in_prose]


def test_the_catalogue_names_each_row_once_and_follows_changes(library, make_reading, make_file):
    first, second = make_reading(), make_reading(content="b", year=2022)
    library.add(first, make_file())
    assert library.catalogue() is library.catalogue()
    library.add(second, make_file("b"))
    both = (first.report.id, second.report.id)
    rows = {(row.row_code, row.row_label): row.report_ids for row in library.catalogue().rows}
    assert rows == {
        ("30101", "一、基本工资"): both,
        ("50101", "工资奖金津补贴"): both,
        ("30102", "津贴补贴"): both,
        ("30103", "奖金"): both,
        ("", "公务接待费支出决算"): both,
    }
    assert [c.column_path for c in library.catalogue().columns] == [("人员经费", "决算数")]
    assert library.catalogue().terms == tuple(("机关运行经费", each) for each in both)


@pytest.mark.parametrize(
    ("query", "at"), [("出国", 0), ("出国费", 0), ("机关运行经费是什么", 1), ("12437.36", 2)]
)
def test_search_finds_words_of_two_characters_terms_and_numbers(
    library, make_reading, make_file, query, at
):
    reading = make_reading()
    library.add(reading, make_file())
    assert library.search(query)[0].passage == reading.passages[at]


def test_search_keeps_to_the_reports_named(library, make_reading, make_file):
    first, second = make_reading(), make_reading(content="b", year=2022)
    library.add(first, make_file())
    library.add(second, make_file("b"))
    found = library.search("出国", report_ids=(second.report.id,))
    assert {f.passage.report_id for f in found} == {second.report.id}
    assert len(library.search("出国", limit=2)) == 2
    assert library.search("", limit=2) == ()


def test_a_reader_sees_what_another_process_adds(library, settings, make_file):
    assert library.search("出国") == ()
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "import conftest\n"
        "from ingest.library import Library\n"
        "content = sys.argv[4]\n"
        "with Library.open(Path(sys.argv[2])) as library:\n"
        "    reading = conftest._reading(content=content, texts=((f'出国{content}。', ''),))\n"
        "    library.add(reading, Path(sys.argv[3]))\n"
    )
    here = Path(__file__).parent
    for times, content in enumerate(("甲乙丙", "丁戊己"), start=1):
        given = [str(here), str(library.folder), str(make_file(content)), content]
        subprocess.run([sys.executable, "-c", script, *given], check=True, cwd=here.parents[2])
        assert library.generation == times
        assert len(library.reports()) == times
        # By its vector alone: the keyword index is asked nothing.
        with library._database.read() as connection:
            assert library._changes.see(connection) == times
        assert len(library._vectors.find(f"出国{content}", (), 10)) == times
        assert library.search(f"出国{content}")[0].passage.text == f"出国{content}。"


def test_another_embedding_model_is_refused_with_the_command(
    library, settings, make_reading, make_file
):
    library.add(make_reading(), make_file())
    other = settings.model_copy(update={"embedding": "some/other-model"})
    with pytest.raises(LibraryMismatch, match="python -m ingest re-embed"):
        Library.open(library.folder, other)
    library.close()
    hashing = settings.model_copy(update={"embedding": "hashing"})
    with pytest.raises(LibraryMismatch):
        Library.open(library.folder, hashing)
    assert Library.re_embed(library.folder, hashing) == 3
    with Library.open(library.folder, hashing) as again:
        assert again.search("出国")[0].passage == make_reading().passages[0]


def test_another_schema_is_refused(library, settings, monkeypatch):
    library.close()
    monkeypatch.setattr("ingest.store.database.SCHEMA_VERSION", "99")
    with pytest.raises(LibraryMismatch):
        Library.open(library.folder, settings)


def test_a_lost_vector_index_is_rebuilt_by_the_next_writer(
    library, settings, make_reading, make_file, caplog
):
    reading = make_reading()
    library.add(reading, make_file())
    library._vectors.drop(library._vectors.collection)
    library.close()
    with Library.open(library.folder, settings) as again, caplog.at_level(logging.WARNING):
        assert again.search("出国")[0].passage == reading.passages[0]
        again.add(make_reading(content="b", year=2022), make_file("b"))
        assert "补上 3 个" in caplog.text
        assert len(again._vectors.ids()) == 6


def test_a_failed_add_leaves_the_library_as_it_was(library, make_reading, make_file, caplog):
    good = make_reading()
    library.add(good, make_file())
    twice = make_reading(content="b")
    twice = dataclasses.replace(twice, passages=(*twice.passages, good.passages[0]))
    with pytest.raises(Exception, match="UNIQUE"):
        library.add(twice, make_file("b"))
    assert library.reports() == (good.report,)
    assert {found.passage.report_id for found in library.search("出国")} == {good.report.id}
    library.add(make_reading(content="c", year=2020), make_file("c"))
    assert len(library._vectors.ids()) == 6
    assert len(_listing(library.folder)) == 2


def test_figures_need_neither_chroma_nor_llama_index(library, make_reading, make_file):
    library.add(make_reading(), make_file())
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from ingest.library import Library\n"
        "from ingest.selection import FigureFilter\n"
        "with Library.open(Path(sys.argv[1])) as library:\n"
        "    assert library.catalogue().rows and library.figures(FigureFilter())\n"
        "heavy = {'chromadb', 'llama_index', 'torch', 'sentence_transformers', 'pdfplumber'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    root = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-c", script, str(library.folder)], check=True, cwd=root)


def test_a_database_that_is_none_is_refused(tmp_path, settings):
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "library.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(MingzhangError):
        Library.open(tmp_path / "library", settings)


def test_a_file_that_cannot_be_copied_is_refused(library, make_reading, tmp_path):
    with pytest.raises(MingzhangError, match=r"gone\.pdf"):
        library.add(make_reading(), tmp_path / "gone.pdf")
    assert library.reports() == ()


def test_the_database_is_for_its_owner_alone(library, make_reading, make_file):
    library.add(make_reading(), make_file())
    made = list(library.folder.glob("library.sqlite*"))
    assert len(made) == 3
    assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o600}


def test_a_folder_that_cannot_be_is_refused(tmp_path, settings):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(MingzhangError):
        Library.open(tmp_path / "file", settings)


@pytest.mark.parametrize("url", ["nonsense", "mysql://localhost/x", "postgresql+nodriver://x/y"])
def test_an_unusable_database_is_refused(tmp_path, url):
    with pytest.raises(MingzhangError):
        Library.open(tmp_path / "library", Settings(_env_file=None, database_url=url))


def test_threads_read_whole_reports_while_others_are_added(library, make_reading, make_file):
    readings = [make_reading(content=f"c{at}", year=2000 + at) for at in range(8)]
    files = [make_file(reading.report.file.removesuffix(".pdf")) for reading in readings]
    whole = {reading.report.id: reading for reading in readings}
    ended = threading.Event()

    def read() -> int:
        times = 0
        while not ended.is_set():
            for report in library.reports():
                assert library.tables(report.id) == whole[report.id].tables
            for found in library.search("出国", limit=3):
                assert found.passage in whole[found.passage.report_id].passages
            assert len(library.catalogue().terms) in range(9)
            times += 1
        return times

    with ThreadPoolExecutor(3) as threads:
        readers = [threads.submit(read) for _ in range(3)]
        for reading, file in zip(readings, files, strict=True):
            assert library.add(reading, file) == "added"
        ended.set()
        assert all(reader.result() for reader in readers)
    assert len(library.catalogue().terms) == 8
