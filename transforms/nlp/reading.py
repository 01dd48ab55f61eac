"""What a reader finds in one article: spans and values, before they become rows.

Each step of `transforms/coding.py` fills one list of a `Reading` from those before it. Offsets are Unicode code points
into the article's text, end-exclusive. Not here: how anything is found, ids, frames.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from spacy.tokens import Span as Tokens
from spacy.tokens import Token


class CharSpan(NamedTuple):
    """Half-open range of code points in the article's text."""

    start: int
    end: int

    def contains(self, other: CharSpan) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: CharSpan) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class ArticleText:
    """The facts about an article that coding may use; `published_*` bound the day of publication."""

    article_id: str
    version: int
    text: str
    has_title: bool
    published_earliest: date | None
    published_latest: date | None
    publisher: ActorRef


@dataclass(frozen=True, slots=True)
class ActorRef:
    """An actor a mention resolves to; fields as in table `actors`."""

    actor_id: str
    name: str
    actor_type: str
    country: str | None = None
    sector: str | None = None
    organisation_id: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    wikidata_id: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """A place a mention resolves to; fields as in table `places`."""

    place_id: str
    name: str
    feature_class: str
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its parsed tokens (a spaCy span of one paragraph's Doc) and where they lie in the article."""

    number: int
    span: CharSpan
    section: str
    tokens: Tokens
    offset: int
    """Where the paragraph begins in the article: token.idx + offset is the token's place."""

    def chars(self, first: Token, last: Token) -> CharSpan:
        """Article range from the first token to the end of the last."""
        return CharSpan(self.offset + first.idx, self.offset + last.idx + len(last))

    def at(self, token: Token) -> CharSpan:
        return self.chars(token, token)


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity mention. `entity_type`: person, country, government, organisation, place, group, role, equipment."""

    sentence_no: int
    span: CharSpan
    head: int
    """Article offset of the mention's head token: how other steps find the mention of a token."""
    mention_type: str
    entity_type: str
    actor: ActorRef | None = None
    place: PlaceRef | None = None
    antecedent: int | None = None
    """Index into `Reading.mentions`."""
    rule: str | None = None
    alternatives: tuple[str, ...] = ()
    """What else the name may have meant, best first."""


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression and the interval of days it can mean; `None` bounds are open."""

    sentence_no: int
    span: CharSpan
    timex_type: str
    timex_value: str | None
    earliest: date | None
    latest: date | None
    precision: str
    rule: str
    anchor: str | None = None
    range_earliest: date | None = None
    range_latest: date | None = None
    """The whole range this is one end of ("from Monday to Friday"); both None elsewhere."""

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The days that what is told of them may lie in: those of the whole range, else its own."""
        if self.range_earliest is None and self.range_latest is None:
            return self.earliest, self.latest
        return self.range_earliest, self.range_latest


@dataclass(frozen=True, slots=True)
class Quantity:
    """A counted or measured thing."""

    sentence_no: int
    span: CharSpan
    low: float | None
    high: float | None
    unit: str | None
    is_approximate: bool
    is_unspecified: bool


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what; fields as in table `attributions`, with indices instead of ids."""

    sentence_no: int
    content_spans: tuple[CharSpan, ...]
    quotation: str
    attribution_type: str
    source_spans: tuple[CharSpan, ...] = ()
    source: ActorRef | None = None
    source_class: str | None = None
    originator: ActorRef | None = None
    cue_spans: tuple[CharSpan, ...] = ()
    cue_lemma: str | None = None
    is_cue_negated: bool = False
    parent: int | None = None
    """Index into `Reading.attributions`."""
    depth: int = 1
    chain: tuple[str, ...] = ()
    stance: str = "neutral"
    venue: CharSpan | None = None
    is_first_hand: bool = False
    said_earliest: date | None = None
    said_latest: date | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor or recipient of an event; `mention` is an index into `Reading.mentions`."""

    role: str
    actor: ActorRef
    text: str
    mention: int | None = None


@dataclass(frozen=True, slots=True)
class EventMention:
    """A trigger with its reading; mentions with the same `group` are one happening."""

    sentence_no: int
    trigger: CharSpan
    event_type: str
    modality: str
    event_mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo_code: str | None = None
    is_background: bool = False
    is_reciprocal: bool = False
    attribution: int | None = None
    """Innermost attribution the trigger stands under: index into `Reading.attributions`."""
    participants: tuple[Participant, ...] = ()
    places: tuple[tuple[str, PlaceRef], ...] = ()
    earliest: date | None = None
    latest: date | None = None
    precision: str = "unknown"
    rule: str = "none"
    group: int = -1


@dataclass(frozen=True, slots=True)
class Claim:
    """A clause with a truth value of its own inside an attribution, and how sure the speaker is of it."""

    attribution: int
    span: CharSpan
    proposition: str
    proposition_key: str
    factuality: str
    polarity: str
    is_future: bool
    event_group: int | None = None
    certainty_term: str | None = None
    certainty_low: float | None = None
    certainty_high: float | None = None
    hedge_spans: tuple[CharSpan, ...] = ()
    contrast: CharSpan | None = None


@dataclass
class Reading:
    """One article as read so far; steps append to the lists in the order of the fields."""

    article: ArticleText
    sentences: list[Sentence] = field(default_factory=list)
    times: list[TimeExpression] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    events: list[EventMention] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def text(self, span: CharSpan) -> str:
        return self.article.text[span.start : span.end]

    def mention_headed_by(self, sentence: Sentence, token: Token) -> int | None:
        """Index of the mention whose head is this token (the longest, if several), or None."""
        place = sentence.offset + token.idx
        found = [n for n, mention in enumerate(self.mentions) if mention.head == place]
        return max(found, key=lambda n: self.mentions[n].span.end - self.mentions[n].span.start, default=None)


def sentences_in(reading: Reading, span: CharSpan) -> list[Sentence]:
    """The sentences that a span overlaps, in text order."""
    first = bisect_right(reading.sentences, span.start, key=lambda sentence: sentence.span.end)
    found = []
    for sentence in reading.sentences[first:]:
        if sentence.span.start >= span.end:
            break
        found.append(sentence)
    return found
