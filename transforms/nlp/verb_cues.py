"""Verb cues: a lexicon verb, who its subject is, and what it introduces.

Three constructions, in this order: content before the cue ("…," the Institute believes; also inserted: The deal, he
said, is off), content after it (clause, infinitive, quotation, object, preposition), content that is the subject of a
passive ("is said to", "has been recorded"). Not here: nouns and "according to" (`noun_cues.py`), quotations that go
on in other sentences (`quoted.py`), who the speaker is (`speakers.py`).
"""

from __future__ import annotations

from spacy.tokens import Token

from transforms.nlp.cue_lexicon import CueWord, cue_word, noun_cues
from transforms.nlp.cue_sentence import RELATIVES, CueSentence, occasion_nouns
from transforms.nlp.dialect import (
    agent_of,
    auxiliaries_of,
    clausal_complements_of,
    is_finite,
    is_passive,
    marker_of,
    object_of,
    subject_of,
)
from transforms.nlp.drafts import Draft, content_spans, token_spans
from transforms.nlp.reading import CharSpan

_FRONTED = frozenset({"that", "if", "in", "as", "on", "for"})
_SAYING_OCCASIONS = frozenset({"during", "when", "while", "after", "before"})
_BREAKS = frozenset({",", "-", "–", "—", ")"})
_CLOSING = frozenset({",", "”", '"', "''", "’", "'", "»", "—", "–", "?", "!", "-", ")"})


class VerbCues(CueSentence):
    """Finds the verb cues of one sentence."""

    def find(self) -> list[Draft]:
        """Drafts in the order of their cues."""
        found = []
        for token in self.sentence.tokens:
            word = cue_word(token)
            if word is None:
                continue
            if token.pos_ in {"VERB", "AUX"}:
                found.append(self._draft(token, word))
            elif token.pos_ in {"NOUN", "PROPN"} and word.frames >= {"clause", "quote"}:
                found.append(self._mistagged(token, word))
        return [draft for draft in found if draft is not None]

    def _mistagged(self, token: Token, word: CueWord) -> Draft | None:
        """A verb that the tagger took for a plural noun: 'The Institute claims that …', '…,” Smith notes'."""
        if not token.lower_.endswith("s") or token.i <= self.first or token.i >= self.last:
            return None
        subject = self.doc[token.i - 1]
        if subject.pos_ not in {"NOUN", "PROPN"} or (subject.lower_.endswith("s") and subject.pos_ == "NOUN"):
            return None
        start = subject.i
        while start > self.first and self.doc[start - 1].pos_ in {"PROPN", "DET", "ADJ", "NOUN"}:
            start -= 1
        phrase = range(start, token.i)
        after = self.doc[token.i + 1]
        if after.lower_ == "that" and token.i + 2 <= self.last and self.doc[token.i + 2].pos_ != "VERB":
            if start > self.first and self.doc[start - 1].text != ",":
                return None
            content = self.content(range(token.i + 1, self.last + 1), None)
        elif after.text in {".", ","} and start > self.first and self.doc[start - 1].text in _CLOSING - {",", "-", ")"}:
            content = content_spans(self.text, token_spans(self.sentence, range(self.first, start)), self.quoted)
        else:
            return None
        frame = "clause" if after.lower_ == "that" else "before"
        return self.make(token, word, subject, content, frame, None, {token.i}, list(phrase))

    def _draft(self, verb: Token, word: CueWord) -> Draft | None:
        subject = self.subject(verb)
        if "quote" in word.frames or "clause" in word.frames:
            draft = self._after_content(verb, word, subject)
            if draft is not None:
                return draft
        if is_passive(verb):
            return self._passive(verb, word)
        if verb.tag_ == "VBN" and verb.dep_ in {"advcl", "acl"} and not auxiliaries_of(verb):
            subject = agent_of(verb)  # "Asked about it, he …", "remarks published by the ministry"
        if subject is None and verb.dep_ not in {"amod", "acl", "advcl"} and not self._may_lack_subject(verb):
            return None
        rules = (
            self._clause, self._quotation_after, self._infinitive, self._predicate, self._rest, self._objects,
            self._prepositions,
        )  # fmt: skip
        for rule in rules:
            draft = rule(verb, word, subject)
            if draft is not None:
                return draft
        return None

    def _after_content(self, verb: Token, word: CueWord, subject: Token | None) -> Draft | None:
        """Content stands before the cue, or around it."""
        before = [c for c in clausal_complements_of(verb, open_complements=False) if c.i < verb.i]
        after = [c for c in clausal_complements_of(verb, open_complements=False) if c.i > verb.i and is_finite(c)]
        if after or not is_finite(verb) or marker_of(verb) is not None:
            return None
        cluster = self.cluster(verb)
        if subject is None:
            subject = self.neighbour(verb, cluster)
        if subject is None:
            return None
        left = min([*cluster, *self.phrase(subject)])
        if left <= self.first + 1 or not self._ends_content(verb, word, left, has_clause=bool(before)):
            return None
        right = self.cluster_end(verb, cluster, subject)
        start = self.first
        if verb.left_edge.i > self.first and before:
            start = verb.left_edge.i
        places = list(range(start, left))
        if self._goes_on(verb, right, places):
            places += range(right + 1, self.last + 1)
        content = content_spans(self.text, token_spans(self.sentence, places), self.quoted)
        if not content:
            return None
        head = before[0] if before else None
        return self.make(verb, word, subject, content, "before", head, cluster)

    def _ends_content(self, verb: Token, word: CueWord, left: int, *, has_clause: bool) -> bool:
        """Whether content ends right before `left`, where source and cue begin: at a closing mark or a comma."""
        boundary = self.doc[left - 1].text
        if boundary not in _CLOSING:
            return False
        places = (left - 1, max(left - 2, self.first))
        if any(self.quoted.at(self.place(place)) is not None for place in places):
            return True
        if boundary not in _BREAKS or not (has_clause or self._is_inserted(verb, left)):
            return False
        return object_of(verb) is None or word.lemma == "tell"

    def _clause(self, verb: Token, word: CueWord, subject: Token | None) -> Draft | None:
        if not word.frames & {"clause", "quote"}:
            return None
        for clause in clausal_complements_of(verb, open_complements=False):
            if clause.i < verb.i:
                continue
            start = max(clause.left_edge.i, verb.i + 1)
            in_quotation = self.opens_quotation(start)
            if "clause" not in word.frames and not in_quotation:
                continue
            is_whole = is_finite(clause) or in_quotation
            if not is_whole and not self._is_verbless_clause(clause):
                continue
            end = clause.right_edge.i
            if not is_whole and self.doc[start].lower_ == "that":  # the parser took a noun for the clause's verb
                end = self.last
            if not in_quotation:
                start = self._clause_start(verb, word, start)
                end = self._clause_end(verb, end)
            places = list(range(start, end + 1))
            places += self._added_clauses(verb, clause)
            places = self.without_occasion(places)
            return self.make(verb, word, subject, self.content(places, clause), "clause", clause)
        return None

    def _clause_start(self, verb: Token, word: CueWord, start: int) -> int:
        """Where a clause begins whose subject the parser gave to the cue as an object: 'said the deal … is off'."""
        named = object_of(verb)
        is_own = word.frames & {"object", "object_infinitive", "about"} or word.lemma == "tell"
        if named is None or is_own or not verb.i < named.i < start or named.pos_ == "PRON":
            return start
        return max(named.left_edge.i, verb.i + 1)

    def _clause_end(self, verb: Token, end: int) -> int:
        """Where a clause ends, taking in what follows it without a break though the parser hung it elsewhere.

        A break is a mark, a conjunction (but "and that"), or a phrase of occasion of the saying itself.
        """
        while end < self.last:
            following = self.doc[end + 1]
            second = self.doc[end + 2] if end + 2 <= self.last else following
            if following.pos_ == "CCONJ" and second.lower_ == "that":
                end = max(end + 2, self._reach(second))
                continue
            if following.pos_ in {"PUNCT", "CCONJ", "SPACE"} or following.lower_ in _SAYING_OCCASIONS:
                quotation = self.quoted.at(self.place(end + 1))
                if quotation is None or quotation.span.start >= self.place(end + 1) or following.pos_ == "SPACE":
                    break
            head = following.head if following.dep_ in {"case", "det", "mark"} else following
            if head.head.i == verb.i and (
                head.lemma_.lower() in occasion_nouns() or head.ent_type_ or head.tag_ == "NNP"
            ):
                break
            end = max(end + 1, self._reach(following))
        return end

    def _reach(self, token: Token) -> int:
        """Last place of the clause or phrase that begins with this token."""
        top = token
        while top.head.i not in {top.i, token.i} and top.head.i > token.i and top.head.left_edge.i >= token.i:
            top = top.head
        return min(top.right_edge.i, self.last) if top.left_edge.i >= token.i else token.i

    def _quotation_after(self, verb: Token, word: CueWord, subject: Token | None) -> Draft | None:
        """A quotation right after the cue: 'He replied, "No."', also of words: 'called for "calm"' is not one."""
        if not word.frames & {"quote", "clause"}:
            return None
        for place in range(verb.i + 1, self.last + 1):
            token = self.doc[place]
            quotation = self.quoted.at(self.place(place))
            if quotation is not None and quotation.span.start == self.place(place):
                colon = self.doc[place - 1].text in {",", ":"} or place == verb.i + 1
                if not colon:
                    return None
                places = list(range(place, self.last + 1))
                content = self.content(places, None)
                end = quotation.inner.end
                content = [CharSpan(s.start, min(s.end, end)) for s in content if s.start < end]
                content = content_spans(self.text, content, self.quoted)
                return self.make(verb, word, subject, content, "quote", None) if content else None
            if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "acl", "amod"}:
                return None
        return None

    def _infinitive(self, verb: Token, word: CueWord, subject: Token | None) -> Draft | None:
        wanted = word.frames & {"infinitive", "object_infinitive", "object_predicate"}
        if not wanted:
            return None
        for clause in clausal_complements_of(verb):
            if clause.i < verb.i:
                continue
            marker = marker_of(clause)
            is_to = marker is not None and marker.tag_ == "TO"
            if is_to and word.frames & {"infinitive", "object_infinitive"}:
                start = marker.i if marker is not None else clause.left_edge.i
            elif not is_to and "object_predicate" in word.frames and clause.dep_ in {"xcomp", "oprd"}:
                start = clause.left_edge.i
            else:
                continue
            named = object_of(verb)
            if named is not None and named.i > verb.i and wanted & {"object_infinitive", "object_predicate"}:
                start = min(start, named.left_edge.i)
            places = list(range(max(start, verb.i + 1), clause.right_edge.i + 1))
            places = self.without_occasion(places)
            return self.make(verb, word, subject, self.content(places, clause), "infinitive", clause)
        return None

    def _predicate(self, verb: Token, word: CueWord, subject: Token | None) -> Draft | None:
        """'called it a lie': where the parser made two objects of them."""
        if "object_predicate" not in word.frames:
            return None
        named = [c for c in verb.children if c.i > verb.i and c.dep_ in {"obj", "dobj", "iobj", "dative", "oprd"}]
        if not named:
            return None
        end = max(child.right_edge.i for child in named)
        places = list(range(max(named[0].left_edge.i, verb.i + 1), end + 1))
        return self.make(verb, word, subject, self.content(places, named[0]), "object", named[0])

    def _rest(self, verb: Token, word: CueWord, subject: Token | None) -> Draft | None:
        """A verb of saying with a clause after it that the parser hung elsewhere: the rest of its sentence."""
        if not word.frames >= {"clause", "quote"} or "object" in word.frames or word.cue_class != "speech":
            return None
        if not is_finite(verb) or subject is None or subject.i > verb.i or subject.lower_ in RELATIVES:
            return None
        start = verb.i + 1
        if word.lemma == "tell":
            named = object_of(verb) or next((c for c in verb.children if c.dep_ == "iobj"), None)
            start = named.right_edge.i + 1 if named is not None and named.right_edge.i < self.last else start
        opening = self.doc[start] if start <= self.last else None
        if opening is None:
            return None
        is_fronted = word.lemma == "say" and opening.lower_ in _FRONTED  # "said if elected he would"
        if not is_fronted and (opening.pos_ in {"ADP", "PUNCT", "CCONJ"} or opening.lower_ in {"so", "it", "to"}):
            return None
        places = list(range(start, self.last + 1))
        nouns = [t for t in self.doc[start : self.last + 1] if t.pos_ in {"NOUN", "PROPN", "PRON"}]
        verbs = [t for t in self.doc[start : self.last + 1] if t.pos_ in {"VERB", "AUX"} and is_finite(t)]
        if not verbs or not nouns or nouns[0].i > verbs[0].i:
            return None
        return self.make(verb, word, subject, self.content(places, None), "clause", verbs[0])

    def _objects(self, verb: Token, word: CueWord, subject: Token | None) -> Draft | None:
        if not word.frames & {"object", "object_report"}:
            return None
        named = object_of(verb) or self._gerund(verb)
        if named is None or named.i < verb.i or named.pos_ == "PRON":
            return None
        if "object" not in word.frames and named.lemma_.lower() not in noun_cues():
            return None
        places = list(range(max(named.left_edge.i, verb.i + 1), named.right_edge.i + 1))
        places += self.introduced(verb, word, named.i)
        places += self.attached(verb, max(places))
        frame = "object" if "object" in word.frames else "report"
        return self.make(verb, word, subject, self.content(places, named), frame, named)

    def _gerund(self, verb: Token) -> Token | None:
        """What is said to happen, named by a gerund: 'does not rule out Russia launching', 'denied taking'."""
        return next((c for c in clausal_complements_of(verb) if c.i > verb.i and c.tag_ == "VBG"), None)

    def _prepositions(self, verb: Token, word: CueWord, subject: Token | None) -> Draft | None:
        places = self.introduced(verb, word, verb.i)
        if not places:
            return None
        content = places[1:] + self.attached(verb, places[-1])
        cluster = self.cluster(verb) | {places[0]}
        return self.make(verb, word, subject, self.content(content, None), "preposition", None, cluster)

    def _passive(self, verb: Token, word: CueWord) -> Draft | None:
        """The subject is the content; the agent, if named, the source."""
        subject = subject_of(verb)
        agent = agent_of(verb)
        infinitive = next((c for c in clausal_complements_of(verb) if c.i > verb.i), None)
        if "passive_infinitive" in word.frames and infinitive is not None:
            places = list(range(infinitive.left_edge.i, infinitive.right_edge.i + 1))
            if subject is not None and subject.lower_ != "it":
                places += self.phrase(subject, full=True)
            return self.make(verb, word, agent, self.content(places, infinitive), "passive", infinitive)
        if "clause" in word.frames and infinitive is not None and is_finite(infinitive):
            places = list(range(infinitive.left_edge.i, infinitive.right_edge.i + 1))
            source = agent if subject is None or subject.lower_ in {"it", "there"} else subject
            return self.make(verb, word, source, self.content(places, infinitive), "clause", infinitive)
        if subject is None or subject.pos_ == "PRON":
            return None
        is_object = agent is not None and "object" in word.frames
        if not is_object and "passive_object" not in word.frames:
            return None
        places = self.phrase(subject, full=True) + self.introduced(verb, word, verb.i)
        return self.make(verb, word, agent, self.content(places, subject), "passive", subject)

    def _may_lack_subject(self, verb: Token) -> bool:
        """Headlines and notes leave the subject out: "Says he will go"."""
        return verb.i == self.first and verb.tag_ in {"VBZ", "VBD"}

    def _goes_on(self, verb: Token, right: int, places: list[int]) -> bool:
        """Whether content continues after an inserted cue."""
        rest = self.doc[right + 1 : self.last + 1]
        words = [t for t in rest if t.pos_ not in {"PUNCT", "SPACE"}]
        if not words:
            return False
        quotation = self.quoted.at(self.place(words[0].i))
        if quotation is not None and quotation.span.start >= self.place(right):
            return True
        left = self.doc[places[0] : places[-1] + 1] if places else self.doc[0:0]
        if not any(t.pos_ in {"VERB", "AUX"} and is_finite(t) for t in left):
            return True
        return verb.dep_ == "parataxis" and verb.head.i > right

    def _is_inserted(self, verb: Token, left: int) -> bool:
        """A cue between commas or at the end of a sentence whose main clause is another."""
        if verb.dep_ == "parataxis":
            return True
        if verb.dep_ not in {"ROOT", "conj", "ccomp", "dep", "advcl"}:
            return False
        has_clause = any(
            t.pos_ in {"VERB", "AUX"} and t.dep_ not in {"amod", "acl", "aux", "advcl"} and is_finite(t)
            for t in self.doc[self.first : left - 1]
        )
        nothing_after = not any(c.i > verb.i and c.dep_ in {"ccomp", "xcomp", "obj"} for c in verb.children)
        return has_clause and nothing_after and verb.dep_ == "ROOT"

    def _added_clauses(self, verb: Token, clause: Token) -> list[int]:
        """Clauses after a semicolon that the parser hung on the cue though they go on with what is said."""
        places: list[int] = []
        for other in verb.children:
            if other.i <= clause.right_edge.i or other.dep_ not in {"conj", "parataxis"}:
                continue
            gap = self.doc[clause.right_edge.i + 1 : other.left_edge.i + 2].text
            own_subject = subject_of(other)
            if ";" in gap and own_subject is not None and cue_word(other) is None:
                places += range(clause.right_edge.i + 1, other.right_edge.i + 1)
        return places

    def _is_verbless_clause(self, clause: Token) -> bool:
        """A clause whose verb the parser missed: it has a subject of its own, or "that" before it."""
        marker = marker_of(clause)
        return subject_of(clause) is not None or (marker is not None and marker.lower_ == "that")
