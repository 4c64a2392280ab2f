"""Writes the explanatory part of an answer with a language model, held to numbered evidence.

The figures looked up stay as they are; the model writes only what explains them. Whatever goes
wrong, the quotations that were there before it stand, and the answer says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.answers import Answer, Draft, StatedFigure
from assistant.composing.citations import Citations, title_in_words
from assistant.composing.wording import amount_in_words, once_each, stated_figures
from assistant.drafting.binding import Bound, bound, figure_is
from assistant.drafting.drafts import Sentence, sentences_of
from assistant.drafting.exhibits import Exhibit, exhibits_of
from assistant.drafting.model import Model, ModelFailed
from assistant.drafting.numbers_told import ToldNumber, normal, numbers_told, same_number
from assistant.drafting.prompts import declines, fallback_note, instruction, request, written_note
from ingest.library import Library
from ingest.nouns import Passage, Report

_LONGEST = 760
"""The letters that an answer may have."""
_EARLIER = 2
"""How many turns before the question a model is told, for what a short question leaves out."""
_CHINESE_FROM = "一"


@dataclass(frozen=True, slots=True)
class ToExplain:
    """An answer whose quotations a model may put into words of its own.

    ``quoted`` is the answer as it stands, which is given where the model fails; ``told`` what it
    says before it quotes: figures, notes, or nothing; ``passages`` what it quotes from.
    """

    quoted: Answer
    told: Answer
    passages: tuple[tuple[Report, Passage], ...]
    english: bool


@dataclass(slots=True)
class _Page:
    """What has been written so far."""

    opening: str
    english: bool
    cited: Citations
    kept: list[Bound] = field(default_factory=list)
    lines: str = ""
    left_out: bool = False
    declined: bool = False

    @property
    def text(self) -> str:
        return self.opening + self.lines

    @property
    def room(self) -> int:
        return _LONGEST - len(self.text)

    def put(self, found: Bound) -> bool:
        """Write a sentence with its final marks, a repeated one once; False where no place is
        left to cite."""
        if any(found.sentence.text == kept.sentence.text for kept in self.kept):
            return True
        marks = [self._marks(mark) for mark in found.cited]
        if not any(marks):
            return False
        words = found.sentence.words
        line = words[0] + "".join(m + w for m, w in zip(marks, words[1:], strict=True))
        between = "\n" if found.sentence.opens else " " if self.english else ""
        self.lines += (between if self.lines else "") + line.strip()
        self.kept.append(found)
        return True

    def _marks(self, exhibits: Sequence[Exhibit]) -> str:
        marks = (self.cited.cite(e.report, e.locators, e.text) for e in exhibits)
        return "".join(dict.fromkeys(marks))


def write(asked: ToExplain, model: Model, library: Library) -> Iterator[Draft | Answer]:
    """Drafts as they grow, then the answer."""
    quoted, english = asked.quoted, asked.english
    exhibits = exhibits_of(asked.told, asked.passages, library)
    page = _Page(_opening(asked), english, Citations(asked.told.citations))
    yield Draft(page.text)
    try:
        question = "\n".join((*quoted.question.earlier[-_EARLIER:], quoted.question.text))
        user = request(question, asked.told.text, exhibits, english=english)
        for sentence in sentences_of(model.stream(instruction(english=english), user)):
            if len(sentence.text) > page.room:
                break
            if _accepted(sentence, exhibits, page):
                yield Draft(page.text)
        _must_say_something(page)
    except ModelFailed as failed:
        note = fallback_note(failed.reason, english=english)
        yield replace(quoted, text=f"{quoted.text}\n{note}")
        return
    yield _answer(page, asked)


def _accepted(sentence: Sentence, exhibits: Sequence[Exhibit], page: _Page) -> bool:
    if declines(sentence.text):
        page.declined = True
        return False
    found = bound(sentence, exhibits)
    if found is None or not page.put(found):
        page.left_out = True
        return False
    return True


def _must_say_something(page: _Page) -> None:
    """Raises ModelFailed where nothing of the draft can be shown."""
    if page.kept:
        return
    if page.declined:
        raise ModelFailed("refusal")
    raise ModelFailed("unchecked" if page.left_out else "empty")


def _opening(asked: ToExplain) -> str:
    """What stands above the explanation: the figures, notes, and whose words are told."""
    told = f"{asked.told.text}\n" if asked.told.text else ""
    reports = list({report.id: report for report, _ in asked.passages}.values())
    if told and len(reports) == 1:
        return told
    colon = ":" if asked.english else "："
    return f"{told}{'、'.join(map(title_in_words, reports))}{colon}\n"


def _answer(page: _Page, asked: ToExplain) -> Answer:
    note = written_note(left_out=page.left_out, english=page.english)
    written = [figure for found in page.kept for figure in _stated(found)]
    return replace(
        asked.quoted,
        text=f"{page.text}\n{note}",
        figures=once_each([*asked.told.figures, *written]),
        citations=page.cited.all(),
    )


def _stated(found: Bound) -> Iterator[StatedFigure]:
    """The figures that a sentence states besides what it answers, years aside."""
    for number in found.numbers:
        if number.dimension != "year":
            yield from _stated_as(number, found)


def _stated_as(number: ToldNumber, found: Bound) -> tuple[StatedFigure, ...]:
    for exhibit in found.exhibits:
        for figure in exhibit.figures:
            if figure_is(figure, number):
                amount = amount_in_words(figure, "")
                return stated_figures(exhibit.report, figure, amount, "context")
    text = normal(found.sentence.text)
    after = text[number.end : number.end + 1]
    unit = number.unit or (after if after >= _CHINESE_FROM else "")
    value = number.digits.replace(",", "") if number.digits.isascii() else f"{number.value:f}"
    holder = _holder(number, found.exhibits)
    page = holder.locators[0].page
    label = text[: number.start].rsplit("，", 1)[-1]
    return (StatedFigure(value, unit, "context", label, holder.report.file, page),)


def _holder(number: ToldNumber, exhibits: Sequence[Exhibit]) -> Exhibit:
    for exhibit in exhibits:
        if any(same_number(number, other) for other in numbers_told(exhibit.told)):
            return exhibit
    return exhibits[0]
