"""Mentions of an article: who each name, role and pronoun stands for, within the document.

Rules in order of trust: known names, acronyms in brackets, full name before surname, role with a country or body, the
definite phrase that repeats one, pronouns. What no rule resolves stays a described actor or unresolved. Not here: how
names and phrases are found (`names.py`, `nominals.py`), identity across articles beyond equal ids.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Token

from transforms.nlp.actor_seeds import (
    countries,
    known_actors,
    make_actor,
    organisations_by_id,
    roles,
)
from transforms.nlp.doubtful_names import supported
from transforms.nlp.name_index import find_person
from transforms.nlp.names import COUNTRY_KINDS, Draft, find_names
from transforms.nlp.nominals import find_nominals
from transforms.nlp.office_words import heads_of_role, office_holder, words_of_office
from transforms.nlp.places import BORDER_RULES, find_areas, place_names, read_toponyms
from transforms.nlp.reading import ActorRef, CharSpan, Mention, Reading, Sentence
from transforms.nlp.toponyms import settle

_PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
    "it": "thing", "its": "thing", "itself": "thing", "they": "group", "them": "group", "their": "group",
    "themselves": "group",
}  # fmt: skip
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubjpass", "nsubj:outer"})
_FEMALE_TITLES = frozenset({"spokeswoman", "chairwoman", "congresswoman", "woman", "mother", "wife", "daughter", "girl",
                            "businesswoman", "policewoman", "queen", "actress", "mrs", "ms"})  # fmt: skip
_PEERS = frozenset({"colleague", "counterpart"})
_SENTENCES_BACK = 3
_THINGS = frozenset({"organisation", "country", "government"})


@dataclass
class _Document:
    """Who has been spoken of so far."""

    day: date | None
    names: dict[str, Draft] = field(default_factory=dict)
    """Surname, acronym or whole name -> the draft that introduced it."""
    persons: list[Draft] = field(default_factory=list)
    bodies: list[Draft] = field(default_factory=list)
    females: set[str] = field(default_factory=set)
    """Ids of persons known to be women."""


def find_mentions(reading: Reading) -> list[Mention]:
    """Every mention of an actor or a place, in text order; nested ones after those around them."""
    publisher_country = reading.article.publisher.country
    times: dict[int, list[CharSpan]] = {}
    for time in reading.times:
        times.setdefault(time.sentence_no, []).append(time.span)
    names = {sentence.number: find_names(sentence, reading.article.published_latest) for sentence in reading.sentences}
    settled = settle(read_toponyms(draft for drafts in names.values() for draft in drafts), publisher_country)
    names = supported(names, settled, publisher_country)
    document = _Document(reading.article.published_latest)
    _read_acronyms(reading, names, document)
    resolved: list[Draft] = []
    border: Draft | None = None
    for sentence in reading.sentences:
        own = names[sentence.number]
        drafts = [*own, *find_nominals(sentence, own, times.get(sentence.number, ()))]
        drafts += _pronouns(sentence)
        drafts.sort(key=lambda draft: (draft.first, -draft.last))
        recent = [draft for draft in resolved if draft.sentence.number >= sentence.number - _SENTENCES_BACK]
        place_names(own, settled)
        _resolve(drafts, recent, document)
        areas = find_areas(sentence, own, publisher_country, border)
        border = next((area for area in reversed(areas) if area.rule in BORDER_RULES), border)
        drafts += areas
        drafts = [draft for draft in drafts if draft.actor or draft.place or draft.mention_type != "pronoun"]
        resolved += sorted(drafts, key=lambda draft: (draft.first, -draft.last))
    return _mentions(resolved)


def _mentions(drafts: list[Draft]) -> list[Mention]:
    """The resolved drafts, each span once; a name takes in its article ("the Institute for …")."""
    for draft in drafts:
        if draft.mention_type == "name" and draft.entity_type != "person" and draft.has_article:
            draft.first -= 1
    unique: dict[tuple[int, int, int], Draft] = {}
    phrases = {
        (draft.sentence.number, draft.head.i)
        for draft in drafts
        if draft.actor is not None and draft.mention_type == "nominal" and draft.kind == ""
        and draft.entity_type != "person"
    }  # fmt: skip
    for draft in drafts:
        if draft.actor is None and draft.place is None:
            continue
        if draft.kind == "institution" and (draft.sentence.number, draft.head.i) in phrases:
            continue  # the phrase around it ("the Russian military") says the same and more
        key = (draft.sentence.number, draft.first, draft.last)
        kept = unique.get(key)
        if kept is None or (kept.kind in COUNTRY_KINDS and draft.kind not in COUNTRY_KINDS):
            unique[key] = draft
    ordered = list(unique.values())
    numbers = {id(draft): number for number, draft in enumerate(ordered)}
    mentions = []
    for number, draft in enumerate(ordered):
        doc = draft.sentence.tokens.doc
        antecedent = numbers.get(id(draft.antecedent)) if draft.antecedent is not None else None
        mentions.append(
            Mention(
                draft.sentence.number,
                draft.sentence.chars(doc[draft.first], doc[draft.last]),
                draft.sentence.offset + draft.head.idx,
                draft.mention_type,
                draft.entity_type,
                draft.actor,
                draft.place,
                antecedent if antecedent is not None and antecedent < number else None,
                draft.rule,
                draft.alternatives,
            )
        )
    return mentions


def _read_acronyms(reading: Reading, names: dict[int, list[Draft]], document: _Document) -> None:
    """As in "Institute for the Study of War (ISW)": the letters stand for the name all through the article."""
    for sentence in reading.sentences:
        doc = sentence.tokens.doc
        for draft in names[sentence.number]:
            after = draft.last + 1
            if draft.entity_type != "organisation" or draft.actor is None or after + 2 >= sentence.tokens.end:
                continue
            if doc[after].text == "(" and doc[after + 2].text == ")" and doc[after + 1].text.isupper():
                document.names.setdefault(doc[after + 1].text, draft)


def _pronouns(sentence: Sentence) -> list[Draft]:
    return [
        Draft(sentence, token.i, token.i, "pronoun", "person" if _PRONOUNS[token.lower_] in "mf" else "organisation")
        for token in sentence.tokens
        if token.lower_ in _PRONOUNS and token.pos_ in {"PRON", "DET"} and not _is_expletive(token)
    ]


def _is_expletive(token: Token) -> bool:
    return token.dep_ == "expl" or (
        token.lower_ == "it" and any(c.dep_ in {"csubj", "ccomp"} for c in token.head.children)
    )


def _resolve(drafts: list[Draft], earlier: list[Draft], document: _Document) -> None:
    """Give each draft of a sentence its actor, in text order; names come first in a phrase that holds them."""
    done = list(earlier)
    # what a draft refers to comes before it: a name before the phrase around it
    for draft in sorted(drafts, key=lambda one: (one.last, one.antecedent is not None, one.first)):
        if draft.mention_type == "pronoun":
            _resolve_pronoun(draft, [*done, *drafts], document)
        elif draft.name is None and draft.mention_type == "name":
            _resolve_new_name(draft, document)
        elif draft.kind == "institution":
            if draft.actor is None and not _resolve_body(draft, document):
                draft.actor = make_actor(draft.text, "organisation")
        elif draft.mention_type == "nominal" and draft.antecedent is not None:
            draft.actor = draft.antecedent.actor
        elif draft.mention_type == "nominal" and draft.actor is None:
            _resolve_nominal(draft, [*done, *drafts], document)
        _remember(draft, document)
        done.append(draft)


def _resolve_new_name(draft: Draft, document: _Document) -> None:
    """A name no seed holds: the same as one before, or somebody new."""
    known = document.names.get(draft.text) or document.names.get(draft.text.split()[-1])
    if known is not None and known.actor is not None and known.kind not in COUNTRY_KINDS:
        is_short = " " not in draft.text or known.text == draft.text
        if is_short:
            draft.actor, draft.antecedent, draft.rule = known.actor, known, "name met before"
            draft.country, draft.entity_type, draft.place = known.country, known.entity_type, None
            return
    seed = find_person(draft.text, draft.role, draft.country, document.day) if draft.entity_type == "person" else None
    if seed is not None:
        draft.actor, draft.country = seed.actor, seed.actor.country
        draft.rule = "known name in another spelling" if " " in draft.text else "surname after a title"
        return
    if draft.entity_type == "person" and draft.actor is not None:
        organisation = draft.organisation.actor_id if draft.organisation else None
        draft.actor = make_actor(draft.text, "person", draft.country, draft.sector, organisation)


def _remember(draft: Draft, document: _Document) -> None:
    if draft.actor is None or draft.mention_type == "pronoun":
        return
    if draft.entity_type == "person":
        document.persons.append(draft)
        known = known_actors().get(draft.actor.actor_id)
        if (known is not None and known.gender == "f") or (draft.role or "") in _FEMALE_TITLES:
            document.females.add(draft.actor.actor_id)
        if draft.mention_type == "name":
            document.names.setdefault(draft.text, draft)
            document.names.setdefault(draft.text.split()[-1], draft)
            document.names.setdefault(draft.actor.name.split()[-1], draft)
    elif draft.entity_type in _THINGS | {"group"}:
        document.bodies.append(draft)
        if draft.mention_type == "name":
            document.names.setdefault(draft.text, draft)


def _resolve_nominal(draft: Draft, around: list[Draft], document: _Document) -> None:
    """A role without a name beside it."""
    role = roles()[draft.role or ""]
    if role.entity_type == "country":
        _resolve_country_noun(draft, around)
        return
    if role.noun in _PEERS and _resolve_peer(draft, around, document):
        return
    if draft.is_definite and not draft.is_plural:
        if role.entity_type == "person" and _resolve_role(draft, document):
            return
        if role.entity_type == "organisation" and _resolve_body(draft, document):
            return
    if draft.role in {"side", "both", "parties"}:
        return
    _describe(draft)


def _describe(draft: Draft) -> None:
    """An actor without a name, known by the words that describe it."""
    doc = draft.sentence.tokens.doc
    first = draft.first
    while first < draft.last and doc[first].pos_ in {"DET", "PRON", "NUM"}:
        first += 1
    name = " ".join(doc[first : draft.last + 1].text.split())
    organisation = draft.organisation
    country = draft.country or (organisation.country if organisation else None)
    body = organisation.actor_id if organisation else None
    draft.actor = make_actor(name, "described", country, draft.sector, body)
    draft.country = country
    draft.rule = "described"


def _resolve_role(draft: Draft, document: _Document) -> bool:
    """As in "The president", "the spokesman of the service": the last person of that role, else the office's holder."""
    wanted = draft.role or ""
    # "The self-proclaimed president" is who was called so before, not merely the last president.
    same_words = [person for person in document.persons if draft.modifiers & person.modifiers]
    for person in [*reversed(same_words), *reversed(document.persons)]:
        known = known_actors().get(person.actor.actor_id) if person.actor else None
        held = heads_of_role(person.role) | (words_of_office(known.role_on(document.day)) if known else set())
        if wanted not in held or not _is_same_office(draft, person):
            continue
        draft.actor, draft.antecedent, draft.rule = person.actor, person, "role met before"
        draft.country = person.country
        draft.mention_type = "epithet" if "self" in draft.modifiers or "proclaimed" in draft.modifiers else "nominal"
        return True
    holder = office_holder(wanted, draft.country, document.day) if draft.organisation is None else None
    if holder is not None:
        draft.actor, draft.rule = holder.actor, "office holder on the day of publication"
        draft.country = holder.actor.country
        return True
    return False


def _is_same_office(draft: Draft, person: Draft) -> bool:
    if draft.country and person.country and draft.country != person.country:
        return False
    if draft.organisation is None:
        return True
    own = (
        person.organisation.actor_id if person.organisation else person.actor.organisation_id if person.actor else None
    )
    return own == draft.organisation.actor_id


def _resolve_peer(draft: Draft, around: list[Draft], document: _Document) -> bool:
    """As in "His Belarusian colleague": who holds the same office in the other country, unnamed."""
    doc = draft.sentence.tokens.doc
    owner = next((one for one in around if one.mention_type == "pronoun" and one.sentence is draft.sentence
                  and draft.first <= one.first <= draft.last), None)  # fmt: skip
    actor = owner.actor if owner is not None else None
    known = known_actors().get(actor.actor_id) if actor is not None else None
    role = known.role_on(document.day) if known is not None else ""
    if known is None or not role or not draft.country or doc[draft.last].tag_ in {"NNS", "NNPS"}:
        return False
    country = countries()[draft.country]
    title = role[:1].upper() + role[1:]
    sector = "MIL" if "defence" in role else known.actor.sector
    draft.actor = make_actor(f"{title} of {country.name}", "role", draft.country, sector)
    draft.rule, draft.antecedent = "same office in another country", owner
    return True


def _resolve_body(draft: Draft, document: _Document) -> bool:
    """As in "The Institute", "the ministry": the last body whose name has that noun."""
    noun = (draft.role or "").split()[-1]
    for body in reversed(document.bodies):
        if body.actor is None or body.entity_type != "organisation" or body.actor.actor_type == "described":
            continue
        if draft.country and body.country and draft.country != body.country:
            continue
        if noun in body.actor.name.casefold().split() or noun in body.text.casefold().split():
            draft.actor, draft.antecedent, draft.rule = body.actor, body, "noun of a name met before"
            draft.country = body.country or body.actor.country
            return True
    return False


def _resolve_country_noun(draft: Draft, around: list[Draft]) -> None:
    """As in "The country": the one named last before it in the sentence; unresolved where none is."""
    if not draft.is_definite or draft.is_plural or draft.modifiers:
        return
    before = [one for one in around if one.sentence is draft.sentence and one.country in countries()
              and one.kind in COUNTRY_KINDS and one.last < draft.first]  # fmt: skip
    if before and before[-1].country:
        nearest = max(before, key=lambda one: one.last)
        draft.actor = countries()[nearest.country or ""].actor
        draft.antecedent, draft.country, draft.rule = nearest, nearest.country, "country named before"


def _resolve_pronoun(draft: Draft, around: list[Draft], document: _Document) -> None:
    """The nearest fitting subject before it in the sentence, then possessor or other, then the last sentences."""
    kind = _PRONOUNS[draft.head.lower_]
    best: tuple[tuple[int, int, int], Draft] | None = None
    for other in around:
        if other.mention_type == "pronoun" and other.actor is None:
            continue
        back = draft.sentence.number - other.sentence.number
        is_before = back > 0 or other.last < draft.first
        if other is draft or not is_before or back > _SENTENCES_BACK or not _fits(kind, other, document):
            continue
        if back and other.sentence.section == "headline" and draft.sentence.section != "lead":
            continue
        rank = (-back, _prominence(other.head, draft.head), other.first)
        if best is None or rank >= best[0]:
            best = (rank, other)
    if best is not None:
        draft.actor, draft.antecedent = best[1].actor, best[1]
        draft.entity_type, draft.country = best[1].entity_type, best[1].country
        draft.rule = "pronoun"


def _prominence(head: Token, pronoun: Token) -> int:
    """Subjects before possessors before the rest; an object of the pronoun's own verb is never meant by it."""
    if head.head == pronoun.head and pronoun.dep_ in _SUBJECTS | {"obj", "dobj", "obl"}:
        return -1
    if head.dep_ in _SUBJECTS:
        return 2
    if head.dep_ in {"nmod:poss", "poss"} or head.dep_ == "conj":
        return 1
    return 0


def _fits(kind: str, other: Draft, document: _Document) -> bool:
    actor = other.actor
    if actor is None:
        return False
    if kind in {"m", "f"}:
        if other.entity_type != "person" or other.is_plural:
            return False
        known = known_actors().get(actor.actor_id)
        is_female = actor.actor_id in document.females
        return is_female if kind == "f" else not is_female or (known is not None and known.gender == "m")
    if kind == "thing":
        return other.entity_type in _THINGS and not other.is_plural and other.kind not in {"adjective", "people"}
    return (
        other.is_plural
        or other.entity_type == "group"
        or (other.entity_type == "organisation" and other.kind != "adjective")
    )


def organisation_of(actor: ActorRef) -> ActorRef | None:
    """The known organisation an actor stands for."""
    return organisations_by_id().get(actor.organisation_id or "")
