"""The text of a turn in which operands are looked for; a stretch of it becomes a look-up."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.plan import Lookup
from assistant.understanding.items_meant import names_in
from assistant.understanding.printed_names import Vocabulary
from assistant.understanding.turn import Turn, bases_in, codes_in, masked_at
from assistant.words.lexicon import lexicon

GUARD = "N"
_TWO = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """The text of a turn in which operands are looked for; both texts are of one length."""

    turn: Turn
    known: Vocabulary
    text: str
    guarded: str


def guarded_names(text: str, known: Vocabulary) -> str:
    """The text with every name that is more than a colour word made a run of ``N``."""
    letters = list(text)
    for name in names_in(text, known):
        if not name.light:
            letters[name.start : name.end] = GUARD * (name.end - name.start)
    return "".join(letters)


def term(turn: Turn, text: str, known: Vocabulary) -> Lookup:
    """The look-up of one operand, whose words are ``text``."""
    codes, spans = codes_in(text)
    masked = masked_at(text, spans)
    return Lookup(
        report_ids=tuple(report.id for report in turn.meant.reports),
        names=names_in(masked, known),
        codes=codes,
        forms=turn.forms,
        years=turn.meant.years,
        bases=bases_in(masked) or turn.bases,
        content=(masked,),
    )


def with_common_head(texts: list[str]) -> list[str]:
    """The texts of parts and their whole; a bare whole (货物、服务采购…等于总额) is that of what
    the parts have in common."""
    bare = texts[-1].strip("_|的")
    if len(texts) <= _TWO or bare not in lexicon()["bare_totals"]:
        return texts
    parts = [text.strip("_|的") for text in texts[:-1]]
    alike = [len(set(letters)) == 1 for letters in zip(*parts, strict=False)]
    head = parts[0][: alike.index(False) if False in alike else len(alike)]
    return [*texts[:-1], head + bare] if len(head) >= _TWO else texts
