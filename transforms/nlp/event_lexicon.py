"""The event lexicon: which words may trigger which PLOVER event under which conditions.

Reads `seeds/event_lexicon.csv`, `event_operators.csv`, `event_compositions.csv`, `event_word_classes.csv` and
`plover_event_types.csv`; types and boundary rules are those of the PLOVER manual 2.0 (openeventdata/PLOVER), CAMEO
codes those of Schrodt's CAMEO codebook 1.1b3.

Not here: whether a condition holds in a sentence (`transforms/nlp/event_conditions.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from transforms.nlp.dialect import case_of
from transforms.seeds.load import read_seed

_REACH = 5
"""Tokens within which the further words of a phrase ("lay down … arms") must follow its verb."""
_SHORTEST_STEM = 3
_NOMINAL = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True, slots=True)
class Code:
    """What an event is: PLOVER type and mode, CAMEO code."""

    event_type: str
    event_mode: str | None
    cameo_code: str | None


@dataclass(frozen=True, slots=True)
class Condition:
    """`object:weapon|troop` is ("object", ("weapon", "troop")); `governed` is ("governed", ())."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A lexicon row: words beside the head word, the code (None: no event), and what must hold."""

    words: tuple[str, ...]
    code: Code | None
    conditions: tuple[Condition, ...]

    def requires(self, name: str) -> bool:
        return any(condition.name == name for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class Operator:
    """A word that makes one event out of another: `commit` + AID is AGREE."""

    words: tuple[str, ...]
    name: str


@dataclass(frozen=True)
class EventLexicon:
    """All seeds of the event step, keyed for look-up by (part of speech, head lemma)."""

    entries: Mapping[tuple[str, str], tuple[Entry, ...]]
    operators: Mapping[tuple[str, str], tuple[Operator, ...]]
    compositions: Mapping[tuple[str, str], Code]
    classes: Mapping[str, frozenset[str]]
    quad_classes: Mapping[str, str]
    mutual_types: frozenset[str]
    heads: frozenset[str]
    """Lemmas that head any entry or operator: every other token is passed over at once."""
    words: frozenset[str]
    """Every word that entries, operators and word classes are made of."""


_SORT_KEYS: tuple[Callable[[Entry], tuple[float, float]], Callable[[Entry], tuple[float, float]]] = (
    lambda entry: (not entry.conditions, -len(entry.words)),
    lambda entry: (-len(entry.words), not entry.conditions),
)
"""Sort keys of verbs and of nouns."""


@cache
def event_lexicon() -> EventLexicon:
    """The lexicon, read once."""
    entries: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for row in read_seed("event_lexicon", ("entry", "part_of_speech", "event_type", "condition")):
        head, words = _split(row["entry"], row["part_of_speech"])
        named = row["event_type"]
        code = Code(named, row["event_mode"] or None, row["cameo_code"] or None) if named else None
        conditions = tuple(_condition(text) for text in row["condition"].split())
        entries[row["part_of_speech"], head].append(Entry(words, code, conditions))
    operators: dict[tuple[str, str], list[Operator]] = defaultdict(list)
    for row in read_seed("event_operators", ("entry", "part_of_speech", "operator")):
        head, words = _split(row["entry"], row["part_of_speech"])
        operators[row["part_of_speech"], head].append(Operator(words, row["operator"]))
    classes: dict[str, set[str]] = defaultdict(set)
    for row in read_seed("event_word_classes", ("word_class", "lemma")):
        # "arms" and "arm": lemmatisers differ on nouns that are mostly plural.
        classes[row["word_class"]].update((row["lemma"], row["lemma"].removesuffix("s")))
    types = read_seed("plover_event_types", ("event_type", "quad_class", "is_mutual"))
    return EventLexicon(
        # What asks for more goes first: "withdraw troops" before "withdraw from", "hunger strike" before "strike".
        {key: tuple(sorted(found, key=_SORT_KEYS[key[0] == "NOUN"])) for key, found in entries.items()},
        {key: tuple(sorted(found, key=lambda operator: -len(operator.words))) for key, found in operators.items()},
        {
            (row["operator"], row["complement_type"]): Code(
                row["event_type"], row["event_mode"] or None, row["cameo_code"] or None
            )
            for row in read_seed("event_compositions", ("operator", "complement_type", "event_type"))
        },
        {name: frozenset(lemmas) for name, lemmas in classes.items()},
        {row["event_type"]: row["quad_class"] for row in types},
        frozenset(row["event_type"] for row in types if row["is_mutual"] == "true"),
        frozenset(head for _, head in (*entries, *operators)),
        frozenset(
            {head for _, head in (*entries, *operators)}
            | {word for found in entries.values() for entry in found for word in entry.words}
            | {word for found in operators.values() for operator in found for word in operator.words}
            | {
                value
                for found in entries.values()
                for entry in found
                for one in entry.conditions
                for value in one.values
            }
            | {lemma for lemmas in classes.values() for lemma in lemmas}
        ),
    )


def lemma_of(token: Token) -> str:
    """Lemma in lower case, in the form the lexicon knows; the word itself where the pipeline gives none.

    A lemmatiser that only cuts the ending off leaves "transferr", "telephon" or "troops": where the lexicon does not
    know its lemma, the nearest form it does know counts.
    """
    lemma = (token.lemma_ or token.text).lower()
    if lemma.endswith("ing") and token.pos_ in _NOMINAL and _is_missed_verb(token):
        lemma = lemma.removesuffix("ing")
    return _known_form(lemma)


@cache
def _known_form(lemma: str) -> str:
    known = event_lexicon().words
    if lemma in known and lemma.removesuffix("s") not in known:
        return lemma
    return next((form for form in _restored(lemma) if form in known), lemma)


def _restored(lemma: str) -> Iterator[str]:
    """Forms that a lemma may have been cut from or left in."""
    if lemma[-1:] == "s":
        yield lemma[:-1]
        if lemma.endswith("ies"):
            yield f"{lemma[:-3]}y"
        elif lemma.endswith("es"):
            yield lemma[:-2]
        return
    yield from (lemma, f"{lemma}e")
    if lemma[-2:-1] == lemma[-1:]:
        yield lemma[:-1]
    for ending in ("ed", "ing"):
        stem = lemma.removesuffix(ending)
        if stem != lemma and len(stem) >= _SHORTEST_STEM:
            yield from (stem, f"{stem}e")


def part_of_speech(token: Token) -> str:
    """VERB, NOUN, ADJ or other as the lexicon writes it: a capitalised common noun is still a noun.

    A "noun" in -ing with an auxiliary is a verb that the tagger missed ("is training soldiers").
    """
    if token.pos_ in _NOMINAL:
        return "VERB" if _is_missed_verb(token) else "NOUN"
    return token.pos_


def _is_missed_verb(token: Token) -> bool:
    return token.text.endswith("ing") and any(child.dep_ == "aux" for child in token.children)


def phrase_tokens(token: Token, words: tuple[str, ...]) -> list[Token] | None:
    """The tokens of a phrase headed by `token`, in text order; None where a further word is not there.

    A noun's further words stand before it ("drone strike"), a verb's after it, a few words between allowed.
    """
    if not words:
        return [token]
    doc = token.doc
    if part_of_speech(token) == "NOUN":
        start = token.i - len(words)
        if start < 0 or any(
            word not in (lemma_of(doc[start + n]), doc[start + n].lower_) for n, word in enumerate(words)
        ):
            return None
        return [doc[n] for n in range(start, token.i + 1)]
    found, place = [token], token.i + 1
    for word in words:
        end = min(len(doc), place + _REACH)
        match = next((doc[n] for n in range(place, end) if word in (doc[n].lower_, lemma_of(doc[n]))), None)
        if match is None or not _belongs(match, token):
            return None
        found.append(match)
        place = match.i + 1
    return found


def _belongs(word: Token, verb: Token) -> bool:
    """Whether a word hangs on the verb within three steps: particle, preposition of its oblique, object."""
    current = word
    for _ in range(3):
        if current.head.i == verb.i:
            return True
        if current.dep_ in {"case", "prep"} and case_of(current.head) == "":
            return False
        current = current.head
    return False


def _split(entry: str, part: str) -> tuple[str, tuple[str, ...]]:
    words = entry.split()
    return (words[-1], tuple(words[:-1])) if part == "NOUN" else (words[0], tuple(words[1:]))


def _condition(text: str) -> Condition:
    name, _, values = text.partition(":")
    return Condition(name, tuple(values.split("|")) if values else ())
