"""Files of concepts with one mistake each: what the loader says of it."""

from __future__ import annotations

import pytest

from ingest.concepts.declaration import ConceptDataError, name_key
from ingest.concepts.loading import classified_concepts, named_concepts, words_of_several

ENTRY = """
- id: pots
  name: 花盆
  english: Pots
  unit: count
  counted: [个]
  definition: 用来种花的盆。
  source: 园艺手册
  forms: [prose]
"""
CODES = "code,name,english,former,everyday\n"


def test_an_entry_becomes_a_concept_with_tuples() -> None:
    (pots,) = named_concepts(ENTRY + "  printed: [盆]\n")
    assert (pots.id, pots.name, pots.counted, pots.printed) == ("pots", "花盆", ("个",), ("盆",))
    assert (pots.code, pots.scheme, pots.forms) == ("", None, ("prose",))


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("  source: 园艺手册", "  source: 园艺手册\n  sauce: 酱", "pots: unknown field sauce"),
        ("  source: 园艺手册", "  code: '201'\n  source: 园艺手册", "pots: unknown field code"),
        ("  english: Pots\n", "", "pots: no english"),
        ("  definition: 用来种花的盆。\n", "", "pots: no definition"),
        ("[prose]", "[]", "pots: no forms"),
        ("unit: count", "unit: weight", "pots: unknown unit weight"),
        ("id: pots", "id: Pots.1", "Pots.1: not an id"),
        ("unit: count", "unit: money", "pots: what is counted, and nothing else"),
        ("  counted: [个]\n", "", "pots: what is counted, and nothing else"),
    ],
)
def test_a_mistake_in_an_entry_is_named(was: str, becomes: str, said: str) -> None:
    assert was in ENTRY
    with pytest.raises(ConceptDataError, match=said):
        named_concepts(ENTRY.replace(was, becomes))


def test_lines_know_their_parents_and_parts() -> None:
    lines = classified_concepts(
        "functional",
        CODES + "2990101,浇水,,灌水|洒水,浇花\n29901,养花,Flowers,,\n299,园艺支出,Gardens,,\n",
    )
    top, flowers, water = lines
    assert [line.id for line in lines] == [
        "functional.299",
        "functional.29901",
        "functional.2990101",
    ]
    assert (top.parent, flowers.parent, water.parent) == (
        "expenditure",
        "functional.299",
        "functional.29901",
    )
    assert (top.sums, water.sums) == (("functional.29901",), ())
    assert (water.printed, water.everyday) == (("灌水", "洒水"), ("浇花",))
    assert water.english == "Flowers (2990101)"
    assert "园艺支出 › 养花 › 浇水" in water.definition
    assert water.scheme == "functional"


def test_income_by_functional_code_is_asked_by_no_word_of_its_own() -> None:
    (top,) = classified_concepts("functional_income", CODES + "299,园艺支出,Gardens,,花园\n")
    assert (top.id, top.parent, top.everyday) == ("functional_income.299", "income", ())


@pytest.mark.parametrize(
    ("scheme", "text", "said"),
    [
        ("functional", "code,name\n299,园艺\n", "columns are"),
        ("functional", CODES + "299,园艺,G,,\n299,园艺,G,,\n", "code 299 twice"),
        ("functional", CODES + "301,工资,W,,\n", "301 is no code of it"),
        ("functional", CODES + "299001,浇花中心,C,,\n", "299001 is no code of it"),
        ("functional", CODES + "2A9,园艺,G,,\n", "2A9 is no code of it"),
        ("economic", CODES + "3010101,浇水,W,,\n", "3010101 is no code of it"),
        ("functional", CODES + "29901,养花,F,,\n", "29901 stands below 299, which is unknown"),
        ("functional", CODES + "299,,G,,\n", "299 has no name"),
        ("functional", CODES + "299,园艺,,,\n", "299 has no english"),
    ],
)
def test_a_mistake_in_a_classification_is_named(scheme: str, text: str, said: str) -> None:
    with pytest.raises(ConceptDataError, match=said):
        classified_concepts(scheme, text)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- {word: 花, means: [a, b]}\n- {word: 花, means: [c, d]}\n", "花 twice"),
        ("- {word: 花, means: [a, a]}\n", "花 means fewer than two"),
    ],
)
def test_a_mistake_in_the_words_of_several_is_named(text: str, said: str) -> None:
    with pytest.raises(ConceptDataError, match=said):
        words_of_several(text)


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("1.“三公”经费", "三公经费"),
        ("其中：因公出国（境）费用（万元）", "因公出国境费用"),
        ("单价100万元（含）以上设备（不含车辆）（台/套）", "单价100万元以上设备"),
        ("公务用车 保有量（辆）", "公务用车保有量"),
        ("项目（工程）", "项目工程"),
    ],
)
def test_keys_of_names(printed: str, key: str) -> None:
    assert name_key(printed) == key
