"""Attributions without a cue of their own: frames, headlines, inherited speech, and the outlet's own voice.

A sentence such as "The Institute shares the information in its report" or "Key takeaways:" opens a frame over the
sentences it governs; the headline states what the body attributes; a sentence in the present or of what may come, after
someone's words in the same paragraph, goes on with them (free indirect speech, with a lower confidence). What is left
is the outlet's own voice. Every sentence with a verb thus stands under some attribution, so that every claim has one.
Not here: explicit cues (`verb_cues.py`, `noun_cues.py`).
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from transforms.nlp.cue_lexicon import noun_cues
from transforms.nlp.dialect import auxiliaries_of, is_finite, subject_of
from transforms.nlp.drafts import Draft, content_spans, token_spans
from transforms.nlp.quotations import QuotedText
from transforms.nlp.reading import CharSpan, Reading, Sentence, TimeExpression, sentences_in

_POINTING = frozenset({"the", "this", "that", "these", "those", "such"})
_SHARING = frozenset({"share", "publish", "report", "provide", "cite", "spread", "relay", "quote"})
_MAX_TOKENS = 25
_VERBS = frozenset({"VERB", "AUX"})
_TOLD = frozenset({"headline", "lead", "body", "background", "caption"})
_ACTS = frozenset({"object", "preposition", "infinitive"})
_CONTRASTING_CASES = frozenset({"despite", "amid", "following", "after", "because of", "due to", "in response to"})
_MAX_ANAPHORIC_SENTENCES = 3
_OVERLAP = 0.5
_TO_TIME = 8
_FRAME, _INHERITED, _AUTHOR, _HEADLINE = 0.8, 0.5, 0.9, 0.7


def anaphoric(reading: Reading, sentence: Sentence, drafts: list[Draft]) -> Draft | None:
    """'The Institute shares the information in its report': explicit, with the sentences before as content."""
    doc, first, last = sentence.tokens.doc, sentence.tokens.start, sentence.tokens.end - 1
    if last - first >= _MAX_TOKENS:
        return None
    for cue in sentence.tokens[1:]:
        # By form, not by tag: "the War shares the information" is easily taken for a noun phrase.
        if cue.lemma_.lower() not in _SHARING or cue.i >= last or doc[cue.i + 1].lower_ not in _POINTING:
            continue
        named = next((t for t in doc[cue.i + 2 : min(cue.i + 5, last + 1)] if _is_document(t)), None)
        source = [t for t in doc[first : cue.i] if t.pos_ in {"NOUN", "PROPN", "PRON"}]
        if named is None or not source or any(t.pos_ in _VERBS for t in doc[first : cue.i]):
            continue
        meant = _before(reading, sentence, drafts)
        if not meant:
            return None
        head = next((t for t in source if t.dep_.startswith("nsubj")), source[0])
        phrase = sentence.chars(head.left_edge if head.left_edge.i >= first else head, doc[cue.i - 1])
        spans = tuple(token_spans(sentence, range(cue.i, named.i + 1)))
        return Draft(
            sentence, meant, cue, spans, cue.lemma_.lower(), "document", "neutral", "anaphoric",
            source=head, source_spans=(phrase,), is_anaphoric=True,
        )  # fmt: skip
    return None


def _is_document(token: Token) -> bool:
    word = noun_cues().get(token.lemma_.lower())
    return token.pos_ == "NOUN" and word is not None and word.cue_class == "document"


def _before(reading: Reading, sentence: Sentence, drafts: list[Draft]) -> list[CharSpan]:
    """The unattributed sentences right before, newest last."""
    taken = {draft.sentence.number for draft in drafts if draft.sentence.number < sentence.number}
    found: list[CharSpan] = []
    for other in reversed(reading.sentences[: sentence.number]):
        if other.number in taken or len(found) == _MAX_ANAPHORIC_SENTENCES or other.section not in _TOLD:
            break
        if any(token.pos_ in _VERBS for token in other.tokens):
            found.append(other.span)
    return found[::-1]


class Frames:
    """Adds the attributions that no cue makes, sentence by sentence."""

    def __init__(self, reading: Reading, drafts: list[Draft], quoted: QuotedText) -> None:
        self.reading = reading
        self.text = reading.article.text
        self.quoted = quoted
        self.own: dict[int, list[Draft]] = {}
        for draft in drafts:
            for number in self._sentences_of(draft):
                self.own.setdefault(number, []).append(draft)
        self.drafts = drafts
        self.times: dict[int, list[TimeExpression]] = {}
        for time in reading.times:
            self.times.setdefault(time.sentence_no, []).append(time)
        self.opener: Draft | None = None
        self.last: Draft | None = None

    def fill(self) -> list[Draft]:
        """All drafts without a cue of their own, in text order."""
        found: list[Draft] = []
        section = ""
        for sentence in self.reading.sentences:
            if sentence.section not in _TOLD:
                continue
            if self.opener is not None and sentence.section != section and sentence.section == "background":
                self.opener = None
            section = sentence.section
            if not self._continues(sentence):
                self.last = None
            own = self.own.get(sentence.number, [])
            for draft in own:
                if draft.sentence.number == sentence.number and self.opener is not None:
                    draft.framed_by = self.opener
                if (
                    draft.frame == "passive"
                    and draft.cue_class in {"perception", "document"}
                    and not draft.source_spans
                ):
                    draft.speaker = self.last if not _is_inside(draft, own) else None
            found += self._leftovers(sentence, own)
            self._step(sentence, own)
        return found

    def _step(self, sentence: Sentence, own: list[Draft]) -> None:
        """What this sentence opens or closes for those after it."""
        started = [draft for draft in own if draft.sentence.number == sentence.number]
        opener = next((draft for draft in started if draft.is_anaphoric), None)
        if opener is None and self.text[sentence.span.start : sentence.span.end].rstrip().endswith(":"):
            opener = next((d for d in started if d.source_spans and d.frame != "colon"), None) or self._label(sentence)
        self.opener = opener or self.opener
        speaking = [d for d in started if d.cue_class in {"speech", "document", "perception"} and d.frame not in _ACTS]
        outer = [d for d in speaking if not _is_inside(d, own)]
        if outer:
            self.last = next((d for d in reversed(outer) if d.source_spans), None) or self.last

    def _label(self, sentence: Sentence) -> Draft | None:
        """'Key takeaways:': what follows is the last speaker's of the article so far."""
        if any(token.pos_ in _VERBS for token in sentence.tokens):
            return None
        before = [d for d in self.drafts if d.sentence.number < sentence.number and d.source_spans]
        return before[-1] if before else None

    def _continues(self, sentence: Sentence) -> bool:
        """Whether the sentence stands in the same paragraph as the one before."""
        if sentence.number == 0:
            return False
        before = self.reading.sentences[sentence.number - 1]
        return "\n" not in self.text[before.span.end : sentence.span.start]

    def _sentences_of(self, draft: Draft) -> list[int]:
        numbers = {draft.sentence.number}
        if any(not span.overlaps(draft.sentence.span) for span in draft.content):
            numbers.update(
                sentence.number
                for span in draft.content
                for sentence in sentences_in(self.reading, span)
                if not (draft.is_anaphoric and sentence.section == "headline")
            )
        return sorted(numbers)

    def _leftovers(self, sentence: Sentence, own: list[Draft]) -> list[Draft]:
        """What of a sentence no explicit attribution covers, as one draft each."""
        is_act = own and all(d.frame in _ACTS and d.sentence.number == sentence.number for d in own)
        if not own or is_act:
            if not any(token.pos_ in _VERBS for token in sentence.tokens):
                return []
            start = self._lead_end(sentence)
            return [self._draft(sentence, [CharSpan(start, sentence.span.end)], sentence.tokens.root, is_act=bool(own))]
        if any(draft.is_anaphoric for draft in own):
            return []
        covered = [s for draft in own for s in (*draft.content, *draft.cue_spans, *draft.source_spans)]
        free = [
            t.i for t in sentence.tokens
            if not any(span.overlaps(sentence.at(t)) for span in covered)
        ]  # fmt: skip
        found = []
        for span in token_spans(sentence, free):
            tokens = [t for t in sentence.tokens if span.contains(sentence.at(t))]
            while tokens and tokens[0].pos_ in {"CCONJ", "PUNCT", "SPACE"}:
                tokens = tokens[1:]
            if not tokens:
                continue
            span = CharSpan(sentence.at(tokens[0]).start, span.end)  # noqa: PLW2901 - the span without its "and"
            heads = [t for t in tokens if t.pos_ in _VERBS and is_finite(t) and subject_of(t, inherit=True) is not None]
            if heads and len(tokens) > 3 and sum(t.is_alpha for t in tokens) > 3:
                found.append(self._draft(sentence, [CharSpan(self._lead_end(sentence, span), span.end)], heads[0]))
            elif phrase := self._contrast(sentence, tokens):
                found.append(self._draft(sentence, [phrase], None))
        return found

    def _contrast(self, sentence: Sentence, tokens: list[Token]) -> CharSpan | None:
        """'Despite the deployment of tanks, analysts see …': the noun phrase is taken for granted."""
        for index, token in enumerate(tokens[:3]):
            if token.lower_ in _CONTRASTING_CASES and index + 1 < len(tokens):
                rest = [t for t in tokens[index + 1 :] if t.text != ","]
                nouns = [t for t in rest if t.pos_ in {"NOUN", "PROPN"}]
                return sentence.chars(rest[0], rest[-1]) if nouns and len(rest) > 1 else None
        return None

    def _lead_end(self, sentence: Sentence, span: CharSpan | None = None) -> int:
        """Where the sentence begins after a fronted time or connective ("On May 2, …", "Earlier, …")."""
        start = span.start if span is not None else sentence.span.start
        if start != sentence.span.start:
            return start
        comma = self.text.find(",", start, min(start + 60, sentence.span.end))
        first = sentence.tokens[0]
        if first.pos_ == "ADV" and len(sentence.tokens) > 2 and sentence.tokens[1].text == ",":
            return sentence.at(sentence.tokens[1]).end
        for time in self.times.get(sentence.number, ()):
            if time.span.start - start > _TO_TIME:
                continue
            if comma == time.span.end:
                return comma + 1
            if time.span.start == start and first.pos_ == "ADV" and time.span.end <= sentence.at(first).end:
                return time.span.end
        return start

    def _draft(self, sentence: Sentence, spans: list[CharSpan], head: Token | None, *, is_act: bool = False) -> Draft:
        """A draft for words without a cue: frame, headline, inherited or the outlet's voice."""
        spans = content_spans(self.text, spans, self.quoted)
        kind, speaker, confidence = "author", None, _AUTHOR
        if sentence.section == "headline":
            if (told := self._told_in_body(sentence)) is not None:
                kind, speaker, confidence = "headline", told, _HEADLINE
        elif self.opener is not None and sentence.number > self.opener.sentence.number:
            kind, speaker, confidence = "frame", self.opener, _FRAME
        elif self.last is not None and not is_act and self._is_free_indirect(sentence, head):
            kind, speaker, confidence = "inherited", self.last, _INHERITED
        return Draft(
            sentence, spans, frame=kind, attribution_type=kind, speaker=speaker, confidence=confidence,
            content_head=head,
        )  # fmt: skip

    def _is_free_indirect(self, sentence: Sentence, head: Token | None) -> bool:
        """Present, modal or quoted: what the speaker before goes on to say; the past is the outlet's narration."""
        quotation = self.quoted.at(sentence.span.start)
        if quotation is not None and quotation.span.end >= sentence.span.end - 2:
            return True
        if head is None:
            return False
        finite = [head, *auxiliaries_of(head), *(c for c in head.children if c.dep_ == "cop")]
        return any(t.tag_ in {"MD", "VBZ", "VBP"} for t in finite) and head.tag_ != "VBD"

    def _told_in_body(self, sentence: Sentence) -> Draft | None:
        """The explicit attribution near the top whose content repeats the headline."""
        words = _content_words(sentence.tokens)
        best, most = None, _OVERLAP
        for draft in self.drafts:
            if draft.sentence.number > sentence.number + 8 or not draft.source_spans or draft.sentence is sentence:
                continue
            told = set(re.findall(r"\w+", " ".join(self.text[s.start : s.end] for s in draft.content).lower()))
            shared = len({word for word in words if word in told}) / len(words) if words else 0.0
            if shared > most:
                best, most = draft, shared
        return best


def _content_words(tokens: object) -> set[str]:
    return {t.lower_ for t in tokens if t.is_alpha and not t.is_stop}  # type: ignore[attr-defined]


def _is_inside(draft: Draft, others: list[Draft]) -> bool:
    cue = draft.cue_spans[0] if draft.cue_spans else None
    return cue is not None and any(
        other is not draft and any(span.contains(cue) for span in other.content) for other in others
    )
