"""The risk is assessed again when something has happened since: the cause is told, and nothing of other cases."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from cases.models import Account, Case, Incident, Person, PersonHistory, Prompt
from cases.models.person import Part
from cases.queries_risk import reasons_to_reassess
from cases.report import PersonReport
from cases.to_dos import to_dos
from partners.actor import Actor
from partners.scope import acting
from tests.cases.given import assess, assessed_case, closed_case, decided_case, further_incident, new_case, shared
from tests.personas import World

ELSEWHERE = "An incident was recorded elsewhere in the partnership"


def reasons(actor: Actor, case: Case) -> list[str]:
    with acting(actor):
        case.refresh_from_db()
        return reasons_to_reassess(case, timezone.localdate())


def tasks(actor: Actor) -> list[str]:
    with acting(actor):
        return [to_do.text for to_do in to_dos(actor) if to_do.text.startswith("Assess the risk")]


def page_of(world: World, actor: Actor, case: Case) -> str:
    return world.client(actor).get(reverse("case_page", args=[case.reference])).content.decode()


def test_a_further_incident_prompts_until_the_risk_is_assessed(world: World) -> None:
    case = assessed_case(world.alice)
    assert reasons(world.alice, case) == []
    shared(world.alice, case, world.housing)
    further_incident(world.bob, case)
    assert reasons(world.alice, case) == ["A further incident was added to this case"]
    further_incident(world.alice, case)
    assert reasons(world.alice, case) == ["2 further incidents were added to this case"]
    assert tasks(world.alice) == [
        f"Assess the risk of case {case.reference} again: 2 further incidents were added to this case"
    ]
    assert "2 further incidents were added to this case" in page_of(world, world.alice, case)
    assert "further incidents were added" not in page_of(world, world.bob, case)
    assert "review=on" in world.client(world.alice).get("/cases/?review=on").request["QUERY_STRING"]
    assert case.reference in world.client(world.alice).get("/cases/?review=on").content.decode()
    assess(world.alice, case)
    assert reasons(world.alice, case) == []
    assert tasks(world.alice) == []


def test_a_case_that_nobody_has_assessed_has_nothing_to_assess_again(world: World) -> None:
    case = new_case(world.alice)
    further_incident(world.alice, case)
    assert reasons(world.alice, case) == []


def test_the_day_of_the_review_prompts(world: World) -> None:
    case = decided_case(world.alice)
    with acting(world.alice):
        Case.objects.filter(pk=case.pk).update(review_on=timezone.localdate() + timedelta(days=1))
    assert reasons(world.alice, case) == []
    with acting(world.alice):
        Case.objects.filter(pk=case.pk).update(review_on=timezone.localdate())
    day = f"{timezone.localdate():%-d %B %Y}"
    assert reasons(world.alice, case) == [f"The review was set for {day}"]
    assert f"The review was set for {day}" in page_of(world, world.alice, case)


def subject(name: str) -> PersonReport:
    return PersonReport(part=Part.SUBJECT, name=name)


def test_an_incident_elsewhere_prompts_by_what_it_shares_and_tells_nothing_else(world: World) -> None:
    case = assessed_case(world.alice)
    other = new_case(world.bob)
    assert reasons(world.alice, case) == [f"{ELSEWHERE} against the same person"]
    new_case(world.charlie)
    assert reasons(world.alice, case) == [
        "2 incidents were recorded elsewhere in the partnership against the same person"
    ]
    with acting(world.alice):
        rows = set(Prompt.objects.filter(case=case).values_list("agency__name", "cause", "detail"))
    assert rows == {(None, "linked_repeat", "person")}  # type: ignore[comparison-overlap]
    page = page_of(world, world.alice, case)
    for told in (other.reference, "Ashbridge Housing", "Harbour Advice", "Bob"):
        assert told not in page.split("The risk needs to be assessed again")[1].split("</div>")[0]


def test_each_thing_in_common_is_named_and_the_nearest_one_alone(world: World) -> None:
    strong: dict[str, Any] = {"people": (), "place": "Flat 4, 12 Canary Row", "area": ""}
    cases: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
        "with the same subject": ({"people": (subject("Nadir Testname"),)}, {"people": (subject("NADIR  testname"),)}),
        "against the same household": (
            {"people": (PersonReport(part=Part.VICTIM, name="Ann One", address="12 Canary Road"),)},
            {"people": (PersonReport(part=Part.VICTIM, name="Bea Two", address="12, canary road"),)},
        ),
        "at the same place": (strong, strong),
    }
    plain: dict[str, Any] = {"people": (), "place": ""}
    for words, (before, now) in cases.items():
        case = new_case(world.alice, **(plain | before))
        assess(world.alice, case)
        new_case(world.bob, **(plain | now))
        assert reasons(world.alice, case) == [f"{ELSEWHERE} {words}"]
    apart = new_case(world.alice, people=(PersonReport(part=Part.VICTIM, name="Cora Three", age=20),), place="")
    assess(world.alice, apart)
    new_case(world.bob, people=(PersonReport(part=Part.VICTIM, name="Cora Three", age=60),), place="")
    assert reasons(world.alice, apart) == []


def test_no_prompt_goes_to_another_partnership_a_closed_case_or_out_of_a_restricted_one(world: World) -> None:
    closed = closed_case(world.alice)
    mine = assessed_case(world.alice)
    assert Prompt.objects.count() == 0
    new_case(world.judy)
    with acting(world.alice):
        assert Prompt.objects.count() == 0
    with acting(world.bob), connection.cursor() as cursor:
        incident = Incident.objects.filter(case=mine).first()
        assert incident is None
        with acting(world.alice):
            key = Incident.objects.get(case=mine).pk
        cursor.execute("SELECT app.prompt_linked_cases(%s)", [key])
    with acting(world.alice):
        assert Prompt.objects.filter(case__in=[closed, mine]).count() == 0


def test_a_changed_fact_about_safety_prompts_and_the_history_keeps_what_was(world: World) -> None:
    case = decided_case(world.alice)
    with acting(world.alice):
        incident = Incident.objects.get(case=case)
        victim = Person.objects.get(case=case)
    path = reverse("case_safety", args=[case.reference, incident.pk])
    browser = world.client(world.alice)
    shown = browser.get(path).content.decode()
    assert "Her brother" in shown
    same = {"danger": "Canary: a threat to come back", f"safe_{victim.pk}": "Canary: ring before noon"}
    same[f"not_{victim.pk}"] = "Her brother"
    assert "Nothing changed." in browser.post(path, same, follow=True).content.decode()
    assert reasons(world.alice, case) == []
    sent = same | {"adult_at_risk": "on", "danger": "Canary: he has a key", f"not_{victim.pk}": "Her brother and aunt"}
    browser.post(path, sent)
    assert reasons(world.alice, case) == [
        "A fact about somebody's safety changed: whether an adult is at risk",
        "A fact about somebody's safety changed: immediate danger and safeguarding",
        "A fact about somebody's safety changed: how it is safe to make contact, or who must not be told",
    ]
    with acting(world.alice):
        incident.refresh_from_db()
        assert incident.flags == ["adult_at_risk"]
        assert Account.objects.get(incident=incident).danger == "Canary: he has a key"
        kept = [row.do_not_tell for row in PersonHistory.rows(id=victim.pk).order_by("pgh_id")]  # type: ignore[attr-defined]
        event = Event.objects.get(verb="case.safety")
    assert kept == ["Her brother", "Her brother and aunt"]
    assert event.facts == {"changed": "adult_at_risk, danger, safe_contact"}
    assert world.client(world.charlie).get(path).status_code == 404
    shared(world.alice, case, world.housing)
    assert world.client(world.bob).get(path).status_code == 403
