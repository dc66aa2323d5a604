"""The JSON that other programs read, and the report that comes back out of it."""

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.periods import Period
from reporting.render.json import UnreadableReportError, report_from_json, report_json
from reporting.tables import CONFIDENTIAL, SHORTHANDS, Base, Column, Report, Row, Shorthand, Table
from tests.reporting.samples import report

WORDS = st.text(min_size=1, max_size=12).filter(lambda text: bool(text.strip()))
CELLS = st.one_of(
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.none(),
    st.sampled_from([Shorthand(code) for code in SHORTHANDS]),
)


@st.composite
def tables(draw: st.DrawFn, key: str) -> Table:
    columns = draw(st.lists(st.builds(Column, WORDS, WORDS), min_size=1, max_size=4, unique_by=lambda c: c.key))
    row = st.builds(Row, WORDS, WORDS, st.tuples(*[CELLS] * len(columns)))
    return Table(
        id=key,
        title=draw(WORDS),
        base=Base(draw(WORDS), draw(CELLS)),
        columns=tuple(columns),
        rows=tuple(draw(st.lists(row, max_size=4, unique_by=lambda r: r.key))),
        notes=tuple(draw(st.lists(WORDS, max_size=2))),
        as_of=draw(st.none() | st.datetimes(timezones=st.just(UTC))),
    )


@st.composite
def reports(draw: st.DrawFn) -> Report:
    first, last = sorted((draw(st.dates()), draw(st.dates())))
    keys = draw(st.lists(WORDS, max_size=3, unique=True))
    return Report(
        id=draw(WORDS),
        partnership=draw(WORDS),
        period=Period(first, last, draw(WORDS)),
        audience=draw(WORDS),
        tables=tuple(draw(tables(key)) for key in keys),
    )


@given(reports())
def test_a_report_comes_back_as_it_was(given_report: Report) -> None:
    text = report_json(given_report)
    assert report_from_json(text) == given_report
    assert report_json(report_from_json(text)) == text


def test_the_schema_to_the_letter() -> None:
    table = Table(
        id="strands",
        title="Strands",
        base=Base("recorded incidents", 262),
        columns=(Column("recorded", "Recorded"), Column("percent", "Share (%)")),
        rows=(Row("race", "Race", (205, 78.2)), Row("age", "Age", (CONFIDENTIAL, None))),
    )
    assert json.loads(report_json(report(table))) == {
        "schema": "report-tables/1",
        "report": "quarterly",
        "partnership": "WVP",
        "period": {
            "from": "2007-07-01",
            "to": "2007-09-30",
            "label": "Quarter 3 of 2007, July to September 2007",
        },
        "audience": "partnership",
        "tables": [
            {
                "id": "strands",
                "title": "Strands",
                "base": {"unit": "recorded incidents", "n": 262},
                "columns": [
                    {"key": "recorded", "label": "Recorded"},
                    {"key": "percent", "label": "Share (%)"},
                ],
                "rows": [
                    {"key": "race", "label": "Race", "cells": [205, 78.2]},
                    {"key": "age", "label": "Age", "cells": [{"shorthand": "c"}, None]},
                ],
            }
        ],
        "sums": [],
    }


def test_notes_and_the_time_of_reading_appear_where_a_table_has_them() -> None:
    table = Table(
        id="t",
        title="T",
        base=Base("offences", CONFIDENTIAL),
        columns=(Column("a", "A"),),
        rows=(),
        notes=("Read this.",),
        as_of=datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
    )
    (document,) = json.loads(report_json(report(table)))["tables"]
    assert document["notes"] == ["Read this."]
    assert document["as_of"] == "2026-11-21T09:30:00+00:00"
    assert document["base"] == {"unit": "offences", "n": {"shorthand": "c"}}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"schema": "report-tables/2"}, "its schema is 'report-tables/2', not 'report-tables/1'"),
        ({"period": {"from": "2007-13-01", "to": "2007-12-31", "label": "x"}}, "This is not a report"),
        ({"period": {"from": "2007-12-31"}}, "This is not a complete report"),
        ({"tables": [{"id": "t"}]}, "This is not a complete report"),
        ({"tables": [None]}, "This is not a complete report"),
        ({"audience": ""}, "A report needs its audience"),
    ],
)
def test_anything_else_is_refused(change: dict[str, object], sentence: str) -> None:
    document = {**json.loads(report_json(report())), **change}
    with pytest.raises(UnreadableReportError, match=sentence.replace("(", "\\(")):
        report_from_json(json.dumps(document))


@pytest.mark.parametrize("text", ["", "[]", "{", "null", '{"schema": NaN}'])
def test_text_that_is_no_report_is_refused(text: str) -> None:
    with pytest.raises(UnreadableReportError):
        report_from_json(text)


def test_dates_are_the_first_and_the_last_day() -> None:
    period = report_from_json(report_json(report())).period
    assert (period.first, period.last) == (date(2007, 7, 1), date(2007, 9, 30))
