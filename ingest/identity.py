"""Who published a report, for which year, of which kind: told by its pages, never by file names.

Evidence in order of weight: a labelled line on the cover (预算单位：…), the title on the cover,
part headings and running titles (…2023年度部门决算表), captions and label cells of tables. Where
the pages are no report at all, NotAReport says what they seem to be.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ingest import forms
from ingest.bodies.names import body_name
from ingest.errors import NotAReport
from ingest.identifiers import report_id
from ingest.language.bodies import any_ending
from ingest.language.glyphs import fold
from ingest.language.numerals import ONE_TO_TEN
from ingest.nouns import Kind, Level, Report
from ingest.pages.page import Page
from ingest.tables.grid import Grid
from ingest.tables.joining import TableDraft

_COVER_PAGES = 2
_MIN_FORMS = 3
_NAME = r"[\u4e00-\u9fffa-z0-9()、·“”]{3,45}?"
_NAME_OR_NOTHING = r"[\u4e00-\u9fffa-z0-9()、·“”]{0,45}?"
_KIND = r"(?P<level>部门|单位|本级)(?:综合|收支)?(?P<kind>预算|决算)"
_AREA = r"(?:[省市区县]级|本级)?"
_YEAR = r"(?P<year>20\d\d)年(?:度)?"
_TITLES = (
    re.compile(rf"(?P<name>{_NAME}){_YEAR}{_AREA}{_KIND}"),
    re.compile(rf"{_YEAR}(?P<name>{_NAME_OR_NOTHING}){_AREA}{_KIND}"),
)
# A cover that says whose budget is published without saying 部门 or 单位.
_SHORT_TITLES = (
    re.compile(rf"(?P<name>{_NAME}){_YEAR}{_AREA}(?P<kind>预算|决算)(?:信息)?公开"),
    re.compile(rf"{_YEAR}(?P<name>{_NAME}){_AREA}(?P<kind>预算|决算)(?:信息)?公开"),
)
_LABELLED = re.compile(
    r"(?:预算主管部门|预算单位|决算单位|编制单位|编报单位|公开单位|部门名称|单位名称|预算部门)"
    r"(?:[(](?:公章|盖章|单位)[)])?:([^\s:]{4,45})"
)
_LABEL_CELLS = re.compile(r"^(?:预算)?(?:主管)?(?:部门|单位)(?:[(](?:部门|单位)[)])?名称$")
_YEAR_ALONE = re.compile(r"^[(]?(20\d\d)年度?[)]?$")
_CONTENTS = re.compile(r"目录")
# What may follow a title on its line; other words make it part of a sentence or a name.
_AFTER_TITLE = re.compile(
    r"^(?:报?表|信息|公开|编制|情况|说明|草案|目录|[(](?:[^()]|[(][^()]*[)])*+[)])*+[\d.…]*+$"
)
_BRACKETS = str.maketrans("()", "（）")
_OTHER_TITLE = re.compile(r"预算|决算|表")
_SUFFIX = re.compile(r"(?:[(](?:汇总|本级|机关|本部|含下属单位)[)]|(?:部门)?本级(?:[(]机关[)])?)$")
_PART_OF_TITLE = re.compile(rf"^(?:第[{ONE_TO_TEN}]+部分[:]?|附件\d*[:]?|关于|公开)")
_BODY_END = re.compile(rf"(?:{any_ending('title')})(?:[(].{{2,20}}[)])?$")


_T = TypeVar("_T", int, Kind, Level)


@dataclass(frozen=True, slots=True)
class _Claim:
    name: str
    year: int
    kind: Kind
    level: Level
    weight: int


def identify(
    pages: Sequence[Page], drafts: Sequence[TableDraft], *, file: str, sha256: str
) -> Report:
    """The report that these pages are. Raises NotAReport."""
    claims = _claims(pages)
    found = {draft.form for draft in drafts} - {forms.OTHER, "performance", "procurement"}
    if not claims and len(found) < _MIN_FORMS:
        raise _refusal(pages, file)
    kind = _voted((claim.kind, claim.weight) for claim in claims) or _kind_of(drafts)
    year = _voted((claim.year, claim.weight) for claim in claims) or _year_of(pages)
    publisher, confidence = _publisher(pages, drafts, claims)
    if not (publisher and year):
        raise _refusal(pages, file)
    level: Level = _voted((claim.level, claim.weight) for claim in claims) or "department"
    level = body_name(publisher).level or level
    name = _SUFFIX.sub("", publisher).translate(_BRACKETS)
    word = "部门" if level == "department" else "单位"
    title = f"{name}{year}年度{word}{'预算' if kind == 'budget' else '决算'}"
    return Report(
        id=report_id(name, year, kind, sha256),
        publisher=name,
        fiscal_year=year,
        kind=kind,
        level=level,
        title=title,
        file=file,
        sha256=sha256,
        pages=len(pages),
        confidence=confidence,
    )


def _voted(votes: Iterable[tuple[_T, int]]) -> _T | None:
    counted: Counter[_T] = Counter()
    for value, weight in votes:
        counted[value] += weight
    return counted.most_common(1)[0][0] if counted else None


def _cover_text(pages: Sequence[Page]) -> str:
    """The folded text of the first pages up to the table of contents, with breaks as spaces."""
    lines = [line.text for page in pages[:_COVER_PAGES] for line in page.lines[:12]]
    text = "".join(fold(line) for line in lines)
    found = _CONTENTS.search(text)
    return text[: found.start()] if found and found.start() > 0 else text[:200]


def _claims(pages: Sequence[Page]) -> list[_Claim]:
    """Titles that name body, year and kind together; the cover's count most."""
    cover = _cover_text(pages)
    claims = _claims_in(cover, 10) or _short_claims(cover, 10)
    for page in pages:
        for line in page.lines:
            if len(line.text) <= 60:
                claims.extend(_claims_in(fold(line.text), 1))
    return claims


def _short_claims(cover: str, weight: int) -> list[_Claim]:
    """What a cover claims that names a body, a year and 预算公开 or 决算公开."""
    for pattern in _SHORT_TITLES:
        found = pattern.search(cover)
        name = _bare_name(found["name"]) if found else ""
        if found and _BODY_END.search(name) and not _OTHER_TITLE.search(name):
            kind: Kind = "budget" if found["kind"] == "预算" else "final_accounts"
            return [_Claim(name, int(found["year"]), kind, "department", weight)]
    return []


def _bare_name(name: str) -> str:
    """The name of a body in a title, without the part of the title before it or 部门 behind it."""
    name = _PART_OF_TITLE.sub("", name)
    without = re.sub(r"(?:部门|单位)$", "", name)
    return without if _BODY_END.search(without) else name


def _claims_in(text: str, weight: int) -> list[_Claim]:
    claims = []
    for pattern in _TITLES:
        for found in pattern.finditer(text):
            if weight == 1 and not _AFTER_TITLE.match(text[found.end() :]):
                continue
            name = _bare_name(found["name"] or "")
            if _OTHER_TITLE.search(name):
                continue
            claims.append(
                _Claim(
                    name if _BODY_END.search(name) else "",
                    int(found["year"]),
                    "budget" if found["kind"] == "预算" else "final_accounts",
                    "department" if found["level"] == "部门" else "unit",
                    weight,
                )
            )
        if claims:
            break
    return claims


def _publisher(
    pages: Sequence[Page], drafts: Sequence[TableDraft], claims: Sequence[_Claim]
) -> tuple[str, float]:
    """The publisher and how sure that is: the cover's label, its title, then votes of the rest."""
    labelled = _LABELLED.search(" ".join(fold(line.text) for p in pages[:2] for line in p.lines))
    if labelled:
        return labelled[1], 1.0
    votes: Counter[str] = Counter()
    for claim in claims:
        if claim.name:
            votes[claim.name] += claim.weight
    for draft in drafts:
        if draft.body:
            votes[draft.body] += 1
        for name in _named_in_cells({row.grid.page: row.grid for row in draft.rows}.values()):
            votes[name] += 1
    if not votes:
        return "", 0.0
    (best, count), *others = votes.most_common(2)
    agreed = count / sum(votes.values())
    return best, 1.0 if not others or agreed > 0.5 else round(agreed, 2)


def _named_in_cells(grids: Iterable[Grid]) -> list[str]:
    """Bodies in the cell right of a cell that says 部门名称 or 单位名称."""
    names = []
    for grid in grids:
        for cell in grid.cells:
            if _LABEL_CELLS.match(fold(cell.text)):
                beside = grid.at(cell.row, cell.column_end)
                if beside and _BODY_END.search(fold(beside.text)):
                    names.append(re.sub(r"^\d+[-—]?", "", beside.text))
    return names


def _kind_of(drafts: Sequence[TableDraft]) -> Kind:
    """By the titles of the tables, where no page says it outright."""
    accounts = sum("决算" in draft.title for draft in drafts)
    return "final_accounts" if accounts * 2 > len(drafts) else "budget"


def _year_of(pages: Sequence[Page]) -> int | None:
    """By lines that hold nothing but a year, else by the year most often told."""
    texts = [fold(line.text) for page in pages for line in page.lines]
    alone = [found[1] for text in texts if (found := _YEAR_ALONE.match(text))]
    years = alone or re.findall(r"(20\d\d)年", "".join(texts))
    return int(Counter(years).most_common(1)[0][0]) if years else None


def _refusal(pages: Sequence[Page], file: str) -> NotAReport:
    lines = [line.text for page in pages[:2] for line in page.lines if len(line.text) > 3]
    if not lines:
        return NotAReport(
            "没有可读的文字，看来是扫描件或图片 (no text layer: pages are pictures)",
            advice="请提供带文字的 PDF (provide a PDF with text)",
            file=file,
        )
    seems = " ".join(lines[:2])[:60]
    return NotAReport(
        f"不是部门预算或决算报告，看来是“{seems}” (neither a budget nor a final account)",
        advice="请核对文件是否下载正确 (check that the right file was downloaded)",
        file=file,
    )
