"""Tables of spaCy's rule lemmatizer, learned from annotated docs: exceptions, known lemmas, suffix rules.

Far faster than trained edit trees, and exact on every form the data hold. Not here: the pipeline (``package.py``).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable

from spacy.lookups import Lookups
from spacy.tokens import Doc

_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?|['’][a-z]+|n['’]t|%|&")
_DOUBLED = [[2 * c + ending, c] for c in "bdgmnprt" for ending in ("ed", "ing")]
_MUTE_E = [[stem + ending, stem + "e"] for stem in ("iz", "at", "v", "c", "u", "rg", "ng") for ending in ("ed", "ing")]
_UNINFLECTED = ("adv", "aux", "pron", "det", "adp", "sconj", "cconj", "part", "punct", "num", "sym", "intj")
# The last rule leaves the form as it is: a known lemma ("news") wins over its suffix rules that way.
_SAME = ["", ""]
_RULES = {
    "noun": [["ies", "y"], ["ches", "ch"], ["shes", "sh"], ["sses", "ss"], ["xes", "x"], ["ses", "s"], ["ves", "f"],
             ["men", "man"], ["s", ""], _SAME],
    "verb": [*_DOUBLED, *_MUTE_E, ["ied", "y"], ["ies", "y"], ["ches", "ch"], ["shes", "sh"], ["sses", "ss"],
             ["xes", "x"], ["ed", ""], ["ing", ""], ["s", ""], ["ed", "e"], ["ing", "e"], ["es", ""], _SAME],
    "adj": [["ier", "y"], ["iest", "y"], ["er", ""], ["est", ""], ["er", "e"], ["est", "e"], _SAME],
    **{pos: [_SAME] for pos in _UNINFLECTED},
}  # fmt: skip
_OPEN = {"V": "verb", "N": "noun", "J": "adj", "R": "adv"}


def make_tables(gold: Iterable[Doc], silver: Iterable[Doc]) -> Lookups:
    """Exceptions where the rules alone would be wrong; gold lemmas go before silver ones."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    _count(counts, gold, 1000)
    _count(counts, silver, 1)
    best = {key: found for key, lemmas in counts.items() if (found := lemmas.most_common(1)[0])[1] > 1}
    index: dict[str, dict[str, int]] = {pos: {} for pos in _RULES}
    forms = {form for _, form in counts}
    for (pos, _), (lemma, _) in sorted(best.items()):
        # A lemma never seen as a word ("trye") is somebody's slip, and would win over the right one.
        if lemma in forms and _WORD.fullmatch(lemma):
            index[pos][lemma] = 1
    exceptions: dict[str, dict[str, list[str]]] = {pos: {} for pos in _RULES}
    for (pos, form), (lemma, _) in sorted(best.items()):
        if lemma != apply_rules(form, _RULES[pos], index[pos]):
            exceptions[pos][form] = [lemma]
            exceptions[pos][form.replace("'", "’")] = [lemma]
    lookups = Lookups()
    lookups.add_table("lemma_rules", _RULES)
    lookups.add_table("lemma_index", index)
    lookups.add_table("lemma_exc", exceptions)
    return lookups


def _count(counts: dict[tuple[str, str], Counter[str]], docs: Iterable[Doc], weight: int) -> None:
    for token in (token for doc in docs for token in doc):
        pos = token.pos_.lower() or _OPEN.get(token.tag_[:1], "")
        form = _clean(token.lower_)
        if token.tag_ in {"NNP", "NNPS"} or pos not in _RULES or not token.lemma_:
            continue
        if _WORD.fullmatch(form) or pos == "punct":
            # "I" is the one lemma whose capital is part of it.
            counts[pos, form]["I" if token.lemma_ == "I" else _clean(token.lemma_)] += weight


def _clean(lemma: str) -> str:
    return lemma.lower().replace("’", "'")


def apply_rules(form: str, rules: list[list[str]], index: Container[str]) -> str:
    """What spaCy's rule lemmatizer makes of a form without exceptions (its last known candidate goes first)."""
    known: list[str] = []
    unknown: list[str] = []
    for old, new in rules:
        candidate = form[: len(form) - len(old)] + new if form.endswith(old) else ""
        if candidate in index:
            known.insert(0, candidate)
        elif candidate and not candidate.isalpha():
            known.append(candidate)
        elif candidate:
            unknown.append(candidate)
    return (known or unknown or [form])[0]
