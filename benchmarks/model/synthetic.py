"""Sentences of reported speech built around gold sentences, for the constructions news has and treebanks lack.

A plain gold sentence becomes what somebody says: quoted before or after its verb, or as a that-clause. The parse of the
whole follows from the parse of the part, by the conventions of EWT (a quotation before its verb is its ``ccomp``).
Not here: changes to existing sentences (``corpus.py``).
"""

import random
from collections.abc import Iterator

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from benchmarks.model.sources import Paragraph

# word/tag/UPOS/relation/head/entity: heads counted from 1 inside the phrase, 0 for the head of the phrase.
_SPEAKERS = [
    "the/DT/DET/det/2/ Institute/NNP/PROPN//0/ORG",
    "the/DT/DET/det/2/ ministry/NN/NOUN//0/",
    "analysts/NNS/NOUN//0/",
    "American/JJ/ADJ/amod/2/MISC analysts/NNS/NOUN//0/",
    "ISW/NNP/PROPN/compound/2/ORG experts/NNS/NOUN//0/",
    "the/DT/DET/det/2/ Institute/NNP/PROPN//0/ORG for/IN/ADP/case/5/ORG the/DT/DET/det/5/ORG "
    "Study/NNP/PROPN/nmod/2/ORG of/IN/ADP/case/7/ORG War/NNP/PROPN/nmod/5/ORG "
    "(/-LRB-/PUNCT/punct/9/ ISW/NNP/PROPN/appos/2/ORG )/-RRB-/PUNCT/punct/9/",
    "the/DT/DET/det/3/ General/NNP/ADJ/amod/3/ORG Staff/NNP/PROPN//0/ORG of/IN/ADP/case/8/ORG "
    "the/DT/DET/det/8/ORG Ukrainian/NNP/ADJ/amod/8/ORG Armed/NNP/ADJ/amod/8/ORG "
    "Forces/NNPS/PROPN/nmod/3/ORG",
    "the/DT/DET/det/2/ spokesman/NN/NOUN//0/ of/IN/ADP/case/7/ the/DT/DET/det/7/ Border/NNP/PROPN/compound/7/ORG "
    "Guard/NNP/PROPN/compound/7/ORG Service/NNP/PROPN/nmod/2/ORG ,/,/PUNCT/punct/9/ Andriy/NNP/PROPN/appos/2/PERSON "
    "Demchenko/NNP/PROPN/flat/9/PERSON ,/,/PUNCT/punct/9/",
    "the/DT/DET/det/2/ Commander/NNP/PROPN//0/ -/HYPH/PUNCT/punct/5/ in/IN/ADP/case/5/ -/HYPH/PUNCT/punct/5/ "
    "Chief/NNP/PROPN/nmod/2/ of/IN/ADP/case/10/ the/DT/DET/det/10/ Armed/NNP/ADJ/amod/10/ORG "
    "Forces/NNPS/PROPN/nmod/2/ORG of/IN/ADP/case/12/ORG Ukraine/NNP/PROPN/nmod/10/ORG "
    "Valerii/NNP/PROPN/appos/2/PERSON Zaluzhnyi/NNP/PROPN/flat/13/PERSON",
    "the/DT/DET/det/2/ head/NN/NOUN//0/ of/IN/ADP/case/6/ Russia/NNP/PROPN/nmod:poss/6/LOC 's/POS/PART/case/4/ "
    "Ministry/NNP/PROPN/nmod/2/ORG of/IN/ADP/case/8/ORG Defense/NNP/PROPN/nmod/6/ORG "
    "Sergey/NNP/PROPN/appos/2/PERSON Shoigu/NNP/PROPN/flat/9/PERSON",
    "the/DT/DET/det/2/ commander/NN/NOUN//0/ of/IN/ADP/case/7/ Ukraine/NNP/PROPN/nmod:poss/7/LOC 's/POS/PART/case/4/ "
    "United/NNP/ADJ/amod/7/ORG Forces/NNPS/PROPN/nmod/2/ORG ,/,/PUNCT/punct/11/ "
    "Lieutenant/NNP/PROPN/compound/10/ General/NNP/PROPN/nmod:desc/11/ Serhiy/NNP/PROPN/appos/2/PERSON "
    "Nayev/NNP/PROPN/flat/11/PERSON ,/,/PUNCT/punct/11/",
    "President/NNP/PROPN/nmod:desc/2/ Vladimir/NNP/PROPN//0/PERSON Putin/NNP/PROPN/flat/2/PERSON",
    "Ukrainian/JJ/ADJ/amod/2/MISC President/NNP/PROPN/nmod:desc/3/ Volodymyr/NNP/PROPN//0/PERSON "
    "Zelensky/NNP/PROPN/flat/3/PERSON",
    "Lukashenko/NNP/PROPN//0/PERSON",
    "Minsk/NNP/PROPN//0/LOC",
    "he/PRP/PRON//0/",
    "she/PRP/PRON//0/",
    "it/PRP/PRON//0/",
    "officials/NNS/NOUN//0/",
    "a/DT/DET/det/2/ spokeswoman/NN/NOUN//0/ for/IN/ADP/case/5/ the/DT/DET/det/5/ company/NN/NOUN/nmod/2/",
    "Defense/NNP/PROPN/compound/2/ Minister/NNP/PROPN/nmod:desc/3/ Sergei/NNP/PROPN//0/PERSON "
    "Lavrov/NNP/PROPN/flat/3/PERSON",
    "the/DT/DET/det/3/ U.S./NNP/PROPN/compound/3/LOC military/NN/NOUN//0/",
    "the/DT/DET/det/2/ head/NN/NOUN//0/ of/IN/ADP/case/6/ the/DT/DET/det/6/ regional/JJ/ADJ/amod/6/ "
    "administration/NN/NOUN/nmod/2/",
    "the/DT/DET/det/2/ report/NN/NOUN//0/",
    "Mr./NNP/PROPN/nmod:desc/2/ Zelensky/NNP/PROPN//0/PERSON",
    "the/DT/DET/det/5/ self/NN/NOUN/compound/4/ -/HYPH/PUNCT/punct/4/ proclaimed/VBN/VERB/amod/5/ "
    "president/NN/NOUN//0/ of/IN/ADP/case/7/ Belarus/NNP/PROPN/nmod/5/LOC ,/,/PUNCT/punct/9/ "
    "Alexander/NNP/PROPN/appos/5/PERSON Lukashenko/NNP/PROPN/flat/9/PERSON ,/,/PUNCT/punct/9/",
    "the/DT/DET/det/3/ Associated/NNP/PROPN/compound/3/ORG Press/NNP/PROPN//0/ORG",
    "Reuters/NNP/PROPN//0/ORG",
]
_VERBS = {
    "VBD": [
        "said", "said", "said", "added", "noted", "stated", "claimed", "believed", "reported", "confirmed",
        "emphasized", "stressed", "announced", "explained", "insisted", "argued", "warned", "wrote", "admitted",
        "denied", "acknowledged", "concluded", "suggested", "told", "recalled",
    ],
    "VBZ": [
        "says", "adds", "notes", "states", "claims", "believes", "reports", "confirms", "emphasizes", "stresses",
        "warns", "argues", "writes",
    ],
    "VBP": [
        "say", "add", "note", "state", "claim", "believe", "report", "confirm", "emphasize", "stress", "warn", "argue",
        "write",
    ],
}  # fmt: skip
_ADVERBIALS = [
    "on/IN/ADP/case/2/ Tuesday/NNP/PROPN/obl/0/",
    "on/IN/ADP/case/2/ December/NNP/PROPN/obl/0/ 20/CD/NUM/nmod:unmarked/2/",
    "in/IN/ADP/case/3/ a/DT/DET/det/3/ statement/NN/NOUN/obl/0/",
    "in/IN/ADP/case/3/ its/PRP$/PRON/nmod:poss/3/ report/NN/NOUN/obl/0/",
    "Monday/NNP/PROPN/obl:unmarked/0/",
    "in/IN/ADP/case/2/ Kyiv/NNP/PROPN/obl/0/LOC",
]
_FRONT_SHARE = 0.4
_FRONTED = [
    "On/IN/ADP/case/2/ December/NNP/PROPN/obl/0/ 15/CD/NUM/nmod:unmarked/2/",
    "On/IN/ADP/case/2/ Tuesday/NNP/PROPN/obl/0/",
    "After/IN/ADP/case/2/ that/DT/PRON/obl/0/",
    "In/IN/ADP/case/2/ response/NN/NOUN/obl/0/",
    "However/RB/ADV/advmod/0/",
    "Subsequently/RB/ADV/advmod/0/",
    "Earlier/RBR/ADV/advmod/0/",
]


class SpeechMaker:
    """Draws gold sentences and wraps them; ``docs`` are gold paragraphs."""

    def __init__(self, docs: list[Doc], vocab: Vocab) -> None:
        self._vocab = vocab
        self._sentences = [sentence for doc in docs for sentence in doc.sents if _is_plain(sentence)]

    def make(self, generator: random.Random) -> Doc:
        """One sentence of reported speech."""
        content = generator.choice(self._sentences)
        speaker, adverbial = generator.choice(_SPEAKERS), ""
        if generator.random() < 0.3:
            adverbial = generator.choice(_ADVERBIALS)
        is_plural = any("//0/" in part and "/NNS/" in part for part in speaker.split())
        tag = generator.choice(["VBD", "VBD", "VBP" if is_plural else "VBZ"])
        verb = generator.choice(_VERBS[tag])
        order = generator.random()
        sentence = _Builder()
        quotes = generator.choice([("“", "”"), ('"', '"'), ("", "")])
        if order < 0.55:
            self._content_first(sentence, content, (speaker, verb, tag, adverbial), quotes, is_inverted=order < 0.12)
        else:
            front = generator.choice(_FRONTED) if generator.random() < _FRONT_SHARE else ""
            self._content_last(sentence, content, (speaker, verb, tag, adverbial), quotes, front, has_that=order > 0.7)
        return sentence.build(self._vocab)

    def _content_first(
        self,
        out: "_Builder",
        content: Span,
        frame: tuple[str, str, str, str],
        quotes: tuple[str, str],
        *,
        is_inverted: bool,
    ) -> None:
        speaker, verb, tag, adverbial = frame
        opening = out.add(quotes[0], "``", "PUNCT", "punct", glue=True) if quotes[0] else None
        root = out.copy(content, keep_case=True)
        comma = out.add(",", ",", "PUNCT", "punct", glue_before=True, glue=bool(quotes[1]))
        closing = out.add(quotes[1], "''", "PUNCT", "punct") if quotes[1] else None
        if is_inverted and "," not in speaker and "/PRP/" not in speaker:
            said = out.add(verb, tag, "VERB", "ROOT")
            subject = out.phrase(speaker, "nsubj")
        else:
            subject = out.phrase(speaker, "nsubj")
            said = out.add(verb, tag, "VERB", "ROOT")
        out.attach([root, subject, comma, opening, closing], said)
        out.deps[root] = "ccomp"
        for mark in (comma, opening, closing):
            if mark is not None:
                out.heads[mark] = root
        if adverbial:
            out.attach([out.phrase(adverbial, "")], said)
        out.attach([out.add(".", ".", "PUNCT", "punct", glue_before=True)], said)

    def _content_last(
        self,
        out: "_Builder",
        content: Span,
        frame: tuple[str, str, str, str],
        quotes: tuple[str, str],
        front: str,
        *,
        has_that: bool,
    ) -> None:
        speaker, verb, tag, adverbial = frame
        fronted = None
        if front:
            fronted = out.phrase(front, "")
            out.attach([out.add(",", ",", "PUNCT", "punct", glue_before=True)], fronted)
        subject = out.phrase(speaker, "nsubj")
        said = out.add(verb, tag, "VERB", "ROOT")
        out.attach([subject, fronted], said)
        if adverbial:
            out.attach([out.phrase(adverbial, "")], said)
        marks: list[int | None] = []
        if has_that:
            marks.append(out.add("that", "IN", "SCONJ", "mark"))
        elif quotes[0]:
            comma = out.add(",", ",", "PUNCT", "punct", glue_before=True)
            marks += [comma, out.add(quotes[0], "``", "PUNCT", "punct", glue=True)]
        root = out.copy(content, keep_case=not has_that)
        out.attach([root], said)
        out.deps[root] = "ccomp"
        out.attach([out.add(".", ".", "PUNCT", "punct", glue_before=True, glue=True)], said)
        if quotes[1] and not has_that:
            marks.append(out.add(quotes[1], "''", "PUNCT", "punct"))
        out.attach(marks, root)


def _is_plain(sentence: Span) -> bool:
    root = sentence.root
    last = sentence[-1]
    return (
        4 <= len(sentence) <= 28
        and last.text == "."
        and last.head.i == root.i
        and root.pos_ in {"VERB", "NOUN", "ADJ"}
        and any(child.dep_.startswith("nsubj") for child in root.children)
        and sentence[0].text[0].isupper()
        and not any(token.text in {'"', "“", "”", ":", ";"} for token in sentence)
        and not any(child.dep_ in {"parataxis", "ccomp"} and child.i < root.i for child in root.children)
    )


class _Builder(Paragraph):
    """A sentence under construction; ``glue`` means no space after, ``glue_before`` none before."""

    def __init__(self) -> None:
        super().__init__(has_entities=True)
        self.labels: dict[int, str] = {}
        self.unstated: tuple[int, int] | None = None

    def add(
        self, word: str, tag: str, pos: str, relation: str, *, glue: bool = False, glue_before: bool = False
    ) -> int:
        if glue_before and self.spaces:
            self.spaces[-1] = False
        if not self.words and word.isalpha() and word.islower():
            word = word.capitalize()
        self._append(word, tag, pos, "", relation, not glue)
        return len(self.words) - 1

    def _append(self, word: str, tag: str, pos: str, morph: str, relation: str, space: bool) -> None:
        self.words.append(word)
        self.tags.append(tag)
        self.pos.append(pos if morph else "")
        self.morphs.append(morph)
        self.lemmas.append("")
        self.heads.append(len(self.words) - 1)
        self.deps.append(relation)
        self.spaces.append(space)
        self.sent_starts.append(len(self.words) == 1)

    def phrase(self, template: str, relation: str) -> int:
        """Append a templated phrase; the position of its head, whose relation is ``relation`` unless it has one."""
        base, top = len(self.words), len(self.words)
        for part in template.split():
            word, tag, pos, own, head, entity = _split(part)
            is_glued = word in {",", ")", "'s", "-"}
            position = self.add(word, tag, pos, own or relation, glue_before=is_glued, glue=word in {"(", "-"})
            self.labels[position] = entity
            if head:
                self.heads[position] = base + head - 1
            else:
                top = position
        return top

    def copy(self, span: Span, *, keep_case: bool) -> int:
        """Append a sentence without its full stop; the position of its root."""
        base = len(self.words) - span.start
        for token in span[:-1]:
            word = token.text
            if token.i == span.start and not keep_case and token.pos_ not in {"PROPN", "NUM"} and word != "I":
                word = word[0].lower() + word[1:]
            self._append(word, token.tag_, token.pos_, str(token.morph) or "_", token.dep_, bool(token.whitespace_))
            self.heads[-1] = base + token.head.i
        self.spaces[-1] = True
        if span.doc.has_annotation("ENT_IOB"):
            self.entities += [(base + ent.start, base + ent.end, ent.label_) for ent in span.ents]
        else:
            self.unstated = (base + span.start, len(self.words))
        return base + span.root.i

    def attach(self, positions: list[int | None], head: int) -> None:
        for position in positions:
            if position is not None:
                self.heads[position] = head

    def build(self, vocab: Vocab) -> Doc:
        self.spaces[-1] = False
        start = 0
        while start < len(self.words):
            label, end = self.labels.get(start, ""), start + 1
            while label and self.labels.get(end) == label:
                end += 1
            if label:
                self.entities.append((start, end, label))
            start = end
        doc = self.to_doc(vocab)
        if self.unstated is not None:
            doc.set_ents(list(doc.ents), missing=[doc[slice(*self.unstated)]], default="outside")
        return doc


def _split(part: str) -> tuple[str, str, str, str, int, str]:
    word, tag, pos, relation, head, entity = part.split("/")
    return word, tag, pos, relation, int(head), entity


def speeches(docs: list[Doc], vocab: Vocab, generator: random.Random) -> Iterator[Doc]:
    """Endless sentences of reported speech."""
    maker = SpeechMaker(docs, vocab)
    while True:
        yield maker.make(generator)
