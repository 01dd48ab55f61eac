"""One sentence as the event step sees it: quick ways from a token to its mention, actor, place and arguments.

Not here: which events there are (`event_types.py`), who takes which role (`participants.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Token

from transforms.nlp import dialect
from transforms.nlp.actor_seeds import Institution, countries, institutions, make_actor
from transforms.nlp.event_lexicon import lemma_of
from transforms.nlp.reading import ActorRef, CharSpan, Mention, PlaceRef, Reading, Sentence

_RELATIVE_PRONOUNS = frozenset({"that", "which", "who", "whom"})
_PARTITIVES = frozenset({"of", "in"})
_RELATIVE = frozenset({"acl:relcl", "relcl"})
_NEAR = 4
_DEEPEST = 5
_APPROXIMATORS = frozenset({"about", "around", "over", "under", "nearly", "almost", "some", "up to", "more than",
                            "at least", "less than", "as many as", "than"})  # fmt: skip
_COUNTS = frozenset({"dozen", "score", "hundred", "thousand", "million", "ten", "group", "number", "crowd", "handful",
                     "majority", "part", "most", "some", "third", "half", "member"})  # fmt: skip
_CURRENCIES = frozenset({"$", "€", "£", "dollar", "euro", "pound"})
_UNITS_OF_TIME = frozenset({"day", "week", "month", "year", "hour", "minute", "time", "today", "night", "morning"})
_OWNING_CASES = frozenset({"of", "from", "by"})
_OUTSIDE = frozenset({"acl:relcl", "relcl", "advcl", "parataxis", "advcl:relcl"})
_LOCATING = frozenset({"in", "throughout", "across", "from", "of", "inside", "within"})
_UNPLACED = frozenset({"described", "group"})
_SHARED = frozenset({"described", "government", "organisation"})
_NATIONAL = frozenset({"amod", "compound", "conj", "nmod:desc"})


@dataclass
class Scene:
    """A sentence with its mentions by head token."""

    reading: Reading
    sentence: Sentence
    mentions: dict[int, int] = field(default_factory=dict)
    """Token index in the doc -> index of the most telling mention it heads, in `Reading.mentions`."""
    bodies: dict[int, ActorRef] = field(default_factory=dict)
    """Token index of a noun -> the actor it means here: the military of X and *Y*, *rebels* in X, a place's country.

    `actor_at` gives what the mention says; who takes part in an event is `participant_at`."""
    heads: dict[CharSpan, Token | None] = field(default_factory=dict)
    """Span of a time expression -> the token that ties it to the sentence, as far as asked for."""

    def mention_at(self, token: Token) -> tuple[int, Mention] | None:
        number = self.mentions.get(token.i)
        return None if number is None else (number, self.reading.mentions[number])

    def actor_at(self, token: Token) -> ActorRef | None:
        found = self.mention_at(token)
        return found[1].actor if found else None

    def participant_at(self, token: Token) -> ActorRef | None:
        """Who a token stands for as a participant: what the sentence around it adds, else its mention's actor."""
        return self.bodies.get(token.i) or self.actor_at(token)

    def ids_of(self, tokens: Iterable[Token]) -> frozenset[str]:
        """Ids of the actors that tokens stand for, by mention and as participants: a pronoun may mean either."""
        actors = (actor for token in tokens for actor in (self.actor_at(token), self.participant_at(token)))
        return frozenset(actor.actor_id for actor in actors if actor is not None)

    def statement_at(self, span: CharSpan) -> int | None:
        """The deepest attribution whose content holds a span, as an index; the last of several equally deep ones."""
        found = self.reading.attributions
        holding = (n for n, one in enumerate(found) if any(content.contains(span) for content in one.content_spans))
        return max(holding, key=lambda number: (found[number].depth, number), default=None)

    def place_at(self, token: Token) -> PlaceRef | None:
        found = self.mention_at(token)
        return found[1].place if found else None

    def country_of(self, token: Token) -> bool:
        """Let a place stand for the country it lies in: "shelled *the town*"; whether it lies in one."""
        place = self.place_at(token)
        if place is None or place.country not in countries():
            return False
        self.bodies[token.i] = countries()[place.country].actor
        return True

    def actor_tokens(self, token: Token) -> list[Token]:
        """Tokens of the actors a noun stands for: itself and its conjuncts, else who it belongs to.

        "a group of *soldiers*", "*Russian* tanks", "*Putin*'s demands": an unresolved head is answered by its
        possessor, its national adjective or compound, or the noun after "of".
        """
        found: list[Token] = []
        for noun in [token, *dialect.conjuncts_of(token)]:
            if self.actor_at(noun) is not None:
                found += [*self._further_nations(noun), noun, *self._further_owners(noun)]
                self._share_body(token, noun)
                self._locate(noun)
            else:
                found += self._owners(noun)
        return found

    def _owners(self, noun: Token) -> list[Token]:
        possessor = dialect.possessor_of(noun)
        near = [*([possessor] if possessor is not None else []), *dialect.modifiers(noun)]
        below = dialect.nominal_modifiers_of(noun)
        near += [other for case, other in below if case in _OWNING_CASES]
        # "tens of thousands of students"
        near += [
            last
            for case, other in below
            if case == "of" and lemma_of(other) in _COUNTS and lemma_of(noun) in _COUNTS
            for inner, last in dialect.nominal_modifiers_of(other)
            if inner == "of"
        ]
        near += [other for token in near for other in dialect.modifiers(token)]
        near += dialect.appositions_of(noun)
        first = next((token for token in near if self.actor_at(token) is not None), None)
        if first is None:
            return []
        # "French and Egyptian warships": the second adjective may hang on the first or on the noun.
        beside = [*dialect.conjuncts_of(first), *(one for one in near if one.i > first.i and one.dep_ == first.dep_)]
        return [first, *(one for one in dict.fromkeys(beside) if self._is_country(one) and self._is_country(first))]

    def _is_country(self, token: Token) -> bool:
        actor = self.actor_at(token)
        return actor is not None and actor.actor_type == "country"

    def _share_body(self, first: Token, noun: Token) -> None:
        """A country joined to another one's body means the same body of its own."""
        actor, other = self.actor_at(first), self.actor_at(noun)
        if actor is None or other is None or other.actor_type != "country" or not actor.country or not other.country:
            return
        body = _body(actor.actor_id, actor.country)
        if body is not None:
            self.bodies[noun.i] = body.of(countries()[other.country])

    def _further_owners(self, noun: Token) -> list[Token]:
        """One noun, two actors: "the military of Belarus *and the Russian Federation*"."""
        actor = self.actor_at(noun)
        body = _body(actor.actor_id, actor.country) if actor is not None and actor.country is not None else None
        found: list[Token] = []
        for case, owner in dialect.nominal_modifiers_of(noun) if body is not None else ():
            for token in dialect.conjuncts_of(owner) if case == "of" else ():
                other = self.actor_at(token)
                if body is not None and other is not None and other.actor_type == "country" and other.country:
                    self.bodies[token.i] = body.of(countries()[other.country])
                    found.append(token)
        return found

    def _further_nations(self, noun: Token) -> list[Token]:
        """One noun for people of two countries: "*Hungarian* and Romanian officials"."""
        actor = self.actor_at(noun)
        if (
            actor is None
            or actor.country is None
            or actor.actor_type not in {"described", "government", "organisation"}
        ):
            return []
        found: list[Token] = []
        for near in noun.children:
            for token in [near, *dialect.conjuncts_of(near)]:
                other = self.actor_at(token)
                is_before = token.dep_ in _NATIONAL and token.i < noun.i
                if not is_before or other is None or other.actor_type != "country" or other.country == actor.country:
                    continue
                if not any(between.lower_ in {"and", ","} for between in noun.doc[token.i + 1 : noun.i]):
                    continue
                body = _body(actor.actor_id, actor.country)
                same = (
                    body.of(countries()[other.country or ""])
                    if body is not None
                    else make_actor(f"{token.text} {noun.text}", actor.actor_type, other.country, actor.sector)
                )
                self.bodies[token.i] = same
                found.append(token)
        return found

    def _locate(self, noun: Token) -> None:
        """People known only by where they are belong there: "opposition groups *in Zimbabwe*"."""
        found = self.mention_at(noun)
        if found is None or noun.i in self.bodies:
            return
        mention = found[1]
        actor = mention.actor
        if actor is None or actor.country is not None or actor.actor_type not in _UNPLACED:
            return
        if mention.antecedent is not None:
            return
        for place_noun in self._places_behind(noun, mention):
            place, country = self.place_at(place_noun), self.actor_at(place_noun)
            code = (place.country if place is not None else None) or (country.country if country is not None else None)
            if code in countries():
                self.bodies[noun.i] = make_actor(
                    actor.name, actor.actor_type, code, actor.sector, actor.organisation_id
                )
                return

    def _places_behind(self, noun: Token, mention: Mention) -> Iterator[Token]:
        """Places in what modifies a noun, or right behind its mention: parsers often hang these on the verb."""
        yield from (below for case, below in dialect.nominal_modifiers_of(noun) if case in _LOCATING)
        doc, end = noun.doc, noun.i + 1
        while end < self.sentence.tokens.end and self.sentence.at(doc[end]).end <= mention.span.end:
            end += 1
        if end < self.sentence.tokens.end and doc[end].lower_ in _LOCATING:
            place = doc[end].head if doc[end].head.i > end else None
            if place is not None and place.i - end <= _NEAR:
                yield place

    def nearest_actor(self, token: Token, *, is_national: bool, others: frozenset[str] = frozenset()) -> Token | None:
        """The actor highest up in the phrase below a token, the token itself included; of a country if wanted.

        `others` are ids of actors that are meant not to be found: those who act themselves.
        """
        for one in self._below(token):
            actor = self.actor_at(one)
            if actor is not None and actor.actor_id not in others and (actor.country is not None or not is_national):
                return one
        return None

    def nearest_place(self, token: Token) -> Token | None:
        """The place highest up in the phrase below a token that lies in a known country."""
        return next((one for one in self._below(token) if self.country_of(one)), None)

    def _below(self, token: Token) -> Iterator[Token]:
        level = [token]
        for _ in range(_DEEPEST):
            yield from level
            level = [child for one in level for child in one.children if child.dep_ not in _OUTSIDE]


@cache
def _body(actor_id: str, country: str) -> Institution | None:
    """Which institution of its country an actor is."""
    if country not in countries():
        return None
    return next((one for one in institutions().values() if one.of(countries()[country]).actor_id == actor_id), None)


def make_scenes(reading: Reading) -> Iterator[Scene]:
    """A scene per sentence in text order."""
    by_sentence: dict[int, list[int]] = {}
    for number, mention in enumerate(reading.mentions):
        by_sentence.setdefault(mention.sentence_no, []).append(number)
    for sentence in reading.sentences:
        scene = Scene(reading, sentence)
        own = by_sentence.get(sentence.number)
        if own:
            at = {sentence.offset + token.idx: token.i for token in sentence.tokens}
            for number in own:
                mention = reading.mentions[number]
                place = at.get(mention.head)
                if place is not None and _is_better(reading, mention, scene.mentions.get(place)):
                    scene.mentions[place] = number
        yield scene


def _is_better(reading: Reading, mention: Mention, other: int | None) -> bool:
    """Whether a mention says more of its head than another: someone or somewhere, in which country, then length."""
    return other is None or _worth(mention) > _worth(reading.mentions[other])


def _worth(mention: Mention) -> tuple[bool, bool, int]:
    meant = mention.actor or mention.place
    return meant is not None, meant is not None and meant.country is not None, mention.span.end - mention.span.start


def subject_token(predicate: Token) -> Token | None:
    """Who the predicate is said of: its subject, an inherited one, or the noun its relative or participle modifies."""
    subject = dialect.subject_of(predicate, inherit=True) or _approximate(predicate, is_before=True)
    if subject is not None and not (subject.lower_ in _RELATIVE_PRONOUNS and subject.pos_ == "PRON"):
        return subject
    if predicate.dep_ in _RELATIVE or predicate.dep_ == "acl":
        return predicate.head
    if subject is not None and predicate.dep_ == "xcomp":
        # The object above is a relative pronoun or a stray "that": its verb's subject does both.
        return subject_token(predicate.head)
    if subject is None and predicate.dep_ in {"advcl", "pcomp", "advcl:relcl"}:
        above = dialect.governing_clause(predicate)
        return subject_token(above) if above is not None and above.i != predicate.i else None
    if subject is None and predicate.dep_ == "conj" and predicate.head.i != predicate.i:
        return subject_token(predicate.head)
    return subject


def is_passive(predicate: Token) -> bool:
    """A passive clause, a past participle that modifies a noun ("troops *deployed* in Belarus"), or one that shares the
    auxiliary of the clause before ("three were killed and seven *injured*").
    """
    if dialect.is_passive(predicate) or (predicate.dep_ == "acl" and predicate.tag_ == "VBN"):
        return True
    shares = predicate.dep_ == "conj" and predicate.tag_ == "VBN" and not dialect.auxiliaries_of(predicate)
    return shares and predicate.head.i != predicate.i and is_passive(predicate.head)


def doer_token(predicate: Token) -> Token | None:
    """The logical subject: the agent of a passive, else the subject."""
    return dialect.agent_of(predicate) if is_passive(predicate) else subject_token(predicate)


def undergoer_token(predicate: Token) -> Token | None:
    """The logical object: the subject of a passive, else the direct object, also the noun a relative clause is on."""
    if is_passive(predicate):
        return subject_token(predicate)
    found = dialect.object_of(predicate) or _approximate(predicate, is_before=False) or _raised_object(predicate)
    if found is not None and found.lower_ in _RELATIVE_PRONOUNS and predicate.dep_ in _RELATIVE:
        return predicate.head
    if found is None and predicate.dep_ in _RELATIVE:
        own = dialect.subject_of(predicate)
        if own is not None and own.lower_ not in _RELATIVE_PRONOUNS:
            return predicate.head
    return found


def _raised_object(predicate: Token) -> Token | None:
    """The object of "started *moving* to the south *the equipment*": it may hang on the verb above."""
    if predicate.dep_ != "xcomp":
        return None
    objects = (child for child in predicate.head.children if child.dep_ in {"obj", "dobj"})
    return next((child for child in objects if child.i > predicate.i), None)


def _approximate(predicate: Token, *, is_before: bool) -> Token | None:
    """A subject or object that the parser takes for an adverbial: "*up to 1,000 Turks* began", "called off *a strike*".

    Approximators look like prepositions, and a noun behind a particle may lose its relation; days stay adverbials.
    """
    for case, noun in dialect.obliques_of(predicate):
        if (noun.i < predicate.i) != is_before or noun.dep_ != "obl":
            continue
        if case in _APPROXIMATORS and any(child.dep_ == "nummod" for child in noun.children):
            return noun
        if case == "" and not is_before and noun.pos_ == "NOUN" and lemma_of(noun) not in _UNITS_OF_TIME:
            return noun
    return None


def noun_words(noun: Token) -> set[str]:
    """Lemmas that say what a noun phrase is of: head, conjuncts, compounds, and the nouns after "of".

    "part of a military *aid* *program*", "1,000 *tons* of *grain*", "*tanks* and *trucks*".
    """
    words: set[str] = set()
    for one in [noun, *dialect.conjuncts_of(noun)]:
        words.add(lemma_of(one))
        words.update(lemma_of(child) for child in one.children if child.dep_ == "compound")
        for case, below in dialect.nominal_modifiers_of(one):
            if case == "of" or (case == "in" and one.lemma_ in _CURRENCIES):
                words.add(lemma_of(below))
                words.update(lemma_of(child) for child in [*dialect.conjuncts_of(below), *below.children]
                             if child.dep_ in {"compound", "conj"})  # fmt: skip
    return words


def complements_of_noun(noun: Token) -> list[Token]:
    """Nouns after "of" or "in", shared between conjuncts ("movement or increase *of equipment*")."""
    shared = [noun, *dialect.conjuncts_of(noun)]
    if noun.dep_ == "conj":
        shared.append(noun.head)
    return [
        one
        for holder in shared
        for case, below in dialect.nominal_modifiers_of(holder)
        if case in _PARTITIVES
        for one in [below, *dialect.conjuncts_of(below)]
    ]
