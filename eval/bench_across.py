"""Measures questions across reports, and adding one more, in a small library and in a large one.

Questions are asked the first time each; what is kept for the second does not count. The same
reports are added to both libraries in turn, so that what else runs on the machine slows both alike.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from eval.copies import alike, library_of_copies
from eval.summaries import as_markdown
from ingest.across import Measure
from ingest.library import Library
from ingest.nouns import Kind, Reading, Report, Stage

SMALL = 50
_ADDED = 7
"""Reports added to either library; the first is not counted: it opens the stores."""
_RANKED = (
    "three_public",
    "expenditure",
    "income",
    "basic_expenditure",
    "personnel_expenditure",
    "project_expenditure",
    "operating_costs",
    "procurement",
    "reception",
    "economic.30201",
)
_STAGES: dict[Kind, Stage] = {"budget": "budget", "final_accounts": "final"}


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds that one act took: by the clock, and of the processors, which what else the machine
    does changes little."""

    wall: float
    used: float


@dataclass(frozen=True, slots=True)
class AcrossSpeed:
    """What was measured, in the order measured; the longest ranking has ``ranked`` rows."""

    reports: int
    ranked: int
    ranking: tuple[Taken, ...]
    value_in_report: tuple[Taken, ...]
    value_of_body: tuple[Taken, ...]
    adding_small: tuple[Taken, ...]
    adding_large: tuple[Taken, ...]


def across_speed(source: Library, folder: Path, reports: int) -> AcrossSpeed:
    """Measures over libraries of ``SMALL`` and of ``reports`` reports, made in ``folder``."""
    sizes = {"small": SMALL, "large": reports}
    for name, count in sizes.items():
        if not (folder / name).exists():
            library_of_copies(source, folder / name, count)
    with Library.open(folder / "large") as large, Library.open(folder / "small") as small:
        ranked, ranking = _rankings(large)
        in_report, of_body = _values(large)
        added = _adding(source, {"small": small, "large": large})
    return AcrossSpeed(reports, ranked, ranking, in_report, of_body, added["small"], added["large"])


def _rankings(library: Library) -> tuple[int, tuple[Taken, ...]]:
    model = alike(library)[-1]
    rows, taken = 0, []
    for concept in ("meetings", *_RANKED):
        ranked = partial(
            library.ranking,
            Measure(concept),
            model.fiscal_year,
            _STAGES[model.kind],
            kind=model.kind,
            level=model.level,
        )
        taken.append(_taken(ranked))
        # Asked again it is known.
        rows = max(rows, len(ranked().standings))
    return rows, tuple(taken[1:])


def _values(library: Library) -> tuple[tuple[Taken, ...], tuple[Taken, ...]]:
    """One figure by concept, of a report and of a body, over reports from everywhere in it."""
    reports = alike(library)
    some = reports[:: max(1, len(reports) // 50)]
    measure = Measure("three_public")
    in_report = [_taken(partial(library.value, measure, report_id=r.id)) for r in some]
    of_body = [
        _taken(
            partial(
                library.value,
                measure,
                body=r.publisher,
                year=r.fiscal_year,
                stage=_STAGES[r.kind],
                level=r.level,
            )
        )
        for r in some
    ]
    return tuple(in_report[1:]), tuple(of_body[1:])


def _adding(source: Library, libraries: dict[str, Library]) -> dict[str, tuple[Taken, ...]]:
    model = alike(source)[0]
    original = source.original(model.id)
    whole = _reading_of(source, model)
    added: dict[str, list[Taken]] = {name: [] for name in libraries}
    # Another number each time it is measured: an added report is not added again.
    mark = time.time_ns()
    for at in range(_ADDED):
        for name, library in libraries.items():
            coming = _renamed(whole, f"{mark}{at}")
            added[name].append(_taken(partial(library.add, coming, original)))
    return {name: tuple(taken[1:]) for name, taken in added.items()}


def _taken(act: Callable[[], object]) -> Taken:
    wall, used = time.perf_counter(), time.process_time()
    act()
    return Taken(time.perf_counter() - wall, time.process_time() - used)


def _reading_of(library: Library, report: Report) -> Reading:
    return Reading(
        report,
        library.tables(report.id),
        library.prose_figures(report.id),
        library.passages(report.id),
        library.discrepancies(report.id),
        library.summary(report.id),
    )


def _renamed(reading: Reading, mark: str) -> Reading:
    """The same as the report of another publisher and file."""
    report = replace(
        reading.report,
        id=f"{reading.report.id}-{mark}",
        publisher=f"{reading.report.publisher}{mark}",
        sha256=(mark + reading.report.sha256)[:64],
    )

    def own(identifier: str) -> str:
        return f"{identifier}-{mark}" if identifier else ""

    return replace(
        reading,
        report=report,
        tables=tuple(
            replace(
                table,
                id=own(table.id),
                report_id=report.id,
                figures=tuple(
                    replace(f, id=own(f.id), report_id=report.id, table_id=own(f.table_id))
                    for f in table.figures
                ),
            )
            for table in reading.tables
        ),
        prose_figures=tuple(
            replace(f, id=own(f.id), report_id=report.id) for f in reading.prose_figures
        ),
        passages=tuple(replace(p, id=own(p.id), report_id=report.id) for p in reading.passages),
        discrepancies=tuple(replace(d, report_id=report.id) for d in reading.discrepancies),
    )


def across_in_words(measured: AcrossSpeed) -> str:
    """A table in milliseconds, and what adding costs in the large library against the small one."""
    rows = [
        _row(f"全年排名 ranking ({measured.ranked} 行 rows)", measured.ranking),
        _row("某份报告的一个数 one figure of a report", measured.value_in_report),
        _row("某部门的一个数 one figure of a body", measured.value_of_body),
        _row(f"加入一份，文库 {SMALL} 份 adding at {SMALL}", measured.adding_small),
        _row(
            f"加入一份，文库 {measured.reports} 份 adding at {measured.reports}",
            measured.adding_large,
        ),
    ]
    header = (
        "事 what",
        "次 times",
        "中位 median ms",
        "最慢 slowest ms",
        "按处理器 by processors ms",
    )
    small, large = measured.adding_small, measured.adding_large
    clock = _median(t.wall for t in large) / _median(t.wall for t in small)
    processors = _median(t.used for t in large) / _median(t.used for t in small)
    return (
        f"{as_markdown(header, rows)}\n\n加入之比 adding, large against small: "
        f"{clock:.2f} × 按钟表 by the clock, {processors:.2f} × 按处理器 by the processors"
    )


def _row(what: str, taken: Sequence[Taken]) -> list[str]:
    clock = [t.wall for t in taken]
    return [
        what,
        str(len(taken)),
        f"{1000 * _median(clock):.1f}",
        f"{1000 * max(clock):.1f}",
        f"{1000 * _median(t.used for t in taken):.1f}",
    ]


def _median(seconds: Iterable[float]) -> float:
    return statistics.median(seconds)
