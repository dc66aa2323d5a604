"""Logging an incident in the browser's terms: one thing a page, a draft that is never lost, checked, then recorded."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from cases.drafts import to_dos
from cases.models import Account, Case, Incident, IncidentDraft, Person
from cases.states import State
from partners.models import Notice
from partners.scope import acting, scope
from tests.cases.given import decided_case, shared
from tests.personas import World

YESTERDAY = f"{timezone.localdate() - timedelta(days=1):%d/%m/%Y}"
ANSWERS: dict[str, Mapping[str, object]] = {
    "when": {"occurred_on": YESTERDAY, "occurred_at": "21:20"},
    "where": {"premises": "street", "place": "Lantern Row, by the bus stop"},
    "what": {"description": "Shouted at on the way home, and followed to the door."},
    "kind": {"kind": "crime", "offence": "9B"},
    "strands": {"strands": ["race", "religion"], "flags": ["repeat"]},
    "religion": {"perceived_religion": ["muslim"]},
    "reporter": {"reported_by": "victim", "recorded_on": f"{timezone.localdate():%d/%m/%Y}"},
    "victim": {"victim": "one", "name": "Wilhelmina Testname", "phone": "01632 960001"},
    "about": {"age": "34", "sex": "female", "ethnicity": "asian_indian"},
    "contact": {"methods": ["text_message"], "safe_contact": "After six", "do_not_tell": "The landlord"},
    "subject": {"subject": "described", "subject_description": "A neighbour in a green coat"},
    "needs": {"danger": "Afraid to go out", "harm": "", "wanted": "To be left in peace"},
    "sharing": {"consent": "given", "pack_given": "yes"},
}


def start(browser: Client, **data: str) -> str:
    """Start a draft and return its key."""
    answer = browser.post(reverse("incident_start"), data)
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"].split("/")[3]


def page(draft: str, step: str) -> str:
    return reverse("incident_page", args=[draft, step])


def fill_in(browser: Client, draft: str, answers: Mapping[str, Mapping[str, object]] = ANSWERS) -> str:
    """Answer page after page, as each leads to the next, and return the page to check."""
    answer = browser.get(reverse("incident_resume", args=[draft]))
    for _ in range(len(answers) + 1):
        where = answer["Location"]
        if where.endswith("/check/"):
            return browser.get(where).content.decode()
        step = where.rstrip("/").split("/")[-1]
        assert browser.get(where).status_code == 200
        answer = browser.post(where, answers[step])
        assert answer.status_code == 302, answer.content.decode()
    raise AssertionError("The pages do not lead to the check.")


@pytest.fixture
def browser(world: World) -> Client:
    return world.client(world.alice)


def test_the_whole_form_records_what_was_typed(world: World, browser: Client) -> None:
    draft = start(browser)
    check = fill_in(browser, draft)
    for words in ("Wilhelmina Testname", "A neighbour in a green coat", "Street or open space", "21:20", "Muslim"):
        assert words in check
    assert "There is a problem" not in check
    done = browser.post(reverse("incident_check", args=[draft]), follow=True).content.decode()
    with acting(world.alice):
        incident = Incident.objects.get()
        case = incident.case
        victim = Person.objects.get(part="victim")
        subject = Person.objects.get(part="subject")
        account = Account.objects.get()
        assert not IncidentDraft.objects.exists()
    assert f'<strong class="site-reference">{case.reference}</strong>' in done
    assert (case.state, case.lead_agency_id, case.opened_on) == (State.NEW, world.unit.pk, timezone.localdate())
    assert (incident.kind, incident.offence, incident.strands) == ("crime", "9B", ["race", "religion"])
    assert (incident.perceived_religion, incident.flags, incident.premises) == (["muslim"], ["repeat"], "street")
    assert f"{timezone.localtime(incident.occurred_from):%d/%m/%Y %H:%M}" == f"{YESTERDAY} 21:20"
    assert (incident.consent, incident.pack_given, incident.recorded_by_id) == ("given", True, world.alice.user_id)
    assert (victim.name, victim.age, victim.sex, victim.ethnicity) == (
        "Wilhelmina Testname",
        34,
        "female",
        "asian_indian",
    )
    assert victim.safe_contact.endswith("After six")
    assert victim.do_not_tell == "The landlord"
    assert (subject.name, subject.description) == ("", "A neighbour in a green coat")
    assert (account.place, account.danger) == ("Lantern Row, by the bus stop", "Afraid to go out")
    for actor, expected in ((world.heidi, f"/cases/{case.reference}/"), (world.ivan, "/monitoring/")):
        with scope(user_id=actor.user_id):
            assert [(notice.subject, notice.path) for notice in Notice.objects.all()] == [(case.reference, expected)]


def test_what_was_typed_is_kept_even_when_it_cannot_be_used(world: World, browser: Client) -> None:
    draft = start(browser)
    answer = browser.post(page(draft, "when"), {"occurred_on": "the day before", "occurred_at": "21:20"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Enter a real date" in text
    assert 'value="the day before"' in text
    again = browser.get(page(draft, "when")).content.decode()
    assert 'value="the day before"' in again
    assert "There is a problem" not in again


def test_a_draft_can_be_left_listed_and_resumed_where_it_was_left(world: World, browser: Client) -> None:
    draft = start(browser)
    browser.post(page(draft, "when"), ANSWERS["when"])
    left = browser.post(page(draft, "where"), {**ANSWERS["where"], "then": "later"}, follow=True).content.decode()
    assert "Your draft is saved. You can come back to it here." in left
    assert reverse("incident_resume", args=[draft]) in left
    with acting(world.alice):
        assert [to_do.path for to_do in to_dos(world.alice)] == [reverse("incident_resume", args=[draft])]
    resumed = browser.get(reverse("incident_resume", args=[draft]))
    assert resumed["Location"] == page(draft, "what")
    assert "Lantern Row, by the bus stop" in browser.get(page(draft, "where")).content.decode()


def test_changing_an_answer_leads_back_to_the_check(browser: Client) -> None:
    draft = start(browser)
    fill_in(browser, draft)
    changed = browser.post(f"{page(draft, 'where')}?return=check", {**ANSWERS["where"], "premises": "shop"})
    assert changed["Location"] == reverse("incident_check", args=[draft])
    assert "Shop" in browser.get(changed["Location"]).content.decode()


def test_the_religion_is_asked_only_when_religion_was_a_reason(browser: Client) -> None:
    draft = start(browser)
    asked = browser.post(page(draft, "strands"), {"strands": ["race", "religion"]})
    assert asked["Location"] == page(draft, "religion")
    not_asked = browser.post(page(draft, "strands"), {"strands": ["race"]})
    assert not_asked["Location"] == page(draft, "reporter")


def test_nobody_in_particular_has_no_questions_about_the_person(browser: Client) -> None:
    draft = start(browser)
    assert browser.post(page(draft, "victim"), {"victim": "nobody"})["Location"] == page(draft, "subject")


def test_an_anonymous_victim_has_no_name(world: World, browser: Client) -> None:
    draft = start(browser)
    refused = browser.post(page(draft, "victim"), {"victim": "anonymous", "name": "Wilhelmina Testname"})
    assert "somebody anonymous has no name here" in refused.content.decode()
    answers = {**ANSWERS, "victim": {"victim": "anonymous"}}
    fill_in(browser, draft, answers)
    # The page had been on with a name; going on without it is what counts.
    browser.post(page(draft, "victim"), {"victim": "anonymous"})
    for step in answers:
        browser.post(page(draft, step), answers[step])
    browser.post(reverse("incident_check", args=[draft]))
    with acting(world.alice):
        victim = Person.objects.get(part="victim")
    assert (victim.is_anonymous, victim.name) == (True, "")


def test_several_victims_are_several_people(world: World, browser: Client) -> None:
    draft = start(browser)
    several = {"victim": "several", "name": "Wilhelmina Testname", "others": "Ottoline Testname\n\nBarnaby Testname"}
    fill_in(browser, draft, {**ANSWERS, "victim": several})
    browser.post(reverse("incident_check", args=[draft]))
    with acting(world.alice):
        names = set(Person.objects.filter(part="victim").values_list("name", flat=True))
    assert names == {"Wilhelmina Testname", "Ottoline Testname", "Barnaby Testname"}


def test_an_unfinished_form_cannot_be_logged_and_says_what_is_missing(world: World, browser: Client) -> None:
    draft = start(browser)
    browser.post(page(draft, "when"), ANSWERS["when"])
    shown = browser.get(reverse("incident_check", args=[draft])).content.decode()
    assert "Before you can log this incident" in shown
    refused = browser.post(reverse("incident_check", args=[draft]))
    text = refused.content.decode()
    assert refused.status_code == 200
    assert "There is a problem" in text
    assert "What happened? Enter what happened, even if it is only one sentence" in text
    assert f"{page(draft, 'what')}?return=check" in text
    with acting(world.alice):
        assert not Incident.objects.exists()
        assert IncidentDraft.objects.filter(pk=draft).exists()


def test_of_two_clicks_one_logs(world: World, browser: Client) -> None:
    draft = start(browser)
    fill_in(browser, draft)
    assert browser.post(reverse("incident_check", args=[draft])).status_code == 302
    assert browser.post(reverse("incident_check", args=[draft])).status_code == 404
    with acting(world.alice):
        assert Incident.objects.count() == 1


@pytest.mark.parametrize("name", ["dana", "bob", "judy"])
@pytest.mark.parametrize("address", ["incident_resume", "incident_check", "incident_discard"])
def test_a_draft_is_its_writers_alone(world: World, browser: Client, name: str, address: str) -> None:
    draft = start(browser)
    other = world.client(world.people()[name])
    assert other.get(reverse(address, args=[draft])).status_code == 404
    assert other.get(page(draft, "when")).status_code == 404
    assert other.post(page(draft, "when"), ANSWERS["when"]).status_code == 404


def test_a_draft_is_discarded_after_asking(world: World, browser: Client) -> None:
    draft = start(browser)
    asked = browser.get(reverse("incident_discard", args=[draft])).content.decode()
    assert "Discard this draft?" in asked
    browser.post(reverse("incident_discard", args=[draft]))
    with acting(world.alice):
        assert not IncidentDraft.objects.exists()


def test_a_further_incident_joins_its_case_and_reopens_the_decision(world: World, browser: Client) -> None:
    case = decided_case(world.alice)
    assert (
        f"Case {case.reference}" in browser.get(f"{reverse('incident_start')}?case={case.reference}").content.decode()
    )
    draft = start(browser, case=case.reference)
    fill_in(browser, draft)
    browser.post(reverse("incident_check", args=[draft]))
    with acting(world.alice):
        case.refresh_from_db()
        assert case.incidents.count() == 2
        assert Case.objects.count() == 1
    assert case.state == State.ASSESSED


def test_a_partner_with_access_adds_an_incident_and_one_without_cannot(world: World) -> None:
    case = decided_case(world.alice)
    shared(world.alice, case, world.housing)
    bob = world.client(world.bob)
    fill_in(bob, draft := start(bob, case=case.reference))
    assert bob.post(reverse("incident_check", args=[draft])).status_code == 302
    charlie = world.client(world.charlie)
    assert charlie.post(reverse("incident_start"), {"case": case.reference}).status_code == 404
    with acting(world.alice):
        agencies = set(Incident.objects.filter(case=case).values_list("agency_id", flat=True))
    assert agencies == {world.unit.pk, world.housing.pk}


def test_the_log_never_holds_what_was_typed(world: World, browser: Client) -> None:
    draft = start(browser)
    fill_in(browser, draft)
    browser.post(reverse("incident_check", args=[draft]))
    with acting(world.grace):
        events = list(Event.objects.filter(user_id=world.alice.user_id))
    assert {"draft.start", "draft.save", "incident.record"} <= {event.verb for event in events}
    told = " ".join(f"{event.subject} {event.reason} {event.facts}" for event in events)
    for typed in ("Testname", "Lantern", "01632", "landlord", "green coat"):
        assert typed not in told
