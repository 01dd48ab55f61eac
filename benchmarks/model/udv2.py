"""Universal Dependencies v1 analyses (CoreNLP) rewritten to the v2 conventions of EWT.

Not here: reading files (``sources.py``), or any rule about one corpus' text. Pure functions over one sentence.
Reference: https://universaldependencies.org/v2/summary.html and the EWT 2.16 treebank's own habits.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

MONTHS = frozenset(
    {
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december", "jan.", "feb.", "mar.", "apr.", "jun.", "jul.", "aug.", "sept.", "sep.", "oct.", "nov.", "dec.",
    }
)  # fmt: skip
_RENAMED = {
    "dobj": "obj",
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "mwe": "fixed",
    "name": "flat",
    "foreign": "flat",
    "remnant": "orphan",
    "dep": "",
    "nmod:agent": "obl:agent",
}
_BEFORE_TITLE = frozenset({"compound", "amod", "nmod:poss", "nummod"})


@dataclass(frozen=True)
class Word:
    """One token of a v1 sentence; ``head`` is an index into the sentence, its own index for the root."""

    form: str
    lemma: str
    xpos: str
    ner: str
    head: int
    relation: str


def to_v2(words: Sequence[Word], adjectives: AbstractSet[str] = frozenset()) -> list[Word]:
    """Rewrite one sentence; an empty relation means "not stated" (v1 ``dep``).

    ``adjectives`` are words that modify a name as such: in EWT "United" of "United States" is its ``amod``.
    """
    sentence = list(words)
    for step in (_rename, _split_nominals, _flatten_names, _move_coordinators, _retag_to):
        sentence = step(sentence)
    return [
        replace(word, relation="amod")
        if word.relation == "compound" and word.xpos == "NNP" and word.form.lower() in adjectives
        else word
        for word in sentence
    ]


def _children(sentence: Sequence[Word]) -> list[list[int]]:
    children: list[list[int]] = [[] for _ in sentence]
    for i, word in enumerate(sentence):
        if word.head != i:
            children[word.head].append(i)
    return children


def _rename(sentence: list[Word]) -> list[Word]:
    renamed = []
    for word in sentence:
        relation = _RENAMED.get(word.relation, word.relation)
        if relation == "neg":
            relation = "det" if word.xpos == "DT" else "advmod"
        renamed.append(replace(word, relation=relation))
    return renamed


def _split_nominals(sentence: list[Word]) -> list[Word]:
    """``nmod`` of a predicate becomes ``obl``; bare ones ``:unmarked``; a passive's by-phrase ``obl:agent``."""
    children = _children(sentence)
    result = list(sentence)
    for i, word in enumerate(sentence):
        governor = sentence[word.head]
        siblings = children[word.head]
        if word.relation == "nummod" and governor.form.lower() in MONTHS and i > word.head:
            result[i] = replace(word, relation="nmod:unmarked")
        if word.relation not in {"nmod", "nmod:tmod", "nmod:npmod"}:
            continue
        is_copular = any(sentence[j].relation == "cop" for j in siblings)
        is_clausal = governor.xpos[:2] in {"VB", "JJ", "RB", "MD", "IN"} or (is_copular and i < word.head)
        if word.relation != "nmod":
            result[i] = replace(word, relation="obl:unmarked" if is_clausal else "nmod:unmarked")
        elif is_clausal:
            marked_by = any(sentence[j].relation == "case" and sentence[j].lemma == "by" for j in children[i])
            is_passive = any(sentence[j].relation == "aux:pass" for j in siblings) or (
                governor.xpos == "VBN" and governor.relation in {"acl", "amod"}
            )
            result[i] = replace(word, relation="obl:agent" if marked_by and is_passive else "obl")
    return result


def _flatten_names(sentence: list[Word]) -> list[Word]:
    """A person's name is headed by its first word (``flat``); titles before it become ``nmod:desc``."""
    result = list(sentence)
    children = _children(sentence)
    start = 0
    while start < len(sentence):
        end = start
        while end < len(sentence) and sentence[end].ner == "PERSON" and sentence[end].xpos.startswith("NNP"):
            end += 1
        if end == start:
            start += 1
            continue
        last = end - 1
        name = [i for i in range(start, last) if sentence[i].head == last and sentence[i].relation == "compound"]
        if name == list(range(start, last)):
            _reroot(result, children, start, last)
        start = end
    return result


def _reroot(result: list[Word], children: list[list[int]], first: int, last: int) -> None:
    """Hang a name from its first word, the title before it from the name, what stands before that from the title."""
    old = result[last]
    titles = [i for i in children[last] if i < first and result[i].relation == "compound"]
    for i in children[last]:
        if first <= i < last:
            continue
        if titles and i == titles[-1]:
            result[i] = replace(result[i], head=first, relation="nmod:desc")
        elif titles and i < titles[-1] and result[i].relation in _BEFORE_TITLE:
            result[i] = replace(result[i], head=titles[-1])
        elif first != last:
            result[i] = replace(result[i], head=first)
    if first == last:
        return
    result[first] = replace(result[first], head=first if old.head == last else old.head, relation=old.relation)
    for i in range(first + 1, last + 1):
        result[i] = replace(result[i], head=first, relation="flat")
        children[first].append(i)


def _move_coordinators(sentence: list[Word]) -> list[Word]:
    """``cc`` and the comma of a coordination hang from the conjunct that follows them, not from the first."""
    result = list(sentence)
    children = _children(sentence)
    for head, below in enumerate(children):
        conjuncts = [j for j in below if sentence[j].relation == "conj" and j > head]
        for j in below:
            if j < head or sentence[j].relation not in {"cc", "punct"}:
                continue
            following = next((c for c in conjuncts if c > j), None)
            between = range(j + 1, following) if following is not None else ()
            if following is None:
                continue
            if sentence[j].relation == "cc" or (
                sentence[j].form == "," and not any(k in below and sentence[k].relation == "punct" for k in between)
            ):
                result[j] = replace(sentence[j], head=following)
    return result


def _retag_to(sentence: list[Word]) -> list[Word]:
    """The preposition "to" is tagged IN in EWT and GUM, TO only before an infinitive."""
    return [
        replace(word, xpos="IN") if word.xpos == "TO" and word.relation in {"case", "fixed"} else word
        for word in sentence
    ]
