"""Penn tags to UPOS, and the morphological features a (form, tag) pair has in the gold treebanks.

Not here: dependency labels (``udv2.py``).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

_BY_TAG = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ",
    "RB": "ADV", "RBR": "ADV", "RBS": "ADV", "PRP": "PRON", "PRP$": "PRON", "WP": "PRON", "WP$": "PRON",
    "EX": "PRON", "MD": "AUX", "CD": "NUM", "UH": "INTJ", "CC": "CCONJ", "RP": "ADP", "POS": "PART", "FW": "X",
    "PDT": "DET", "LS": "X", "$": "SYM", "#": "SYM", "SYM": "SYM", "-LRB-": "PUNCT", "-RRB-": "PUNCT",
    ",": "PUNCT", ".": "PUNCT", ":": "PUNCT", "``": "PUNCT", "''": "PUNCT", "HYPH": "PUNCT", "TO": "PART",
}  # fmt: skip
_AUXILIARY = frozenset({"aux", "aux:pass", "cop"})


def coarse_tag(xpos: str, relation: str, lemma: str, form: str) -> str:
    """UPOS of a Penn-tagged word in its relation, after EWT; empty where the tag does not decide.

    >>> coarse_tag("VBZ", "cop", "be", "is"), coarse_tag("IN", "mark", "that", "that")
    ('AUX', 'SCONJ')
    """
    if xpos.startswith("VB"):
        return "AUX" if relation in _AUXILIARY else "VERB"
    if xpos == "IN":
        return "SCONJ" if relation == "mark" else "ADP"
    if xpos in {"RB"} and (lemma == "not" or form.lower() in {"n't", "n’t", "not"}):
        return "PART"
    if xpos in {"DT", "WDT"}:
        return "DET" if relation in {"det", "det:predet"} else "PRON"
    if xpos == "WRB":
        return "" if relation == "mark" else "ADV"
    if xpos == "CC":
        return "CCONJ" if relation in {"cc", "cc:preconj"} else ""
    return _BY_TAG.get(xpos, "")


class FeatureTable:
    """The features of (form, tag, UPOS) seen in gold, where they are (nearly) always the same."""

    def __init__(self, rows: Iterable[tuple[str, str, str, str]], agreement: float = 0.95) -> None:
        """Count (form, xpos, upos, features) rows.

        ``adjectives`` holds the forms that are adjectives where they are part of a name, or always otherwise.
        """
        rows = list(rows)
        in_names = Counter((form.lower(), upos) for form, xpos, upos, _ in rows if xpos == "NNP")
        elsewhere = Counter((form.lower(), xpos[:2]) for form, xpos, _, _ in rows if xpos[:2] in {"JJ", "NN"})
        self.adjectives = frozenset(
            word
            for word in {word for word, _ in in_names} | {word for word, _ in elsewhere}
            if in_names[word, "ADJ"] > in_names[word, "PROPN"]
            or (not in_names[word, "PROPN"] and elsewhere[word, "JJ"] > max(1, 3 * elsewhere[word, "NN"]))
        )
        by_form: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
        by_tag: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for form, xpos, upos, features in rows:
            by_form[form.lower(), xpos, upos][features] += 1
            by_tag[xpos, upos][features] += 1
        self._by_form = {k: m[0] for k, c in by_form.items() if (m := c.most_common(1)[0])[1] >= agreement * c.total()}
        self._mixed = by_form.keys() - self._by_form.keys()
        self._by_tag = {k: m[0] for k, c in by_tag.items() if (m := c.most_common(1)[0])[1] >= agreement * c.total()}

    def get(self, form: str, xpos: str, upos: str) -> str | None:
        """The features, "_" for none; None where gold does not settle them."""
        if not upos or (key := (form.lower(), xpos, upos)) in self._mixed:
            return None
        return self._by_form.get(key, self._by_tag.get((xpos, upos)))
