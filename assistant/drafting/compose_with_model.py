"""Writes the explanatory part of an answer with a language model, held to numbered evidence.

The figures looked up stay as they are; the model writes only what explains them. Whatever goes
wrong, the quotations that were there before it stand, and the answer says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.answers import Answer, Draft, StatedFigure
from assistant.composing.citations import Citations, title_in_words
from assistant.composing.quoting import TEXT_LIMIT, contradiction, unique_figures, without_figure
from assistant.composing.wording import amount_in_words, stated_figures
from assistant.drafting.binding import Bound, bound, figure_is
from assistant.drafting.drafts import Sentence, sentences_of
from assistant.drafting.exhibits import Exhibit, exhibits_of
from assistant.drafting.model import Model, ModelFailed
from assistant.drafting.numbers_told import ToldNumber, normal, numbers_told, same_number
from assistant.drafting.prompts import declines, fallback_note, instruction, request, written_note
from assistant.passages.ranking import Evidence
from assistant.plan import Plan
from ingest.library import Library

_AS_PRINTED = ("definition", "duties", "structure")
"""What is better quoted whole than told again: definitions and lists. In English it is told."""
_EARLIER = 2
"""How many turns before the question a model is told, for what a short question leaves out."""
_CHINESE_FROM = "一"


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
        return TEXT_LIMIT - len(self.text)

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


def writes(plan: Plan) -> bool:
    """Whether a model is to write the answer to such a plan: where words are to explain."""
    return plan.search is not None and (plan.english or plan.search.kind not in _AS_PRINTED)


def write(
    plan: Plan,
    quoted: Answer,
    looked_up: Answer | None,
    evidence: Sequence[Evidence],
    model: Model,
    library: Library,
) -> Iterator[Draft | Answer]:
    """Drafts as they grow, then the answer.

    ``quoted`` is the answer made of quotations, which stands where the model fails; ``looked_up``
    the answer with its figures alone, None where no figure was asked.
    """
    base = looked_up or replace(quoted, text="", figures=(), citations=())
    exhibits = exhibits_of(base, evidence, library)
    opening = _opening(plan, base, evidence, library)
    page = _Page(opening, plan.english, Citations(base.citations))
    yield Draft(page.text)
    try:
        system = instruction(english=plan.english)
        asked = "\n".join((*quoted.question.earlier[-_EARLIER:], quoted.question.text))
        user = request(asked, base.text, exhibits, english=plan.english)
        for sentence in sentences_of(model.stream(system, user)):
            if len(sentence.text) > page.room:
                break
            if _accepted(sentence, exhibits, page):
                yield Draft(page.text)
        _must_say_something(page)
    except ModelFailed as failed:
        note = fallback_note(failed.reason, english=plan.english)
        yield replace(quoted, text=f"{quoted.text}\n{note}")
        return
    yield _answer(page, quoted, base)


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


def _opening(plan: Plan, base: Answer, evidence: Sequence[Evidence], library: Library) -> str:
    """What stands above the explanation: the figures, notes, and whose words are told."""
    reports = list({item.report.id: item.report for item in evidence}.values())
    notes = without_figure(plan) if not base.text else f"{base.text}\n"
    for report in reports:
        texts = (item.passage.text for item in evidence if item.report.id == report.id)
        notes += contradiction(plan, library.prose_figures(report.id), "".join(texts))
    if base.text and len(reports) == 1:
        return notes
    colon = ":" if plan.english else "："
    return f"{notes}{'、'.join(map(title_in_words, reports))}{colon}\n"


def _answer(page: _Page, quoted: Answer, base: Answer) -> Answer:
    note = written_note(left_out=page.left_out, english=page.english)
    told = [figure for found in page.kept for figure in _stated(found)]
    return replace(
        quoted,
        text=f"{page.text}\n{note}",
        figures=unique_figures([*base.figures, *told]),
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
