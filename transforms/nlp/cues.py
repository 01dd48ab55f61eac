"""Who says what: all attributions of an article, from its parsed sentences, times and mentions.

Order: explicit cues of each sentence, quotations across sentences, then frames and voices for what no cue covers,
then parents, speakers and chains. Not here: each of those steps.
"""

from __future__ import annotations

from transforms.nlp.attribution_model import load_attribution_model
from transforms.nlp.chains import chain_of, parents
from transforms.nlp.drafts import Draft
from transforms.nlp.frames import Frames, anaphoric
from transforms.nlp.noun_cues import NounCues
from transforms.nlp.quotations import QuotedText
from transforms.nlp.quoted import complete_quotations
from transforms.nlp.reading import Attribution, Reading
from transforms.nlp.signed_quotations import signed_quotations
from transforms.nlp.speakers import Speaker, Speakers
from transforms.nlp.tagged_cues import with_tagged
from transforms.nlp.verb_cues import VerbCues

_FIRST_PERSONS = frozenset({"i", "we", "you"})
_AGENTLESS = frozenset({"perception", "document"})


def find_attributions(reading: Reading) -> list[Attribution]:
    """All attributions in text order; every sentence with a verb stands under at least one."""
    quoted = QuotedText(reading.article.text)
    drafts = _explicit(reading, quoted)
    drafts += Frames(reading, drafts, quoted).fill()
    drafts = [draft for draft in drafts if draft.content]
    drafts.sort(key=lambda draft: (draft.start, draft.cue_spans, draft.attribution_type))
    return _resolve(reading, drafts, quoted)


def _explicit(reading: Reading, quoted: QuotedText) -> list[Draft]:
    text = reading.article.text
    drafts: list[Draft] = []
    for sentence in reading.sentences:
        if sentence.section == "boilerplate":
            continue
        found = VerbCues(sentence, text, quoted).find() + NounCues(sentence, text, quoted).find()
        opener = anaphoric(reading, sentence, drafts + found)
        if opener is not None:
            found = [d for d in found if d.cue is None or opener.cue is None or d.cue.i != opener.cue.i] + [opener]
        drafts += found
    drafts = with_tagged(drafts, reading, quoted, load_attribution_model())
    drafts += signed_quotations(reading, quoted)
    complete_quotations(drafts, text, quoted)
    drafts = [draft for draft in drafts if draft.content and not _is_own_hedge(draft, quoted)]
    return _distinct(drafts)


def _is_own_hedge(draft: Draft, quoted: QuotedText) -> bool:
    """'I think', 'we hope' inside someone's quotation: how sure the speaker is, no new speaker."""
    if draft.cue is None or draft.cue_class != "thought" or draft.source is None:
        return False
    return draft.source.lower_ in _FIRST_PERSONS and quoted.at(draft.cue_spans[0].start) is not None


def _distinct(drafts: list[Draft]) -> list[Draft]:
    """One draft per set of cue words: of several readings of a cue the one with the longest content."""
    best: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        key = draft.cue_spans
        size = sum(span.end - span.start for span in draft.content)
        if key not in best or size > sum(span.end - span.start for span in best[key].content):
            best[key] = draft
    return list(best.values())


def _resolve(reading: Reading, drafts: list[Draft], quoted: QuotedText) -> list[Attribution]:
    """Drafts with speakers, parents and chains; indices are places in the list."""
    speakers = Speakers(reading)
    above = parents(drafts)
    numbers = {id(draft): number for number, draft in enumerate(drafts)}
    done: dict[int, Attribution] = {}

    def resolve(number: int) -> Attribution:
        if number not in done:
            draft = drafts[number]
            speaker = speakers.speaker(draft)
            parent, lender = above[number], None
            if draft.speaker is not None:
                lender = resolve(numbers[id(draft.speaker)])
            elif parent is None and draft.framed_by is not None and draft.framed_by is not draft:
                opener = resolve(numbers[id(draft.framed_by)])
                if _is_reported_by(opener, speaker):
                    parent = numbers[id(draft.framed_by)]
            holder = resolve(parent) if parent is not None else None
            done[number] = _attribution(reading, draft, speaker, parent, holder, lender, speakers, quoted)
        return done[number]

    return [resolve(number) for number in range(len(drafts))]


def _is_reported_by(opener: Attribution, speaker: Speaker) -> bool:
    """Whether someone cited inside a frame is someone else than who opened it; "analysts" may be its own people."""
    if speaker.actor is None or opener.source is None or speaker.source_class == "unnamed_collective":
        return False
    heads = {opener.source.actor_id, opener.originator.actor_id if opener.originator else None}
    return speaker.actor.actor_id not in heads and (
        speaker.originator is None or speaker.originator.actor_id not in heads
    )


def _attribution(
    reading: Reading, draft: Draft, speaker: Speaker, parent: int | None, holder: Attribution | None,
    lender: Attribution | None, speakers: Speakers, quoted: QuotedText,
) -> Attribution:  # fmt: skip
    publisher = reading.article.publisher
    earliest, latest = speakers.said(draft)
    above = holder.chain if holder is not None else ()
    if lender is not None:
        speaker = Speaker(lender.source, lender.source_class, lender.originator)
        if draft.attribution_type != "explicit" or earliest is None:
            earliest, latest = lender.said_earliest, lender.said_latest
        above = lender.chain[:-1] if lender.source is not None else lender.chain
    elif draft.attribution_type in {"author", "headline"}:
        speaker = Speaker(publisher, "outlet", None)
        above = ()
    elif speaker.actor is None and draft.frame == "passive" and draft.cue_class in _AGENTLESS:
        speaker = _recorder(holder)
    if holder is not None and earliest is None and lender is None:
        earliest, latest = holder.said_earliest, holder.said_latest
    is_outlet = speaker.source_class == "outlet"
    chain = chain_of(publisher, above, None if is_outlet else speaker.actor)
    spans = tuple(draft.content)
    form = "none" if draft.attribution_type == "author" else quoted.form(reading.article.text, spans)
    return Attribution(
        sentence_no=draft.sentence.number,
        content_spans=spans,
        quotation="none" if draft.attribution_type != "explicit" and form == "indirect" else form,
        attribution_type=draft.attribution_type,
        source_spans=draft.source_spans,
        source=speaker.actor,
        source_class=speaker.source_class,
        originator=speaker.originator,
        cue_spans=draft.cue_spans,
        cue_lemma=draft.cue_lemma,
        is_cue_negated=draft.is_negated,
        parent=parent,
        depth=max(1, len(chain) - 1),
        chain=chain,
        stance=draft.stance,
        venue=speakers.venue(draft),
        is_first_hand=speakers.is_first_hand(draft),
        said_earliest=earliest,
        said_latest=latest,
        confidence=draft.confidence,
    )


def _recorder(holder: Attribution | None) -> Speaker:
    """Who recorded what someone says "has been recorded": the organisation that person speaks for, or the person."""
    if holder is None:
        return Speaker(None, None, None)
    teller = holder.originator or holder.source
    source_class = "named_organisation" if teller is not holder.source else holder.source_class
    return Speaker(teller, source_class, teller)
