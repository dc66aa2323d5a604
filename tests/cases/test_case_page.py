"""The case page: each agency sees its sections, one clear next step, and the reason where it is refused."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.actions.access import revoke
from cases.actions.telling import Told, tell_people
from cases.models import Case
from cases.models.case import NotTold
from cases.models.decision import Choice
from cases.panels import Look, timeline_for
from cases.queries_telling import can_be_told
from cases.sections import Section
from cases.states import State
from partners.actor import Actor
from partners.scope import acting
from tests.cases.given import (
    NAME,
    STORY,
    assess,
    assessed_case,
    closed_case,
    decided_case,
    further_incident,
    new_case,
    shared,
    tell_everybody,
)
from tests.personas import World

WHY = "It fits the facts."
POINTS = "The answers add up to"
MARKS = {Section.ACCOUNT: STORY, Section.PEOPLE: NAME, Section.RISK: POINTS, Section.DECISION: WHY}
HEADINGS = {
    Section.ACCOUNT: 'id="account"',
    Section.PEOPLE: 'id="people"',
    Section.RISK: 'id="risk"',
    Section.DECISION: 'id="decision"',
}


TOLD = {"Alice": ("Victim told by telephone", "Alice, Hate Crime Unit"), "Bob": ("Victim told", "")}
"""How it is said that the victim was told: in full to those who see the people, else the day alone."""


def page_of(world: World, actor: Actor, case: Case) -> str:
    answer = world.client(actor).get(f"/cases/{case.reference}/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("given", [set(), *({section} for section in MARKS), set(MARKS)])
def test_exactly_the_sections_given_are_shown(world: World, given: set[Section]) -> None:
    case = decided_case(world.alice)
    shared(world.alice, case, world.housing, *given)
    page = page_of(world, world.bob, case)
    assert {section for section, mark in MARKS.items() if mark in page} == given
    assert {section for section, mark in HEADINGS.items() if mark in page} == given
    assert ("Her brother" in page) == (Section.PEOPLE in given)
    assert "Who has access" not in page


def test_the_lead_agency_sees_everything(world: World) -> None:
    page = page_of(world, world.alice, decided_case(world.alice))
    assert all(mark in page for mark in [*MARKS.values(), *HEADINGS.values(), "Who has access"])


def test_no_name_in_the_title(world: World) -> None:
    case = new_case(world.alice)
    title = page_of(world, world.alice, case).split("<title>")[1].split("</title>")[0]
    assert title.startswith(f"Case {case.reference} ")
    assert NAME not in title


def test_safe_contact_stands_before_every_other_fact(world: World) -> None:
    page = page_of(world, world.alice, new_case(world.alice))
    assert page.index("Her brother") < page.index("What is next") < page.index(NAME)
    people = page.split('id="people"')[1]
    assert people.index("Her brother") < people.index("01632 960 001")


def test_what_a_person_typed_is_never_markup(world: World) -> None:
    page = page_of(world, world.alice, new_case(world.alice, description="<script>alert(1)</script>"))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    ("state", "label", "href"),
    [
        (State.NEW, "Assess the risk", "assess/"),
        (State.ASSESSED, "Take the decision", "decide/"),
        (State.SINGLE_AGENCY, "Close the case", "close/"),
        (State.IN_ACTION, "Close the case", "close/"),
    ],
)
def test_one_clear_step(world: World, state: State, label: str, href: str) -> None:
    case = new_case(world.alice)
    shared(world.alice, case, world.housing)
    with acting(world.alice):
        Case.objects.filter(pk=case.pk).update(state=state)
    ours, theirs = page_of(world, world.alice, case), page_of(world, world.bob, case)
    link = f'<a href="/cases/{case.reference}/{href}" role="button" draggable="false" class="govuk-button"'
    assert link in ours
    assert link not in theirs
    assert 'aria-disabled="true"' in theirs
    assert "Only the lead agency can" in theirs
    assert label in theirs


def test_what_blocks_closing_is_on_the_page(world: World) -> None:
    page = page_of(world, world.alice, decided_case(world.alice))
    assert "<li>The victim has not been told what happened.</li>" in page


def test_a_partner_reads_until_when_it_sees_what(world: World) -> None:
    case, until = new_case(world.alice), timezone.localtime() + timedelta(days=30)
    shared(world.alice, case, world.housing, Section.RISK, live_until=until)
    page = page_of(world, world.bob, case)
    assert (
        f'Ashbridge Housing sees these sections until <span class="site-nowrap">{until:%-d %B %Y, %H:%M}</span>' in page
    )
    assert "<li>Risk assessments</li><li>Summary: when, where, strands, state</li></ul>" in page


def test_access_can_be_taken_back_on_the_page(world: World) -> None:
    case = new_case(world.alice)
    access = shared(world.alice, case, world.housing)
    browser, path = world.client(world.alice), f"/cases/{case.reference}/access/{access.pk}/revoke/"
    assert path in page_of(world, world.alice, case)
    assert "Ashbridge Housing will no longer see" in browser.get(path).content.decode()
    assert browser.post(path, follow=True).status_code == 200
    assert world.client(world.bob).get(f"/cases/{case.reference}/").status_code == 404
    page = page_of(world, world.alice, case)
    assert "Taken back" in page
    assert path not in page


def test_only_the_lead_agency_may_open_that_page(world: World) -> None:
    case = new_case(world.alice)
    access = shared(world.alice, case, world.housing)
    path = f"/cases/{case.reference}/access/{access.pk}/revoke/"
    answer = world.client(world.bob).get(path)
    assert answer.status_code == 403
    assert "Only the lead agency can share this case." in answer.content.decode()
    own = world.client(world.alice).get(path.replace(str(access.pk), str(_lead_access(world, case))))
    assert own.status_code == 404


def _lead_access(world: World, case: Case) -> object:
    with acting(world.alice):
        return case.accesses.get(reason="lead").pk


def lines(actor: Actor, case: Case) -> list[str]:
    """Return the timeline of this app, oldest first."""
    with acting(actor):
        return [entry.text for entry in reversed(timeline_for(Look(actor, case)))]


def test_timeline_of_the_lead_agency(world: World) -> None:
    case = decided_case(world.alice, Choice.MULTI_AGENCY)
    access = shared(world.alice, case, world.housing)
    with acting(world.alice):
        revoke(actor=world.alice, case=case, access=access)
    further_incident(world.alice, case)
    assert lines(world.alice, case) == [
        "Case opened",
        "Risk assessed: high",
        "Decision: multi-agency",
        "Access given to Ashbridge Housing",
        "Access taken back from Ashbridge Housing",
        "Further incident recorded",
        "Decision re-opened: a further incident was added",
    ]


def test_timeline_of_a_partner_with_the_summary_only(world: World) -> None:
    case = decided_case(world.alice, Choice.MULTI_AGENCY)
    shared(world.alice, case, world.housing)
    further_incident(world.bob, case)
    assert lines(world.bob, case) == [
        "Case opened",
        "Risk assessment completed",
        "Decision: multi-agency",
        "Further incident recorded",
        "Decision re-opened",
    ]


def test_the_timeline_tells_the_day_on_which_the_victim_was_told(world: World) -> None:
    case, today = closed_case(world.alice), timezone.localdate()
    shared(world.alice, case, world.housing)
    for actor in (world.alice, world.bob):
        with acting(actor):
            (told,) = [entry for entry in timeline_for(Look(actor, case)) if entry.text.startswith("Victim")]
        words = TOLD[actor.name]
        assert (told.text, told.by) == words
        assert timezone.localtime(told.at).replace(tzinfo=None) == datetime(today.year, today.month, today.day)  # noqa: DTZ001
        item = page_of(world, actor, case).split(f"{words[0]}</h3>")[1].split("</time>")[0]
        assert f'<time datetime="{today.isoformat()}">{today:%-d %B %Y}' in item


def test_the_timeline_tells_the_lead_agency_why_the_victim_was_not_told(world: World) -> None:
    case = decided_case(world.alice)
    shared(world.alice, case, world.housing)
    with acting(world.heidi):
        tell_everybody(world.heidi, case, NotTold.DECLINED)
    with acting(world.alice):
        unsafe = [Told(person, not_told=NotTold.UNSAFE) for person in can_be_told(case)]
        tell_people(actor=world.alice, case=case, told=unsafe)
        entries = timeline_for(Look(world.alice, case))
        told = [(entry.text, entry.by) for entry in entries if entry.text.startswith("Victim")]
    assert told == [
        ("Victim not told: making contact would not be safe", "Alice, Hate Crime Unit"),
        ("Victim not told: they asked not to be told", "Heidi, Hate Crime Unit"),
    ]
    assert not any(line.startswith("Victim") for line in lines(world.bob, case))


def test_an_earlier_decision_does_not_pass_for_the_present_one(world: World) -> None:
    case = decided_case(world.alice)
    again = "The decision has been re-opened and has to be taken again."
    assert again not in page_of(world, world.alice, case)
    further_incident(world.alice, case)
    assert again in page_of(world, world.alice, case)


def test_a_closed_case_says_so_and_can_be_opened_again(world: World) -> None:
    case = closed_case(world.alice)
    page = page_of(world, world.alice, case)
    assert "Investigated, no suspect identified" in page
    assert "Re-open the case" in page
    browser = world.client(world.alice)
    empty = browser.post(f"/cases/{case.reference}/reopen/", {"reason": ""})
    assert "Say what has changed" in empty.content.decode()
    done = browser.post(f"/cases/{case.reference}/reopen/", {"reason": "A witness came forward."}, follow=True)
    assert "The decision has to be taken again." in done.content.decode()
    assert "A witness came forward." in done.content.decode()


def test_roles_without_cases_get_403(world: World) -> None:
    case = assessed_case(world.alice)
    expected = {
        "alice": 200,
        "bob": 404,
        "charlie": 404,
        "dana": 200,
        "erin": 403,
        "frank": 403,
        "grace": 403,
        "heidi": 200,
        "ivan": 403,
        "judy": 404,
        "karim": 403,
    }
    answers = {
        name: world.client(world.people()[name]).get(f"/cases/{case.reference}/").status_code for name in expected
    }
    assert answers == expected


def test_queries_do_not_grow_with_the_case(world: World) -> None:
    case, browser = decided_case(world.alice), world.client(world.alice)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(f"/cases/{case.reference}/").status_code == 200
        return len(queries)

    count()
    few = count()
    for _ in range(3):
        further_incident(world.alice, case)
        assess(world.alice, case)
        shared(world.alice, case, world.housing, *Section)
    assert count() <= few
