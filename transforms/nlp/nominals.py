"""Nominals: people and bodies spoken of by role ("the spokesman of …", "Russian servicemen", "American analysts").

Noun phrases are read off the words rather than the tree, since titles in front of names are where parsers err most.
Not here: names (`names.py`), whom "the president" refers back to (`coreference.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from spacy.tokens import Doc, Token

from transforms.nlp.actor_seeds import Role, countries, institutions, roles, sector_words
from transforms.nlp.names import Draft, country_after
from transforms.nlp.reading import CharSpan, Sentence

_LEFT = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "DET"})
_PATH = frozenset({"ADJ", "NOUN", "PROPN", "DET", "NUM"})
_LINKS = frozenset({"of", "for", "at"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_MODIFYING = frozenset({"compound", "amod", "nmod:desc"})
_GOVERNMENTS = frozenset({"government", "regime", "administration", "authorities", "leadership", "junta"})
_VAGUE_SECTORS = frozenset({None, "GOV", "ELI", "CVL", "PTY"})
_LONGEST_PATH = 16
_LONGEST_ROLE = 5
_FIRST_WORD = re.compile(r"[^\W_]+")
_HYPHENS = frozenset("-–")


def find_nominals(sentence: Sentence, names: list[Draft], times: Iterable[CharSpan]) -> list[Draft]:
    """Phrases headed by a noun for people or bodies; one with a person's name beside it is that person."""
    doc = sentence.tokens.doc
    inside = {i: draft for draft in names for i in range(draft.first, draft.last + 1)}
    timed = {
        token.i for span in times for token in sentence.tokens
        if span.start <= token.idx + sentence.offset < span.end
    }  # fmt: skip
    found: list[Draft] = []
    i = sentence.tokens.start
    while i < sentence.tokens.end:
        role, last = _role_at(doc, i, sentence.tokens.end)
        if role is None or (i in inside and inside[i].kind != "institution") or i in timed:
            i += 1
            continue
        own = inside.get(last)
        draft = _nominal(sentence, role, i, last, names, timed, own)
        if draft is not None:
            found.append(draft)
        i = last + 1
    _join_appositions(sentence, found, names)
    return found


@cache
def _first_words_of_long_roles() -> frozenset[str]:
    return frozenset(_FIRST_WORD.findall(role)[0] for role in roles() if not role.isalpha())


def _role_at(doc: Doc, i: int, end: int) -> tuple[Role | None, int]:
    """The longest role that begins at a token, and the role's last token."""
    known = roles()
    token = doc[i]
    text = token.lower_
    best: tuple[Role | None, int] = (None, i)
    if token.pos_ in {"NOUN", "PROPN"}:
        best = (known.get(text) or known.get(token.lemma_.casefold()), i)
    if text not in _first_words_of_long_roles():
        return best
    for last in range(i + 1, min(i + _LONGEST_ROLE, end)):
        text += ("" if doc[last].idx == doc[last - 1].idx + len(doc[last - 1]) else " ") + doc[last].lower_
        role = known.get(text) or known.get(text.removesuffix("s"))
        if role is not None:
            best = (role, last)
    return best


def _nominal(
    sentence: Sentence, role: Role, first: int, last: int, names: list[Draft], timed: set[int], own: Draft | None
) -> Draft | None:
    doc = sentence.tokens.doc
    left = _left_edge(sentence, first, timed)
    # "Speaking with reporters, X said": several people are not the one named next.
    takes_name = role.entity_type == "person" and doc[last].tag_ not in {"NNS", "NNPS"}
    person, right = _person_after(sentence, last, names) if takes_name else (None, last)
    if person is None:
        if doc[last].dep_ in _MODIFYING and doc[last].head.i > last and not _names_head(doc[last], names):
            return None  # "military equipment", "police station"
        right = _right_edge(sentence, last, names)
    right = max(right, own.last if own is not None else right)
    start = left
    if doc[start].lower_ in _DEFINITE | {"a", "an"}:
        start += 1
    draft = Draft(sentence, left, right, "nominal", role.entity_type, role=role.noun.casefold(),
                  rule="phrase with a role")  # fmt: skip
    draft.is_definite = doc[left].lower_ in _DEFINITE or doc[left].tag_ == "PRP$"
    draft.is_plural = doc[last].tag_ in {"NNS", "NNPS"}
    draft.modifiers = frozenset(token.lower_ for token in doc[start:first] if token.pos_ in {"ADJ", "NOUN", "VERB"})
    around = [name for name in names if left <= name.first and name.last <= right]
    before = [name for name in around if name.last < first]
    after = [name for name in around if name.first > last and name is not person]
    draft.country = next(
        (n.country for n in [*before, *after] if n.country and n.kind != "capital" and n.entity_type != "person"), None
    )
    if draft.country is None and role.noun.casefold() in _GOVERNMENTS:
        # "the Khartoum government": where a capital stands before what governs
        draft.country = next((n.country for n in before if n.kind == "capital"), None)
    if "ethnic" in draft.modifiers:
        draft.country = None
    draft.country = draft.country or country_after(sentence, right, names)
    draft.sector = _sector(role, draft)
    if own is not None and own.country:
        draft.country = own.country
    draft.organisation = next(
        (n.actor for n in [*after, *before] if n.entity_type == "organisation" and n.actor and n is not own), None
    )
    if person is not None:
        draft.actor, draft.entity_type, draft.rule = person.actor, "person", "role with a name"
        draft.antecedent = person
        _describe(person, draft)
    else:
        _act_as_body(draft, role, own)
    return draft


def _sector(role: Role, draft: Draft) -> str | None:
    """The sector of a role; one that says little takes it from the words before: "intelligence officials"."""
    if role.sector not in _VAGUE_SECTORS:
        return role.sector
    words = sorted(draft.modifiers & sector_words().keys())
    return next((sector_words()[word] for word in words), role.sector)


def _act_as_body(draft: Draft, role: Role, own: Draft | None) -> None:
    """A phrase for a body, or for its members, acts as that body: "Russian servicemen"."""
    if own is not None and own.actor is not None:
        draft.actor, draft.rule, draft.entity_type = own.actor, own.rule, "organisation"
    elif role.entity_type == "group" and _is_part(role, draft):
        draft.actor, draft.rule = draft.organisation, "members of a body"
    elif role.stands_for and draft.country and draft.country in countries():
        body = {"armed_forces": "Armed Forces", "government": "Government"}[role.stands_for]
        draft.actor = institutions()[body].of(countries()[draft.country])
        draft.rule = f"{body.lower()} of a country"


def _is_part(role: Role, draft: Draft) -> bool:
    """As in "Personnel of the Russian armed forces" act as the armed forces."""
    body = draft.organisation
    return body is not None and role.sector in {"MIL", "COP", "GOV"} and body.sector == role.sector


def _describe(person: Draft, draft: Draft) -> None:
    """Let a person only the model knows take country, sector and organisation from the phrase around."""
    person.role = person.role or draft.role
    person.organisation = person.organisation or draft.organisation
    organisation_country = draft.organisation.country if draft.organisation else None
    person.country = person.country or draft.country or organisation_country
    draft.country = draft.country or person.country
    if draft.role is not None and draft.sector:
        person.sector = person.sector or draft.sector


def _names_head(token: Token, names: list[Draft]) -> bool:
    return any(name.first <= token.head.i <= name.last and name.entity_type == "person" for name in names)


def _left_edge(sentence: Sentence, first: int, timed: set[int]) -> int:
    """Leftmost token of the phrase before its noun: determiner, possessor, adjectives, compounds."""
    doc = sentence.tokens.doc
    left = first
    while left > sentence.tokens.start:
        token = doc[left - 1]
        if token.i in timed:
            break
        is_part = token.pos_ in _LEFT or token.tag_ in {"POS", "PRP$", "VBN", "VBG"}
        if token.tag_ in {"VBN", "VBG"} and token.dep_ not in {"amod", "compound"}:
            break
        if token.text in _HYPHENS and left - 1 > sentence.tokens.start:
            is_part = not token.whitespace_
        if token.tag_ == "RB" and doc[left].pos_ in {"ADJ", "NUM"} and token.dep_ == "advmod" and token.head.i == left:
            is_part = True
        if not is_part:
            break
        left -= 1
        if (token.pos_ == "DET" or token.tag_ == "PRP$") and not (left and doc[left - 1].tag_ == "PDT"):
            break
    while left < first and (doc[left].text in _HYPHENS or doc[left].tag_ == "POS"):
        left += 1
    return left


def _person_after(sentence: Sentence, last: int, names: list[Draft]) -> tuple[Draft | None, int]:
    """A person's name that closes the phrase: "President X", "the head of the ministry X", "the spokesman …, X"."""
    doc = sentence.tokens.doc
    persons = {name.first: name for name in names if name.entity_type == "person"}
    has_link = False
    i = last + 1
    while i < min(sentence.tokens.end, last + _LONGEST_PATH):
        token = doc[i]
        if i in persons:
            before = doc[i - 1]
            blocked = before.pos_ in {"ADP", "DET"} or before.tag_ in {"PRP$", "POS"}
            blocked = blocked or (has_link and before.i > last and before.lower_ in roles()
                                  and roles()[before.lower_].entity_type == "person")  # fmt: skip
            return (None, last) if blocked else (persons[i], persons[i].last)
        if token.lower_ in _LINKS:
            has_link = True
        elif token.text == ",":
            return _person_after_comma(sentence, i, persons)
        elif (
            token.pos_ not in _PATH and token.tag_ != "POS" and token.text not in _HYPHENS and token.lower_ != "and"
        ) or (token.lower_ == "and" and not has_link):
            break
        i += 1
    return None, last


def _person_after_comma(sentence: Sentence, comma: int, persons: dict[int, Draft]) -> tuple[Draft | None, int]:
    """As in "the spokesman …, (Lieutenant General) X" with the name closed by a comma, a stop or a verb."""
    doc = sentence.tokens.doc
    i = comma + 1
    while i < sentence.tokens.end and i not in persons and doc[i].lower_.rstrip(".") in roles():
        i += 1
    person = persons.get(i)
    if person is None:
        return None, comma - 1
    after = doc[person.last + 1] if person.last + 1 < sentence.tokens.end else None
    if after is None or after.is_punct or after.pos_ in {"VERB", "AUX"}:
        return person, person.last
    return None, comma - 1


def _right_edge(sentence: Sentence, last: int, names: list[Draft]) -> int:
    """Last token of the phrase after its noun: "of", "for" or "at" with what they govern."""
    doc = sentence.tokens.doc
    ends = {name.first: name.last for name in names}
    persons = {name.first for name in names if name.entity_type == "person"}
    right = last
    while right + 2 < sentence.tokens.end and doc[right + 1].lower_ in _LINKS:
        i = right + 2
        while i < sentence.tokens.end and (i not in persons or i == right + 2):
            if i in ends:
                i = ends[i] + 1
            elif doc[i].pos_ in _PATH or doc[i].tag_ in {"POS", "PRP$"} or doc[i].text in _HYPHENS:
                i += 1
            else:
                break
        if i == right + 2:
            break
        right = i - 1
    while right > last and (doc[right].pos_ in {"DET", "ADJ"} or doc[right].tag_ == "POS"):
        right -= 1
    return right


def _join_appositions(sentence: Sentence, nominals: list[Draft], names: list[Draft]) -> None:
    """As in "X, the spokesman of …," is the same person."""
    doc = sentence.tokens.doc
    by_start = {draft.first: draft for draft in nominals if draft.antecedent is None and draft.entity_type == "person"}
    for name in names:
        comma = name.last + 1
        if name.entity_type != "person" or comma + 1 >= sentence.tokens.end or doc[comma].text != ",":
            continue
        nominal = by_start.get(comma + 1)
        if nominal is None or nominal.is_plural:
            continue
        after = doc[nominal.last + 1] if nominal.last + 1 < sentence.tokens.end else None
        if after is None or after.is_punct:
            nominal.actor, nominal.antecedent, nominal.rule = name.actor, name, "apposition"
            _describe(name, nominal)
