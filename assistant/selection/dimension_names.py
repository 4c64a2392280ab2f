"""What concepts, funds, natures and stages are called in files and on the command line.

The page has its own words in both languages (``rendering/texts``); a test keeps the Chinese alike.
"""

from __future__ import annotations

from ingest.concepts.concept import concepts
from ingest.nouns import Fund, Nature, Stage

FUNDS: dict[Fund, str] = {
    "all": "全部资金",
    "fiscal_grant": "财政拨款",
    "general_public": "一般公共预算",
    "government_fund": "政府性基金",
    "state_capital": "国有资本经营预算",
    "special_account": "财政专户",
    "business": "事业收入",
    "operating": "经营收入",
    "superior": "上级补助",
    "affiliated": "附属单位上缴",
    "own": "单位资金",
    "other": "其他收入",
    "carried_over": "上年结转",
}
NATURES: dict[Nature, str] = {
    "basic": "基本支出",
    "personnel": "人员经费",
    "public": "公用经费",
    "project": "项目支出",
    "paid_to_superior": "上缴上级支出",
    "operating": "经营支出",
    "to_affiliated": "对附属单位补助支出",
}
STAGES: dict[Stage, str] = {
    "budget": "预算",
    "final": "决算",
    "execution": "执行",
    "last_budget": "上年预算",
    "last_final": "上年决算",
    "last_execution": "上年执行",
    "change": "增减额",
    "rate": "比率",
    "target": "目标",
    "cumulated": "累计",
}


def concept_name(concept: str) -> str:
    """The Chinese name of a concept; its id where a reader of another version gave it."""
    known = concepts().get(concept)
    return known.name if known else concept
