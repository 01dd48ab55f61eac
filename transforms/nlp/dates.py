"""Time expressions of an article: where they are, and the days each can mean.

A fast rule tagger: words become class letters, rules are regular expressions over those letters. Expressions are
anchored to the interval of publication or to the expression before; without either they stay open. Intervals are never
narrower than their evidence. Not here: the dates of events (`events.py`), the date of publication (ingest).
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Token

from transforms.nlp.dates_calendar import Interval
from transforms.nlp.dates_points import ends_of_range
from transforms.nlp.dates_reckoning import Context, Found
from transforms.nlp.dates_rules import COMBINED, RULES
from transforms.nlp.dates_words import Word, may_hold_time, read_words
from transforms.nlp.reading import CharSpan, Reading, Sentence, TimeExpression

_FULL_YEAR = re.compile(r"(?<![\d$€£.,-])(?:1[0-9]|20)\d\d(?![\d,])")
_SHARED_YEAR = re.compile(r"(?:[|&t-]|,)(?:[MA](?:[NO],?)?|N[MA]),?Y")
_FUTURE_WORDS = re.compile(r"\b(?:will|shall|’ll|'ll|won't|going to|expected to|due to|set to|plans? to|scheduled)\b")
_FUTURE_AUXILIARIES = frozenset({"will", "shall", "'ll", "’ll", "wo", "may", "might", "can", "could", "should", "must"})
_NO_ANCHORS = frozenset({"now", "past", "before", "until", "future", "set"})
_PERFECT = frozenset({"has", "have", "'ve", "’ve"})
_FUTURE_HEADS = frozenset({"plan", "expect", "schedule", "intend", "promise", "vow", "set", "due", "prepare", "agree",
                           "want", "decide", "slate", "aim", "hope", "likely"})  # fmt: skip
_PLURAL = {"day": "days", "week": "days", "month": "months", "year": "years", "days": "days", "months": "months",
           "years": "years", "quarter": "months", "season": "months", "decade": "years"}  # fmt: skip
_YEARS_OF_A_NARRATIVE = 6


def find_times(reading: Reading) -> list[TimeExpression]:
    """Every time expression of an article in text order."""
    article = reading.article
    published = Interval(article.published_earliest, article.published_latest)
    is_narrative = _is_narrative(article.text, published)
    context = Context(published, None, is_narrative)
    times: list[TimeExpression] = []
    for sentence in reading.sentences:
        text = reading.text(sentence.span)
        if not may_hold_time(text):
            continue
        expressions, context = _read_sentence(text, sentence, context)
        for found in expressions:
            start = sentence.span.start
            span = CharSpan(start + found.start, start + found.end)
            interval = found.interval
            times.append(
                TimeExpression(
                    sentence.number,
                    span,
                    found.timex_type,
                    found.value,
                    interval.earliest,
                    interval.latest,
                    found.precision,
                    found.rule,
                    found.anchor,
                    *(found.whole or (None, None)),
                )
            )
    return times


def _after(found: Found, context: Context, text: str, tense: int) -> Context:
    """The context of what follows an expression.

    "After that" may refer to an expression that could not be placed: then what follows is open too.
    """
    latest, earliest = context.published.latest, found.interval.earliest
    is_told = tense <= 0 and (latest is None or earliest is None or earliest <= latest)
    if found.timex_type in {"DATE", "TIME"} and found.precision not in _NO_ANCHORS and is_told:
        context = replace(context, told=found, told_text=text)
    if found.precision == "quarter" and found.value is not None:
        context = replace(context, quarter=found)
    if found.precision == "day" and found.timex_type in {"DATE", "TIME"} and found.value is not None:
        context = replace(context, day=found)
    if _is_anchor(found, context):
        context = replace(context, previous=found, text=text)
    return context


def _is_anchor(found: Found, context: Context) -> bool:
    """Whether later expressions may be reckoned from this one; "today" tells a narrative nothing."""
    if context.is_narrative and found.anchor == "publication":
        return False
    return found.timex_type in {"DATE", "TIME"} and found.interval.earliest is not None and found.precision != "now"


def _is_narrative(text: str, published: Interval) -> bool:
    """Whether an article tells of other years than that of its publication: then months belong to the year told of."""
    years = [int(match[0]) for match in _FULL_YEAR.finditer(text)]
    if published.latest is None or published.earliest is None:
        return len(years) >= _YEARS_OF_A_NARRATIVE
    told = sum(year < published.earliest.year - 1 for year in years)
    return told >= _YEARS_OF_A_NARRATIVE and told * 3 >= len(years) * 2


def _read_sentence(text: str, sentence: Sentence, context: Context) -> tuple[list[Found], Context]:
    """The expressions of a sentence, and the context of the next one."""
    words = read_words(text)
    letters = "".join(word.letter for word in words)
    found: list[Found] = []
    places: list[tuple[int, int]] = []
    position = 0
    while match := COMBINED.search(letters, position):
        first, last = match.span()
        position = last
        number = int((match.lastgroup or "r0")[1:])
        name, _, builder = RULES[number]
        group = words[first:last]
        if not _is_sound(text, words, first, last, name):
            position = first + 1
            continue
        shared = _SHARED_YEAR.match(letters, last)
        borrowed = int(words[shared.end() - 1].value) if shared and "Y" not in letters[first:last] else None
        here = replace(context, tense=_tense(text, sentence, group[0].start), borrowed=borrowed)
        results = builder(group, here, name)
        if results is None:
            position = first + 1
            continue
        for result in (results,) if isinstance(results, Found) else results:
            found.append(result)
            places.append((first, last))
            context = _after(result, context, text[result.start : result.end], here.tense)
    return _join(found, places, letters), context


def _is_sound(text: str, words: list[Word], first: int, last: int, name: str) -> bool:
    """Whether the surroundings allow the reading: no part of a larger number, name, age or amount."""
    group = words[first:last]
    if name == "year" and len(group) == 1:
        return _is_year(words, first, text)
    if name == "numeric date" and len(group) > 1:
        return all(one.end == two.start for one, two in pairwise(group))
    if name in {"duration", "ago"} and last < len(words) and text[words[last].start : words[last].end] == "old":
        return False
    return not (name == "duration" and text[group[-1].end : group[-1].end + 4] == "-old")


def _is_year(words: list[Word], index: int, text: str) -> bool:
    """Four digits are a year after a word that goes with years, or where no counted noun follows."""
    year = words[index]
    before = words[index - 1] if index else None
    after = words[index + 1] if index + 1 < len(words) else None
    if before is not None and before.letter in "isuFtobME" and before.value != "over":
        return int(year.value) >= 1100 or before.letter == "i"
    if not 1700 <= int(year.value) <= 2100:
        return False
    if after is None or after.letter in ",.)&|;-" or not after.value.isalpha():
        return True
    following = text[after.start : after.end]
    return not (following.islower() and following.endswith("s")) and after.letter not in "UV"


def _tense(text: str, sentence: Sentence, start: int) -> int:
    """+1, -1 or 0 for the clause around an offset of the sentence: by its verb, or by its words without a parse."""
    tokens = sentence.tokens
    if not tokens.doc.has_annotation("DEP"):
        return 1 if _FUTURE_WORDS.search(text) else -1
    place = sentence.span.start + start - sentence.offset
    token = next((token for token in tokens if token.idx + len(token) > place), None)
    return _clause_tense(token) if token is not None else 0


def _clause_tense(token: Token) -> int:
    """Tense of the nearest verb above: a future auxiliary or a verb of planning wins, then the finite form."""
    for above in (token, *token.ancestors):
        if above.pos_ not in {"VERB", "AUX"}:
            continue
        auxiliaries = [child for child in above.children if child.dep_ in {"aux", "aux:pass", "auxpass", "cop"}]
        is_perfect = any(child.lower_ in _PERFECT for child in auxiliaries)
        if not is_perfect and any(child.lower_ in _FUTURE_AUXILIARIES for child in auxiliaries):
            return 1
        if above.tag_ in {"VB", "VBN"} and any(child.lower_ == "to" for child in above.children):
            head = above.head
            if head is above or head.lemma_.lower() in _FUTURE_HEADS:
                return 1
            continue
        if is_perfect or above.tag_ == "VBD" or any(child.tag_ == "VBD" for child in auxiliaries):
            return -1
        if above.tag_ in {"VBN", "VBG"} and not auxiliaries:
            continue  # a participle has the tense of the clause around it
        if above.tag_ in {"VBZ", "VBP", "MD"}:
            return 0
    return 0


def _join(found: list[Found], places: list[tuple[int, int]], letters: str) -> list[Found]:
    """Ranges and disjunctions over two expressions.

    "January or February 2023" becomes one expression; in "from Monday to Wednesday" and "1861-1863" each end is one,
    with its own days and those of the whole.
    """
    joined: list[Found] = []
    last_place = (0, 0)
    for item, place in zip(found, places, strict=True):
        before = joined[-1] if joined else None
        between = letters[last_place[1] : place[0]]
        opener = letters[last_place[0] - 1 : last_place[0]]
        if before is not None and before.whole is None and item.whole is None and _same_kind(before, item):
            if between == "|":
                whole = _whole(before, item)
                joined[-1] = replace(whole, start=before.start, end=item.end, value=None, rule="either of two")
                last_place = (last_place[0], place[1])
                continue
            if between in {"t", "u", "-"} or (between == "&" and opener == "b"):
                joined[-1:] = ends_of_range(before, item)
                last_place = place
                continue
        joined.append(item)
        last_place = place
    return joined


def _same_kind(one: Found, two: Found) -> bool:
    return one.timex_type == two.timex_type == "DATE" and one.precision in _PLURAL and two.precision in _PLURAL


def _whole(one: Found, two: Found) -> Found:
    interval = one.interval.union(two.interval)
    precision = _PLURAL[one.precision] if _PLURAL[one.precision] == _PLURAL[two.precision] else "vague"
    return replace(two, interval=interval, precision=precision)
