"""The pipe that keeps names of countries, capitals and nationalities from being the wrong kind of entity.

It runs after the statistical entity recogniser and overrules it only on whole names: "Belarus" alone is a place, while
"Armed Forces of Ukraine" stays an organisation. The names are in the pipeline's own configuration, so nothing is read
here. Not here: who or where a name is, which is for the steps that resolve actors and places.
"""

from collections.abc import Mapping, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

NAME = "dateline_gazetteer"
_NAME_TAGS = frozenset({"NNP", "NNPS"})
_TAGS = _NAME_TAGS | {"JJ", "NN", "NNS"}
_ARTICLES = frozenset({"the", "The", "THE", "a", "A", "an", "An"})
_EDGES = frozenset(",;:.-–—()[]\"'“”‘’'s’s/*•…")


class Gazetteer:
    """Retypes, adds, trims and drops whole entities by lists of names.

    Args:
        names: label to names, each written as in text.
        unsure: names that are often something else (Jordan, Chad): only added where tagged as a name, never retyped.
        never: words that are no entity when they stand alone or together (months, weekdays, titles).
    """

    def __init__(self, names: Mapping[str, Sequence[str]], unsure: Sequence[str], never: Sequence[str]) -> None:
        self._labels = {tuple(name.split(" ")): label for label, listed in names.items() for name in listed}
        self._unsure = {tuple(name.split(" ")) for name in unsure}
        self._never = {word.lower() for name in never for word in name.split(" ")}
        self._longest: dict[str, int] = {}
        for words in self._labels:
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    def __call__(self, doc: Doc) -> Doc:
        """Correct the entities of one doc in place."""
        words = [token.text for token in doc]
        kept = [corrected for ent in doc.ents if (corrected := self._correct(doc, ent, words)) is not None]
        if not self._longest.keys().isdisjoint(words):
            taken = {i for ent in kept for i in range(ent.start, ent.end)}
            kept += [span for span in self._find(doc, words) if taken.isdisjoint(range(span.start, span.end))]
        doc.set_ents(sorted(kept, key=lambda span: span.start), default="outside")
        return doc

    def _correct(self, doc: Doc, ent: Span, words: list[str]) -> Span | None:
        start, end, label = ent.start, ent.end, ent.label_
        while end > start and words[end - 1] in _EDGES:
            end -= 1
        while start < end and (words[start] in _EDGES or words[start] in _ARTICLES):
            start += 1
        if label == "PERSON":
            while end - start > 1 and self._is_title(words[start]):
                start += 1
        if all(self._is_title(word) for word in words[start:end]):
            return None
        key = tuple(words[start:end])
        if key in self._labels and key not in self._unsure:
            label = self._labels[key]
        if (start, end, label) == (ent.start, ent.end, ent.label_):
            return ent
        return Span(doc, start, end, label)

    def _is_title(self, word: str) -> bool:
        return word.lower().rstrip(".") in self._never

    def _find(self, doc: Doc, words: list[str]) -> list[Span]:
        found, i = [], 0
        while i < len(words):
            for length in range(min(self._longest.get(words[i], 0), len(words) - i), 0, -1):
                key = tuple(words[i : i + length])
                if key in self._labels and self._is_name(doc[i : i + length], key):
                    found.append(Span(doc, i, i + length, self._labels[key]))
                    i += length - 1
                    break
            i += 1
        return found

    def _is_name(self, span: Span, key: tuple[str, ...]) -> bool:
        if len(key) > 1:
            return True
        return span[0].tag_ in (_NAME_TAGS if key in self._unsure else _TAGS)


@Language.factory(NAME, default_config={"names": {}, "unsure": [], "never": []}, assigns=["doc.ents"])
def make_gazetteer(
    nlp: Language,  # noqa: ARG001 - spaCy's signature of a factory
    name: str,  # noqa: ARG001 - the same
    names: dict[str, list[str]],
    unsure: list[str],
    never: list[str],
) -> Gazetteer:
    """Build the pipe from the pipeline's configuration."""
    return Gazetteer(names, unsure, never)
