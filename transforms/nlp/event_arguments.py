"""Which nouns stand around a trigger, by preposition: its own, its noun's, its object's.

Not here: what part they take (`participants.py`, `event_recipients.py`, `event_places.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from transforms.nlp import dialect
from transforms.nlp.event_lexicon import part_of_speech
from transforms.nlp.event_scene import (
    complements_of_noun,
    is_passive,
    undergoer_token,
)
from transforms.nlp.event_types import Trigger


def content_words(trigger: Trigger) -> list[Token]:
    """The words of the event below an operator that have arguments of their own."""
    return [trigger.complement, *trigger.content] if trigger.complement is not None else []


def prepositions_of(token: Token) -> list[tuple[str, Token]]:
    """(preposition, noun) of each noun that hangs on a verb or noun by a preposition."""
    """(preposition, noun) of each noun that hangs on a verb or noun by a preposition."""
    return dialect.nominal_modifiers_of(token) if part_of_speech(token) == "NOUN" else dialect.obliques_of(token)


def prepositional_nouns(trigger: Trigger) -> list[tuple[str, Token]]:
    """Nouns behind prepositions of the trigger's verb and noun, and of what a transitive verb takes."""
    found: list[tuple[str, Token]] = []
    if part_of_speech(trigger.predicate) != "NOUN":
        found += dialect.obliques_of(trigger.predicate)
        # "arrived for talks with his colleague"
        found += [pair for case, noun in found if case == "for" for pair in dialect.nominal_modifiers_of(noun)]
        if (undergoer := undergoer_token(trigger.predicate)) is not None and not is_passive(trigger.predicate):
            found += dialect.nominal_modifiers_of(undergoer)
    if part_of_speech(trigger.core) == "NOUN":
        found += dialect.nominal_modifiers_of(trigger.core)
        found += [
            (case, noun)
            for _, direct in found
            if direct.i != trigger.core.i
            for case, noun in dialect.nominal_modifiers_of(direct)
            if case in {"to", "against", "in", "near"}
        ]
        for below in complements_of_noun(trigger.core):
            found += [(case, noun) for case, noun in dialect.nominal_modifiers_of(below) if case != "of"]
    elif trigger.core.i != trigger.predicate.i:
        found += dialect.obliques_of(trigger.core)
    return found


def unique_tokens(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens, each once, in order."""
    """The tokens, each once, in order."""
    seen: set[int] = set()
    for token in tokens:
        if token.i not in seen:
            seen.add(token.i)
            yield token
