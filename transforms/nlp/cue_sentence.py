"""One sentence as the search for cues sees it: subjects, phrases, the cue's own words, content, and making a draft.

Not here: which constructions attribute (`verb_cues.py`, `noun_cues.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from spacy.tokens import Token

from transforms.nlp.cue_lexicon import CueWord, particle_of
from transforms.nlp.dialect import (
    auxiliaries_of,
    case_of,
    governing_clause,
    is_finite,
    is_passive,
    marker_of,
    negation_of,
    noun_phrase,
    obliques_of,
    subject_of,
)
from transforms.nlp.drafts import Draft, content_spans, token_spans
from transforms.nlp.quotations import QuotedText
from transforms.nlp.reading import CharSpan, Sentence
from transforms.seeds.load import read_seed

RELATIVES = frozenset({"who", "which", "that", "whom"})
OPENING = frozenset({"“", '"', "``", "«", "„", "‘", "'"})
_SOFT = frozenset(
    {"also", "later", "then", "not", "n't", "n’t", "never", "yet", "already", "reportedly", "repeatedly", "recently",
     "still", "often", "once", "just", "previously", "again", "further", "now", "even"}
)  # fmt: skip
_OCCASIONS = frozenset(
    {"during", "after", "before", "since", "until", "when", "while", "as", "because", "amid", "at", "on"}
)
_NEARBY = 6


@cache
def occasion_nouns() -> frozenset[str]:
    """Nouns of occasions on which things are said: "in a statement", "at a rally"."""
    return frozenset(row["noun"] for row in read_seed("venues", ("noun", "kind")))


class CueSentence:
    """A parsed sentence with its text and quotations; places are indices of tokens in the doc."""

    def __init__(self, sentence: Sentence, text: str, quoted: QuotedText) -> None:
        self.sentence = sentence
        self.text = text
        self.quoted = quoted
        self.doc = sentence.tokens.doc
        self.first = sentence.tokens.start
        self.last = sentence.tokens.end - 1

    def subject(self, verb: Token) -> Token | None:
        """Subject, also one taken over: of the clause above for "…, saying that", the noun for "experts warning of"."""
        if is_passive(verb):
            return subject_of(verb)
        found = subject_of(verb, inherit=True)
        if found is not None:
            return found
        if verb.dep_ == "acl":
            return verb.head
        if verb.dep_ in {"advcl", "xcomp", "ccomp", "conj", "parataxis", "dep"} and not is_finite(verb):
            above = governing_clause(verb)
            if above is not None and above.i != verb.i and not is_passive(above):
                return subject_of(above, inherit=True)
        return None

    def neighbour(self, verb: Token, cluster: set[int]) -> Token | None:
        """Where the parser gave no subject: the name right after or right before an inserted cue."""
        after = max(cluster) + 1
        if after <= self.last and self.doc[after].pos_ in {"PROPN", "NOUN", "PRON", "DET", "ADJ"}:
            stop = after
            while stop < self.last and self.doc[stop + 1].pos_ in {"PROPN", "NOUN", "DET", "ADJ", "ADP", "PART"}:
                stop += 1
            nouns = [t for t in self.doc[after : stop + 1] if t.pos_ in {"PROPN", "NOUN", "PRON"}]
            if nouns and (stop == self.last or self.doc[stop + 1].text in {",", "."}):
                return next((t for t in nouns if t.head.i < after or t.head.i > stop), nouns[-1])
        before = min(cluster) - 1
        if before >= self.first and self.doc[before].pos_ in {"PROPN", "NOUN", "PRON"}:
            token = self.doc[before]
            while token.head.i < verb.i and token.head.i >= self.first and token.dep_ in {"flat", "compound", "nmod"}:
                token = token.head
            return token
        return None

    def phrase(self, head: Token | None, *, full: bool = False) -> list[int]:
        """Places of a noun phrase; `full`: with its clauses."""
        if head is None:
            return []
        if head.lower_ in RELATIVES:
            return [head.i]
        start, end = noun_phrase(head, clauses=full)
        return [t.i for t in self.doc[head.left_edge.i : head.right_edge.i + 1] if start <= t.idx < end]

    def bare(self, phrase: list[int], head: Token) -> list[int]:
        """The phrase without a fronted adverb ("Subsequently, …") and the occasion after it (", in a comment")."""
        for place in phrase:
            token = self.doc[place]
            if token.text == "," and place < head.i and self.doc[place - 1].pos_ in {"ADV", "ADP", "NUM"}:
                phrase = [p for p in phrase if p > place]
            elif token.pos_ == "ADP" and place > head.i and self.doc[place - 1].text == ",":
                return [p for p in phrase if p < place - 1]
        return phrase

    def cluster(self, verb: Token) -> set[int]:
        """The cue's own words: verb, particle, auxiliaries, negation, and adverbs between them."""
        places = {verb.i}
        places.update(a.i for a in auxiliaries_of(verb) if abs(a.i - verb.i) < 6)
        negation = negation_of(verb)
        if negation is not None and abs(negation.i - verb.i) < 6:
            places.add(negation.i)
        particle = particle_of(verb)
        if particle is not None:
            places.add(particle.i)
        low, high = min(places), max(places)
        subject = subject_of(verb)
        if subject is not None and low < subject.i < verb.i:  # "has he said", "did not he say"
            low = min(p for p in places if p > subject.i)
            places = {p for p in places if p >= low}
        places.update(t.i for t in self.doc[low : high + 1] if t.dep_ == "advmod" or t.lower_ in _SOFT)
        while low - 1 >= self.first and self.doc[low - 1].lower_ in _SOFT:
            low -= 1
            places.add(low)
        return places

    def cluster_end(self, verb: Token, cluster: set[int], subject: Token) -> int:
        """Last place of cue, source and what else belongs to the cue (whom, where, when) before the next break."""
        end = max([*cluster, *self.phrase(subject)])
        if end > verb.i + 40:
            end = max(cluster)
        while end < self.last:
            token = self.doc[end + 1]
            if token.text in {",", ".", ";", ":", "—", "–"} or token.text in OPENING:
                break
            end += 1
        return end

    def introduced(self, verb: Token, word: CueWord, after: int) -> list[int]:
        """Places of what a preposition of the lexicon entry introduces, the preposition first."""
        for case, noun in obliques_of(verb):
            if noun.i > after and case in word.prepositions:
                start = noun.left_edge.i if noun.left_edge.i > after else after + 1
                return list(range(start, noun.right_edge.i + 1))
        for child in verb.children:
            marker = marker_of(child) if child.dep_ == "advcl" and child.i > after else None
            if marker is not None and marker.lower_ in word.prepositions:
                return list(range(child.left_edge.i, child.right_edge.i + 1))
        return []

    def attached(self, verb: Token, end: int) -> list[int]:
        """What follows content of a verb without a break and says no time or occasion of the saying."""
        places: list[int] = []
        for child in verb.children:
            if child.i <= end or child.left_edge.i != end + 1:
                continue
            case = case_of(child) or ((marker := marker_of(child)) is not None and marker.lower_) or ""
            is_occasion = case in _OCCASIONS or child.lemma_.lower() in occasion_nouns()
            if (
                child.dep_ in {"punct", "cc", "conj", "parataxis", "nsubj", "discourse"}
                or is_occasion
                or child.pos_ == "ADV"
            ):
                break
            if not case and child.dep_.startswith("obl"):
                break
            end = child.right_edge.i
            places += range(child.left_edge.i, end + 1)
        return places

    def without_occasion(self, places: list[int]) -> list[int]:
        """Content without a last phrase that says on what occasion it was said: '… during a meeting in Minsk'."""
        for place in reversed(places):
            token = self.doc[place]
            if token.lower_ == "during" and place > places[0] + 2 and self.quoted.at(self.place(place)) is None:
                rest = self.doc[place + 1 : places[-1] + 1]
                is_occasion = any(t.lemma_.lower() in occasion_nouns() for t in rest[:4])
                if is_occasion and not any(t.pos_ in {"VERB", "AUX"} for t in rest):
                    return [p for p in places if p < place]
        return places

    def content(self, places: Iterable[int], head: Token | None) -> list[CharSpan]:
        """Spans of content that follows its cue: complementiser dropped, a quotation it opens with taken whole."""
        kept = sorted(set(places))
        while (
            kept
            and self.doc[kept[0]].lower_ in {"that", ":", ","}
            and (self.doc[kept[0]].pos_ in {"SCONJ", "PUNCT"} or self.is_marker(self.doc[kept[0]], head))
        ):
            kept = kept[1:]
        if not kept:
            return []
        spans = token_spans(self.sentence, kept)
        opening = self.quoted.at(spans[0].start)
        if opening is not None and opening.span.start == spans[0].start:
            end = min(opening.span.end, self.sentence.span.end)
            spans[-1] = CharSpan(spans[-1].start, max(spans[-1].end, end))
        return content_spans(self.text, spans, self.quoted)

    def is_marker(self, token: Token, head: Token | None) -> bool:
        return token.dep_ == "mark" or (head is not None and token.head.i == head.i and token.dep_ == "mark")

    def opens_quotation(self, place: int) -> bool:
        quotation = self.quoted.at(self.place(place))
        return (quotation is not None and not quotation.is_single) or (quotation is not None and quotation.is_closed)

    def place(self, index: int) -> int:
        return self.sentence.offset + self.doc[index].idx

    def make(
        self, verb: Token, word: CueWord, source: Token | None, content: list[CharSpan], frame: str,
        head: Token | None, cluster: set[int] | None = None, phrase: list[int] | None = None,
    ) -> Draft | None:  # fmt: skip
        if not content:
            return None
        cluster = cluster if cluster is not None else self.cluster(verb)
        cue_spans = tuple(token_spans(self.sentence, cluster))
        phrase = [p for p in (phrase if phrase is not None else self.phrase(source)) if p not in cluster]
        source_spans: tuple[CharSpan, ...] = ()
        if source is not None and phrase:
            spans = token_spans(self.sentence, self.bare(phrase, source))
            holding = [s for s in spans if s.start <= self.place(source.i) < s.end]
            source_spans = tuple(holding or spans[:1])
        blocked = [*cue_spans, *source_spans]
        content = [span for span in content if not any(span.overlaps(other) for other in blocked)] or _cut(
            content, blocked
        )
        content = content_spans(self.text, content, self.quoted)
        if not content:
            return None
        # "no movement has been recorded": the "no" of a passive's subject denies the recording.
        is_negated = negation_of(verb) is not None or (
            frame == "passive" and head is not None and negation_of(head) is not None
        )
        return Draft(
            self.sentence, content, verb, cue_spans, word.lemma, word.cue_class, word.stance, frame,
            is_negated, source, source_spans, content_head=head,
        )  # fmt: skip


def _cut(spans: list[CharSpan], blocked: list[CharSpan]) -> list[CharSpan]:
    """What is left of spans after others are cut out of them."""
    for other in blocked:
        rest = []
        for span in spans:
            if not span.overlaps(other):
                rest.append(span)
                continue
            rest += [CharSpan(span.start, other.start)] if span.start < other.start else []
            rest += [CharSpan(other.end, span.end)] if other.end < span.end else []
        spans = rest
    return spans
