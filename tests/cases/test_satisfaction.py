"""Asking victims how they were treated: stage by stage, or why not, and nobody where contact is unsafe."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from cases.actions.satisfaction import record_asking
from cases.actions.telling import Told, tell_people
from cases.models import Case, Person, Satisfaction
from cases.models.case import NotTold
from cases.models.person import Part
from cases.models.satisfaction import STAGES, AskingOutcome, Rating
from cases.models.telling import How
from cases.queries_satisfaction import is_unsafe, victims_of
from cases.report import PersonReport
from cases.rules_satisfaction import Asking, problems_of_asking
from cases.satisfaction_panel import to_dos
from cases.sections import Section
from partners.errors import NotPermitted, NotPossible
from partners.scope import acting
from tests.cases.given import VICTIM, closed_case, new_case, shared, tell_everybody
from tests.personas import World

TODAY = date(2026, 11, 21)
SATISFIED = dict.fromkeys(STAGES, Rating.VERY_SATISFIED)


def asking(outcome: AskingOutcome = AskingOutcome.ANSWERED) -> Asking:
    day = None if outcome is AskingOutcome.UNSAFE else timezone.localdate()
    return Asking(outcome=outcome, asked_on=day, ratings=SATISFIED if outcome is AskingOutcome.ANSWERED else {})


def victim_of(case: Case) -> Person:
    (victim,) = victims_of(case)
    return victim


def test_a_victim_of_a_closed_case_is_asked_on_the_page_and_the_answers_stand_nowhere_else(world: World) -> None:
    case, today = closed_case(world.alice), timezone.localdate()
    shared(world.alice, case, world.housing, Section.PEOPLE)
    browser, path = world.client(world.alice), reverse("case_satisfaction", args=[case.reference])
    untold = new_case(world.alice).reference
    assert 'id="satisfaction"' not in browser.get(f"/cases/{untold}/").content.decode()
    assert "Record how the victim was treated" in browser.get(f"/cases/{case.reference}/").content.decode()
    page = browser.get(path).content.decode()
    assert page.count("Did not say") == 5
    with acting(world.alice):
        key = str(victim_of(case).pk)
    sent: dict[str, Any] = {"person": key, "outcome": "answered"}
    sent |= {f"asked_on_{part}": str(getattr(today, part)) for part in ("day", "month", "year")} | {
        "asked_on": f"{today:%d/%m/%Y}"
    }
    sent |= dict.fromkeys(list(STAGES)[:4], "fairly_satisfied")
    page = browser.post(path, sent).content.decode()
    assert "Choose what they said, or “Did not say”" in page
    assert page.count(" checked") == 6
    page = browser.post(path, sent | {"whole_experience": "not_said"}, follow=True).content.decode()
    for words in ("It is recorded how the victim was asked.", "They answered", "Fairly satisfied", "Did not say"):
        assert words in page
    assert "Record how the victim was treated" not in page
    with acting(world.alice):
        row = Satisfaction.objects.get()
        assert (row.asked_on, row.treatment, row.whole_experience) == (today, "fairly_satisfied", "")
        assert (row.agency_id, row.recorded_by_id) == (world.alice.agency, world.alice.person)
        event = Event.objects.get(verb="satisfaction.record")
        assert (event.subject, event.facts, event.reason) == (case.reference, {}, "")
    theirs = world.client(world.bob).get(f"/cases/{case.reference}/").content.decode()
    assert ("Fairly satisfied" in theirs, "Record what a victim said" in theirs) == (True, False)


def test_it_waits_from_the_day_they_were_told_until_something_is_recorded_and_lapses(world: World) -> None:
    case = new_case(world.alice)
    with acting(world.alice):
        assert list(to_dos(world.alice)) == []
        tell_everybody(world.alice, case)
        (to_do,) = to_dos(world.alice)
        until = timezone.localdate() + timedelta(days=27)
        assert to_do.text == f"Ask how the victim was treated: case {case.reference}"
        assert (to_do.path, to_do.due) == (f"/cases/{case.reference}/satisfaction/", f"ask by {until:%-d %B %Y}")
        assert VICTIM.name not in to_do.text
    with acting(world.bob):
        assert list(to_dos(world.bob)) == []
    with acting(world.alice):
        record_asking(actor=world.alice, case=case, person=victim_of(case), asking=asking(AskingOutcome.NOT_REACHED))
        assert list(to_dos(world.alice)) == []


@pytest.mark.parametrize(("days", "waits"), [(27, True), (28, False)])
def test_after_four_weeks_nobody_is_prompted_any_more(
    world: World, monkeypatch: pytest.MonkeyPatch, days: int, waits: bool
) -> None:
    case = new_case(world.alice)
    with acting(world.alice):
        tell_everybody(world.alice, case)
        later = timezone.localdate() + timedelta(days=days)
        monkeypatch.setattr(timezone, "localdate", lambda: later)
        assert bool(list(to_dos(world.alice))) is waits


def test_nobody_is_asked_where_contact_is_unsafe(world: World) -> None:
    told_so = new_case(world.alice)
    chosen = PersonReport(
        part=Part.VICTIM, name=VICTIM.name, phone="01632 960 001", safe_contact="Do not contact\nEver"
    )
    asked_not_to = new_case(world.alice, people=(chosen,))
    with acting(world.alice):
        tell_everybody(world.alice, told_so, NotTold.UNSAFE)
        tell_everybody(world.alice, asked_not_to)
        for case in (told_so, asked_not_to):
            victim = victim_of(case)
            assert is_unsafe(victim)
            for outcome in (AskingOutcome.DECLINED, AskingOutcome.NOT_REACHED):
                with pytest.raises(NotPossible, match="is not safe"):
                    record_asking(actor=world.alice, case=case, person=victim, asking=asking(outcome))
            with pytest.raises(NotPossible, match="is not safe"):
                record_asking(actor=world.alice, case=case, person=victim, asking=asking())
        assert list(to_dos(world.alice)) == []
    browser = world.client(world.alice)
    page = browser.get(f"/cases/{told_so.reference}/").content.decode()
    assert ("Do not ask: making" in page, "Record that they were not asked" in page) == (True, True)
    assert ("Record how the victim" in page, "Record what a victim said" in page) == (False, False)
    page = browser.get(reverse("case_satisfaction", args=[told_so.reference])).content.decode()
    assert ("They answered" in page, "Did not say" in page) == (False, False)
    with acting(world.alice):
        record_asking(actor=world.alice, case=told_so, person=victim_of(told_so), asking=asking(AskingOutcome.UNSAFE))
        assert Satisfaction.objects.get().asked_on is None
        told = Told(victim_of(told_so), day=timezone.localdate(), how=How.LETTER)
        tell_people(actor=world.alice, case=told_so, told=[told])
        assert not is_unsafe(victim_of(told_so))


def test_who_may_record_it_and_of_whom(world: World) -> None:
    witness = PersonReport(part=Part.WITNESS, name="Ottoline Testname")
    case, other = new_case(world.alice, people=(VICTIM, witness)), new_case(world.alice)
    shared(world.alice, case, world.housing)
    with acting(world.alice):
        strangers = [Person.objects.get(case=case, part=Part.WITNESS), victim_of(other)]
        for stranger in strangers:
            with pytest.raises(NotPossible, match="Choose a victim of this case"):
                record_asking(actor=world.alice, case=case, person=stranger, asking=asking())
        victim = victim_of(case)
    with acting(world.bob), pytest.raises(NotPermitted, match="Only the lead agency can record how victims"):
        record_asking(actor=world.bob, case=case, person=victim, asking=asking())
    with acting(world.erin), pytest.raises(NotPermitted, match="Your role does not include asking victims"):
        record_asking(actor=world.erin, case=case, person=victim, asking=asking())


@pytest.mark.parametrize(
    ("said", "is_unsafe", "fields"),
    [
        (Asking(outcome=AskingOutcome.ANSWERED, asked_on=TODAY, ratings=SATISFIED), False, []),
        (Asking(outcome=AskingOutcome.DECLINED, asked_on=TODAY), False, []),
        (Asking(outcome=AskingOutcome.UNSAFE), False, []),
        (Asking(outcome=AskingOutcome.UNSAFE), True, []),
        (Asking(outcome=AskingOutcome.NOT_REACHED, asked_on=TODAY), True, ["outcome"]),
        (Asking(outcome=AskingOutcome.UNSAFE, asked_on=TODAY), False, ["asked_on"]),
        (Asking(outcome=AskingOutcome.DECLINED), False, ["asked_on"]),
        (Asking(outcome=AskingOutcome.DECLINED, asked_on=TODAY + timedelta(1)), False, ["asked_on"]),
        (Asking(outcome=AskingOutcome.DECLINED, asked_on=TODAY - timedelta(10)), False, []),
        (Asking(outcome=AskingOutcome.DECLINED, asked_on=TODAY - timedelta(11)), False, ["asked_on"]),
        (Asking(outcome=AskingOutcome.ANSWERED, asked_on=TODAY), False, ["outcome"]),
        (Asking(outcome=AskingOutcome.DECLINED, asked_on=TODAY, ratings=SATISFIED), False, ["outcome"]),
    ],
)
def test_what_an_asking_has_to_say(said: Asking, is_unsafe: bool, fields: list[str]) -> None:
    problems = problems_of_asking(said, opened_on=TODAY - timedelta(10), today=TODAY, is_unsafe=is_unsafe)
    assert [field for field, _ in problems] == fields


def test_the_database_holds_no_asking_that_contradicts_itself(world: World) -> None:
    case, today = new_case(world.alice), timezone.localdate()
    with acting(world.alice):
        about = {"case": case, "person": victim_of(case), "agency_id": world.alice.agency}
        for wrong in (
            {"outcome": "answered", "asked_on": today},
            {"outcome": "declined", "asked_on": today, "treatment": "neither"},
            {"outcome": "declined"},
            {"outcome": "unsafe", "asked_on": today},
            {"outcome": "answered", "asked_on": today, "treatment": "glad"},
            {"outcome": "lost", "asked_on": today},
        ):
            with pytest.raises(IntegrityError, match="satisfaction_"), transaction.atomic():
                Satisfaction(recorded_by_id=world.alice.person, **about, **wrong).save(force_insert=True)
