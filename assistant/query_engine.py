"""Mingzhang as a part of LlamaIndex: a query engine, and a tool for its agents.

``MingzhangQueryEngine(library=Library.open(folder)).query("…")`` answers as the chat does.
"""

from __future__ import annotations

from llama_index.core.base.response.schema import Response
from llama_index.core.query_engine import CustomQueryEngine
from llama_index.core.schema import NodeWithScore, TextNode
from llama_index.core.tools import QueryEngineTool

from assistant.answers import Answer, Citation, Question
from assistant.answers_json import answer_to_json
from assistant.ask import ask
from assistant.drafting.model import Model
from ingest.library import Library

_NAME = "chinese_public_budgets"
_DESCRIPTION = (
    "Answers questions, in Chinese or English, about the budgets (预算) and final accounts (决算) "
    "of Chinese government units that are held in a library: exact figures with their unit, "
    "calculations with their working, reasons and terms, each with report and page. "
    "Give the question as the user asked it, with the publisher's name and the year; "
    "never change a figure of its answer."
)


class MingzhangQueryEngine(CustomQueryEngine):
    """A LlamaIndex query engine on a library; ``model`` writes explanations if it is given.

    The response's source nodes are the citations: their text is the quote, their metadata says
    ``mark``, ``report``, ``report_id``, ``file``, ``page`` (1-based), ``pages`` and ``bbox``. The
    response's own metadata is the answer as ``assistant ask --json`` gives it.
    """

    library: Library
    model: Model | None = None

    def custom_query(self, query_str: str) -> Response:
        """The answer to a question; a refusal is a response with its outcome."""
        answer = ask(Question(query_str), self.library, self.model)
        return Response(
            answer.text,
            source_nodes=[NodeWithScore(node=node) for node in _nodes(answer)],
            metadata=answer_to_json(answer),
        )


def query_engine_tool(library: Library, model: Model | None = None) -> QueryEngineTool:
    """The query engine as a tool that an agent may call."""
    engine = MingzhangQueryEngine(library=library, model=model)
    return QueryEngineTool.from_defaults(engine, name=_NAME, description=_DESCRIPTION)


def _nodes(answer: Answer) -> list[TextNode]:
    return [_node(citation) for citation in answer.citations]


def _node(citation: Citation) -> TextNode:
    first = citation.locators[0]
    place = f"{first.page}:{','.join(f'{edge:.1f}' for edge in first.bbox)}"
    pages = sorted({locator.page for locator in citation.locators})
    return TextNode(
        id_=f"{citation.report_id}:{place}",
        text=citation.quote,
        metadata={
            "mark": citation.mark,
            "report": citation.report,
            "report_id": citation.report_id,
            "file": citation.file,
            "page": first.page,
            "pages": pages,
            "bbox": list(first.bbox),
        },
    )
