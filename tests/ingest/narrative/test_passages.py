"""Passages: items, glossary entries, cutting, ids."""

from __future__ import annotations

from typeset import narrative, page_of, report, wrapped

from ingest.nouns import Passage

PART = ("第四部分 名词解释", 16.0)


def passages(*lines: str | tuple[str, float]) -> tuple[Passage, ...]:
    return narrative([page_of(lines)], {}, report())[0]


def terms(*lines: str | tuple[str, float]) -> dict[str, str]:
    return {p.term: p.text for p in passages(*lines) if p.term}


def test_every_entry_has_its_term():
    found = terms(
        PART,
        *wrapped("结余分配：指单位按规定分配的结余。"),
        *wrapped("一、财政专户管理资金：缴入专户管理的教育收费。"),
        *wrapped("（二）基本支出是指为保障机构运转发生的支出。"),
    )
    assert set(found) == {"结余分配", "财政专户管理资金", "基本支出"}


def test_sub_terms_are_found_by_themselves():
    entry = (
        "“三公”经费：指因公出国（境）费、公务用车费和公务接待费。其中：因公出国（境）费用具体包括"
        "国际旅费、住宿费；公务用车运行维护费反映燃料费、维修费、保险费；公务接待费反映接待支出。"
    )
    found = terms(PART, *wrapped(entry))
    assert found["三公经费"] == entry
    assert found["公务用车运行维护费"] == "公务用车运行维护费反映燃料费、维修费、保险费"
    assert found["因公出国（境）费用"].endswith("国际旅费、住宿费")


def test_term_set_as_heading():
    found = terms(PART, "　　1.一般公共预算拨款收入", *wrapped("指市级财政当年拨付的资金。"))
    assert found == {"一般公共预算拨款收入": "指市级财政当年拨付的资金。"}


def test_what_follows_an_entry_belongs_to_it():
    found = terms(PART, *wrapped("其他收入：指其余的收入。"), *wrapped("主要是存款利息。"))
    assert found == {"其他收入": "其他收入：指其余的收入。主要是存款利息。"}


def test_guiding_is_not_defining():
    assert not terms("　　一、职责", *wrapped("负责档案业务，指导各区工作，反映社情民意。"))


def test_long_paragraphs_are_cut_at_sentence_ends():
    sentences = [
        f"本年度第{n}项支出为{n},234.56万元，用于档案数字化加工和库房设备维护。"
        for n in range(1, 20)
    ]
    found = passages(("第三部分 情况说明", 16.0), *wrapped("".join(sentences)))
    assert len(found) > 1
    assert all(p.text.endswith("。") and len(p.text) <= 350 for p in found)
    assert "".join(p.text for p in found) == "".join(sentences)


def test_ids_come_from_content_and_differ():
    lines = (
        "　　一、收入",
        "　　1.事业收入0万元。",
        "　　2.经营收入0万元。",
        "　　1.事业收入0万元。",
    )
    first, second = passages(*lines), passages(*lines)
    assert first == second
    assert len({p.id for p in first}) == len(first) == 3
