"""Which measure a question is wholly about: its words covered by the names of concepts.

Nothing is guessed. A question is about a concept where one name of it stands there and all other
words are known to add nothing or to say of which money, stage, order or bodies: a word that nothing
covers may change what is asked, and then the printed words have to answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Literal

from assistant.plan import ByConcept, Order
from assistant.understanding.lines_meant import order_meant
from assistant.understanding.turn import Turn, masked_at
from assistant.words.lexicon import lexicon
from assistant.words.measure_words import Piece, cover, said
from ingest.across import Measure
from ingest.concepts.concept import Scheme, concept_of_code, concepts
from ingest.language.dimensions import words as dimension_words
from ingest.language.glyphs import fold
from ingest.language.numerals import NUMERAL_LETTERS, numeral_value
from ingest.language.units import units
from ingest.nouns import Fund, Nature, Stage

TOTALS = ("income", "income_total", "expenditure", "expenditure_total", "balance_total")
"""The concepts that stand for all of what a body takes in or spends."""

_FEWEST = 3


@dataclass(frozen=True, slots=True)
class MeasureMeant:
    """The measure that a turn is wholly about, and what its other words say.

    ``words`` are those that name it; ``total`` tells that all income or expenditure is meant, of
    which ``measure`` is the likeliest; ``unsure`` that the words may mean other concepts as well;
    ``rivals`` that these are no parts of it (水电费 is neither 水费 nor 电费).
    ``back`` is the number of years asked for. ``which``: it is asked which of something unsaid, so
    that 哪个项目支出最高 is none of bodies.
    """

    measure: Measure
    words: str
    stage: Stage = ""
    total: bool = False
    of_all: bool = False
    units: bool = False
    ranks: bool = False
    which: bool = False
    over_years: bool = False
    back: int = 0
    unsure: bool = False
    rivals: bool = False


def measure_meant(turn: Turn) -> MeasureMeant | None:
    """The one measure that a turn asks for, None where it asks for anything else besides."""
    if turn.intents & {"reason", "definition", "duties", "identity", "structure", "change"}:
        return None
    if turn.line_no or turn.forms or len(turn.codes) > 1 or turn.question.unknown:
        return None
    text, ranks = without_order(turn.masked)
    pieces = cover(text)
    if pieces is None:
        return None
    named = any(piece.kind in ("concept", "fund", "side") for piece in pieces)
    if turn.codes and named:
        return None
    meant = _of_code(turn) if turn.codes else _of_pieces(pieces, turn)
    if meant is None or _another_unit(meant, turn):
        return None
    kinds = {piece.kind for piece in pieces}
    years = [int(piece.value) for piece in pieces if piece.kind == "years"]
    return replace(
        meant,
        of_all=bool(kinds & {"all", "units"}),
        units="units" in kinds,
        ranks=ranks or any(word in turn.masked for word in said("orders")),
        which=any(piece.kind == "plain" and piece.words.startswith("哪") for piece in pieces),
        over_years=bool(years),
        back=max(years, default=0),
    )


def of_all_bodies(text: str) -> bool:
    """Whether a text speaks of all bodies, whichever was spoken of before: 所有部门呢."""
    words = (word for word in said("of_all") if len(word) > 1 and not word.startswith("的"))
    return any(word in text for word in words)


def of_whole_place(text: str) -> bool:
    """Whether all bodies of the place spoken of are meant, not of others: 全市哪个部门."""
    return any(word in text for word in said("whole_place"))


def without_order(text: str) -> tuple[str, bool]:
    """The text without the words of an order, and whether there are any."""
    words = (lexicon()["ranking_words"], lexicon()["lowest_words"], lexicon()["across"]["ranking"])
    order = "|".join(words)
    return re.subn(order, lambda found: "_" * len(found[0]), text)[0], bool(re.search(order, text))


def is_of_all(text: str) -> bool:
    """Whether a question for one measure was of all bodies."""
    pieces = cover(without_order(text)[0])
    return pieces is not None and any(piece.kind in ("all", "units") for piece in pieces)


def of_one(text: str) -> str:
    """A question of all bodies as it is asked of one: without them, and without their order."""
    text = without_order(text)[0]
    for word in sorted((*said("of_all"), *said("units"), *said("orders")), key=len, reverse=True):
        text = text.replace(word, "_" * len(word))
    return text


def names_no_measure(text: str) -> bool:
    """Whether a text says of whom and in what order alone, of nothing that is measured."""
    pieces = cover(without_order(text)[0])
    return pieces is not None and {p.kind for p in pieces} <= {"all", "units", "plain"}


def _of_code(turn: Turn) -> MeasureMeant | None:
    """A line of a classification, told by its code."""
    schemes: dict[str, Scheme] = {"2": "functional", "3": "economic", "5": "government_economic"}
    scheme = schemes.get(turn.codes[0][0])
    concept = concept_of_code(scheme, turn.codes[0]) if scheme else None
    return MeasureMeant(Measure(concept.id), concept.name) if concept else None


def _of_pieces(pieces: tuple[Piece, ...], turn: Turn) -> MeasureMeant | None:
    pieces = _without_spending(pieces)
    of = {kind: [p for p in pieces if p.kind == kind] for kind in ("concept", "fund", "side")}
    stages = {piece.value for piece in pieces if piece.kind == "stage"}
    funds = {piece.value for piece in of["fund"]}
    sides = {piece.value for piece in of["side"]}
    if len(of["concept"]) > 1 or len(funds) > 1 or len(stages) > 1 or len(sides) > 1:
        return None
    stage: Stage = stages.pop() if stages else ""  # type: ignore[assignment]
    if not of["concept"]:
        return _total(pieces, sides, funds, stage, turn)
    name = of["concept"][0]
    ids = tuple(name.value.split())
    fund = funds.pop() if funds else _fund_in(name.words)
    concept = ids[0]
    if sides and (("income" in sides) != concept.startswith("income")):
        return None
    return MeasureMeant(
        Measure(concept, fund, _nature_of(concept)),  # type: ignore[arg-type]
        name.words,
        stage,
        total=concept in TOTALS,
        unsure=len(ids) > 1,
        rivals=any(concepts()[other].parent != concept for other in ids[1:]),
    )


def _without_spending(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """出国花钱: beside another thing, spending is no measure of its own."""
    named = [piece for piece in pieces if piece.kind == "concept"]
    spent = [piece for piece in named if piece.value == "expenditure" and piece.words[0] in "花用"]
    return tuple(piece for piece in pieces if len(named) == 1 or piece not in spent)


def _total(
    pieces: tuple[Piece, ...], sides: set[str], funds: set[str], stage: Stage, turn: Turn
) -> MeasureMeant | None:
    """收入, 支出, 预算总额, 一般公共预算: all of it, where only its side, stage or fund is said."""
    totals = any(piece.kind == "total" for piece in pieces)
    asked = totals or "number" in turn.intents or any(piece.kind == "all" for piece in pieces)
    if not (sides or funds or stage or totals) or not (asked or sides):
        return None
    if any("收入" in piece.words for piece in pieces if piece.kind == "fund"):
        sides = sides or {"income"}
    side = sides.pop() if sides else "expenditure"
    words = "".join(p.words for p in pieces if p.kind in ("fund", "stage", "side", "total"))
    concept = "income" if side == "income" else "expenditure"
    fund: Fund = funds.pop() if funds else ""  # type: ignore[assignment]
    return MeasureMeant(Measure(concept, fund), words, stage, total=True)


def _another_unit(meant: MeasureMeant, turn: Turn) -> bool:
    """Whether the words ask for money where the concept is a count, or the other way round."""
    unit = concepts()[meant.measure.concept].unit
    money = turn.unit in units().money
    asks_money = money or any(word in turn.masked for word in ("钱", "花"))
    return asks_money if unit != "money" else bool(turn.unit) and not money


def _fund_in(name: str) -> Fund:
    """The fund that a name itself speaks of: general_public of 一般公共预算拨款收入."""
    known = dimension_words()
    spans = ((a, b) for a in range(len(name)) for b in range(a + 2, len(name) + 1))
    found = [name[a:b] for a, b in spans if (w := known.get(name[a:b])) and w.kind == "fund"]
    longest = max(found, key=len, default="")
    return known[longest].value if longest else ""  # type: ignore[return-value]


def _nature_of(concept: str) -> Nature:
    """The nature under which figures of a concept stand: its name is that of a nature."""
    told = dimension_words().get(fold(concepts()[concept].name))
    return told.value if told and told.kind == "nature" else ""  # type: ignore[return-value]


# What is to be done


def asked_by_concept(turn: Turn) -> ByConcept | None:
    """What a turn asks by concept: a ranking, a series, a total or a value; None for none."""
    missing = turn.meant.missing
    if missing and not of_all_bodies(missing):
        return None
    apart = turn.body or missing
    at = turn.masked.find(turn.body) if turn.body else turn.question.text.find(missing)
    meant = measure_meant(replace(turn, masked=masked_at(turn.masked, ((at, at + len(apart)),))))
    if meant is None:
        return None
    publishers = tuple(dict.fromkeys(report.publisher for report in turn.meant.near))
    one = turn.meant.named and len(publishers) == 1
    year = turn.meant.years[0] if len(turn.meant.years) == 1 else 0
    total = meant.total and not _said_exactly(meant.words)
    asked = ByConcept(
        "value",
        meant.measure,
        meant.words,
        meant.stage or _stage_of(turn),
        year,
        total=total,
        newest="今年" in turn.masked and not year,
        unit=turn.unit if turn.unit in units().money else "",
    )
    if body := turn.body or _own_level(turn, publishers):
        kind: Literal["value", "total"] = "total" if total and not meant.measure.fund else "value"
        several = meant.of_all or meant.ranks or meant.over_years or meant.unsure
        return None if several else replace(asked, kind=kind, body=body)
    if one and meant.over_years:
        return replace(asked, kind="series", back=meant.back)
    if missing:
        # 广州哪个局: the bodies of that place, taken for one that is not held.
        meant = replace(meant, of_all=True)
    if meant.of_all or meant.ranks or meant.over_years or len(turn.meant.years) > 1:
        return _ranking(asked, meant, turn, publishers) if not one else None
    if not one or meant.unsure:
        return None
    return replace(asked, kind="total") if total and not meant.measure.fund else asked


def _own_level(turn: Turn, publishers: tuple[str, ...]) -> str:
    """The body itself where 本级 is said of a department that is not called so."""
    said_so = "本级" in turn.question.text and not any("本级" in name for name in publishers)
    return f"{publishers[0]}本级" if said_so and publishers else ""


def _ranking(
    asked: ByConcept, meant: MeasureMeant, turn: Turn, publishers: tuple[str, ...]
) -> ByConcept | None:
    """The ranking asked for; two bodies that are named are compared, not ranked."""
    orders = any(word in turn.masked for word in said("orders"))
    unnamed = meant.ranks and not (turn.meant.named or meant.which)
    if len(turn.meant.years) > 1 or meant.over_years or meant.rivals:
        return None
    if any(word in turn.masked for word in said("no_order")) and not meant.ranks:
        return None
    if not (meant.of_all or orders or unnamed):
        return None
    if turn.meant.named and len(publishers) < _FEWEST:
        return None
    return replace(
        asked,
        kind="ranking",
        order=_order(turn.masked),
        level="unit" if meant.units else "",
        publishers=publishers if turn.meant.named else (),
        anywhere=of_whole_place(turn.masked) and not turn.meant.named,
    )


def _order(text: str) -> Order:
    """The first so many, the one that is first, or all where nothing says how many."""
    order = order_meant(text)
    if said := _number_after(text, "前"):
        return replace(order, count=said, first=1)
    first = (order.count, order.first) == (1, 1)
    return replace(order, count=0) if first and "最" not in text else order


def _number_after(text: str, word: str) -> int:
    """The number that stands right behind a word; 0 for none."""
    tail = text.partition(word)[2]
    numeral = "".join(takewhile(lambda c: c.isdigit() or c in NUMERAL_LETTERS, tail))
    return numeral_value(numeral) if numeral else 0


def _stage_of(turn: Turn) -> Stage:
    return {"budget": "budget", "final_accounts": "final", None: ""}[turn.meant.kind]  # type: ignore[return-value]


def _said_exactly(words: str) -> bool:
    """Whether words say themselves which total they mean: 本年支出合计, 收入总计."""
    return any(word in words for word in ("本年", "当年", "总计", "合计"))
