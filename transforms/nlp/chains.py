"""Who reports whom: parent, depth and chain of each attribution.

The parent is the attribution in whose content cue and source stand, else the frame over the sentence. A chain runs from
the publisher's actor down to the speaker; depth is the number of its links, at least 1 (an outlet's own words too).
Not here: who a single speaker is (`speakers.py`).
"""

from __future__ import annotations

from transforms.nlp.drafts import Blocks, Draft
from transforms.nlp.reading import ActorRef


def parents(drafts: list[Draft]) -> list[int | None]:
    """Index of each draft's parent: the smallest other content that holds its cue, or its content without a cue."""
    numbers = {id(draft): number for number, draft in enumerate(drafts)}
    holders = Blocks(draft for draft in drafts if draft.attribution_type == "explicit" and not draft.is_anaphoric)
    found: list[int | None] = []
    for draft in drafts:
        above: list[Draft] = []
        if draft.attribution_type == "explicit" and draft.cue_spans:
            above = [holder for holder in holders.near(draft.cue_spans[0]) if _holds(holder, draft)]
        found.append(numbers[id(min(above, key=_size))] if above else None)
    return found


def _holds(holder: Draft, draft: Draft) -> bool:
    """Whether a draft's cue stands in the content of a longer one, and not the other way round as well."""
    if holder is draft or _size(holder) <= _size(draft):
        return False
    if not any(span.contains(draft.cue_spans[0]) for span in holder.content):
        return False
    return not (holder.cue_spans and any(span.contains(holder.cue_spans[0]) for span in draft.content))


def _size(draft: Draft) -> int:
    return sum(span.end - span.start for span in draft.content)


def chain_of(publisher: ActorRef, parent: tuple[str, ...], speaker: ActorRef | None) -> tuple[str, ...]:
    """Chain of an attribution below `parent` (empty for none); without a known speaker it ends with the parent's."""
    above = parent or (publisher.actor_id,)
    return (*above, speaker.actor_id) if speaker is not None else above
