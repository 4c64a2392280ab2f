"""The nouns of the project: frozen, made of tuples, shared by every part.

Ids are derived from content: reading the same file twice gives the same ids. Coordinates are
points with the origin at the top left of the page as displayed (after rotation and crop).
White space has no meaning in printed Chinese labels; labels, titles and header words are kept
as printed but without white space.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal["budget", "final_accounts"]
Level = Literal["department", "unit"]
Source = Literal["text", "ocr"]
"""Whether a figure is the text of the file, or was read from the picture of a scanned page."""

CorrectionState = Literal["in_force", "replaced", "withdrawn", "unplaced"]
"""``unplaced``: a later reading has no cell that is surely the one that was corrected."""

Basis = Literal["预算", "决算", "执行", ""]
"""What an amount is: planned, accounted for, or executed so far; "" where nothing tells."""

Fund = Literal[
    "",
    "all",
    "fiscal_grant",
    "general_public",
    "government_fund",
    "state_capital",
    "special_account",
    "business",
    "operating",
    "superior",
    "affiliated",
    "own",
    "other",
    "carried_over",
]
"""Of which money an amount is: all of it; 财政拨款 as a whole; of that 一般公共预算, 政府性基金,
国有资本经营; 财政专户; 事业收入; 经营收入; 上级补助; 附属单位上缴; 单位自有资金 as a whole; 其他;
what was carried over from the year before. "" where nothing tells."""

Nature = Literal[
    "",
    "basic",
    "personnel",
    "public",
    "project",
    "paid_to_superior",
    "operating",
    "to_affiliated",
]
"""What a spending is by its nature: 基本支出, of it 人员经费 and 公用经费, 项目支出, 上缴上级,
经营支出, 对附属单位补助. "" where all of it is meant or nothing tells."""

Stage = Literal[
    "",
    "budget",
    "final",
    "execution",
    "last_budget",
    "last_final",
    "last_execution",
    "change",
    "rate",
    "target",
    "cumulated",
]
"""Where an amount stands in the cycle: planned, accounted for, executed so far; the same of the
year before as this report prints it; a difference from something (增减额); a share or a rate in
percent; an aim; a sum over several years. "" where nothing tells (a count of staff, say)."""

Dimension = Literal["concept", "fund", "nature", "stage", "year", "body"]
Origin = Literal["code", "row", "column", "side", "unit", "table", "heading", "sentence", "report"]
"""Where in a report it stands what a figure is: the code or the words of its row, a heading of its
column, the side of a two-sided table, its unit, title or form of its table, a heading of the
narrative, its sentence; the report as a whole where nothing nearer tells."""

BodyRole = Literal["publisher", "own", "subordinate", "superior"]
"""What a body is to the report that speaks of it: its publisher; the publisher's own level
(本级) beside its units; a unit of it; the one whose unit it is (主管部门)."""

BBox = tuple[float, float, float, float]
"""x0, top, x1, bottom in points."""


@dataclass(frozen=True, slots=True)
class Locator:
    """A marked place: page (1-based position in the file), the page number printed there, box."""

    page: int
    bbox: BBox
    printed_page: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One published report, as its own pages name it (never its file name).

    ``file`` is the base name under which it was added, ``sha256`` the identity of that file.
    ``edition_of`` is the id of the first-added report of the same publisher, year and kind, or "".
    ``confidence`` is 1.0 where title, captions and running headers agree, less where a doubt stays.
    """

    id: str
    publisher: str
    fiscal_year: int
    kind: Kind
    level: Level
    title: str
    file: str
    sha256: str
    pages: int
    edition_of: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Body:
    """A public body that a report speaks of, as ``Figure.body`` names it.

    ``name`` is the printed one with the brackets of print; ``key`` is equal wherever the same
    body is meant (``ingest.bodies.names``). ``part_of`` is the name of the body whose unit it is,
    "" where the report tells none. ``code`` is its unit code (113001) where tables print one;
    ``passage_id`` the passage that tells of it, "" where only tables or headings name it.
    """

    report_id: str
    name: str
    key: str
    level: Level
    role: BodyRole
    part_of: str = ""
    code: str = ""
    passage_id: str = ""


@dataclass(frozen=True, slots=True)
class Classification:
    """A further code and label of a row that is classified more than once."""

    row_code: str
    row_label: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What a signed-in person made of a misread cell: the reading stays, this stands before it.

    The cell is named by what survives another reading: the file's ``sha256``, the ``page`` and
    ``bbox`` of its print, and its ``form``, ``row_path``, ``row_code``, ``side``, ``column_path``.
    ``figure_id`` is the figure it applies to now, "" where ``state`` is not ``in_force``.
    ``value`` is None where the cell is blank in truth; ``original_value`` where it was read so.
    Both are in ``unit``, that of the figure. ``at`` is ISO 8601 in UTC, to the second. Who ended
    a correction that is no longer in force, and when, say ``ended_by`` and ``ended_at``.
    """

    id: str
    sha256: str
    page: int
    bbox: BBox
    form: str
    row_path: tuple[str, ...]
    row_code: str
    side: str
    column_path: tuple[str, ...]
    unit: str
    original_printed: str
    original_value: Decimal | None
    printed: str
    value: Decimal | None
    author: str
    at: str
    reason: str
    state: CorrectionState = "in_force"
    figure_id: str = ""
    ended_by: str = ""
    ended_at: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed cell, or one number stated in a sentence.

    In a table: ``row`` is the position of the row within the table (0-based, over all pages),
    ``row_path`` the labels from the outermost parent down to ``row_label``, ``column_path`` the
    header from the outermost heading in (side included), ``sentence`` is "".
    In prose: ``table_id`` is "", ``row`` -1, ``row_label`` the label the sentence gives the number
    (公务接待费支出决算), ``row_path`` the headings above followed by that label, ``column_path``
    empty or the qualifier told (预算数, 比上年增加), ``sentence`` the sentence as printed.

    ``value`` is the printed number as it stands (no change of unit), None where the cell is
    printed blank or as a dash; a cell that is absent is no Figure. ``fen`` is the amount in 分
    (1/100 元, rounded half up) for money, else None; sums and comparisons use it. ``year``,
    ``body`` and ``basis`` say what the figure is about: from column header, row or report.
    ``concept`` (an id of ``ingest.concepts``, "" where it has none), ``fund``, ``nature`` and
    ``stage`` say what it measures, the same in every report; ``taken_from`` where each of these,
    of ``year`` and of ``body`` was taken from.
    ``source`` says how it was read, ``confidence`` (0 to 1) how surely where that is not from text.
    Where ``correction`` is given, ``value``, ``printed`` and ``fen`` are the corrected ones.
    """

    id: str
    report_id: str
    table_id: str
    form: str
    row: int
    row_path: tuple[str, ...]
    row_label: str
    row_code: str
    also: tuple[Classification, ...]
    line_no: str
    side: str
    column_path: tuple[str, ...]
    value: Decimal | None
    printed: str
    unit: str
    fen: int | None
    year: int
    body: str
    basis: Basis
    locators: tuple[Locator, ...]
    sentence: str = ""
    source: Source = "text"
    confidence: float | None = None
    concept: str = ""
    fund: Fund = ""
    nature: Nature = ""
    stage: Stage = ""
    taken_from: tuple[tuple[Dimension, Origin], ...] = ()
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table joined over its pages. ``form`` is a code of ``ingest/forms.yaml`` or ``other``."""

    id: str
    report_id: str
    form: str
    title: str
    unit: str
    pages: tuple[int, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of narrative to quote: one paragraph, list item or glossary entry.

    ``heading_path`` goes from the part down to the nearest heading; ``term`` is the word defined
    where the passage is a glossary entry, else "". What is embedded is headings + text; what is
    quoted is ``text`` alone. A passage over a page end has a locator on either page; a locator
    marks one line of print.
    """

    id: str
    report_id: str
    heading_path: tuple[str, ...]
    text: str
    locators: tuple[Locator, ...]
    term: str = ""

    @property
    def embedded_text(self) -> str:
        """Headings and text, the form in which the passage is searched."""
        return "\n".join((*self.heading_path, self.text))


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Two places of one report that ought to agree (domain rule ``rule``) and do not.

    ``difference`` is left minus right in ``unit``; within ``envelope`` (the rounding of the
    operands) the severity is ``rounding``, beyond it ``discrepancy``.
    """

    report_id: str
    rule: str
    left: str
    right: str
    left_locators: tuple[Locator, ...]
    right_locators: tuple[Locator, ...]
    difference: Decimal
    envelope: Decimal
    unit: str
    severity: Literal["rounding", "discrepancy"]


@dataclass(frozen=True, slots=True)
class CheckCount:
    """How often a rule of arithmetic held in a report, was off by rounding, failed, or could not
    be applied (a blank operand, say); ``reasons`` says why not, each with how often."""

    rule: str
    held: int
    rounding: int
    failed: int
    not_applicable: int
    reasons: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingSummary:
    """How well a report was read, told honestly.

    ``forms``: the distinct forms found, in order of print. ``amounts_printed``: numbers with
    decimals or separators that stand alone on pages with tables; ``amounts_captured``: those of
    them that lie in a cell of a figure. ``scanned_pages`` were read from their pictures;
    ``unread_pages`` are pictures that could not be read, since the extra ``ocr`` is missing, or
    that no time was left for; of ``damaged_pages`` nothing was read, since the file is broken there
    or just before.
    """

    forms: tuple[str, ...] = ()
    amounts_printed: int = 0
    amounts_captured: int = 0
    checks: tuple[CheckCount, ...] = ()
    scanned_pages: tuple[int, ...] = ()
    unread_pages: tuple[int, ...] = ()
    damaged_pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one file says: what the stages of reading hand to the Library."""

    report: Report
    tables: tuple[Table, ...]
    prose_figures: tuple[Figure, ...]
    passages: tuple[Passage, ...]
    discrepancies: tuple[Discrepancy, ...] = ()
    summary: ReadingSummary = ReadingSummary()
    bodies: tuple[Body, ...] = ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures, of tables first, in the order of print."""
        return (*(f for t in self.tables for f in t.figures), *self.prose_figures)
