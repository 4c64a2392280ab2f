"""What a question asks: a closed algebra. One object is carried out, and told as 我的理解.

No word of the question is read after its Query is made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from ingest.nouns import Fund, Kind, Nature

Operation = Literal["sum", "tally", "difference", "rest", "ratio", "share", "per"]
Among = Literal["lines", "projects", "units"]
Shared = Literal["", "first", "each", "all"]
"""Of which listed lines a share is asked: of none, the first, each of them, all together."""
Scheme = Literal["", "function", "economic"]
"""Of which classification lines are: by function, by what is bought or paid; "" for either."""
Side = Literal["", "income", "spending", "both"]
"""Which side of a budget a whole is of: "both" where it is not said, as they are equal."""
Aspect = Literal["reason", "define", "text"]


@dataclass(frozen=True, slots=True)
class Order:
    """Which of several, in order: the ``count`` first (0 = all) from place ``first`` on; the
    smallest where ``lowest``."""

    count: int = 0
    first: int = 1
    lowest: bool = False


@dataclass(frozen=True, slots=True)
class Bounds:
    """What amounts must exceed or stay under, in ``unit`` ("" where none was said); ``reached``:
    or reach."""

    above: Decimal | None = None
    below: Decimal | None = None
    unit: str = ""
    reached: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured, as it was said: ``words`` name the thing; ``around`` is all that was said
    besides whose and when; the rest is what other words (预算数, 在支出总表里) say of it, empty
    where unsaid. ``unit`` is the word in which it is counted (家, 人次), "元" for money. ``line``
    is the number by which a line of a table was named, "" where words name it; ``whole`` the side
    of which they name all that a body has, "" where they name something else; ``joined`` that they
    are several stretches taken together; ``within`` are the concepts of what it is looked for
    within (三公经费里的公务接待)."""

    words: str
    around: str = field(default="", compare=False)
    fund: Fund = ""
    nature: Nature = ""
    basis: str = ""
    last: bool = False
    unit: str = field(default="", compare=False)
    line: str = ""
    whole: Side = field(default="", compare=False)
    joined: bool = field(default=False, compare=False)
    within: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Value:
    """Amounts, each of its measure."""

    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Reckon:
    """A calculation over the amounts of measures: a sum, the first less the second (of a rest what
    is part of it), the first by the second (as a ratio, a share, or per head of what is counted);
    a tally is whether all but one add up to that one."""

    kind: Operation
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """How an amount has changed against the year before."""

    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Completion:
    """Which part of its budget was spent."""

    measures: tuple[Measure, ...]


INNERMOST = 9
"""As the length of codes: the innermost lines that there are."""


@dataclass(frozen=True, slots=True)
class Rank:
    """The lines of a set in order, or those within bounds; ``within`` names what they are part of,
    of units what is measured of each; ``digits`` is the length of the codes of the level asked
    (类 3, 款 5, 项 7), 0 for none; ``scheme`` the classification whose lines are meant; ``kind``
    what the names of units have in common (分局), "" for all, ``number`` how many of them there are
    said to be, 0 where it is not; ``excluded`` names
    lines or units that take no part, ``without_offices`` that a department's own offices take
    none; ``bounds`` is None where what was said of them is not understood. ``share`` says of which
    lines a share is asked besides, ``share_of`` of what, None for all of the set; ``summed`` that
    what is listed is to be added up."""

    among: Among
    within: Measure | None
    order: Order
    bounds: Bounds | None = Bounds()
    counted: bool = False
    digits: int = 0
    scheme: Scheme = ""
    kind: str = ""
    number: int = 0
    without_offices: bool = False
    excluded: tuple[str, ...] = ()
    share: Shared = ""
    share_of: Measure | None = None
    summed: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """What an amount is made of."""

    measure: Measure


@dataclass(frozen=True, slots=True)
class Series:
    """An amount over the years held, the last ``back`` of them (0 = all)."""

    measure: Measure
    back: int = 0


@dataclass(frozen=True, slots=True)
class OverBodies:
    """One measure over all bodies held, in order."""

    measure: Measure
    order: Order


@dataclass(frozen=True, slots=True)
class Check:
    """Whether the places that tell an amount agree."""

    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What a report says in words: the reason of something, the meaning of a term, or of a topic.
    ``topics`` are the words for what it is about; ``rest`` the other words of the question, without
    whose and which year, ``|`` in the place of what was left out; ``unit`` the body within the
    report that it is said of, "" for the publisher; ``beside`` that it is to be told beside an
    amount alone."""

    aspect: Aspect
    topics: tuple[str, ...]
    rest: str = ""
    unit: str = ""
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """Which reports there are."""


@dataclass(frozen=True, slots=True)
class Help:
    """What the product can do; ``beside``: what was asked is nothing that reports tell."""

    beside: bool = False


Asked = (
    Value
    | Reckon
    | Change
    | Completion
    | Rank
    | Parts
    | Series
    | OverBodies
    | Check
    | Said
    | Held
    | Help
)


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked, of whom, of when. ``asked`` in the order in which it is to be answered.

    ``bodies`` are words for bodies; ``unit`` that in which amounts are to be told; ``places`` that
    the page is asked for; ``compare`` that the bodies or years are to be held against each other,
    ``valued`` that the amounts themselves are asked, ``apart`` by how much they differ, ``times``
    how many times one is the other; ``move`` as what a change is asked, "amount" or "percent", ""
    for both; ``counted`` that a number of things is asked, no money; ``former`` that the amount
    before a change is, ``explained`` that why it changed is asked and not by how much; ``stated``
    are the amounts, each in its unit, that the question states.
    """

    asked: tuple[Asked, ...]
    bodies: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    kind: Kind | Literal[""] = ""
    unit: str = ""
    tables: tuple[str, ...] = ()
    places: bool = False
    compare: bool = False
    valued: bool = True
    apart: bool = False
    times: bool = False
    move: str = ""
    counted: bool = False
    former: bool = False
    explained: bool = False
    stated: tuple[tuple[Decimal, str], ...] = ()


def measures_of(query: Query) -> tuple[Measure, ...]:
    """All measures that a query asks for."""
    found: list[Measure] = []
    for one in query.asked:
        match one:
            case Value(measures) | Change(measures) | Completion(measures) | Check(measures):
                found += measures
            case Reckon(_, measures):
                found += measures
            case Parts(measure) | Series(measure) | OverBodies(measure):
                found.append(measure)
            case Rank(_, within) if within is not None:
                found.append(within)
            case _:
                pass
    return tuple({(one, one.unit): one for one in found}.values())
