"""LlamaIndex's view of a library: a query engine with cited nodes, and a tool."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from assistant.answers import Question
from assistant.ask import ask
from assistant.query_engine import MingzhangQueryEngine, query_engine_tool
from ingest.library import Library

BASIC = "澄浦市文化馆2024年群众文化的基本支出是多少？"


def test_answers_as_ask_does_with_its_citations_as_nodes(library: Library) -> None:
    answer = ask(Question(BASIC), library)
    response = MingzhangQueryEngine(library=library).query(BASIC)
    assert str(response) == answer.text
    assert [(n.node.metadata["mark"], n.node.metadata["page"]) for n in response.source_nodes] == [
        (c.mark, c.locators[0].page) for c in answer.citations
    ]
    assert response.source_nodes[0].node.metadata["file"] == "澄浦市文化馆-2024-final_accounts.pdf"
    assert response.source_nodes[0].text == answer.citations[0].quote
    assert response.metadata["figures"][0]["value"] == "61.35"


def test_same_place_same_node(library: Library) -> None:
    engine = MingzhangQueryEngine(library=library)
    once, again = engine.query(BASIC), engine.query(BASIC)
    assert [n.node_id for n in once.source_nodes] == [n.node_id for n in again.source_nodes]


def test_refusal_has_its_outcome_and_no_nodes(library: Library) -> None:
    response = MingzhangQueryEngine(library=library).query("海东市文化馆2024年支出是多少？")
    assert response.metadata["outcome"] == "not_found"
    assert response.source_nodes == []


def test_asked_from_an_event_loop(library: Library) -> None:
    engine = MingzhangQueryEngine(library=library)
    # In a thread of its own: the browser of other tests keeps a loop running in this one.
    with ThreadPoolExecutor(1) as threads:
        answered = threads.submit(asyncio.run, engine.aquery(BASIC)).result()
    assert str(answered) == str(engine.query(BASIC))


def test_tool_that_an_agent_may_call(library: Library) -> None:
    tool = query_engine_tool(library)
    output = tool.call(BASIC)
    assert "61.35" in output.content
    assert tool.metadata.name == "chinese_public_budgets"
