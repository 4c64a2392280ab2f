"""Figures told in sentences, with the label, unit, year and sentence that the text gives them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from ingest.bodies.in_report import BodiesOfReport
from ingest.bodies.prose import BodySpan, spans_of_paragraphs
from ingest.identifiers import content_id
from ingest.language.amounts import is_money, to_fen
from ingest.language.enumerators import without_enumerator
from ingest.language.glyphs import half_width
from ingest.narrative.glossary import is_glossary
from ingest.narrative.paragraphs import Paragraph
from ingest.narrative.telling import Teller, Told
from ingest.narrative.wording import wording
from ingest.nouns import Basis, Figure, Origin, Report

_WIDE_BRACKETS = str.maketrans("()", "（）")


def paragraphs_to_figures(
    paragraphs: Sequence[Paragraph], report: Report, bodies: BodiesOfReport
) -> tuple[Figure, ...]:
    """Every number with a unit in the narrative as a Figure (see ``nouns.Figure``), in order.

    It is of the body that the headings above, the sentence or its own label name. A decrease
    stays positive as printed; its direction stands in ``column_path``.
    """
    seen: Counter[tuple[object, ...]] = Counter()
    figures = []
    spans = spans_of_paragraphs(paragraphs, bodies)
    for paragraph, of_body in zip(paragraphs, spans, strict=True):
        if is_glossary(paragraph.heading_path):
            continue
        for told in _told_by(paragraph, report):
            body = _body(told, of_body, bodies)
            figure = _figure(paragraph, told, report, body, seen)
            if figure.row_label:
                figures.append(figure)
    return tuple(figures)


def _told_by(paragraph: Paragraph, report: Report) -> Iterator[Told]:
    teller = Teller(
        paragraph.text,
        heading=_heading_label(paragraph.heading_path),
        publisher=report.publisher,
        fiscal_year=report.fiscal_year,
    )
    yield from teller.tell()


def _heading_label(heading_path: Sequence[str]) -> str:
    """The nearest heading as a label: （一）机关运行经费支出情况 -> 机关运行经费支出."""
    if not heading_path:
        return ""
    heading = half_width(without_enumerator(heading_path[-1])).removeprefix("其中:")
    return wording().heading_tail.sub("", heading)


def _body(told: Told, spans: Sequence[BodySpan], bodies: BodiesOfReport) -> tuple[str, Origin]:
    """The body that the figure's own label names, else the one that its sentence is of."""
    if named := bodies.meant(told.name.label):
        return named, "sentence"
    at = told.number.start
    span = next(span for span in spans if span.start <= at < span.stop)
    return span.body, span.origin


def _figure(
    paragraph: Paragraph,
    told: Told,
    report: Report,
    body: tuple[str, Origin],
    seen: Counter[tuple[object, ...]],
) -> Figure:
    number, name = told.number, told.name
    start, end = told.sentence
    sentence = paragraph.content.part(start, end).text
    lead = (told.lead,) if told.lead and told.lead != name.label else ()
    printed = _as_printed(sentence)
    key = (paragraph.heading_path, sentence, name.label, told.qualifier, number.start)
    seen[key] += 1
    return Figure(
        id=content_id(report.id, repr(key), str(seen[key])),
        report_id=report.id,
        table_id="",
        form="",
        row=-1,
        row_path=(*paragraph.heading_path, *map(printed, (*lead, *name.path, name.label))),
        row_label=printed(name.label),
        row_code=name.code,
        also=(),
        line_no="",
        side="",
        column_path=tuple(map(printed, told.qualifier)),
        value=number.value,
        printed=paragraph.text[number.start : number.end],
        unit=number.unit,
        fen=to_fen(number.value, number.unit) if is_money(number.unit) else None,
        year=told.year,
        body=body[0],
        basis=_basis(told, report),
        locators=paragraph.content.part(number.start, number.end).locators(),
        sentence=sentence,
        taken_from=(("body", body[1]),),
    )


def _as_printed(sentence: str) -> Callable[[str], str]:
    """Gives a label the brackets of its sentence back, which were read at half width."""
    if "（" in sentence and "(" not in sentence:
        return lambda label: label.translate(_WIDE_BRACKETS)
    return str


def _basis(told: Told, report: Report) -> Basis:
    """What the words say, without the names of funds (一般公共预算); else what the report is."""
    if not is_money(told.number.unit):
        return ""
    qualifier = () if told.is_change else told.qualifier
    words = wording().fund_names.sub("", "".join((told.name.label, *qualifier)))
    bases: tuple[tuple[str, Basis], ...] = (("决算", "决算"), ("执行", "执行"), ("预算", "预算"))
    for word, basis in bases:
        if word in words:
            return basis
    return "预算" if report.kind == "budget" else "决算"
