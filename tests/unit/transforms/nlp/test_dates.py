"""Time expressions: values, intervals, and what stays open."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.transforms.nlp.read_text import read_unparsed
from transforms.nlp.dates_calendar import Interval, interval_of, shift, unit_value
from transforms.nlp.reading import TimeExpression


def _only(text: str, published: tuple[date | None, date | None] | None = None) -> TimeExpression:
    reading = read_unparsed(text, published) if published else read_unparsed(text)
    assert len(reading.times) == 1, [reading.text(time.span) for time in reading.times]
    return reading.times[0]


@pytest.mark.parametrize(
    ("text", "words", "value", "earliest", "latest", "precision"),
    [
        ("He left on December 19.", "December 19", "2022-12-19", "2022-12-19", "2022-12-19", "day"),
        ("He left on 3 May 2019.", "3 May 2019", "2019-05-03", "2019-05-03", "2019-05-03", "day"),
        ("It began on Oct. 4, 1999.", "Oct. 4, 1999", "1999-10-04", "1999-10-04", "1999-10-04", "day"),
        ("It began on 19.12.2022.", "19.12.2022", "2022-12-19", "2022-12-19", "2022-12-19", "day"),
        ("It was founded in 2020.", "2020", "2020", "2020-01-01", "2020-12-31", "year"),
        ("They met on Tuesday.", "Tuesday", "2022-12-20", "2022-12-20", "2022-12-20", "day"),
        ("They will meet on Friday.", "Friday", "2022-12-23", "2022-12-23", "2022-12-23", "day"),
        ("They met yesterday.", "yesterday", "2022-12-20", "2022-12-20", "2022-12-20", "day"),
        ("They met last month.", "last month", "2022-11", "2022-11-01", "2022-11-30", "month"),
        ("It fell two weeks ago.", "two weeks ago", "2022-W49", "2022-12-05", "2022-12-11", "week"),
        ("It fell in the third quarter of 2021.", "the third quarter of 2021", "2021-Q3", "2021-07-01", "2021-09-30",
         "quarter"),
        ("It rose in the 1990s.", "the 1990s", "199", "1990-01-01", "1999-12-31", "decade"),
        ("It may end in January or February 2023.", "January or February 2023", None, "2023-01-01", "2023-02-28",
         "months"),
        ("It was dark in the second half of 2008.", "the second half of 2008", "2008-H2", "2008-07-01", "2008-12-31",
         "half"),
        ("They left in the summer of 1963 by sea.", "the summer of 1963", "1963-SU", "1963-06-01", "1963-08-31",
         "season"),
        ("They left on the night of April 18, 1975.", "the night of April 18, 1975", "1975-04-18TNI", "1975-04-18",
         "1975-04-18", "day"),
        ("It opened nineteen ninety-six in the port.", "nineteen ninety-six", "1996", "1996-01-01", "1996-12-31",
         "year"),
        ("The bid ends 5 p.m. EST, Nov. 9, 2021.", "5 p.m. EST, Nov. 9, 2021", "2021-11-09T17:00-05:00", "2021-11-09",
         "2021-11-09", "minute"),
        ("It was payable January 7.", "January 7", "2023-01-07", "2023-01-07", "2023-01-07", "day"),
        ("The storm hit in winter 2021.", "winter 2021", "2021-WI", "2021-12-01", "2022-02-28", "season"),
    ],
)  # fmt: skip
def test_values_and_intervals(
    text: str, words: str, value: str | None, earliest: str, latest: str, precision: str
) -> None:
    reading = read_unparsed(text)
    assert [reading.text(time.span) for time in reading.times] == [words]
    time = reading.times[0]
    assert (time.timex_value, str(time.earliest), str(time.latest), time.precision) == (
        value, earliest, latest, precision,
    )  # fmt: skip


@pytest.mark.parametrize(
    "text", ["They met yesterday.", "They met on Tuesday.", "They met last month.", "It is over now."]
)
def test_without_publication_relative_expressions_stay_open(text: str) -> None:
    time = _only(text, (None, None))
    assert (time.earliest, time.latest, time.anchor) == (None, None, None)


def test_a_span_of_publication_days_widens_what_is_reckoned_from_it() -> None:
    time = _only("They met yesterday.", (date(2022, 12, 20), date(2022, 12, 22)))
    assert (time.earliest, time.latest) == (date(2022, 12, 19), date(2022, 12, 21))
    assert (time.timex_value, time.precision, time.anchor) == (None, "days", "publication")


def test_an_absolute_date_needs_no_publication() -> None:
    assert _only("It began on March 3, 2014.", (None, None)).earliest == date(2014, 3, 3)


def test_day_and_month_that_could_change_places_are_both_kept() -> None:
    time = _only("The note is dated 3/4/2022.")
    assert (time.earliest, time.latest, time.timex_value) == (date(2022, 3, 4), date(2022, 4, 3), None)


def test_reference_to_the_expression_before() -> None:
    reading = read_unparsed(
        "They met on December 12. Earlier, both had agreed. They parted on December 14. After that, it rained."
    )
    _, earlier, _, after = reading.times
    assert (after.earliest, after.latest, after.anchor) == (date(2022, 12, 14), date(2022, 12, 21), "December 14")
    assert (earlier.earliest, earlier.latest, earlier.precision) == (None, date(2022, 12, 12), "before")


@pytest.mark.parametrize(
    ("text", "values", "first", "last"),
    [
        ("It ran from December 5 to December 9, 2021.", ["2021-12-05", "2021-12-09"], (2021, 12, 5), (2021, 12, 9)),
        ("Talks ran on December 12-14.", ["2022-12-12", "2022-12-14"], (2022, 12, 12), (2022, 12, 14)),
        ("The war of 1861-65 was long.", ["1861", "1865"], (1861, 1, 1), (1865, 12, 31)),
    ],
)
def test_each_end_of_a_range_has_its_own_days_and_those_of_the_whole(
    text: str, values: list[str], first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    times = read_unparsed(text).times
    assert [time.timex_value for time in times] == values
    assert [time.days for time in times] == [(date(*first), date(*last))] * 2
    assert times[0].earliest == date(*first)
    assert times[1].latest == date(*last)


def test_a_year_earlier_in_a_report_on_a_quarter_is_that_quarter() -> None:
    times = read_unparsed("Sales rose in the third quarter of 2021. They had fallen a year earlier.").times
    assert [time.timex_value for time in times] == ["2021-Q3", "2020-Q3"]


def test_the_following_year_follows_the_last_expression() -> None:
    times = read_unparsed("He was elected in 1996, and the following year he resigned.").times
    assert [time.timex_value for time in times] == ["1996", "1997"]


def test_years_before_christ_have_no_days() -> None:
    time = _only("The battle was fought in 480 BC.")
    assert (time.timex_value, time.earliest, time.latest) == ("BC0480", None, None)


def test_for_years_is_open_at_its_start() -> None:
    time = _only("The firm was in debt for years.")
    assert (time.timex_type, time.earliest, time.latest) == ("DURATION", None, date(2022, 12, 21))


@pytest.mark.parametrize(
    "text",
    [
        "They sent S-400 systems and F-16 jets.",
        "It may rain and they march on.",
        "About 2,000 soldiers and 1500 trucks came.",
        "The price was $2020.",
        "A 50-year-old man was hurt.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert read_unparsed(text).times == []


@pytest.mark.parametrize(
    "text",
    ["It took ten seconds.", "It froze 12,000 years ago.", "It happened 30 seconds ago.", "It lasted three centuries."],
)
def test_what_the_calendar_cannot_hold_stays_open(text: str) -> None:
    time = _only(text)
    assert time.earliest is None


def test_a_narrative_takes_the_year_from_its_own_last_date() -> None:
    text = (
        "The war began in 1939. It spread in 1940. Ships sank in 1941. Armies met in 1942. Towns burned in 1943. "
        "Ports fell in 1944. In May the last army gave up."
    )
    assert read_unparsed(text).times[-1].timex_value == "1944-05"


_DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(_DAYS, st.sampled_from(["D", "W", "MO", "Q", "Y", "E", "C"]))
def test_the_unit_a_day_lies_in_holds_the_day(day: date, unit: str) -> None:
    interval = interval_of(unit_value(day, unit))
    assert interval.earliest is not None
    assert interval.latest is not None
    assert interval.earliest <= day <= interval.latest


@given(_DAYS, st.integers(1, 50), st.sampled_from(["D", "W", "MO", "Y"]))
def test_shifting_is_monotonous(day: date, count: int, unit: str) -> None:
    before, after = shift(day, -count, unit), shift(day, count, unit)
    assert before is not None
    assert after is not None
    assert before < day < after


@given(_DAYS, st.integers(0, 40), st.sampled_from(["yesterday", "on Friday", "last week", "in May", "two months ago"]))
def test_wider_publication_never_narrows(day: date, width: int, words: str) -> None:
    until = date.fromordinal(day.toordinal() + width)
    narrow = [_only(f"They met {words}.", (one, one)) for one in (day, until)]
    wide = _only(f"They met {words}.", (day, until))
    whole = Interval(narrow[0].earliest, narrow[0].latest).union(Interval(narrow[1].earliest, narrow[1].latest))
    assert (wide.earliest, wide.latest) == whole


@given(st.text(alphabet=st.sampled_from("May 12,20-’9th🜁é on.Dec. last year to and"), max_size=60))
def test_spans_lie_in_the_text_and_intervals_are_ordered(text: str) -> None:
    reading = read_unparsed(text)
    for time in reading.times:
        assert 0 <= time.span.start < time.span.end <= len(text)
        assert time.earliest is None or time.latest is None or time.earliest <= time.latest
        first, last = time.days
        assert first is None or last is None or first <= last
        assert time.earliest is None or first is None or first <= time.earliest
        if time.precision == "day" and time.earliest is not None:
            assert time.earliest == time.latest


_DAY_WORDS = re.compile(
    r"\d|day|morrow|night|mor|after|even|noon"
    r"|first|second|third|(four|fif|six|seven|eigh|nin|ten|eleven|twelf|teen|twentie|thirtie)th",
    re.IGNORECASE,
)
_PIECES = ["May", "12", "2020", "-", "last year", "on Tuesday", "two weeks ago", "the third quarter", "and", "to", ",",
           "yesterday", "in the summer of", "a decade earlier", "Christmas Day", "early", "the end of", "🜁", "é",
           "that", "for years", "this month", "10 p.m.", "1990s", "the following week", "and a half years"]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=8))
def test_day_precision_needs_a_day_and_reading_twice_gives_the_same(pieces: list[str]) -> None:
    text = " ".join(pieces)
    reading = read_unparsed(text)
    for time in reading.times:
        assert time.span.end <= len(text)
        assert reading.text(time.span).strip() == reading.text(time.span)
        if time.precision == "day":
            assert _DAY_WORDS.search(reading.text(time.span))
    assert read_unparsed(text).times == reading.times


@given(_DAYS, st.sampled_from(["D", "W", "MO", "Q", "Y", "E"]))
def test_intervals_are_as_wide_as_their_unit(day: date, unit: str) -> None:
    interval = interval_of(unit_value(day, unit))
    assert interval.earliest is not None
    assert interval.latest is not None
    least = {"D": 1, "W": 7, "MO": 28, "Q": 90, "Y": 365, "E": 3652}[unit]
    assert (interval.latest - interval.earliest).days + 1 >= least
