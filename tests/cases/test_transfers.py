"""Handing a case over to another partnership: offered without names, accepted as a case of its own."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.http import Http404
from django.utils import timezone

from audit.models import Event
from cases.actions.accepting import accept
from cases.actions.closure import close
from cases.actions.restricting import lift, restrict
from cases.actions.transfers import decline, withdraw
from cases.actions.walls import wall_off
from cases.models import Account, Assessment, Case, Incident, Move, Person, Transfer, TransferAnswer, Wall
from cases.models.decision import Choice
from cases.policy import visible_cases
from cases.policy_transfers import get_transfer, papers_for, visible_transfers
from cases.queries_transfers import receivers, transfer_figures
from cases.sections import Section
from cases.states import TRANSITIONS, State
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.models import Notice
from partners.scope import acting
from tests.cases.given import NAME, decided_case, further_incident, new_case
from tests.cases.transferring import WHY, accepted, northmere, offered
from tests.personas import World

COPIED = (Incident, Account, Person, Assessment)
OWN = {"id", "case_id", "incident_id", "partnership_id", "external_reference", "transfer_id"}
"""What a copy has for itself."""


def stored(case: Case) -> dict[str, list[str]]:
    """Return all that the rows of a case say, whichever columns there are."""
    return {
        table.__name__: sorted(
            str({name: value for name, value in row.items() if name not in OWN})
            for row in table._default_manager.filter(case=case).values()
        )
        for table in COPIED
    }


def seen_by(actor: Actor) -> set[Transfer]:
    with acting(actor):
        return set(visible_transfers(actor))


def told(world: World, *people: Actor) -> dict[str, set[tuple[str, str]]]:
    """Return of each person which notices they have, of which kind and about what."""
    found = {}
    for actor in people:
        with acting(actor):
            found[actor.name] = set(Notice.objects.values_list("kind", "subject"))
    return found


def test_a_case_is_offered_without_names_and_accepted_as_a_case_of_its_own(world: World) -> None:
    there = northmere(world)
    case = decided_case(world.dana, Choice.SINGLE_AGENCY)
    further_incident(world.dana, case, strands=("religion", "race"), description="A second time.")
    with acting(world.dana):
        Incident.objects.filter(case=case).update(outcome="no_suspect")
        wall_off(actor=world.dana, case=case, user_id=world.alice.person, reason="Her neighbour.")
        before = stored(case)
    transfer = offered(world.dana, case)
    assert (transfer.kinds, transfer.strands) == (["incident"], ["Race or ethnicity", "Religion or belief"])
    assert seen_by(world.heidi) == seen_by(there.mona) == seen_by(world.judy) == {transfer}
    assert seen_by(world.alice) == seen_by(world.bob) == seen_by(there.nils) == seen_by(world.karim) == set()
    with acting(there.mona):
        assert not Case.objects.filter(pk=case.pk).exists()
        assert set(visible_cases(there.mona)) == set()
    page = world.client(there.mona).get(f"/transfers/{transfer.pk}/").content.decode()
    assert NAME not in page
    for words in (case.reference, WHY, "Hate Crime Unit, Ashbridge Safer Together", "Race or ethnicity, Religion"):
        assert words in page

    copy = accepted(there.mona, transfer)
    today = timezone.localdate()
    with acting(there.mona):
        assert stored(copy) == before
        assert set(Incident.objects.filter(case=copy).values_list("partnership_id", "transfer_id")) == {
            (world.other_partnership.pk, transfer.pk)
        }
        assert (copy.state, copy.lead_agency, copy.opened_on, copy.band) == (
            State.ASSESSED,
            world.elsewhere,
            today,
            "low",
        )
        assert list(Wall.objects.filter(case=copy).values_list("user_id", "reason")) == [
            (world.alice.person, "Her neighbour.")
        ]
        assert [paper.title for paper in papers_for(there.mona, copy)] == ["Decisions taken before"]
        assert set(visible_cases(there.mona)) == {copy}
    with acting(world.dana):
        case.refresh_from_db()
        assert (case.state, case.closed_on, case.closing_outcome) == (State.CLOSED, today, "transferred")
        assert stored(case) == before
        assert Move.objects.filter(case=case, to_state=State.CLOSED).count() == 1
        assert TransferAnswer.objects.get().copy_reference == copy.reference
        assert transfer_figures(today) == {"offered": 1, "accepted": 1, "received": 0}
    with acting(there.mona):
        assert transfer_figures(today) == {"offered": 0, "received": 1}
    assert told(world, world.heidi, world.dana, there.mona, world.judy, there.nils) == {
        "Heidi": {("incident_logged", case.reference), ("transfer_answered", case.reference)}
        | {("decision_reopened", case.reference)},
        "Dana": {("transfer_answered", case.reference)},
        "Mona": {("transfer_offered", case.reference)},
        "Judy": set(),
        "Nils": set(),
    }


def test_both_partnerships_log_it_each_in_its_own_book(world: World) -> None:
    there = northmere(world)
    case = new_case(world.dana)
    copy = accepted(there.mona, offered(world.dana, case))
    verbs = ("transfer.offer", "transfer.receive", "transfer.accept")
    logged = {}
    for actor in (world.dana, there.mona):
        with acting(actor):
            events = Event.objects.filter(verb__in=verbs).order_by("at")
            logged[actor.name] = list(events.values_list("verb", "subject", "user_id"))
    assert logged == {
        "Dana": [
            ("transfer.offer", case.reference, world.dana.user_id),
            ("transfer.accept", case.reference, None),
        ],
        "Mona": [
            ("transfer.receive", case.reference, None),
            ("transfer.accept", copy.reference, there.mona.user_id),
        ],
    }


def test_only_what_was_offered_goes_along(world: World) -> None:
    there = northmere(world)
    case = decided_case(world.dana)
    copy = accepted(there.mona, offered(world.dana, case, sections=[Section.PEOPLE]))
    with acting(there.mona):
        assert {name: len(rows) for name, rows in stored(copy).items()} == {
            "Incident": 1,
            "Account": 0,
            "Person": 1,
            "Assessment": 0,
        }
        assert (copy.state, copy.band, copy.review_on) == (State.NEW, "", None)
        assert set(papers_for(there.mona, copy)) == set()


def test_an_offer_is_declined_withdrawn_or_lapses(world: World) -> None:
    there = northmere(world)
    case = new_case(world.dana)
    transfer = offered(world.dana, case)
    with acting(there.mona), pytest.raises(NotPossible, match="Say why your agency does not take the case"):
        decline(actor=there.mona, transfer=transfer, reason=" ")
    with acting(there.mona):
        decline(actor=there.mona, transfer=transfer, reason="They live elsewhere.")
    for actor, deed in ((world.dana, withdraw), (there.mona, accept)):
        with acting(actor), pytest.raises(NotPossible, match="has been answered"):
            deed(actor=actor, transfer=transfer)
    second = offered(world.heidi, case)
    with acting(there.mona), pytest.raises(NotPermitted, match="Only the agency that offered the case"):
        withdraw(actor=there.mona, transfer=second)
    with acting(world.dana):
        withdraw(actor=world.dana, transfer=get_transfer(world.dana, second.pk))
    assert seen_by(there.mona) == {transfer}
    assert seen_by(world.dana) == {transfer, second}
    third = again(
        world.dana, second, offered_by_id=world.dana.person, lapses_on=timezone.localdate() - timedelta(days=1)
    )
    assert seen_by(there.mona) == {transfer}
    for lost in (transfer, second, third):
        with acting(there.mona):
            assert raw_accept(lost) is None
    with acting(world.dana):
        case.refresh_from_db()
        assert case.state == State.NEW
        assert transfer_figures(timezone.localdate()) == {
            "offered": 3,
            "declined": 1,
            "withdrawn": 1,
            "lapsed": 1,
            "received": 0,
        }


def again(actor: Actor, transfer: Transfer, **fields: object) -> Transfer:
    """Write another offer of the same case past the checks, as the database takes it."""
    with acting(actor):
        values = Transfer.objects.filter(pk=transfer.pk).values().get()
        return Transfer.objects.create(**{**values, "id": uuid4(), **fields})


def raw_accept(transfer: Transfer) -> object:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.accept_transfer(%s, %s, current_date)", [transfer.pk, f"T{uuid4().hex[:10]}"])
        return cursor.fetchone()[0]


def test_what_stands_against_handing_a_case_over(world: World) -> None:
    there = northmere(world)
    case = new_case(world.dana)

    def refused(actor: Actor, **fields: object) -> str:
        with pytest.raises((NotPermitted, NotPossible)) as refusal:
            offered(actor, case, **fields)  # type: ignore[arg-type]
        return str(refusal.value)

    today = timezone.localdate()
    assert refused(world.alice).startswith("Only the Responsible Person or a panel chair of your agency can hand")
    assert refused(world.dana, why=" ") == "Say why the other partnership gets this case."
    assert refused(world.dana, why=f"{NAME} moved.").startswith(f"This names “{NAME}”")
    assert refused(world.dana, sections=[Section.SUMMARY]).startswith("Choose what the other partnership needs")
    assert refused(world.dana, legal_gateway="curiosity").startswith("“curiosity” is not in the list")
    for days in (0, 29):
        assert refused(world.dana, lapses_on=today + timedelta(days=days)).startswith("Choose a day after today")
    for receiver in ("Ashbridge Housing", "Nowhere"):
        assert refused(world.dana, receiver=receiver).startswith("Choose an agency of another partnership")
    with acting(world.dana):
        Incident.objects.filter(case=case).update(outcome="")
        assert [each.name for each in receivers(world.dana)] == [
            "Northmere Homes, Northmere Partnership",
            "Northmere Police, Northmere Partnership",
        ]
        restrict(actor=world.dana, case=case, reason="The victim works here.")
    assert refused(world.dana).startswith("This case is restricted to named people")
    with acting(world.dana):
        lift(actor=world.dana, case=case)
    transfer = offered(world.dana, case)
    assert refused(world.dana) == "This case is offered to Northmere Police. Withdraw the offer first."
    with acting(world.dana), pytest.raises(NotPossible, match="withdraw the offer first"):
        close(actor=world.dana, case=case, outcome="no_suspect")
    with acting(world.dana):
        restrict(actor=world.dana, case=case, reason="The victim works here.")
    assert seen_by(there.mona) == set()
    with acting(there.mona), pytest.raises(Http404):
        get_transfer(there.mona, transfer.pk)
    with acting(there.mona):
        assert raw_accept(transfer) is None
    with acting(world.dana):
        lift(actor=world.dana, case=case)
    with acting(world.dana):
        Case.objects.filter(pk=case.pk).update(state=State.IN_CONFERENCE)
    with acting(there.mona):
        assert raw_accept(transfer) is None
    with acting(world.dana):
        Case.objects.filter(pk=case.pk).update(state=State.NEW)
    assert {state for state in State if State.CLOSED not in TRANSITIONS[state]} == {State.IN_CONFERENCE, State.CLOSED}
    for actor in (there.nils, world.judy, world.dana):
        with acting(actor):
            assert raw_accept(transfer) is None
    with acting(world.judy), pytest.raises(NotPermitted, match="Only the Responsible Person or a panel chair"):
        accept(actor=world.judy, transfer=transfer)
    with acting(there.nils), pytest.raises(NotPermitted, match="Only the agency that the case is offered to"):
        accept(actor=there.nils, transfer=transfer)
    assert accepted(there.mona, transfer).lead_agency == world.elsewhere
