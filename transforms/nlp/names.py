"""Names in a sentence: known ones by lookup, new ones by the model, and bodies named with their country.

The lookup goes first: it knows who is meant; the model only says that something is a name. Not here: nominals
(`nominals.py`), reference across sentences (`coreference.py`), whether a place name means a place (`places.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache

from spacy.tokens import Span, Token

from transforms.nlp.actor_seeds import (
    bearers,
    countries,
    institutions,
    known_by_name,
    make_actor,
    make_body,
    media,
    roles,
)
from transforms.nlp.name_index import Name, name_index
from transforms.nlp.reading import ActorRef, PlaceRef, Sentence
from transforms.seeds.load import read_seed

COUNTRY_KINDS = frozenset({"country", "adjective", "people", "capital"})
_ENTITY_TYPES = {"person": "person", "country": "country", "government": "organisation", "group": "group"}
_PERSON_LABELS = frozenset({"PERSON", "PER"})
_PLACE_LABELS = frozenset({"LOC", "GPE", "FAC"})
_GAP = 3
_WHERE = frozenset({"in", "throughout", "across", "from", "inside", "within", "of"})
_FAR = 4
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM"})


@dataclass(eq=False, slots=True)
class Draft:
    """A mention in the making; `first` and `last` are token indices in the paragraph, both included."""

    sentence: Sentence
    first: int
    last: int
    mention_type: str
    entity_type: str
    actor: ActorRef | None = None
    place: PlaceRef | None = None
    rule: str | None = None
    name: Name | None = None
    country: str | None = None
    role: str | None = None
    sector: str | None = None
    organisation: ActorRef | None = None
    is_definite: bool = False
    is_plural: bool = False
    modifiers: frozenset[str] = field(default_factory=frozenset)
    antecedent: Draft | None = None
    alternatives: tuple[str, ...] = ()

    @property
    def head(self) -> Token:
        """The token the rest of the sentence hangs the mention on; where the parse breaks it up, a subject if any."""
        span = self.sentence.tokens.doc[self.first : self.last + 1]
        tops = [t for t in span if t.pos_ in _NOMINAL and not (self.first <= t.head.i <= self.last and t.head.i != t.i)]
        return next((top for top in tops if top.dep_.startswith("nsubj")), tops[0] if tops else span.root)

    @property
    def has_article(self) -> bool:
        """Whether "the" before the mention belongs to it, not to a longer phrase ("the Ukraine crisis")."""
        if self.first <= self.sentence.tokens.start:
            return False
        before = self.sentence.tokens.doc[self.first - 1]
        return before.lower_ == "the" and self.first <= before.head.i <= self.last

    @property
    def text(self) -> str:
        return self.sentence.tokens.doc[self.first : self.last + 1].text

    @property
    def kind(self) -> str:
        """Kind of the looked-up name, "" for others."""
        return self.name.kind if self.name else ""

    def covers(self, other: Draft) -> bool:
        return self.first <= other.first and other.last <= self.last


def find_names(sentence: Sentence, day: date | None) -> list[Draft]:
    """The names of a sentence in text order: looked up, then those only the model sees.

    Args:
        sentence: The sentence.
        day: The day of publication, by which one of several bearers of a name is chosen.
    """
    entities = [entity for entity in sentence.tokens.doc.ents if _within(entity, sentence.tokens)]
    drafts = _name_bodies(_look_up(sentence, entities, day), sentence)
    drafts += _unknown_names(sentence, entities, drafts)
    drafts += [nested for draft in drafts if (nested := _country_inside(draft)) is not None]
    _settle_groups(drafts, sentence)
    return sorted(drafts, key=lambda draft: (draft.first, -draft.last))


def _country_inside(draft: Draft) -> Draft | None:
    """The country that is part of a body's name: "State Border Guard Service of *Ukraine*"."""
    if draft.kind not in {"actor", ""} or draft.entity_type == "person" or draft.country not in countries():
        return None
    country = countries()[draft.country]
    for i in range(draft.first, draft.last + 1):
        text = draft.sentence.tokens.doc[i].text
        for kind, words in (("country", (country.name, *country.aliases)), ("adjective", country.adjectives)):
            if text in words and draft.last > draft.first:
                return _draft_of(Name(text, kind, country.alpha3), draft.sentence, i, i)
    return None


def country_after(sentence: Sentence, right: int, names: list[Draft]) -> str | None:
    """The country that a phrase is put in: "rebels *in the Ivory Coast*", "a missionary *from Calgary*"."""
    doc = sentence.tokens.doc
    link = right + 1
    if link >= sentence.tokens.end or doc[link].lower_ not in _WHERE:
        return None
    near = [name for name in names if link < name.first <= link + _FAR]
    if not near:
        return None
    place = min(near, key=lambda name: name.first)
    between = doc[link + 1 : place.first]
    return place.country if all(token.pos_ in {"DET", "ADJ"} or token.pos_ == "PROPN" for token in between) else None


def _settle_groups(drafts: list[Draft], sentence: Sentence) -> None:
    """A people outside its state belongs to the country it lives in: "ethnic Albanians in south Serbia"."""
    for draft in drafts:
        if draft.kind != "people" or draft.name is None:
            continue
        before = sentence.tokens.doc[draft.first - 1].lower_ if draft.first > sentence.tokens.start else ""
        home = country_after(sentence, draft.last, drafts)
        if before == "ethnic" or (home is not None and home != draft.country):
            draft.country = home
            draft.actor = make_actor(f"ethnic {draft.name.text}", "group", home, "CVL")
            draft.rule = "people outside its state"


def _within(entity: Span, tokens: Span) -> bool:
    return tokens.start <= entity.start and entity.end <= tokens.end


def _look_up(sentence: Sentence, entities: list[Span], day: date | None) -> list[Draft]:
    """Longest known names from left to right."""
    index = name_index().by_first_word
    tokens = sentence.tokens
    text, begin = tokens.text, tokens.start_char
    ends: dict[int, int] = {}
    drafts: list[Draft] = []
    resume = -1
    for token in tokens:
        if token.i < resume or token.text not in index:
            continue
        ends = ends or {other.idx + len(other): other.i for other in tokens}
        for name in index[token.text]:
            last = ends.get(token.idx + len(name.text))
            if last is None or not text.startswith(name.text, token.idx - begin):
                continue
            if not _is_meant(name, token, last, entities, day) or _is_cut_short(name, token):
                continue
            drafts.append(_draft_of(name, sentence, token.i, last, day))
            resume = last + 1
            break
    return drafts


def _is_meant(name: Name, first: Token, last: int, entities: list[Span], day: date | None) -> bool:
    """Whether a known string is that name here: not part of another person's or place's name, not an adjective."""
    if name.kind == "institution":
        head = first.doc[last]
        return not name.text.islower() or (head.pos_ in {"NOUN", "PROPN"} and head.dep_ not in {"compound", "amod"})
    for entity in entities:
        if entity.start <= first.i and last < entity.end and len(entity) > last - first.i + 1:
            if entity.label_ in _PERSON_LABELS:
                before = first.nbor(-1) if first.i > entity.start else None
                known = name.kind == "actor" and (before is None or before.lower_.rstrip(".") in roles())
                return known and last == entity.end - 1
            if entity.label_ in _PLACE_LABELS and name.kind == "actor" and entity.start < first.i:
                return False
    if name.kind != "actor" or " " in name.text:
        return True
    known_actor = known_by_name(name.key, day)
    if known_actor is not None and known_actor.actor.actor_type == "person":
        return not _has_other_first_name(first)
    return name.text.isupper() or not _is_part_of_longer_name(first)


def _is_cut_short(name: Name, first: Token) -> bool:
    """Whether a name with an article is the beginning of a longer known one without: "the West" of "the West Bank"."""
    if not name.text.startswith(("the ", "The ")):
        return False
    second = first.nbor(1)
    text = first.doc.text
    return any(
        len(longer.text) > len(name.text) - len("the ") and text.startswith(longer.text, second.idx)
        for longer in name_index().by_first_word.get(second.text, ())
    )


def _has_other_first_name(token: Token) -> bool:
    """Whether a surname follows another first name ("Hunter Biden")."""
    if token.i == 0:
        return False
    before = token.nbor(-1)
    linked = before.head == token or token.head == before
    return linked and before.dep_ in {"flat", "compound"} and _is_unknown_name(before)


def _is_part_of_longer_name(token: Token) -> bool:
    """Whether a one-word name is a word of a longer one ("Piskaryovskoye Memorial Cemetery")."""
    doc = token.doc
    around = [doc[i] for i in (token.i - 1, token.i + 1) if 0 <= i < len(doc)]
    return any(
        _is_unknown_name(other) and (other.head == token or token.head in {other, other.head}) for other in around
    )


def _is_unknown_name(token: Token) -> bool:
    is_name = token.pos_ == "PROPN" and token.text[:1].isupper()
    return is_name and token.lower_.rstrip(".") not in roles() and token.text not in name_index().by_first_word


def _draft_of(name: Name, sentence: Sentence, first: int, last: int, day: date | None = None) -> Draft:
    draft = Draft(sentence, first, last, "name", "organisation", name=name, rule="known name")
    if name.kind in COUNTRY_KINDS:
        country = countries()[name.key]
        draft.entity_type, draft.country, draft.actor = "country", name.key, country.actor
        if name.kind == "people":
            draft.entity_type, draft.is_plural = "group", True
            draft.actor = make_actor(country.people[0], "group", name.key, "CVL")
        elif name.kind == "capital":
            draft.entity_type = "place"
            draft.actor = institutions()["Government"].of(country)
    elif name.kind in {"actor", "epithet"}:
        known = known_by_name(name.key, day)
        if known is None:  # an epithet of a country
            country = next(country for country in countries().values() if country.name == name.key)
            draft.actor, draft.country, draft.entity_type = country.actor, country.alpha3, "country"
        else:
            draft.actor, draft.country = known.actor, known.actor.country
            draft.alternatives = tuple(
                f"{other.actor.name} ({other.actor.country or other.actor.actor_type})"
                for other in bearers(name.key)
                if other is not known
            )
            draft.rule = "bearer of the name on the day" if draft.alternatives else draft.rule
            draft.entity_type = _ENTITY_TYPES.get(known.actor.actor_type, "organisation")
            draft.role = known.role_on(day) or None
        if name.kind == "epithet":
            draft.mention_type, draft.rule = "epithet", "known epithet"
    elif name.kind == "media":
        draft.actor = media()[name.text]
        draft.country = draft.actor.country
    elif name.kind == "area":
        draft.entity_type = "place"
    return draft


def _name_bodies(drafts: list[Draft], sentence: Sentence) -> list[Draft]:
    """Give institutions their country from the words around: "Ukraine's Ministry of Defence", "the General Staff of
    the Ukrainian Armed Forces"; the mention then covers the whole name.
    """
    for number in range(len(drafts) - 1, -1, -1):
        draft = drafts[number]
        if draft.kind != "institution" or draft.name is None:
            continue
        draft.mention_type = "nominal" if draft.name.text.islower() else "name"
        before = drafts[number - 1] if number else None
        after = drafts[number + 1] if number + 1 < len(drafts) else None
        if after is not None and after.country and _joins(sentence, draft.last, after.first):
            if after.kind in {"country", "adjective", "institution"}:
                draft.country = after.country
                draft.last = after.last if after.kind != "adjective" else draft.last
        elif before is not None and before.kind in {"country", "adjective"} and _leads(sentence, before, draft):
            draft.country = before.country
        institution = institutions()[draft.name.key]
        if draft.country:
            draft.actor = institution.of(countries()[draft.country])
            draft.rule = "institution of a country"
        elif institution.stands_alone_for and (known := known_by_name(institution.stands_alone_for, None)):
            draft.actor, draft.rule = known.actor, "institution of no country"
        draft.is_definite = _is_definite(sentence, draft.first)
        draft.role = draft.name.text.casefold()
    return drafts


def _joins(sentence: Sentence, last: int, first: int) -> bool:
    """Whether only "of" or "of the" stands between two tokens."""
    between = [token.lower_ for token in sentence.tokens.doc[last + 1 : first]]
    return between in (["of"], ["of", "the"])


def _leads(sentence: Sentence, before: Draft, draft: Draft) -> bool:
    """Whether a country's name or adjective stands before the noun it qualifies: "Russian (mobilised) forces"."""
    between = sentence.tokens.doc[before.last + 1 : draft.first]
    if before.kind == "country" and not any(token.tag_ == "POS" for token in between):
        return False
    return len(between) <= _GAP and all(
        token.tag_ == "POS" or token.pos_ in {"ADJ", "PROPN", "NUM"} for token in between
    )


def _is_definite(sentence: Sentence, first: int) -> bool:
    return first > sentence.tokens.start and sentence.tokens.doc[first - 1].lower_ in {"the", "this", "that"}


def _unknown_names(sentence: Sentence, entities: list[Span], known: list[Draft]) -> list[Draft]:
    """Names the model sees that no seed holds."""
    drafts = []
    for entity in entities:
        doc = entity.doc
        first, last = _trim(entity)
        inside = [draft for draft in known if draft.first <= last and first <= draft.last]
        label = entity.label_
        is_body = label == "ORG" and all(
            draft.kind in COUNTRY_KINDS and first <= draft.first and draft.last <= last for draft in inside
        )
        if (inside and not is_body) or (inside and last - first == inside[0].last - inside[0].first):
            continue
        if not doc[first].text[:1].isupper() or not any(char.isalpha() for char in doc[first : last + 1].text):
            continue
        if doc[first].lower_ == "ethnic" or any(draft.kind == "people" and draft.first == first for draft in inside):
            continue
        if (last == first and doc[first].lower_ in roles()) or doc[last].lower_ in _things():
            continue  # a title without a name; a war, a summit, a treaty
        if sentence.tokens.text.isupper():
            continue  # in a line of capitals every word looks like a name
        name = " ".join(doc[first : last + 1].text.split())
        draft = Draft(sentence, first, last, "name", "organisation", rule="name seen by the model")
        if label in _PERSON_LABELS:
            draft.entity_type = "person"
            draft.first = first = _after_titles(doc[first : last + 1])
            name = " ".join(doc[first : last + 1].text.split())
            draft.actor = make_actor(name, "person")
        elif label == "ORG":
            draft.country = inside[0].country if inside else None
            draft.actor = make_body(name, draft.country)
        elif label in _PLACE_LABELS:
            draft.entity_type = "place"
        else:
            continue
        drafts.append(draft)
    return drafts


def _trim(entity: Span) -> tuple[int, int]:
    """First and last token of an entity without article, punctuation and possessive ending."""
    doc, first, last = entity.doc, entity.start, entity.end - 1
    while first < last and (doc[first].lower_ in {"the", "a", "an"} or doc[first].is_punct):
        first += 1
    while last > first and (doc[last].is_punct or doc[last].tag_ == "POS"):
        last -= 1
    return first, last


@cache
def _things() -> frozenset[str]:
    return frozenset(row["noun"] for row in read_seed("thing_nouns", ("noun",)))


def _after_titles(span: Span) -> int:
    """Index of the first token of a person's name that is no title."""
    first: int = span.start
    while first < span.end - 1 and span.doc[first].lower_.rstrip(".") in roles():
        first += 1
    return first
