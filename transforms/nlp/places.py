"""Places: whether a name that could be a place or a government is the one or the other, and areas named by phrases.

Not here: finding the names (`names.py`), which of several places of a name is meant (`toponyms.py`), the role of a
place in an event.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import zip_longest

from spacy.tokens import Token

from transforms.nlp import dialect
from transforms.nlp.actor_seeds import countries
from transforms.nlp.names import Draft
from transforms.nlp.reading import PlaceRef, Sentence
from transforms.nlp.toponyms import Settled, Toponym, areas, city_candidates, country_place, make_place
from transforms.seeds.load import read_seed

_ONLY_PLACE = frozenset({"in", "inside", "within", "across", "throughout", "near", "outside", "around", "along",
                         "through", "towards", "toward"})  # fmt: skip
_ONLY_ACTOR = frozenset({"with", "between", "by", "among", "for", "like", "than"})
_AIMED_AT = frozenset({"on", "against", "at", "over", "upon"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubjpass", "csubj", "nsubj:outer"})
_DIRECTIONS = frozenset({
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "northeast",
    "northeastern", "northwest", "northwestern", "southeast", "southeastern", "southwest", "southwestern", "occupied",
})  # fmt: skip
_SEATS = frozenset({"The Kremlin", "Pentagon", "White House", "Downing Street"})
BORDER_RULES = frozenset({"border of two countries", "border met before"})
_ZONES = frozenset({"area", "zone", "region", "strip"})
_BORDERS = frozenset({"border", "borderland", "frontier"})


@cache
def _capital_place(alpha3: str) -> PlaceRef:
    country = countries()[alpha3]
    name = country.capital or country.name
    own = [
        one.place for known in country.capital_names for one in city_candidates(known) if one.place.country == alpha3
    ]
    return replace(own[0], name=name) if own else make_place(name, "city", alpha3)


@cache
def _place_nouns() -> dict[str, str]:
    return {row["noun"]: row["feature_class"] for row in read_seed("place_nouns", ("noun", "feature_class"))}


def read_toponyms(drafts: Iterable[Draft]) -> list[Toponym]:
    """The names of an article that are, or may be, names of places, each with the one right after its comma."""
    kept = [
        draft for draft in drafts
        if draft.kind in {"country", "adjective", "people", "capital", "area"}
        or (draft.entity_type == "place" and draft.name is None)
    ]  # fmt: skip
    toponyms = []
    for draft, after in zip_longest(kept, kept[1:]):
        is_next = after is not None and after.sentence is draft.sentence and after.first == draft.last + 2
        comma = draft.sentence.tokens.doc[draft.last + 1].text if is_next else ""
        toponyms.append(Toponym(draft.text, after.text if after is not None and comma == "," else None))
    return toponyms


def place_names(drafts: list[Draft], settled: dict[str, Settled]) -> None:
    """Say of each name whether it is a place, an actor, or may be both; `settled` has the article's places by name."""
    for draft in drafts:
        meant = settled.get(draft.text)
        if draft.kind == "area":
            draft.place = areas()[draft.name.text] if draft.name else None
        elif draft.kind in {"country", "capital"} and meant is not None and _is_elsewhere(draft, meant):
            _set_place(draft, meant)
            draft.actor, draft.entity_type, draft.country = None, "place", meant.place.country
        elif draft.kind == "country" and draft.entity_type == "country":
            _place_country(draft)
        elif draft.kind == "capital" and draft.name is not None:
            _place_capital(draft)
        elif draft.entity_type == "place" and draft.name is None:
            if meant is not None:
                _set_place(draft, meant)
            else:
                draft.place = make_place(draft.text, "area", draft.country)
        elif _is_seat(draft) and _case(draft.head) in _ONLY_PLACE | {"at"} and draft.actor is not None:
            draft.place, draft.actor = make_place(draft.actor.name, "site", draft.country), None
            draft.entity_type = "place"


def _is_elsewhere(draft: Draft, meant: Settled) -> bool:
    """Whether a country's or capital's name is that of another place here: "Lebanon, Ky.", Georgia the state."""
    place, key = meant.place, draft.name.key if draft.name else ""
    return place.country != key and place.feature_class in {"city", "region"} and place.country is not None


def _set_place(draft: Draft, meant: Settled) -> None:
    draft.place, draft.rule, draft.alternatives = meant.place, meant.rule, meant.alternatives


def _is_seat(draft: Draft) -> bool:
    """Whether a known body goes by the name of its building."""
    return draft.kind == "actor" and draft.name is not None and draft.name.key in _SEATS


def _case(head: Token) -> str:
    """Preposition of a noun; a conjunct shares that of the first."""
    case = dialect.case_of(head)
    while not case and head.dep_ == "conj" and head.head.i != head.i:
        head = head.head
        case = dialect.case_of(head)
    return case


def _is_acting(head: Token) -> bool:
    while head.dep_ == "conj" and head.head.i != head.i and not dialect.case_of(head):
        head = head.head
    return head.dep_ in _SUBJECTS or head.dep_ in {"nmod:poss", "poss", "obl:agent", "agent"}


def _place_country(draft: Draft) -> None:
    case = _case(draft.head)
    if case in _ONLY_PLACE:
        draft.place, draft.actor, draft.rule = country_place(draft.name.key if draft.name else ""), None, "place"
    elif (
        draft.name is not None
        and not _is_acting(draft.head)
        and case not in _ONLY_ACTOR
        and (case or draft.head.dep_ in {"obj", "dobj"})
    ):
        draft.place = country_place(draft.name.key)


def _place_capital(draft: Draft) -> None:
    """A capital is its government where it acts or is dealt with, its city where things happen or lead to."""
    head, key = draft.head, draft.name.key if draft.name else ""
    case = _case(head)
    verb = head.head
    acts = _is_acting(head) and verb.pos_ in {"VERB", "NOUN", "AUX"} and head.dep_ != "nsubj:pass"
    if acts or case in {"with", "between", "by", "among"}:
        draft.entity_type, draft.rule = "government", "capital as government"
        return
    draft.place, draft.rule = _capital_place(key), "capital as a place"
    if case not in _AIMED_AT:
        draft.actor = None


def find_areas(
    sentence: Sentence, names: list[Draft], publisher_country: str | None, last_border: Draft | None
) -> list[Draft]:
    """As in "southern Belarus", "the borders with Ukraine", "Belarusian training grounds"."""
    found = []
    doc = sentence.tokens.doc
    inside = {i: name for name in names for i in range(name.first, name.last + 1)}
    for name in names:
        before = name.first - 1
        if name.kind in {"country", "area"} and before >= sentence.tokens.start and doc[before].lower_ in _DIRECTIONS:
            place = make_place(f"{doc[before].lower_} {name.text}", "area", _country_of(name))
            found.append(Draft(sentence, before, name.last, "name", "place", place=place, rule="part of a country"))
    for token in sentence.tokens:
        if token.pos_ not in {"NOUN", "PROPN"} or token.i in inside:
            continue
        lemma = token.lemma_.casefold()
        at_border = lemma in _ZONES and any(child.lower_ in _BORDERS for child in token.children)
        if at_border or (lemma in _BORDERS and token.dep_ not in {"compound", "amod"}):
            draft = _border(sentence, token, names, publisher_country)
            if draft is None and last_border is not None:
                draft = _same_border(sentence, token, last_border)
            last_border = draft or last_border
        else:
            draft = _site(sentence, token, lemma, names)
        if draft is not None:
            found.append(draft)
    return found


def _country_of(name: Draft) -> str | None:
    return name.country or (name.place.country if name.place else None)


def _border(sentence: Sentence, token: Token, names: list[Draft], publisher_country: str | None) -> Draft | None:
    """A border lies between two countries: those beside the word, else one beside it and another of the sentence."""
    near = [
        name for name in names
        if name.kind in {"country", "adjective"} and name.country and token.i - 5 <= name.first <= token.i + 4
        and (name.last == token.i - 1 or name.kind == "adjective" or _case(name.head) in {"with", "of"})
    ]  # fmt: skip
    codes = list(dict.fromkeys(name.country for name in near if name.country))[:2]
    if not codes:
        return None
    if len(codes) == 1:
        others = [n.country for n in names if n.kind in {"country", "adjective"} and n.country not in codes]
        other = next((code for code in others if code), publisher_country)
        codes += [other] if other and other != codes[0] else []
    sides = sorted(countries()[code].name for code in codes if code in countries())
    place = make_place(f"{'-'.join(sides)} border", "area", codes[0] if len(codes) == 1 else None)
    first = min([name.first for name in near if name.first < token.i], default=token.i)
    if first > sentence.tokens.start and sentence.tokens.doc[first - 1].lower_ in {"the", "its", "their"}:
        first -= 1
    last = max([name.last for name in near if name.first > token.i], default=token.i)
    return Draft(sentence, first, last, "nominal", "place", place=place, rule="border of two countries")


def _same_border(sentence: Sentence, token: Token, last: Draft) -> Draft | None:
    """As in "the border", "the border area": the one spoken of before."""
    article = next((child for child in token.children if child.lower_ == "the" and child.i < token.i), None)
    if article is None:
        return None
    return Draft(sentence, article.i, token.i, "nominal", "place", place=last.place, rule="border met before",
                 antecedent=last)  # fmt: skip


def _site(sentence: Sentence, token: Token, lemma: str, names: list[Draft]) -> Draft | None:
    """A training ground, airfield or power plant that its phrase puts in a country or town."""
    doc = sentence.tokens.doc
    phrase = f"{doc[token.i - 1].lower_} {lemma}" if token.i > sentence.tokens.start else lemma
    kind = _place_nouns().get(phrase) or _place_nouns().get(lemma)
    if kind != "site" or token.dep_ in {"compound", "amod"}:
        return None
    first = token.i
    while first > sentence.tokens.start and doc[first - 1].pos_ in {"ADJ", "NOUN", "PROPN"}:
        first -= 1
    near = [name for name in names if first <= name.first <= token.i + 3 and _country_of(name)]
    if not near:
        return None
    name = doc[first : token.i + 1].text
    place = make_place(name, "site", _country_of(near[0]))
    return Draft(sentence, first, token.i, "nominal", "place", place=place, rule="site of a country")
