"""Cuts the content of attributions into claims: clauses with a truth value of their own.

A claim is a finite clause (main, coordinated, relative, or adverbial but for conditions), or content that is no clause
at all, and each event named by a noun or a dependent verb inside it, whose truth is that of the event. Relative clauses
and such nouns are taken for granted whatever the hedge above them. Not here: certainty of a clause (`certainty.py`),
equality of claims across articles (`link_claims.py`).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from transforms.nlp.certainty import Certainty, certainty_of, cue_level, is_by_means
from transforms.nlp.cue_lexicon import cue_word, verb_cues
from transforms.nlp.dialect import is_finite, marker_of, noun_phrase, subject_of
from transforms.nlp.drafts import content_spans
from transforms.nlp.quotations import QuotedText
from transforms.nlp.reading import Attribution, CharSpan, Claim, EventMention, Reading, Sentence, sentences_in

_PREDICATES = frozenset({"VERB", "AUX", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "ADV"})
_OWN_TRUTH = frozenset({"acl:relcl", "relcl", "advcl", "advcl:relcl", "parataxis", "conj"})
_RELATIVES = frozenset({"that", "which", "who", "whom"})
_CONDITIONS = frozenset({"if", "unless", "whether", "to", "lest"})
_CONTRASTS = frozenset({"however", "but", "yet", "nevertheless", "nonetheless", "still", "conversely", "instead"})
_MODALITY_VALUES = {
    "asserted": "CT+", "reported": "CT+", "presupposed": "CT+", "probable": "PR+", "possible": "PS+",
    "planned": "Uu", "hypothetical": "Uu", "irrealis": "Uu", "negated": "CT-",
}  # fmt: skip
_TAKEN_FOR_GRANTED = frozenset({"acl:relcl", "relcl", "advcl:relcl"})


def find_claims(reading: Reading) -> list[Claim]:
    """Claims of all attributions, in the order of the attributions and of the text."""
    cutter = _Cutter(reading)
    claims: list[Claim] = []
    for number, attribution in enumerate(reading.attributions):
        claims += cutter.claims(number, attribution)
    return claims


def certainty_of_word(reading: Reading, word: CharSpan) -> Certainty | None:
    """How sure the innermost attribution that holds a word is of what the word names; None outside sentences."""
    sentence = next(iter(sentences_in(reading, word)), None)
    head = next((t for t in sentence.tokens if sentence.at(t).overlaps(word)), None) if sentence is not None else None
    if sentence is None or head is None:
        return None
    holding = [
        (sum(part.end - part.start for part in one.content_spans), -one.depth, number, span)
        for number, one in enumerate(reading.attributions)
        for span in one.content_spans
        if span.contains(sentence.at(head))
    ]
    if not holding:
        return certainty_of(sentence, head, sentence.span)
    _, _, number, span = min(holding)
    attribution = reading.attributions[number]
    level = cue_level(attribution.cue_lemma, is_negated=attribution.is_cue_negated)
    return certainty_of(sentence, head, span, level, is_presupposed=is_taken_for_granted(head))


class _Cutter:
    """Cuts contents; holds the article's sentences and events by place."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.quoted = QuotedText(reading.article.text)
        self.events: dict[int, list[EventMention]] = {}
        for event in reading.events:
            self.events.setdefault(event.sentence_no, []).append(event)

    def claims(self, number: int, attribution: Attribution) -> list[Claim]:
        level = cue_level(attribution.cue_lemma, is_negated=attribution.is_cue_negated)
        found: list[Claim] = []
        for span in attribution.content_spans:
            for sentence in self._sentences(span, attribution.sentence_no):
                part = CharSpan(max(span.start, sentence.span.start), min(span.end, sentence.span.end))
                found += self._of_sentence(number, attribution, sentence, part, level)
        unique: dict[tuple[int, str], Claim] = {}
        for claim in found:
            unique.setdefault((claim.span.start, claim.proposition), claim)
        return sorted(unique.values(), key=lambda claim: (claim.span.start, -claim.span.end))

    def _sentences(self, span: CharSpan, near: int) -> list[Sentence]:
        """Sentences that a span overlaps; spans mostly lie in or next to the cue's sentence."""
        own = self.reading.sentences[near]
        return [own] if own.span.contains(span) else sentences_in(self.reading, span)

    def _of_sentence(
        self, number: int, attribution: Attribution, sentence: Sentence, part: CharSpan, level: str
    ) -> list[Claim]:
        tokens = [t for t in sentence.tokens if part.contains(sentence.at(t)) and not t.is_space and not t.is_punct]
        if not tokens:
            return []
        contrast = self._contrast(sentence)
        act = self._act(attribution, sentence)
        if act is not None:
            return [self._act_claim(number, attribution, sentence, part, act, contrast)]
        heads = self._heads(tokens)
        claims: list[Claim] = []
        used: set[int] = set()
        for head in heads:
            span = self._clause_span(sentence, head, heads, part)
            if span is None:
                continue
            is_granted = _is_relative(head)
            own_level = "certain" if is_granted else self._level(attribution, head, level)
            certainty = certainty_of(sentence, head, part, own_level, is_presupposed=is_granted)
            group = self._event_at_head(sentence, head, span)
            used.add(group if group is not None else -1)
            claims.append(self._claim(number, sentence, span, head, certainty, group, contrast))
        for event in self.events.get(sentence.number, ()):
            if event.group not in used and part.contains(event.trigger):
                around = [claim for claim in claims if claim.span.contains(event.trigger)]
                claim = self._event_claim(number, sentence, part, event, level, around, contrast)
                if claim is not None:
                    used.add(event.group)
                    claims.append(claim)
        return claims

    def _heads(self, tokens: list[Token]) -> list[Token]:
        """Heads of the finite clauses among the tokens; without one, what heads the words: a verb first."""
        inside = {t.i for t in tokens}
        heads = [t for t in tokens if self._is_clause_head(t, inside)]
        if heads:
            return heads
        tops = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
        tops += [t for t in tokens if t.tag_ == "VBG" and t.dep_ == "acl" and t.head in tops and t.i > t.head.i]
        verbal = [t for t in tops if t.pos_ == "VERB"]
        widest = sorted(tops, key=lambda t: (t.pos_ not in _PREDICATES, t.left_edge.i - t.right_edge.i))
        return (verbal or widest)[:1]

    def _level(self, attribution: Attribution, head: Token, level: str) -> str:
        """The cue's effect; a passive's own "no" ("no movement has been recorded") is not counted twice."""
        if attribution.is_cue_negated and level == "impossible" and _is_negated_noun(head):
            return "certain"
        return level

    def _is_clause_head(self, token: Token, inside: set[int]) -> bool:
        """Whether a token heads a finite clause of its own inside the content."""
        if not is_finite(token) or token.dep_ in {"aux", "aux:pass", "auxpass", "cop"}:
            return False
        if token.head.i == token.i or token.head.i not in inside:
            return True
        if _is_relative(token):
            return True
        if token.dep_ not in _OWN_TRUTH:
            return False
        if token.dep_ == "conj":
            return token.pos_ in {"VERB", "AUX"} or subject_of(token) is not None
        marker = marker_of(token)
        return marker is None or marker.lower_ not in _CONDITIONS

    def _clause_span(self, sentence: Sentence, head: Token, heads: list[Token], part: CharSpan) -> CharSpan | None:
        """From the clause's left edge to where the next clause of its own begins after its head."""
        left, right = head.left_edge, head.right_edge
        end = right.i
        for other in heads:
            if other.i > head.i and other.dep_ in {"conj", "parataxis"} and other.head.i == head.i:
                begin = other.left_edge.i
                while begin - 1 > head.i and sentence.tokens.doc[begin - 1].pos_ in {"CCONJ", "PUNCT"}:
                    begin -= 1
                end = min(end, begin - 1)
        doc = sentence.tokens.doc
        start = left.i
        while start < head.i and doc[start].pos_ in {"CCONJ", "PUNCT", "SPACE"}:
            start += 1
        span = sentence.chars(doc[start], doc[max(end, head.i)])
        clipped = CharSpan(max(span.start, part.start), min(span.end, part.end))
        if clipped.start >= clipped.end:
            return None
        kept = content_spans(self.reading.article.text, [clipped], self.quoted)
        return kept[0] if kept else None

    def _event_at_head(self, sentence: Sentence, head: Token, span: CharSpan) -> int | None:
        """The event whose trigger is the clause's head, or its verb's complement ("started *transferring*")."""
        places = [
            sentence.at(head),
            *(sentence.at(c) for c in head.children if c.dep_ in {"xcomp", "obj", "dobj", "ccomp"}),
        ]
        for place in places:
            for event in self.events.get(sentence.number, ()):
                if event.trigger.overlaps(place) and span.contains(event.trigger):
                    return event.group
        if not is_finite(head) and head.pos_ not in {"NOUN", "PROPN"}:
            return self._only_event(sentence, span)
        return None

    def _only_event(self, sentence: Sentence, part: CharSpan) -> int | None:
        """The first event in content that is no clause: "launching an attack"."""
        inside = [event for event in self.events.get(sentence.number, ()) if part.contains(event.trigger)]
        return inside[0].group if inside else None

    def _event_claim(
        self,
        number: int,
        sentence: Sentence,
        part: CharSpan,
        event: EventMention,
        level: str,
        around: list[Claim],
        contrast: CharSpan | None,
    ) -> Claim | None:
        """An event inside a clause that is not what the clause asserts: a noun, a dependent verb."""
        head = next((t for t in sentence.tokens if event.trigger.contains(sentence.at(t))), None)
        if head is None:
            return None
        if head.pos_ in {"NOUN", "PROPN"}:
            start, end = noun_phrase(head)
            span = CharSpan(sentence.offset + start, sentence.offset + end)
        else:
            span = sentence.chars(head.left_edge, head.right_edge)
        span = CharSpan(max(span.start, part.start), min(span.end, part.end))
        if not span.contains(event.trigger):
            span = event.trigger
        own = certainty_of(sentence, head, part, level)
        value = _MODALITY_VALUES.get(event.modality, "Uu")
        if value == "Uu" and (is_by_means(head) or _is_possible_only(around)):
            value = own.factuality if is_by_means(head) else around[0].factuality
        is_hedged = value[:2] in {"PR", "PS"}
        certainty = Certainty(
            value, "negative" if value.endswith("-") else "positive", own.is_future or event.modality == "planned",
            own.hedges if is_hedged else (), own.term if is_hedged else None, own.low if is_hedged else None,
            own.high if is_hedged else None,
        )  # fmt: skip
        return self._claim(number, sentence, span, head, certainty, event.group, contrast)

    def _act(self, attribution: Attribution, sentence: Sentence) -> Token | None:
        """The cue of an act done by speaking ("refused to go"): the act is the claim, not its content."""
        if not attribution.cue_spans or attribution.sentence_no != sentence.number or attribution.cue_lemma is None:
            return None
        if attribution.cue_lemma not in _acts():
            return None
        lemma = attribution.cue_lemma.split(" ")[0]
        return next(
            (t for t in sentence.tokens if t.lemma_.lower() == lemma
             and any(s.contains(sentence.at(t)) for s in attribution.cue_spans)), None,
        )  # fmt: skip

    def _act_claim(
        self, number: int, attribution: Attribution, sentence: Sentence, part: CharSpan, act: Token,
        contrast: CharSpan | None,
    ) -> Claim:  # fmt: skip
        certainty = certainty_of(sentence, act, sentence.span)
        group = next(
            (e.group for e in self.events.get(sentence.number, ()) if e.trigger.overlaps(sentence.at(act))), None
        )
        claim = self._claim(number, sentence, part, act, certainty, group, contrast)
        whole = CharSpan(min(attribution.cue_spans[0].start, part.start), max(attribution.cue_spans[-1].end, part.end))
        return replace(claim, proposition=" ".join(self.reading.text(whole).split()))

    def _claim(
        self, number: int, sentence: Sentence, span: CharSpan, head: Token, certainty: Certainty,
        group: int | None, contrast: CharSpan | None,
    ) -> Claim:  # fmt: skip
        text = self.reading.text(span)
        return Claim(
            attribution=number,
            span=span,
            proposition=" ".join(text.split()),
            proposition_key=_key(sentence, span, head, certainty),
            factuality=certainty.factuality,
            polarity=certainty.polarity,
            is_future=certainty.is_future,
            event_group=group,
            certainty_term=certainty.term,
            certainty_low=certainty.low,
            certainty_high=certainty.high,
            hedge_spans=certainty.hedges,
            contrast=contrast,
        )

    def _contrast(self, sentence: Sentence) -> CharSpan | None:
        first = next((t for t in sentence.tokens if not t.is_punct and not t.is_space), None)
        return sentence.at(first) if first is not None and first.lower_ in _CONTRASTS else None


@cache
def _acts() -> frozenset[str]:
    return frozenset(lemma for lemma, word in verb_cues().items() if word.cue_class == "reported_act")


def is_taken_for_granted(head: Token) -> bool:
    """Whether what a word names is presupposed: in a relative clause."""
    return _is_relative(head)


def _is_relative(clause: Token) -> bool:
    """A relative clause, also one that the parser took for the complement of a verb that takes none."""
    if clause.dep_ in _TAKEN_FOR_GRANTED:
        return True
    if clause.dep_ != "ccomp" or clause.left_edge.lower_ not in _RELATIVES or clause.left_edge.i == 0:
        return False
    word = cue_word(clause.head)
    takes_clause = word is not None and "clause" in word.frames
    return not takes_clause and clause.left_edge.nbor(-1).pos_ in {"NOUN", "PROPN"} and clause.i > clause.head.i


def _is_possible_only(around: list[Claim]) -> bool:
    """Whether the clause around an unreal event leaves it possible ("does not rule out an attack")."""
    return bool(around) and all(claim.factuality.startswith("PS") for claim in around)


def _is_negated_noun(head: Token) -> bool:
    return head.pos_ in {"NOUN", "PROPN"} and any(c.lower_ == "no" for c in head.children)


def _key(sentence: Sentence, span: CharSpan, head: Token, certainty: Certainty) -> str:
    """Sorted content lemmas without stop words and hedges; the head's lemma where nothing else is left."""
    lemmas = {
        t.lemma_.lower()
        for t in sentence.tokens
        if span.contains(sentence.at(t)) and (t.is_alpha or t.like_num) and not t.is_stop
        and not any(hedge.contains(sentence.at(t)) for hedge in certainty.hedges)
    }  # fmt: skip
    return " ".join(sorted(lemmas)) or head.lemma_.lower()
