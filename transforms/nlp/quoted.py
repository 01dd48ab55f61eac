"""Quotations larger than a sentence: whole quotations, ones that go on after the cue, in the next paragraphs.

Each quotation that no cue claims goes to the speaker of the quotation before it in the paragraph, else to a sentence
that ends with a colon, else to the paragraph before. Not here: cues inside one sentence (`verb_cues.py`).
"""

from __future__ import annotations

from transforms.nlp.drafts import Blocks, Draft, content_spans
from transforms.nlp.quotations import Quotation, QuotedText, is_scare_quotation
from transforms.nlp.reading import CharSpan

_SAYING = frozenset({"speech", "thought", "document"})


def complete_quotations(drafts: list[Draft], text: str, quoted: QuotedText) -> None:
    """Adds to the drafts' content what else of their quotations stands in other sentences; changes drafts in place."""
    owners: dict[CharSpan, Draft] = {}
    by_block = Blocks(drafts)
    for quotation in quoted.all:
        owner = _owner(quotation, by_block.near(quotation.span), text)
        if owner is not None:
            owners[quotation.span] = owner
            owner.content.append(_tail(quotation, owner))
    before: Quotation | None = None
    for quotation in quoted.all:
        if (
            quotation.span not in owners
            and not is_scare_quotation(text, quotation)
            and _is_free(quotation, by_block.near(quotation.span), text)
        ):
            owner = _heir(quotation, before, owners, by_block.near(quotation.span), text)
            if owner is not None:
                owners[quotation.span] = owner
                owner.content.append(quotation.inner)
        if not is_scare_quotation(text, quotation):
            before = quotation
    for draft in drafts:
        draft.content = content_spans(text, draft.content, quoted)


def _owner(quotation: Quotation, drafts: list[Draft], text: str) -> Draft | None:
    """The draft whose content is (part of) this quotation while its cue stands outside."""
    best: Draft | None = None
    for draft in drafts:
        if draft.cue is None or any(quotation.span.overlaps(span) for span in draft.cue_spans):
            continue
        if draft.cue_class not in _SAYING or draft.frame not in {"before", "clause", "quote", "colon", "phrase"}:
            continue
        at_edge = any(
            span.overlaps(quotation.inner)
            and (span.start <= quotation.inner.start + 1 or draft.frame == "before")
            and (span.start >= quotation.span.start or draft.frame == "before")
            for span in draft.content
        )
        if at_edge and not is_scare_quotation(text, quotation):
            best = draft if best is None or draft.start > best.start else best
    return best


def _tail(quotation: Quotation, owner: Draft) -> CharSpan:
    """The quotation, or the part of it on the owner's side where the content begins before the marks."""
    first = min(owner.content)
    return CharSpan(max(quotation.inner.start, min(first.start, quotation.inner.start)), quotation.inner.end)


def _is_free(quotation: Quotation, drafts: list[Draft], text: str) -> bool:
    """Whether the quotation stands as a sentence of its own, outside what anyone else is said to say."""
    line = text.rfind("\n", 0, quotation.span.start) + 1
    lead = text[line : quotation.span.start].rstrip()
    if lead and lead[-1] not in ".!?:”\"'’»…)—":
        return False
    return not any(
        span.overlaps(quotation.inner) for draft in drafts if draft.attribution_type == "explicit"
        and not any(quotation.inner.contains(cue) for cue in draft.cue_spans) for span in draft.content
    )  # fmt: skip


def _heir(
    quotation: Quotation, before: Quotation | None, owners: dict[CharSpan, Draft], drafts: list[Draft],
    text: str,
) -> Draft | None:  # fmt: skip
    """Whose words an unclaimed quotation goes on with."""
    line = text.rfind("\n", 0, quotation.span.start) + 1
    opener = _last_speech(drafts, quotation.span.start)
    lead = text[line : quotation.span.start].strip()
    if before is not None and before.span in owners:
        gap = text[before.span.end : quotation.span.start]
        if before.runs_on and gap.strip(" -–—•*\r\n\t") == "":
            return owners[before.span]
        if "\n" not in gap and (opener is None or opener is owners[before.span] or opener.start < before.span.start):
            return owners[before.span]
    if opener is not None:
        gap = text[
            max(s.end for s in (*opener.cue_spans, *opener.content, *opener.source_spans)) : quotation.span.start
        ]
        if "\n" not in gap and len(gap.split()) <= _WORDS_BETWEEN and lead:
            return opener
    return None


_WORDS_BETWEEN = 0


def _last_speech(drafts: list[Draft], place: int) -> Draft | None:
    """The last draft of speech that begins before this place."""
    found = [
        d
        for d in drafts
        if d.start < place and d.cue_class == "speech" and d.cue_spans and d.cue_spans[0].start < place
    ]
    return max(found, key=lambda draft: draft.cue_spans[0].start, default=None)
