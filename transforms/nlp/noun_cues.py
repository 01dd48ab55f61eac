"""Cues that are no verbs: nouns ("the claim that"), set phrases ("according to"), adverbs, colons.

Not here: verbs (`verb_cues.py`), quotations that go on in other sentences (`quoted.py`).
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from transforms.nlp.cue_lexicon import CueWord, cue_word, noun_cues
from transforms.nlp.cue_sentence import OPENING, CueSentence
from transforms.nlp.dialect import (
    clausal_complements_of,
    copula_of,
    governing_clause,
    is_passive,
    marker_of,
    nominal_modifiers_of,
    noun_phrase,
    object_of,
    possessor_of,
    relative_clause_of,
    subject_of,
)
from transforms.nlp.drafts import Draft, content_spans, token_spans
from transforms.nlp.reading import CharSpan
from transforms.seeds.load import read_seed

_NAME_TAGS = frozenset({"PROPN", "ADJ", "DET", "PUNCT", "NOUN", "ADP", "CCONJ", "PART", "SPACE"})
_FROM = frozenset({"from", "by", "of", "among"})
_LIGHT_VERBS = frozenset(
    {"make", "issue", "express", "voice", "give", "have", "release", "offer", "send", "repeat", "raise", "hold",
     "share", "reject", "dismiss", "deny", "take", "draw", "receive", "get", "publish", "deliver", "reiterate", "add",
     "state"}
)  # fmt: skip
_MAX_SPEAKER_TOKENS = 7


@cache
def _phrases() -> dict[tuple[str, ...], CueWord]:
    rows = read_seed("cue_phrases", ("phrase", "cue_class", "stance"))
    return {
        tuple(row["phrase"].split()): CueWord(row["phrase"], row["cue_class"], row["stance"], frozenset({"phrase"}))
        for row in rows
    }


@cache
def _adverbs() -> dict[str, str]:
    return {row["adverb"]: row["stance"] for row in read_seed("cue_adverbs", ("adverb", "stance"))}


class NounCues(CueSentence):
    """Finds the cues of one sentence that are no verbs."""

    def find(self) -> list[Draft]:
        """Drafts in the order of their cues."""
        found = [self._colon()]
        for token in self.sentence.tokens:
            if token.lower_ in _adverbs():
                found.append(self._adverb(token))
            elif token.pos_ == "NOUN" and (word := noun_cues().get(token.lemma_.lower())) is not None:
                found.append(self._noun(token, word))
            if token.lower_ in _first_words():
                found.append(self._phrase_cue(token))
        return [draft for draft in found if draft is not None]

    def _phrase_cue(self, token: Token) -> Draft | None:
        for phrase, word in _phrases().items():
            words = self.doc[token.i : min(token.i + len(phrase), self.last + 1)]
            if tuple(t.lower_ for t in words) != phrase:
                continue
            start = token.i + len(phrase)
            source = self._speaker_after(start, token)
            if source is None or (word.lemma == "per" and source[0].pos_ != "PROPN"):
                return None
            head, places = source
            content = self._around(token.i, places[-1])
            return self._draft(head, places, range(token.i, start), word, "phrase", content)
        return None

    def _speaker_after(self, start: int, phrase: Token) -> tuple[Token, list[int]] | None:
        """The noun phrase that begins here: head and places."""
        if start > self.last:
            return None
        token = self.doc[start]
        while token.head.i != token.i and token.head.i > phrase.i and token.head.left_edge.i >= phrase.i:
            if token.head.pos_ not in {"NOUN", "PROPN", "PRON", "NUM"}:
                break
            token = token.head
        if token.pos_ not in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}:
            return None
        low, high = noun_phrase(token, clauses=True)
        places = [t.i for t in self.doc[start : self.last + 1] if low <= t.idx < high and t.i >= start]
        return (token, places) if places else None

    def _around(self, low: int, high: int) -> list[int]:
        """The clause a phrase stands in, the phrase (places low..high) left out."""
        left = list(range(self.first, low))
        right = list(range(high + 1, self.last + 1))
        if any(t.pos_ in {"VERB", "AUX"} for t in self.doc[self.first : low]):
            # Set off at the end ("…, according to X on Monday."): only a continuation after a comma is content too.
            comma = next((t.i for t in self.doc[high + 1 : self.last + 1] if t.text == ","), None)
            goes_on = comma is not None and self.doc[low - 1].text == "," and self._has_no_verb_yet(low)
            return left + (right if goes_on else [])
        return left + right

    def _has_no_verb_yet(self, low: int) -> bool:
        return not any(t.dep_ == "ROOT" for t in self.doc[self.first : low])

    def _adverb(self, adverb: Token) -> Draft | None:
        """'has reportedly left': content is the clause around it, without a source."""
        clause = adverb.head if adverb.head.pos_ in {"VERB", "AUX", "ADJ", "NOUN"} else governing_clause(adverb)
        if clause is None or (cue_word(clause) is not None and "clause" in cue_word(clause).frames):  # type: ignore[union-attr]
            return None
        places = [i for i in range(clause.left_edge.i, clause.right_edge.i + 1) if i != adverb.i]
        if subject_of(clause) is None and (subject := subject_of(clause, inherit=True)) is not None:
            places += range(subject.left_edge.i, subject.right_edge.i + 1)
        word = CueWord(adverb.lower_, "speech", _adverbs()[adverb.lower_], frozenset({"adverb"}))
        return self._draft(None, [], range(adverb.i, adverb.i + 1), word, "adverb", places)

    def _noun(self, noun: Token, word: CueWord) -> Draft | None:
        """'the claim that …', 'expressed fear that …', 'there was information from X that …'."""
        clause = self._clause_of(noun, word)
        if clause is None:
            return None
        source = possessor_of(noun)
        places = list(range(noun.i, noun.i + 1))
        if source is None:
            source = next((n for case, n in nominal_modifiers_of(noun) if case in _FROM and n.i < clause.i), None)
            if source is not None:
                case = next((c for c in source.children if c.dep_ == "case" and c.i > noun.i), None)
                places += [case.i] if case is not None else []
        verb = noun.head
        if noun.dep_ in {"obj", "dobj", "nsubj", "nsubj:pass"} and verb.pos_ in {"VERB", "AUX"}:
            existential = next((c for c in verb.children if c.dep_ == "expl" or c.lower_ == "there"), None)
            if existential is not None and existential.i < noun.i:
                places += range(existential.i, noun.i + 1)
            elif verb.lemma_.lower() in _LIGHT_VERBS and object_of(verb) is not None and verb.i < noun.i:
                if source is None:
                    source = subject_of(verb, inherit=True)
                places += range(verb.i, noun.i + 1)
        phrase = self.phrase(source)
        content = list(range(max(clause.left_edge.i, noun.i + 1), clause.right_edge.i + 1))
        return self._draft(source, phrase, sorted(set(places) - set(phrase)), word, "noun", content)

    def _clause_of(self, noun: Token, word: CueWord) -> Token | None:
        if "clause" in word.frames:
            for child in noun.children:
                if child.i > noun.i and child.dep_ in {"acl", "ccomp", "acl:relcl", "relcl"}:
                    marker = marker_of(child)
                    if marker is not None and marker.lower_ == "that":
                        return child
            if (clause := _content_clause(noun)) is not None:
                return clause
            if noun.dep_ in {
                "nsubj",
                "obj",
                "dobj",
                "nsubj:pass",
            }:  # "word came that", "information … that" hung higher
                for clause in clausal_complements_of(noun.head, open_complements=False):
                    marker = marker_of(clause)
                    is_that = marker is not None and marker.lower_ == "that"
                    if (
                        clause.i > noun.i
                        and is_that
                        and cue_word(noun.head) is None
                        and relative_clause_of(noun) is None
                    ):
                        return clause
        return None

    def _colon(self) -> Draft | None:
        """'CLINTON: …', 'Paul Ryan: “…”': a name, a colon, what was said."""
        colon = next((t for t in self.doc[self.first : self.first + _MAX_SPEAKER_TOKENS + 1] if t.text == ":"), None)
        if colon is None or colon.i <= self.first or colon.i >= self.last or colon.i > self.last:
            return None
        speaker = [t for t in self.doc[self.first : colon.i] if t.pos_ != "SPACE"]
        while speaker and speaker[0].text in OPENING:  # a transcript in quotation marks
            speaker = speaker[1:]
        if not speaker:
            return None
        names = [t for t in speaker if t.pos_ == "PROPN"]
        place = self.sentence.offset + self.doc[colon.i + 1].idx
        quotation = self.quoted.at(place)
        is_quotation = quotation is not None and quotation.span.start == place
        is_shouted = self.doc[colon.i + 1 : self.last + 1].text.isupper()  # "RUSSIA INVADES UKRAINE: LIVE UPDATES"
        is_label = all(t.text.isupper() for t in speaker if t.is_alpha) and len(speaker) <= 4 and not is_shouted
        is_named = bool(names) and all(t.pos_ in _NAME_TAGS for t in speaker) and speaker[-1].pos_ == "PROPN"
        is_person = (
            not is_shouted
            and is_named
            and all(t.pos_ == "PROPN" for t in speaker if t.is_alpha)
            and 1 <= len(speaker) <= 4
        )
        if not (is_label or (is_named and is_quotation) or (is_person and self.sentence.section == "headline")):
            return None
        word = CueWord(":", "speech", "neutral", frozenset({"colon"}))
        head = names[-1] if names else speaker[-1]
        places = [t.i for t in speaker]
        # What a label opens goes on to the end of the paragraph: transcripts label each turn.
        goes_on = is_label and not is_quotation and colon.i < _MAX_SPEAKER_TOKENS
        content = range(colon.i + 1, (len(self.doc) if goes_on else self.last + 1))
        return self._draft(head, places, range(colon.i, colon.i + 1), word, "colon", list(content))

    def _draft(
        self, source: Token | None, phrase: list[int], cue: range | list[int], word: CueWord, frame: str,
        content: list[int],
    ) -> Draft | None:  # fmt: skip
        content = [i for i in content if i not in cue and i not in phrase]
        while content and self.doc[content[0]].lower_ in {"that", ","}:
            content = content[1:]
        spans = content_spans(self.text, token_spans(self.sentence, content), self.quoted)
        if not spans:
            return None
        source_spans = tuple(token_spans(self.sentence, phrase)) if phrase else ()
        if len(source_spans) > 1:
            source_spans = (CharSpan(source_spans[0].start, source_spans[0].end),)
        return Draft(
            self.sentence, spans, self.doc[cue[0]], tuple(token_spans(self.sentence, cue)), word.lemma,
            word.cue_class, word.stance, frame, source=source, source_spans=source_spans,
        )  # fmt: skip


def _content_clause(noun: Token) -> Token | None:
    """A content clause that the parser took for a relative one: "information from X *that* Russia has moved tanks".

    A relative "that" stands for an argument; here the clause has both subject and object (or no place for one).
    """
    for owner in (noun, *(below for _, below in nominal_modifiers_of(noun))):
        clause = relative_clause_of(owner)
        if clause is None:
            continue
        first = clause.left_edge
        subject = subject_of(clause)
        if first.lower_ != "that" or subject is None or subject.i <= first.i:
            continue
        verbs = [clause, *(child for child in clause.children if child.dep_ == "xcomp")]
        has_object = any(c.dep_ in {"obj", "dobj"} and c.i > clause.i for verb in verbs for c in verb.children)
        if has_object or is_passive(clause) or copula_of(clause) is not None:
            return clause
    return None


@cache
def _first_words() -> frozenset[str]:
    return frozenset(phrase[0] for phrase in _phrases())
