"""Who opened a case: its lead agency reads it on the case's page, and nobody else does."""

import re

import pytest
from django.urls import reverse

from audit import log
from audit.models import Event
from cases.models import Case
from cases.openings import reasons_in_words
from cases.policy import get_case
from cases.sections import Section
from partners.actor import Actor
from partners.scope import acting
from tests.cases.given import new_case, shared
from tests.personas import World

OURS = "Opened a case What happened, in the reporter&#x27;s words; The decision and its reasons; Documents; People; "
ALL = f"{OURS}Risk assessments; Summary"


@pytest.fixture
def case(world: World) -> Case:
    made = new_case(world.alice)
    shared(world.alice, made, world.housing, Section.PEOPLE)
    return made


def opened(actor: Actor, case: Case, times: int = 1) -> None:
    with acting(actor):
        for _ in range(times):
            get_case(actor, case.reference)


def shown(page: str) -> list[list[str]]:
    """Return what the lines of the table say beside the time."""
    table = page.partition("Who opened this case, newest first")[2].partition("</table>")[0]
    rows = re.findall(r"<tr.*?</tr>", table.partition("<tbody")[2], re.S)
    return [
        [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)][1:]
        for row in rows
    ]


def test_the_case_page_shows_the_lead_agency_the_last_who_opened_it(world: World, case: Case) -> None:
    opened(world.bob, case)
    opened(world.dana, case)
    page = world.client(world.alice).get(reverse("case_page", args=[case.reference])).content.decode()
    assert shown(page) == [
        ["Alice, Hate Crime Unit", ALL, "Leads the case"],
        ["Dana, Hate Crime Unit", ALL, "Leads the case"],
        ["Bob, Ashbridge Housing", "Opened a case People; Summary", "Invited to a case conference"],
    ]
    assert reverse("case_openings", args=[case.reference]) in page


def test_more_are_on_a_page_of_their_own_fifty_at_a_time(world: World, case: Case) -> None:
    opened(world.bob, case, times=51)
    browser = world.client(world.alice)
    assert len(shown(browser.get(reverse("case_page", args=[case.reference])).content.decode())) == 5
    first = browser.get(reverse("case_openings", args=[case.reference])).content.decode()
    older = re.search(r'href="(\?after=[^"]*)" rel="next"', first)
    assert older
    last = browser.get(reverse("case_openings", args=[case.reference]) + older[1]).content.decode()
    whole = [*shown(first), *shown(last)]
    assert len(shown(first)) == 50
    assert [line[0] for line in whole] == [*["Alice, Hate Crime Unit"] * 2, *["Bob, Ashbridge Housing"] * 51]


def test_a_partner_is_not_told_who_opened_the_case(world: World, case: Case) -> None:
    opened(world.alice, case)
    browser = world.client(world.bob)
    page = browser.get(reverse("case_page", args=[case.reference])).content.decode()
    assert "Who opened this case" not in page
    answer = browser.get(reverse("case_openings", args=[case.reference]))
    assert answer.status_code == 403
    assert "Only the lead agency can see who opened a case." in answer.content.decode()


def test_what_is_only_done_to_a_case_is_no_opening(world: World, case: Case) -> None:
    with acting(world.alice):
        for verb in ("minutes.print", "action.read", "case.close", "case.share", "notice.email"):
            log.record(world.alice, verb, subject=case.reference, owner_agency_id=world.unit.pk)
    page = world.client(world.alice).get(reverse("case_page", args=[case.reference])).content.decode()
    assert [line[1] for line in shown(page)] == [ALL, "Opened an action", "Downloaded minutes"]


def test_the_right_by_which_a_case_was_opened_is_kept(world: World, case: Case) -> None:
    opened(world.bob, case)
    with acting(world.grace):
        reasons = Event.objects.filter(verb="case.read").values_list("user_id", "reason")
        assert list(reasons) == [(world.bob.user_id, "conference")]
    with acting(world.bob):
        log.record(world.bob, "emergency.open", subject=case.reference, owner_agency_id=world.unit.pk)
    page = world.client(world.alice).get(reverse("case_page", args=[case.reference])).content.decode()
    assert shown(page)[1] == ["Bob, Ashbridge Housing", "Opened a case in an emergency", "Opened in an emergency"]
    assert reasons_in_words("emergency, lead") == "Opened in an emergency; Leads the case"
