"""Renders the sample reports (samples/*.pdf) and their cell truth from the YAML beside this file.

Run by ``make samples``. The sums of every table, the stated agreements between tables and the
year-on-year percentages of the prose are checked before anything is written; the same sources
and font give the same bytes.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import checks
import flowables
import layout
from sheets import Sheet, load_yaml, look_up, sheet_from, truth_of

FOLDER = Path(__file__).resolve().parent
COLUMN_SETS = FOLDER / "columns.yaml"
REPORTS = (
    "zhuhai-2023",
    "zhongshan-2022",
    "chengpu-culture-2024-account",
    "chengpu-culture-2025-budget",
    "chengpu-transport-2024-account",
    "chengpu-transport-2025-budget",
)
_REFERENCE = re.compile(r"\{([^{}]+)\}")
_HEADING = re.compile(r"^(#+) (.+)$")


class SampleReport:
    """One report's source: parts with prose and tables."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.source: dict[str, Any] = load_yaml(FOLDER / f"{name}.yaml")
        column_sets = load_yaml(COLUMN_SETS)
        self.sheets: list[Sheet] = []
        for part in self.source["parts"]:
            part["sheets"] = [sheet_from(entry, column_sets) for entry in part.get("tables", ())]
            self.sheets += part["sheets"]
        for part in self.source["parts"]:
            part["prose"] = [self.filled(p) for p in part.get("prose", "").splitlines() if p]

    def filled(self, text: str) -> str:
        """The text with every ``{form/row/column}`` replaced by the printed figure."""
        return _REFERENCE.sub(lambda match: look_up(self.sheets, match[1])[0], text)

    def problems(self) -> list[str]:
        """Everything that does not add up, apart from what the source plants on purpose."""
        found = [p for sheet in self.sheets for p in checks.table_problems(sheet)]
        found += checks.agreement_problems(self.source.get("agree", ()), self.sheets)
        for part in self.source["parts"]:
            found += checks.prose_problems(part["prose"])
        planted = self.source.get("planted", [])
        unplanted = [p for p in found if not any(mark in p for mark in planted)]
        missing = [mark for mark in planted if not any(mark in p for p in found)]
        return [f"{self.name}: {p}" for p in unplanted] + [
            f"{self.name}: planted but not found: {mark}" for mark in missing
        ]

    def render(self, folder: Path) -> Path:
        """Writes the PDF into ``folder``; a second pass fills in the contents' pages."""
        path = folder / f"{self.name}.pdf"
        style = layout.PageStyle(**self.source.get("page", {}))
        pages: dict[str, int] = {}
        for _ in range(2 if self.source.get("contents") == "numbered" else 1):
            for sheet in self.sheets:
                sheet.pages.clear()
            flow = self.flow(pages)
            title = "".join(self.source["cover"])
            layout.build(path, title, flow, style)
        return path

    def flow(self, pages: dict[str, int]) -> list[Any]:
        """All flowables in order; ``pages`` is read for the contents and filled while drawing."""
        width = layout.frame_width(wide=False)
        cover = [layout.heading(line, width, 0) for line in self.source["cover"]]
        flow = [layout.gap(190), *cover, *layout.turned(wide=False), *self.contents(pages)]
        for part in self.source["parts"]:
            flow += self.part_flow(part, pages)
        return flow

    def contents(self, pages: dict[str, int]) -> list[Any]:
        """The table of contents, with dots and page numbers where the source asks for them."""
        width = layout.frame_width(wide=False)
        flow: list[Any] = [layout.heading("目　录", width, 0)]
        numbered = self.source.get("contents") == "numbered"
        for level, text in self.headings():
            page = str(pages.get(text, 0)) if numbered else ""
            flow.append(layout.contents_line(text, level, width, page))
        return flow

    def headings(self) -> list[tuple[int, str]]:
        """(level, heading) of parts and of their first-level headings or tables."""
        found: list[tuple[int, str]] = []
        for part in self.source["parts"]:
            found.append((0, part["heading"]))
            for line in part["prose"]:
                if (match := _HEADING.match(line)) and len(match[1]) == 1:
                    found.append((1, match[2]))
            found += [(1, sheet.title) for sheet in part["sheets"]]
        return found

    def part_flow(self, part: dict[str, Any], pages: dict[str, int]) -> list[Any]:
        """A part on a new page: its heading, prose and tables."""

        def mark(text: str) -> Any:
            return flowables.Mark(lambda page: pages.__setitem__(text, page))

        sheets: list[Sheet] = part["sheets"]
        wide = not part["prose"] and bool(sheets) and sheets[0].landscape
        flow = [*layout.turned(wide=wide), mark(part["heading"])]
        flow.append(layout.heading(part["heading"], layout.frame_width(wide=wide), 0))
        width = layout.frame_width(wide=False)
        for line in part["prose"]:
            if match := _HEADING.match(line):
                flow += [mark(match[2]), layout.heading(match[2], width, len(match[1]))]
            else:
                flow.append(layout.prose(line, width))
        for position, sheet in enumerate(sheets):
            if (position or part["prose"]) and not sheet.same_page:
                flow += layout.turned(wide=sheet.landscape)
            flow.append(mark(sheet.title))
            body = self.source["body"]
            flow += layout.sheet_flowables(sheet, body, layout.frame_width(wide=sheet.landscape))
        return flow

    def write_truth(self) -> None:
        """Writes truth/<name>.json for the tables that count."""
        tables = [truth_of(sheet) for sheet in self.sheets if sheet.truth]
        path = FOLDER / "truth" / f"{self.name}.json"
        path.write_text(json.dumps(tables, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main(names: list[str]) -> int:
    """Renders the named reports, or all; 1 where something does not add up."""
    flowables.register_fonts()
    reports = [SampleReport(name) for name in names or REPORTS]
    problems = [problem for report in reports for problem in report.problems()]
    for problem in problems:
        sys.stdout.write(problem + "\n")
    if problems:
        return 1
    for report in reports:
        report.render(FOLDER)
        report.write_truth()
        cells = sum(len(truth_of(sheet)["cells"]) for sheet in report.sheets if sheet.truth)
        sys.stdout.write(f"{report.name}.pdf: {len(report.sheets)} tables, {cells} cells\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
