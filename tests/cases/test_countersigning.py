"""A decision is countersigned by the Responsible Person where the partnership wants it, and its time is measured."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connections, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from cases.actions.countersigning import countersign
from cases.actions.decision import record as decide
from cases.actions.reopening import reopen_for_new_fact
from cases.closure import blockers_of
from cases.limits import clock_of
from cases.models import Case, Countersignature, Decision, Reopening
from cases.models.countersignature import CountersignatureVerdict
from cases.models.decision import Cause, Choice
from cases.rules_decision import check_may_countersign, check_somebody_can_countersign
from cases.states import State
from cases.to_dos_decision import to_dos
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.models import Membership, Notice, Partnership
from partners.roles import Role
from partners.scope import acting
from tests.cases.given import assessed_case, decided_case, new_case, shared
from tests.personas import World
from tests.refusing import LEAD, PARTNER, refusal
from tests.refusing import actor as somebody

SIGNED, RETURNED = CountersignatureVerdict.SIGNED, CountersignatureVerdict.RETURNED
BLOCKED = "The Responsible Person has not countersigned the decision."


@pytest.fixture
def wanted(world: World) -> World:
    """A partnership that wants decisions countersigned."""
    Partnership.objects.filter(pk=world.partnership.pk).update(countersigns_decisions=True)
    return world


def decision_of(world: World, case: Case) -> Decision:
    with acting(world.alice):
        return Decision.objects.select_related("case__partnership").filter(case=case)[0]


def says(actor: Actor, decision: Decision, verdict: CountersignatureVerdict, reason: str = "") -> None:
    with acting(actor):
        countersign(actor=actor, decision=decision, verdict=verdict, reason=reason)


def waiting(actor: Actor) -> list[str]:
    with acting(actor):
        return [to_do.text for to_do in to_dos(actor)]


def blockers(world: World, case: Case) -> list[str]:
    with acting(world.alice):
        return list(blockers_of(case))


def test_where_nobody_wants_it_nothing_waits(world: World) -> None:
    case = decided_case(world.alice)
    assert waiting(world.heidi) == []
    assert BLOCKED not in blockers(world, case)
    with pytest.raises(NotPossible, match="did not want this decision countersigned"):
        says(world.heidi, decision_of(world, case), SIGNED)


def test_it_waits_for_the_responsible_person_and_blocks_closing_until_signed(wanted: World) -> None:
    case = decided_case(wanted.alice)
    asked = f"Countersign the decision on case {case.reference}"
    assert [name for name, person in wanted.people().items() if asked in waiting(person)] == ["heidi"]
    assert BLOCKED in blockers(wanted, case)
    shown = wanted.client(wanted.alice).get(f"/cases/{case.reference}/").content.decode()
    assert "Waits for countersignature" in shown
    with acting(wanted.heidi):
        assert Notice.objects.filter(kind="decision_to_countersign", user_id=wanted.heidi.person).count() == 1
    says(wanted.heidi, decision_of(wanted, case), SIGNED)
    assert waiting(wanted.heidi) == []
    assert BLOCKED not in blockers(wanted, case)
    with acting(wanted.alice):
        stored = Countersignature.objects.get()
        assert Notice.objects.filter(kind="decision_countersigned", user_id=wanted.alice.person).count() == 1
        assert Event.objects.filter(verb="decision.countersign", subject=case.reference).count() == 1
    assert (stored.given_by_id, stored.verdict, case.state) == (wanted.heidi.person, "signed", State.SINGLE_AGENCY)
    with pytest.raises(NotPossible, match="countersigned or returned already"):
        says(wanted.heidi, decision_of(wanted, case), SIGNED)


def test_returned_it_is_taken_again_with_the_reason_shown_and_the_clock_running_on(wanted: World) -> None:
    case = decided_case(wanted.alice)
    with acting(wanted.alice):
        Case.objects.filter(pk=case.pk).update(decision_due_on=date(2026, 1, 5))
    path = reverse("decision_countersign", args=[case.reference, decision_of(wanted, case).pk])
    browser = wanted.client(wanted.heidi)
    assert "It fits the facts." in browser.get(path).content.decode()
    refused = browser.post(path, {"verdict": "returned", "reason": " "}).content.decode()
    assert "Say why you return the decision." in refused
    done = browser.post(path, {"verdict": "returned", "reason": "Ask the landlord first."}, follow=True)
    assert "Returned. The decision has to be taken again." in done.content.decode()
    with acting(wanted.alice):
        case.refresh_from_db()
        row = Reopening.objects.get(case=case)
        clock = clock_of(case, timezone.localdate())
    assert (case.state, case.decision_due_on) == (State.ASSESSED, date(2026, 1, 5))
    assert (row.cause, row.reason, clock.counted_from) == (Cause.RETURNED, "Ask the landlord first.", case.opened_on)
    page = wanted.client(wanted.alice).get(reverse("decision_new", args=[case.reference])).content.decode()
    assert "The Responsible Person returned the decision. Ask the landlord first." in " ".join(page.split())
    assert browser.get(path).status_code == 302


def test_a_reopened_decision_needs_no_countersignature(wanted: World) -> None:
    case = decided_case(wanted.alice)
    with acting(wanted.alice):
        reopen_for_new_fact(actor=wanted.alice, case=case, reason="He came back.")
    assert waiting(wanted.heidi) == []
    with pytest.raises(NotPossible, match="has been re-opened"):
        says(wanted.heidi, decision_of(wanted, case), SIGNED)


def test_nobody_countersigns_their_own_not_even_past_our_code(wanted: World) -> None:
    alone = assessed_case(wanted.heidi)
    with acting(wanted.heidi), pytest.raises(NotPossible, match="nobody else in your agency could do that here"):
        decide(actor=wanted.heidi, case=alone, choice=Choice.SINGLE_AGENCY, reasons="It is low.")
    about = {"agency_id": wanted.unit.pk, "partnership_id": wanted.partnership.pk, "since": date(2020, 1, 1)}
    Membership.objects.create(user_id=wanted.dana.person, role=Role.RESPONSIBLE_PERSON, **about)
    with acting(wanted.heidi):
        decide(actor=wanted.heidi, case=alone, choice=Choice.SINGLE_AGENCY, reasons="It is low.")
    decision = decision_of(wanted, alone)
    with pytest.raises(NotPermitted, match="You took this decision"):
        says(wanted.heidi, decision, SIGNED)
    with pytest.raises(NotPermitted, match="Only the Responsible Person"):
        says(wanted.alice, decision, SIGNED)
    row = {"decision": decision, "case": alone, "agency_id": wanted.unit.pk, "verdict": "signed"}
    for actor in (wanted.heidi, wanted.alice):
        for named in {actor.person, wanted.dana.person}:
            with (
                pytest.raises(ProgrammingError, match="row-level security"),
                transaction.atomic(),
                acting(actor),
            ):
                Countersignature(given_by_id=named, **row).save(force_insert=True)


def test_the_page_is_for_the_agency_that_decided(wanted: World) -> None:
    case = decided_case(wanted.alice)
    shared(wanted.alice, case, wanted.housing)
    path = reverse("decision_countersign", args=[case.reference, decision_of(wanted, case).pk])
    answers = {
        person: wanted.client(wanted.people()[person]).get(path).status_code for person in ("alice", "bob", "heidi")
    }
    assert answers == {"alice": 403, "bob": 403, "heidi": 200}


def test_time_is_measured_in_working_days_and_open_to_reports(world: World) -> None:
    """From Thursday 24 to Tuesday 29 December 2026: Christmas, the weekend and the substitute Monday do not count."""
    case = new_case(world.alice)
    Partnership.objects.filter(pk=world.partnership.pk).update(decision_limit_days=1)
    with acting(world.alice):
        case.refresh_from_db(fields=["partnership"])
        case.opened_on, case.decision_due_on = date(2026, 12, 24), date(2026, 12, 29)
        clock = clock_of(case, date(2026, 12, 29))
        late = clock_of(case, date(2026, 12, 30))
    assert (clock.counted_from, clock.working_days, clock.limit_days) == (date(2026, 12, 24), 1, 1)
    assert (clock.is_overdue, late.working_days, late.is_overdue) == (False, 2, True)


@pytest.mark.django_db(databases=["default", "stats"])
def test_a_decision_keeps_how_long_it_took(world: World) -> None:
    case = assessed_case(world.alice)
    overdue = {"decision_due_on": timezone.localdate() - timedelta(days=1)}
    with acting(world.alice):
        Case.objects.filter(pk=case.pk).update(**overdue)
    page = world.client(world.alice).get(reverse("decision_new", args=[case.reference])).content.decode()
    assert "0 of 5 working days used since" in page
    assert "Overdue" in page
    assert "Overdue" in world.client(world.alice).get("/cases/").content.decode()
    with acting(world.alice):
        made = decide(actor=world.alice, case=case, choice=Choice.SINGLE_AGENCY, reasons="It is low.")
    assert (made.counted_from, made.working_days, made.limit_days) == (case.opened_on, 0, 5)
    assert "0 working days from" in world.client(world.alice).get(f"/cases/{case.reference}/").content.decode()
    with connections["stats"].cursor() as cursor:
        cursor.execute("SELECT counted_from, working_days, limit_days FROM stats.decisions LIMIT 0")
        assert [column.name for column in cursor.description] == ["counted_from", "working_days", "limit_days"]


def test_the_checks_alone() -> None:
    def asked(
        who: Actor,
        *,
        needs: bool = True,
        stands: bool = True,
        state: State = State.IN_ACTION,
        is_answered: bool = False,
    ) -> str:
        case = Case(state=state, lead_agency_id=LEAD)
        decision = Decision(case=case, decided_by_id=uuid4(), needs_countersignature=needs)
        return refusal(check_may_countersign, who, decision, stands=stands, is_answered=is_answered)

    heidi = somebody(Role.RESPONSIBLE_PERSON)
    assert asked(heidi) == ""
    assert (
        asked(somebody(Role.RESPONSIBLE_PERSON, agency=PARTNER))
        == "Only the lead agency can countersign this decision."
    )
    assert asked(somebody()) == "Only the Responsible Person can countersign a decision."
    assert asked(heidi, needs=False) == "Your partnership did not want this decision countersigned."
    assert asked(heidi, is_answered=True) == "This decision has been countersigned or returned already."
    moved_on = "This decision has been re-opened. Nobody needs to countersign it any longer."
    assert asked(heidi, stands=False) == asked(heidi, state=State.ASSESSED) == moved_on
    strict, easy = Partnership(countersigns_decisions=True), Partnership()
    assert refusal(check_somebody_can_countersign, strict, True) == ""
    assert refusal(check_somebody_can_countersign, easy, False) == ""
    assert refusal(check_somebody_can_countersign, strict, False).startswith("Decisions are countersigned")
