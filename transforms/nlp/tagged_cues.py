"""The tagger's cues as drafts, put together with those of the rules.

The tagger decides what is a cue and where its source and content end; the lexicon and the parse say what kind of cue it
is. Inside content the rules' cues stay, since the corpus that taught the tagger marks hardly any there. Not here: the
tagger itself (`attribution_tagger.py`), the rules (`verb_cues.py`, `noun_cues.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from transforms.nlp.attribution_model import AttributionModel
from transforms.nlp.attribution_tagger import TaggedCue, tag
from transforms.nlp.cue_lexicon import CueWord, cue_word, noun_cues
from transforms.nlp.cue_sentence import CueSentence
from transforms.nlp.dialect import is_finite, is_passive, marker_of, negation_of
from transforms.nlp.drafts import Draft, content_spans, token_spans
from transforms.nlp.quotations import QuotedText
from transforms.nlp.reading import CharSpan, Reading, Sentence

_OUTER, _OUTER_OF_RULE, _OUTER_OF_THING = -0.25, -1.25, 1.75
"""Log odds from which a cue is taken: one that only the tagger sees, the rules see too, 'repeat the attack'."""
_NESTED, _NESTED_OF_RULE = 1.0, -2.0
_SURE_OUTSIDE = frozenset({"noun", "phrase", "adverb"})
"""Constructions of the rules that need no second opinion."""
_PLAIN = CueWord("", "speech", "neutral", frozenset({"clause"}))
_LOOSE = frozenset({"in", "on", "at", "during", "after", "before"})
_VERBAL = frozenset({"VERB", "AUX"})
_WEAK = frozenset({"PUNCT", "SPACE", "DET", "ADP", "PART", "CCONJ", "SCONJ"})


def with_tagged(drafts: list[Draft], reading: Reading, quoted: QuotedText, model: AttributionModel) -> list[Draft]:
    """The rules' drafts and the tagger's as one list, each cue once."""
    paragraphs: dict[int, Sentence] = {}
    for sentence in reading.sentences:
        paragraphs.setdefault(sentence.offset, sentence)
    tagged = tag(model, [(one.tokens.doc, offset) for offset, one in paragraphs.items()], quoted)
    return _Merger(drafts, reading, quoted).merge(tagged)


class _Merger:
    def __init__(self, drafts: list[Draft], reading: Reading, quoted: QuotedText) -> None:
        self.drafts = drafts
        self.text = reading.article.text
        self.quoted = quoted
        self.sentences = {
            (id(sentence.tokens.doc), token.i): sentence
            for sentence in reading.sentences
            if sentence.section != "boilerplate"
            for token in sentence.tokens
        }

    def merge(self, tagged: list[TaggedCue]) -> list[Draft]:
        """The tagged cues that are likely enough, with what the rules know of them, and the rules' others."""
        made: list[Draft] = [draft for draft in self.drafts if _is_fixed(draft)]
        inner: list[Draft] = []
        for one in tagged:
            sentence = self.sentences.get((id(one.token.doc), one.token.i))
            if sentence is None or any(_has_cue(draft, sentence, one.token) for draft in made if _is_fixed(draft)):
                continue
            rule = next((d for d in self.drafts if _has_cue(d, sentence, one.token)), None)
            draft = self._draft(one, sentence, rule)
            if draft is None:
                continue
            if one.outer > self._threshold(draft, rule):
                made.append(draft)
            elif one.nested > (_NESTED if rule is None else _NESTED_OF_RULE):
                inner.append(draft if rule is None else rule)
        made += [draft for draft in inner if _is_inside(draft, made)]
        taken = {span for draft in made for span in draft.cue_spans}
        for rule in self.drafts:
            if rule.cue_spans and not any(span.overlaps(other) for span in rule.cue_spans for other in taken):
                is_inside = _is_inside(rule, made)
                # "does not rule out" within someone's words: whoever drops it turns what is said around.
                is_kept = rule.is_negated if is_inside else rule.frame in _SURE_OUTSIDE
                if is_kept or _is_record(rule):
                    made.append(rule)
        return made

    def _threshold(self, draft: Draft, rule: Draft | None) -> float:
        """Log odds from which a cue is taken.

        What has a mere thing as content needs more of them unless the lexicon lets it: "attacked the plan" is said,
        "attacked the city" and "may repeat the attack" are done.
        """
        is_thing = draft.frame in {"object", "passive"} and self.quoted.at(draft.content[0].start) is None
        if rule is not None:  # "called the police"
            return _OUTER if is_thing else _OUTER_OF_RULE
        return _OUTER_OF_THING if is_thing else _OUTER

    def _draft(self, one: TaggedCue, sentence: Sentence, rule: Draft | None) -> Draft | None:
        doc = one.token.doc
        content = CueSentence(sentence, self.text, self.quoted).without_occasion(list(one.content))
        content = _after_that([doc[place] for place in content])
        cue = [place for place in one.cue if sentence.tokens.start <= place < sentence.tokens.end]
        while len(cue) > 1 and doc[cue[-1]].is_punct and cue[-1] > one.token.i:
            cue = cue[:-1]  # 'replied:'
        while len(cue) > 1 and cue[-1] > one.token.i and doc[cue[-1]].lower_ in _LOOSE and cue[-1] + 1 not in content:
            cue = cue[:-1]  # 'said in a tweet', where only "said in" was seen
        spans = content_spans(self.text, token_spans(sentence, content), self.quoted)
        if not spans:
            return None
        source = _head([doc[place] for place in one.source])
        source_spans = tuple(token_spans(sentence, one.source))
        cue_spans = tuple(token_spans(sentence, cue))
        head = _head([doc[place] for place in content])
        if rule is not None:
            return replace(
                rule, content=spans, cue_spans=cue_spans, source=source, source_spans=source_spans, content_head=head,
            )  # fmt: skip
        word = _word(one.token)
        return Draft(
            sentence, spans, one.token, cue_spans, word.lemma or one.token.lemma_.lower(), word.cue_class,
            word.stance, _frame(one, head), negation_of(one.token) is not None, source, source_spans, content_head=head,
        )  # fmt: skip


def _has_cue(draft: Draft, sentence: Sentence, token: Token) -> bool:
    if draft.sentence.number != sentence.number:
        return False
    place = sentence.at(token)
    return any(span.contains(place) for span in draft.cue_spans)


def _after_that(content: list[Token]) -> list[int]:
    """Places of content without its complementiser, and what the tagger took in before it ("… *Espreso* that the")."""
    for number, token in enumerate(content[:8]):
        if token.lower_ == "that" and token.dep_ == "mark":
            content = content[number + 1 :]
            break
        if token.pos_ in _VERBAL:
            break
    while content and content[0].lower_ in {"that", ",", ":"}:
        content = content[1:]
    return [token.i for token in content]


def _is_fixed(draft: Draft) -> bool:
    """Constructions whose extent the layout gives, so that the rules have the last word: frames, labels of turns."""
    return draft.is_anaphoric or draft.frame == "colon"


def _is_record(draft: Draft) -> bool:
    """'has been recorded': without a speaker, so that the corpus marks it seldom."""
    return draft.frame == "passive" and draft.cue_class in {"perception", "document"} and draft.source is None


def _word(cue: Token) -> CueWord:
    if cue.pos_ in _VERBAL and (known := cue_word(cue)) is not None:
        return known
    if (known := noun_cues().get(cue.lemma_.lower())) is not None:
        return known
    return _PLAIN


def _head(tokens: list[Token]) -> Token | None:
    """The token of a phrase that heads it."""
    inside = {token.i for token in tokens}
    tops = [t for t in tokens if t.pos_ not in _WEAK and (t.head.i not in inside or t.head.i == t.i)]
    return max(tops, key=lambda t: (t.right_edge.i - t.left_edge.i, -t.i), default=None)


def _frame(one: TaggedCue, head: Token | None) -> str:
    """The construction, as the rules would name it."""
    cue = one.token
    if cue.text == ":":
        return "colon"
    if cue.pos_ in {"ADP", "SCONJ"}:
        return "phrase"
    if cue.pos_ == "NOUN":
        return "noun"
    if one.content[0] < cue.i:
        is_thing = head is not None and head.pos_ not in _VERBAL and not is_finite(head)
        return "passive" if is_passive(cue) and (is_thing or not one.source) else "before"
    if head is None or is_finite(head):
        return "clause"
    if head.pos_ not in _VERBAL:
        return "object"
    marker = marker_of(head)
    return "infinitive" if marker is not None and marker.tag_ == "TO" else "clause"


def _is_inside(draft: Draft, others: Iterable[Draft]) -> bool:
    cue = draft.cue_spans[0]
    return any(_holds(span, cue) for other in others if other is not draft for span in other.content)


def _holds(span: CharSpan, cue: CharSpan) -> bool:
    return span.contains(cue)
