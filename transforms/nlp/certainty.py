"""How sure the words of a clause make it: factuality, polarity, hedges, ICD-203 band, future.

Values are FactBank's (Saurí and Pustejovsky 2009): certain, probable or possible, that it is (+) or is not (-), and Uu,
unknown. A band is given only for the terms of Intelligence Community Directive 203 (2015). Scope is respected: a hedge
counts for the clause it stands in and for what that clause's verb governs, not for relative clauses, which are taken
for granted. Future is a field of its own, no uncertainty. Not here: cutting content into clauses (`clauses.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from transforms.nlp.dialect import (
    auxiliaries_of,
    copula_of,
    is_finite,
    marker_of,
    negation_of,
    predicative_of,
    subject_of,
)
from transforms.nlp.reading import CharSpan, Sentence
from transforms.seeds.load import read_seed

# From sure to unsure: a weaker word within the scope of another wins.
_LEVELS = {"certain": (0, True), "probable": (1, True), "possible": (2, True), "unknown": (3, True),
           "improbable": (1, False), "impossible": (0, False)}  # fmt: skip
_LETTERS = ("CT", "PR", "PS", "Uu")
_FUTURE_MODALS = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_FUTURE_HEADS = frozenset(
    {"likely", "unlikely", "expect", "set", "due", "plan", "intend", "poise", "slate", "prepare", "threaten"}
)
_CONDITIONS = frozenset({"if", "unless", "whether", "should", "until", "lest"})
_STRICT_CONDITIONS = frozenset({"if", "unless"})
_NEGATIVE_DETERMINERS = frozenset({"no", "neither", "nor", "none", "nobody", "nothing"})
_DEGREES = frozenset({"very", "highly", "most", "almost", "nearly", "roughly"})
_REALISING = frozenset({"have", "go", "use", "get", "help", "happen", "come", "prove", "turn", "remain", "say", "be"})
"""Verbs whose infinitive is as real as they are, beside those of the hedges seed ("manage", "begin")."""
_SAME_SCOPE = frozenset({"xcomp", "ccomp", "advcl", "csubj", "obj", "dobj"})


@dataclass(frozen=True, slots=True)
class Certainty:
    """What the words say of a clause's truth; `hedges` in text order."""

    factuality: str
    polarity: str
    is_future: bool
    hedges: tuple[CharSpan, ...] = ()
    term: str | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class _Band:
    low: float
    high: float


@cache
def _terms() -> dict[str, _Band]:
    rows = read_seed("certainty_terms", ("term", "low", "high", "standard"))
    return {row["term"]: _Band(float(row["low"]), float(row["high"])) for row in rows}


@cache
def _hedges() -> dict[tuple[str, str], str]:
    """(hedge, kind) -> level."""
    return {
        (row["hedge"], row["kind"]): row["certainty"] for row in read_seed("hedges", ("hedge", "kind", "certainty"))
    }


@cache
def _effects() -> dict[str, tuple[str, str]]:
    """Cue lemma -> level of its content, affirmed and negated."""
    rows = read_seed("cue_effects", ("cue", "affirmed", "negated"))
    return {row["cue"]: (row["affirmed"], row["negated"]) for row in rows}


def cue_level(lemma: str | None, *, is_negated: bool) -> str:
    """How sure a cue leaves its content: `certain` for most; "deny" `impossible`, not "rule out" `possible`."""
    known = _effects().get(lemma or "") or _effects().get((lemma or "").split(" ")[0])
    if known is None:
        return "certain"
    return known[1] if is_negated else known[0]


def factuality(levels: list[str], *, is_negated: bool = False) -> str:
    """FactBank value of a clause under several words: the weakest certainty, polarity multiplied.

    >>> factuality(["probable"]), factuality(["possible"], is_negated=True), factuality(["unknown", "certain"])
    ('PR+', 'PS-', 'Uu')
    """
    rank = max((_LEVELS[level][0] for level in levels), default=0)
    if rank == 3:
        return "Uu"
    is_positive = not is_negated
    for level in levels:
        is_positive = is_positive == _LEVELS[level][1]
    return f"{_LETTERS[rank]}{'+' if is_positive else '-'}"


def certainty_of(
    sentence: Sentence, head: Token, within: CharSpan, level: str = "certain", *, is_presupposed: bool = False
) -> Certainty:
    """Certainty of the clause (or noun phrase) that `head` heads, under a cue that leaves it at `level`.

    Args:
        sentence: Where it stands.
        head: Predicate of the clause, or head of the noun phrase.
        within: Content of the attribution: words outside it do not count.
        level: See `cue_level`.
        is_presupposed: Whether the clause is taken for granted, so that nothing above it bears on it.
    """
    scope = _Scope(sentence, within)
    scope.own(head, is_head=True)
    if not is_presupposed:
        scope.above(head)
    band = _terms().get(scope.term) if scope.term else None
    # A stated likelihood outweighs the conditional mood: "would probably join", "if it attacks, it is likely to".
    own = [one for one in scope.levels if one != "unknown"] if band else scope.levels
    value = factuality([*own, level], is_negated=scope.is_negated)
    if scope.is_condition and level == "certain" and not band:
        value = "Uu"
    if value == "Uu":
        band = None
    found = sorted(set(scope.hedges))
    hedges = tuple(one for one in found if not any(other != one and other.contains(one) for other in found))
    return Certainty(
        value,
        "negative" if value.endswith("-") else "positive",
        scope.is_future,
        hedges,
        scope.term if band else None,
        band.low if band else None,
        band.high if band else None,
    )


class _Scope:
    """Collects what bears on a clause: its own words, then those of the predicates that govern it."""

    def __init__(self, sentence: Sentence, within: CharSpan) -> None:
        self.sentence = sentence
        self.within = within
        self.levels: list[str] = []
        self.hedges: list[CharSpan] = []
        self.term: str | None = None
        self.is_negated = False
        self.is_future = False
        self.is_condition = False

    def above(self, head: Token) -> None:
        """The predicates that govern the clause, as far as they bear on it."""
        current = head
        while current.head.i != current.i and current.dep_ in _SAME_SCOPE | {"conj"}:
            above = current.head
            if not self.within.contains(self.sentence.at(above)):
                break
            if current.dep_ == "conj":
                if subject_of(current) is not None or auxiliaries_of(current):
                    break
            elif current.dep_ == "advcl" and not is_by_means(current):
                break
            self.own(above, is_head=False, is_conjunct=current.dep_ == "conj")
            current = above

    def own(self, token: Token, *, is_head: bool, is_conjunct: bool = False) -> None:
        """Words attached to one predicate; a governing predicate may itself be a hedge ("is likely to")."""
        governs = not is_head and not is_conjunct
        lemma = token.lemma_.lower()
        is_predicate = any(c.dep_ in {"xcomp", "ccomp", "csubj", "advcl"} for c in token.children)
        level = _hedges().get((lemma, "predicate"))
        negation = negation_of(token)
        is_negative = negation is not None or _has_negative_argument(token)
        if lemma == "rule" and any(c.lower_ == "out" for c in token.children):
            self._add("possible" if is_negative else "impossible", self._phrase(token))
            is_negative, level = False, None
        if level is not None and (governs or (is_predicate and token.pos_ != "VERB")):
            self._add(level, self._with_degree(token))
        if is_negative and not is_conjunct:
            self.is_negated = not self.is_negated
        self._dependents(token)
        if is_head and _is_unrealised(token):
            self.levels.append("unknown")
        if (lemma in _FUTURE_HEADS and is_predicate) or (lemma == "go" and token.tag_ == "VBG" and governs):
            self.is_future = True
        predicate = predicative_of(token) if governs else None
        if predicate is not None and predicate.i != token.i:
            self._add(_hedges().get((predicate.lemma_.lower(), "predicate"), "certain"), self._with_degree(predicate))

    def _dependents(self, token: Token) -> None:
        """Adverbs, modals and conditions of a predicate."""
        markers = [marker_of(token)]
        for child in token.children:
            kind = _hedges().get((child.lower_, "adverb"))
            if kind is not None and child.dep_ in {"advmod", "amod"}:
                self._add(kind, self._with_degree(child))
            if child.dep_ == "advcl":
                markers.append(marker_of(child))
        for auxiliary in auxiliaries_of(token):
            kind = _hedges().get((auxiliary.lower_, "modal"))
            if kind is not None:
                self._add(kind, self.sentence.at(auxiliary))
            self.is_future = self.is_future or auxiliary.lower_ in _FUTURE_MODALS
        own, *others = [marker.lower_ if marker is not None else "" for marker in markers]
        self.is_condition |= own in _CONDITIONS or any(word in _STRICT_CONDITIONS for word in others)

    def _add(self, level: str, span: CharSpan) -> None:
        if level == "certain" or not self.within.contains(span):
            return
        self.levels.append(level)
        self.hedges.append(span)
        text = " ".join(self._text(span).lower().split())
        if text in _terms():
            self.term = text
        elif text.split(" ")[-1] in _terms():
            self.term = text.split(" ")[-1]

    def _text(self, span: CharSpan) -> str:
        doc = self.sentence.tokens.doc
        return doc.text[span.start - self.sentence.offset : span.end - self.sentence.offset]

    def _with_degree(self, token: Token) -> CharSpan:
        """The hedge with its adverb of degree ("very likely")."""
        before = token.nbor(-1) if token.i > self.sentence.tokens.start else None
        if before is not None and before.lower_ in _DEGREES:
            return self.sentence.chars(before, token)
        return self.sentence.at(token)

    def _phrase(self, verb: Token) -> CharSpan:
        """From the first auxiliary to the particle: "does not rule out"."""
        words = [verb, *auxiliaries_of(verb), *(c for c in verb.children if c.lower_ == "out")]
        if (negation := negation_of(verb)) is not None:
            words.append(negation)
        words.sort(key=lambda token: token.i)
        return self.sentence.chars(words[0], words[-1])


def is_by_means(clause: Token) -> bool:
    """Whether it says by what means ("by making concessions"): as sure as what is done by them."""
    marker = marker_of(clause)
    return not is_finite(clause) and marker is not None and marker.lower_ == "by"


def _is_unrealised(clause: Token) -> bool:
    """Whether it is an infinitive that nothing says came true: "to leave", but not "managed to leave", "will have to".

    Words of the hedges seed that govern it say more, so they are left to say it (Karttunen, Language 47, 1971).
    """
    marker = marker_of(clause)
    if marker is None or marker.tag_ != "TO" or clause.dep_ not in {"xcomp", "advcl", "acl", "ccomp", "csubj"}:
        return False
    lemma = clause.head.lemma_.lower()
    return not (lemma in _REALISING or (lemma, "predicate") in _hedges())


def _has_negative_argument(token: Token) -> bool:
    """Whether an argument denies: "no movement was recorded", "there was no increase", "nobody came"."""
    for child in token.children:
        if child.dep_.startswith(("nsubj", "obj", "dobj", "attr")):
            if child.lower_ in _NEGATIVE_DETERMINERS:
                return True
            if any(c.dep_ in {"det", "neg", "advmod"} and c.lower_ in _NEGATIVE_DETERMINERS for c in child.children):
                return True
    return copula_of(token) is not None and any(
        c.dep_ == "det" and c.lower_ in _NEGATIVE_DETERMINERS for c in token.children
    )
