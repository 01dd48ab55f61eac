"""Who the speaker of an attribution is: actor, class, originator, venue, first-hand or not, and when it was said.

Actors come from the mentions of the article; a speaker that no mention names is described by its words. Not here: the
attributions themselves (`cues.py`), who reports whom (`chains.py`), actors and coreference of mentions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from spacy.tokens import Token

from transforms.ids import stable_id
from transforms.nlp.actor_seeds import organisations_by_id
from transforms.nlp.dialect import appositions_of, case_of, entity_kind
from transforms.nlp.drafts import Draft
from transforms.nlp.reading import ActorRef, CharSpan, Mention, Reading, TimeExpression
from transforms.seeds.load import read_seed

_SPEAKS_FOR = "speaks for an organisation"
_ORGANISATIONS = frozenset({"government", "organisation", "igo", "ngo", "company", "media", "armed_group", "group"})
_RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
_VENUE_CASES = frozenset({"in", "at", "on", "during", "to", "via", "through", "by"})
_UNDATED = frozenset({"duration", "set", "unknown"})
_TO_OUTLET = r"\b(?:for|to|with|told|tells|telling|by)\s+(?:the\s+|our\s+)?"


@cache
def _nouns() -> dict[str, tuple[str, bool]]:
    rows = read_seed("source_nouns", ("noun", "source_class", "note"))
    return {row["noun"]: (row["source_class"], row["note"] == _SPEAKS_FOR) for row in rows}


@cache
def _venues() -> frozenset[str]:
    return frozenset(row["noun"] for row in read_seed("venues", ("noun", "kind")))


@dataclass(frozen=True, slots=True)
class Speaker:
    """The speaker of one attribution."""

    actor: ActorRef | None
    source_class: str | None
    originator: ActorRef | None


class Speakers:
    """Resolves the speakers of one article."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._by_head: dict[int, Mention] = {}
        for mention in reading.mentions:
            known = self._by_head.get(mention.head)
            if known is None or mention.span.end - mention.span.start > known.span.end - known.span.start:
                self._by_head[mention.head] = mention
        self._mentions: dict[int, list[Mention]] = {}
        for mention in reading.mentions:
            self._mentions.setdefault(mention.sentence_no, []).append(mention)
        self._times: dict[int, list[TimeExpression]] = {}
        for time in reading.times:
            self._times.setdefault(time.sentence_no, []).append(time)
        self._actors = {m.actor.actor_id: m.actor for m in reading.mentions if m.actor is not None}
        self._organisations = self._spoken_for()

    def speaker(self, draft: Draft) -> Speaker:
        """Speaker of a draft with a source of its own; all None without one."""
        if draft.source is None or not draft.source_spans:
            return Speaker(None, None, None)
        token = self._antecedent(draft.source)
        mention = self._mention(draft, token)
        actor = self.actor_of(mention) if mention is not None else None
        lemma = token.lemma_.lower()
        if actor is None:
            actor = self._described(draft, token)
        source_class = self._class(actor, mention, token)
        return Speaker(actor, source_class, self._originator(actor, draft, lemma))

    def actor_of(self, mention: Mention) -> ActorRef | None:
        """The actor of a mention, through its antecedents if need be."""
        seen = 0
        while mention.actor is None and mention.antecedent is not None and seen < len(self.reading.mentions):
            mention, seen = self.reading.mentions[mention.antecedent], seen + 1
        return mention.actor

    def _antecedent(self, token: Token) -> Token:
        """The noun that a relative pronoun stands for."""
        if token.lower_ in _RELATIVES:
            clause = token.head
            while clause.dep_ in {"conj", "xcomp", "ccomp"} and clause.head.i != clause.i:
                clause = clause.head
            if clause.head.i < token.i and clause.head.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}:
                return clause.head
        return token

    def _mention(self, draft: Draft, token: Token) -> Mention | None:
        """The mention headed by the source, by its apposition, else the widest one in the source phrase."""
        for one in (token, *appositions_of(token)):
            found = self._by_head.get(draft.sentence.offset + one.idx)
            if found is not None and self.actor_of(found) is not None:
                return found
        if token.pos_ == "PRON":
            return None
        lemma = token.lemma_.lower()
        if lemma in _nouns() and _nouns()[lemma][0] == "unnamed_collective":
            return None
        span = draft.source_spans[0]
        inside = [
            m for m in self._mentions.get(draft.sentence.number, ())
            if span.contains(m.span)
            and (actor := self.actor_of(m)) is not None and actor.actor_type not in {"country", "place"}
        ]  # fmt: skip
        return max(inside, key=lambda m: (m.span.end - m.span.start, -m.span.start), default=None)

    def _described(self, draft: Draft, token: Token) -> ActorRef | None:
        """An actor known only by the words of this article; None for a pronoun that nothing resolves, or a figure."""
        if token.pos_ == "PRON" and token.lower_ not in {"we", "i"}:
            return None
        text = self.reading.text(draft.source_spans[0])
        words = re.sub(r"\s+", " ", text).strip()
        name = re.sub(r"^(?:the|a|an|some|many|several)\s+", "", words, flags=re.IGNORECASE)
        if not any(char.isalpha() for char in name):
            return None
        return ActorRef(stable_id("act", self.reading.article.article_id, name.casefold()), name, "described")

    def _class(self, actor: ActorRef | None, mention: Mention | None, token: Token) -> str | None:
        known = _nouns().get(token.lemma_.lower(), (None, False))[0]
        kind = actor.actor_type if actor is not None else None
        if kind == "media":
            return "media"
        if kind == "person":
            return "named_person"
        if kind in _ORGANISATIONS or kind == "country":
            return "document" if known == "document" else "named_organisation"
        if kind == "role" or (mention is not None and mention.entity_type == "role"):
            return "unnamed_official"
        if known is None and token.pos_ == "PROPN":
            return "named_person" if entity_kind(token.ent_type_) == "person" else "named_organisation"
        return known or ("unnamed_collective" if actor is not None else None)

    def _originator(self, actor: ActorRef | None, draft: Draft, lemma: str) -> ActorRef | None:
        """The organisation for who speaks in its name ("the spokesman of", "ISW experts"), else the speaker."""
        if actor is None:
            return None
        if actor.actor_id in self._organisations:
            return self._organisations[actor.actor_id]
        source_class, speaks_for = _nouns().get(lemma, (None, False))
        if speaks_for or source_class in {"unnamed_collective", "document"}:
            return self._organisation_in(draft.sentence.number, draft.source_spans[0], actor) or actor
        return actor

    def _organisation_in(self, sentence_no: int, span: CharSpan, actor: ActorRef) -> ActorRef | None:
        if actor.organisation_id is not None:
            known = self._actors.get(actor.organisation_id) or organisations_by_id().get(actor.organisation_id)
            if known is not None:
                return known
        for mention in self._mentions.get(sentence_no, ()):
            if span.contains(mention.span):
                found = self.actor_of(mention)
                if found is not None and found.actor_type in _ORGANISATIONS and found.actor_id != actor.actor_id:
                    return found
        return None

    def _spoken_for(self) -> dict[str, ActorRef]:
        """Actor id of each spokesman of the article -> organisation."""
        found: dict[str, ActorRef] = {}
        for mention in self.reading.mentions:
            actor = self.actor_of(mention)
            words = re.findall(r"\w+", self.reading.text(mention.span).lower())
            if actor is None or not any(_nouns().get(word, ("", False))[1] for word in words):
                continue
            organisation = self._organisation_in(mention.sentence_no, mention.span, actor)
            if organisation is not None and actor.actor_type in {"person", "role", "described"}:
                found.setdefault(actor.actor_id, organisation)
        return found

    # --- circumstances

    def venue(self, draft: Draft) -> CharSpan | None:
        """'in a comment for Espreso': the phrase of occasion or medium that goes with the cue."""
        if draft.cue is None:
            return None
        taken = [*draft.content, *draft.source_spans]
        for token in draft.sentence.tokens:
            if token.lemma_.lower() not in _venues() or token.pos_ != "NOUN" or case_of(token) not in _VENUE_CASES:
                continue
            span = draft.sentence.chars(token.left_edge, token.right_edge)
            ends = [other.start for other in (*taken, *draft.cue_spans) if span.start < other.start < span.end]
            if ends:
                text = self.reading.text(CharSpan(span.start, min(ends))).rstrip(" ,;:\"'“”")
                span = CharSpan(span.start, span.start + len(text))
            if span.start < span.end and not any(span.overlaps(other) for other in taken):
                text = self.reading.text(span)
                start = span.start + len(text) - len(text.lstrip(" ,.;:\"'“”"))
                end = span.start + len(text.rstrip(" ,.;:\"'“”"))
                return CharSpan(start, end) if start < end else None
        return None

    def is_first_hand(self, draft: Draft) -> bool:
        """Whether it was said to this outlet: 'in a comment for Espreso', 'told Espreso'."""
        name = self.reading.article.publisher.name
        if not name or draft.cue is None:
            return False
        text = self.reading.article.text
        start, end = draft.sentence.span
        if name.casefold() not in text[start:end].casefold():
            return False
        inside = [s for s in draft.content if s.overlaps(draft.sentence.span)]
        outside = "".join(
            " " if any(s.start <= place < s.end for s in inside) else text[place] for place in range(start, end)
        )
        return re.search(_TO_OUTLET + re.escape(name) + r"\b", outside, re.IGNORECASE) is not None

    def said(self, draft: Draft) -> tuple[date | None, date | None]:
        """First and last day: of a time expression that goes with the cue, else open .. publication."""
        latest = self.reading.article.published_latest
        time = self._time_of(draft)
        if time is None:
            return None, latest
        if time.earliest is not None and latest is not None and time.earliest > latest:
            return None, latest
        last = time.latest if time.latest is not None else latest
        return time.earliest, min(last, latest) if last is not None and latest is not None else last

    def _time_of(self, draft: Draft) -> TimeExpression | None:
        """The time expression of the sentence that stands outside content and source, nearest to the cue."""
        if not draft.cue_spans:
            return None
        place = draft.cue_spans[0].start
        near = [
            time for time in self._times.get(draft.sentence.number, ())
            if time.precision not in _UNDATED
            and time.timex_type in {"DATE", "TIME"} and (time.earliest is not None or time.latest is not None)
            and not any(time.span.overlaps(other) for other in (*draft.content, *draft.source_spans))
        ]  # fmt: skip
        return min(near, key=lambda time: abs(time.span.start - place), default=None)
