"""The parts that pages are built from."""

import re
from datetime import UTC, datetime

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from pytest_django.asserts import assertHTMLEqual, assertInHTML

from hatecrime.templatetags.pages import unsplit


def part(name: str, **context: object) -> str:
    """Render one component."""
    return render_to_string(f"components/{name}.html", context)


def test_summary_list() -> None:
    rows = [
        {"key": "Where", "value": "Mill Lane\nMillbrook", "href": "/where/"},
        {"key": "Injuries", "value": 0},
        {"key": "Subject", "value": "", "empty": "Not known"},
    ]
    assertHTMLEqual(
        part("summary_list", rows=rows),
        """<dl class="govuk-summary-list">
        <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Where</dt>
          <dd class="govuk-summary-list__value">Mill Lane<br>Millbrook</dd>
          <dd class="govuk-summary-list__actions"><a class="govuk-link" href="/where/">Change<span
            class="govuk-visually-hidden"> Where</span></a></dd></div>
        <div class="govuk-summary-list__row govuk-summary-list__row--no-actions">
          <dt class="govuk-summary-list__key">Injuries</dt><dd class="govuk-summary-list__value">0</dd></div>
        <div class="govuk-summary-list__row govuk-summary-list__row--no-actions">
          <dt class="govuk-summary-list__key">Subject</dt>
          <dd class="govuk-summary-list__value"><span class="site-none">Not known</span></dd></div>
        </dl>""",
    )


def test_summary_list_as_a_card() -> None:
    html = part("summary_list", rows=[{"key": "When", "value": ""}], title="What happened", level=3)
    assertInHTML('<h3 class="govuk-summary-card__title">What happened</h3>', html)
    assertInHTML('<span class="site-none">Not recorded</span>', html)


@pytest.mark.parametrize(("band", "words"), [("low", "Low risk"), ("medium", "Medium risk"), ("high", "High risk")])
def test_a_risk_band_is_told_in_words_and_not_by_colour_alone(band: str, words: str) -> None:
    html = part("risk_tag", band=band)
    assert f"site-risk--{band}" in html
    assert 'aria-hidden="true"' in html
    assert re.sub(r"<[^>]+>", "", html).strip() == words


def test_a_risk_nobody_has_assessed_says_so() -> None:
    assertHTMLEqual(
        part("risk_tag", band=""), '<strong class="govuk-tag govuk-tag--grey site-tag">Risk not assessed</strong>'
    )


def test_a_state_is_told_in_words() -> None:
    assertHTMLEqual(
        part("state_tag", state="in_conference", label="In conference"),
        '<strong class="govuk-tag site-tag site-state site-state--in_conference">In conference</strong>',
    )


def test_timeline() -> None:
    when = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    events = [
        {"title": "Logged", "when": when, "by": "Alice", "text": "By telephone", "href": "/x/", "link": "Read it"}
    ]
    html = part("timeline", events=events)
    assertInHTML('<time datetime="2026-07-01T23:30:00+01:00">1 July 2026 at 23:30</time>', html)
    assertInHTML('<p class="moj-timeline__byline">by Alice</p>', html)
    assertInHTML(
        '<a class="govuk-link" href="/x/">Read it<span class="govuk-visually-hidden"> (Logged, 1 July 2026)</span></a>',
        html,
    )


def pages(number: int, path: str = "/cases/?state=new&page=2") -> str:
    """Render what stands beneath page `number` of 250 things."""
    page = Paginator(list(range(250)), 25).page(number)
    return render_to_string("components/pagination.html", {"page": page, "things": "cases"}, RequestFactory().get(path))


def test_pagination_keeps_the_filters() -> None:
    links = re.findall(r'href="(.*?)"', pages(5))
    numbers = [4, 1, 4, 5, 6, 10, 6]
    assert links == [f"?state=new&amp;page={number}" for number in numbers]


def test_pagination_says_where_one_is() -> None:
    html = pages(5)
    assert html.count("&ctdot;") == 2
    assert re.findall(r'aria-label="(Page \d+)" aria-current="page"', html) == ["Page 5"]
    assertInHTML('<p class="govuk-body-s site-results">Showing 101 to 125 of 250 cases</p>', html)


def test_pagination_has_no_way_before_the_first_or_past_the_last_page() -> None:
    assert 'rel="prev"' not in pages(1)
    assert 'rel="next"' not in pages(10)


def test_one_page_needs_no_pagination() -> None:
    html = part("pagination", page=Paginator([1, 2], 25).page(1))
    assert "<nav" not in html
    assert "Showing 1 to 2 of 2 results" in html


def test_a_button_that_leads_to_a_page() -> None:
    assertHTMLEqual(
        part("action_button", label="Record the decision", href="/decide/", reason=""),
        '<a href="/decide/" role="button" draggable="false" class="govuk-button" data-module="govuk-button">'
        "Record the decision</a>",
    )


def test_a_button_that_acts_is_a_form() -> None:
    html = part("action_button", label="Send", action="/send/", style="warning", csrf_token="secret")
    assertHTMLEqual(
        html,
        """<form method="post" action="/send/" class="site-action">
        <input type="hidden" name="csrfmiddlewaretoken" value="secret">
        <button type="submit" class="govuk-button govuk-button--warning" data-module="govuk-button"
          data-prevent-double-click="true">Send</button></form>""",
    )


def test_a_button_that_may_not_be_used_says_why_and_leads_nowhere() -> None:
    html = part("action_button", label="Close the case", href="/close/", reason="Two actions are open.")
    assertHTMLEqual(
        html,
        """<div class="site-refused">
        <button type="button" class="govuk-button site-refused__button" aria-disabled="true"
          aria-describedby="why-not-close-the-case">Close the case</button>
        <p class="site-refused__reason" id="why-not-close-the-case">Two actions are open.</p></div>""",
    )


def test_progress_is_told_in_words() -> None:
    assertHTMLEqual(
        part("progress", done=4, total=11, text="Drawing the charts"),
        """<div class="site-progress"><label class="site-progress__text" for="progress">Drawing the charts</label>
        <progress class="site-progress__bar" id="progress" value="4" max="11">4 of 11</progress>
        <span class="site-progress__count">Step 4 of 11</span></div>""",
    )


def test_an_empty_list_says_what_to_do() -> None:
    html = part("empty_state", title="No cases", text="Log an incident.", href="/new/", label="Log an incident")
    assertInHTML('<h2 class="govuk-heading-s site-empty__title">No cases</h2>', html)
    assertInHTML('<a class="govuk-link" href="/new/">Log an incident</a>', html)


def test_breadcrumbs() -> None:
    html = part("breadcrumbs", items=[("Home", "/"), ("Cases", "/cases/")])
    links = re.findall(r'<a class="govuk-breadcrumbs__link" href="(.*?)">(.*?)</a>', html)
    assert links == [("/", "Home"), ("/cases/", "Cases")]


def test_the_page_for_a_breakdown_needs_nothing() -> None:
    html = render_to_string("500.html")
    assertInHTML('<h1 class="govuk-heading-l">Sorry, something went wrong</h1>', html)


def test_a_reference_within_a_sentence_is_not_split_and_what_stands_round_it_is_escaped() -> None:
    html = unsplit("Do <this> in case 7KQ2-M4XD-9H & tell")
    assert html == 'Do &lt;this&gt; in case <span class="site-reference">7KQ2-M4XD-9H</span> &amp; tell'
    assert unsplit("0d4c1f5e-7a11-4c6f-9d55-1c1b6a0f8c11") == "0d4c1f5e-7a11-4c6f-9d55-1c1b6a0f8c11"
