"""``python -m assistant explain``: every stage of one answer, from the reading to the decision."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answers import Question
from assistant.composing.citations import title_in_words
from assistant.composing.wording import line_in_words
from assistant.deciding.decide import settled
from assistant.linking.parted import as_linked
from assistant.linking.scope import scope_of
from assistant.linking.whose import is_held
from assistant.query import measures_of
from assistant.reading.conversation import read_conversation
from assistant.reading.reader import reader
from assistant.reading.tags import TAGS
from assistant.solving.query_of import query_of
from assistant.solving.resolve import Resolved, Solver
from ingest.library import Library

_SHOWN = 0.05
_REPORTS = 4


def explained(question: Question, library: Library) -> Iterator[str]:
    """The stages in lines: spans and wants, reports meant, the query, candidates with their
    chances, readings with theirs."""
    network = reader()
    turn = read_conversation(question, network, lambda words: is_held(words, library))
    yield f"阅读 read: {turn.text}"
    for tag in TAGS:
        for words in turn.all(tag):
            yield f"  {tag:10} {words.text}{'（承前 from before）' if tag in turn.taken else ''}"
    wants = (f"{want} {chance:.2f}" for want, chance in turn.wants if chance >= _SHOWN)
    yield f"  wants      {', '.join(wants)}"
    scope = scope_of(turn, library, network)
    yield "连接 link:"
    for body in scope.bodies:
        names = "、".join(body.names) or "（未收录 not held）"
        yield f"  “{body.words}” → {names} {body.chance:.2f}"
    for missing in scope.missing:
        yield f"  未收录 not held: {missing}"
    reports = list(scope.reports)[:_REPORTS]
    yield f"  报告 reports: {'；'.join(map(title_in_words, reports))}（{len(scope.reports)}）"
    query = query_of(as_linked(turn, scope), scope)
    yield "求解 solve:"
    for one in query.asked:
        yield f"  {one}"
    solver = Solver(query, scope, library, network)
    for report in reports if scope.named or len(scope.reports) <= _REPORTS else ():
        for measure in measures_of(query):
            yield from _resolved(solver.resolved(measure, report))


def _resolved(resolved: Resolved) -> Iterator[str]:
    yield f"  “{resolved.measure.words}” @ {title_in_words(resolved.report)}"
    for candidate in resolved.link.candidates:
        yield f"    候选 candidate {candidate.chance:.3f} {candidate.thing.told}"
    for chosen, chance in resolved.options:
        figure = chosen.figure
        amount = f"{figure.printed}{figure.unit}"
        yield f"    读法 reading {chance:.3f} {line_in_words(figure)} {amount}"
    decided = "作答 answer" if settled(resolved) else "反问或说明未找到 ask back, or not told"
    yield f"    决定 decision: {decided}"
