"""The second lock on what administrators write: plain rows and plain SQL as the app role, past all our Python."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, connection, models, transaction
from django.urls import reverse
from django.utils import timezone

from partners.actor import Actor
from partners.models import Acceptance, Agreement, Membership, Proposal, Seat, SingleSignOn
from partners.roles import Role
from partners.rules import SEES_CASES
from partners.scope import acting, scope
from tests.personas import World
from tests.security.administrators import appoint, propose


@pytest.fixture
def gina(world: World) -> Actor:
    return appoint(world, "gina")


INSERT = """INSERT INTO partners_membership (id, user_id, agency_id, partnership_id, role, since)
            VALUES (%s, %s, %s, %s, %s, current_date)"""


def insert(world: World, actor: Actor, role: str, *, person: Actor | None = None, key: UUID | None = None) -> None:
    """Write a role with plain SQL in the scope of `actor`."""
    values = [key or uuid4(), (person or actor).user_id, world.unit.pk, world.partnership.pk, role]
    with acting(actor), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(INSERT, values)


REFUSED = (ProgrammingError, InternalError)
TWO = "takes a second administrator"


@pytest.mark.parametrize("role", list(Role))
def test_the_database_knows_which_roles_see_cases(world: World, role: Role) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.role_sees_cases(%s)", [role])
        assert cursor.fetchone() == (role in SEES_CASES,)


@pytest.mark.parametrize("role", sorted({*SEES_CASES, Role.ADMINISTRATOR}))
def test_the_database_refuses_such_a_role_of_ones_own(world: World, role: str) -> None:
    for actor in (world.frank, world.erin):
        with pytest.raises(REFUSED, match=TWO):
            insert(world, actor, role)


def test_the_database_refuses_an_administrator_made_by_one(world: World) -> None:
    with pytest.raises(REFUSED, match=TWO):
        insert(world, world.frank, "administrator", person=world.erin)
    insert(world, world.frank, "manager")
    insert(world, world.frank, "caseworker", person=world.erin)


@pytest.mark.parametrize(
    "change",
    [
        "role = 'caseworker'",
        "role = 'administrator', until = NULL, ended_at = NULL, agency_id = %(housing)s",
        "until = NULL",
        "ended_at = NULL",
        "since = since - 1",
    ],
)
def test_the_database_refuses_to_widen_such_a_role(world: World, change: str) -> None:
    today = timezone.localdate()
    Membership.objects.filter(user_id=world.frank.person).update(until=today, ended_at=timezone.now())
    with acting(world.frank), pytest.raises(REFUSED, match=TWO), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE partners_membership SET {change} WHERE user_id = %(frank)s",
            {"frank": world.frank.user_id, "housing": world.housing.pk},
        )


def test_the_database_lets_such_a_role_end(world: World) -> None:
    with acting(world.frank):
        mine = Membership.objects.filter(user_id=world.frank.person)
        assert mine.update(until=timezone.localdate()) == 1
        assert mine.update(ended_at=timezone.now()) == 1


def decide(actor: Actor, proposal: Proposal) -> int:
    with acting(actor), transaction.atomic():
        return Proposal.objects.filter(pk=proposal.pk).update(
            outcome="approved", decided_by_id=actor.user_id, decided_at=timezone.now()
        )


def test_the_database_lets_an_approved_role_pass_exactly_once(world: World, gina: Actor) -> None:
    proposal = propose(world)
    with pytest.raises(REFUSED, match=TWO):
        insert(world, world.frank, "caseworker", key=proposal.pk)
    assert decide(gina, proposal) == 1
    for role, key in (("chair", proposal.pk), ("caseworker", uuid4())):
        with pytest.raises(REFUSED, match=TWO):
            insert(world, world.frank, role, key=key)
    insert(world, world.frank, "caseworker", key=proposal.pk)
    with pytest.raises(IntegrityError):
        insert(world, world.frank, "caseworker", key=proposal.pk)


def test_the_database_keeps_proposers_and_the_proposed_from_deciding(world: World, gina: Actor) -> None:
    own = propose(world)
    about_gina = propose(world, user_id=gina.user_id, role="", agency=None, since=None, email="x@example.org")
    for actor, proposal in ((world.frank, own), (gina, about_gina)):
        with pytest.raises(IntegrityError, match="proposal_needs_a_second_administrator"):
            decide(actor, proposal)
    for stranger in (world.alice, world.grace, world.lena):
        assert decide(stranger, own) == 0
    with pytest.raises(ProgrammingError, match="row-level security"), acting(gina), transaction.atomic():
        Proposal.objects.filter(pk=own.pk).update(
            outcome="approved", decided_by_id=world.erin.user_id, decided_at=timezone.now()
        )
    assert decide(gina, own) == 1
    assert decide(gina, own) == 0


@pytest.mark.parametrize("forged", ["proposed_by", "partnership", "outcome", "role"])
def test_the_database_refuses_forged_proposals(world: World, gina: Actor, forged: str) -> None:
    decided: dict[str, object] = {"outcome": "approved", "decided_by_id": gina.user_id, "decided_at": timezone.now()}
    values: dict[str, dict[str, object]] = {
        "proposed_by": {"proposed_by_id": gina.user_id},
        "partnership": {"partnership": world.other_partnership},
        "outcome": decided,
        "role": {},
    }
    author = world.alice if forged == "role" else world.frank
    proposal = Proposal(
        **{
            "partnership": world.partnership,
            "user_id": author.user_id,
            "agency": world.unit,
            "role": "chair",
            "since": timezone.localdate(),
            "proposed_by_id": author.user_id,
        }
        | values[forged]
    )
    with acting(author), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        proposal.save(force_insert=True)


def test_proposals_are_for_the_administrators_of_the_partnership(world: World, gina: Actor) -> None:
    proposal = propose(world)
    for actor in (world.alice, world.erin, world.grace, world.lena):
        with acting(actor):
            assert not Proposal.objects.exists()
    with scope():
        assert not Proposal.objects.exists()
    assert world.client(world.lena).get(reverse("proposal_page", args=[proposal.pk])).status_code == 404
    assert world.client(world.alice).get(reverse("proposal_page", args=[proposal.pk])).status_code == 403


def agreement(world: World, **values: object) -> Agreement:
    given: dict[str, object] = {
        "partnership": world.partnership,
        "kind": "sharing_agreement",
        "version": Agreement.objects.count() + 1,
        "title": "t",
        "text": "t",
        "in_force_from": date(2026, 1, 1),
        "made_by_id": world.frank.user_id,
    }
    return Agreement(**given | values)


def write(actor: Actor, row: models.Model) -> None:
    with acting(actor), transaction.atomic():
        row.save(force_insert=True)


def test_agreements_are_written_by_administrators_and_read_by_the_partnership(world: World) -> None:
    write(world.frank, agreement(world))
    forged = {"made_by_id": world.erin.user_id}, {"partnership": world.other_partnership}
    for values in forged:
        with pytest.raises(ProgrammingError, match="row-level security"):
            write(world.frank, agreement(world, version=9, **values))
    with pytest.raises(ProgrammingError, match="row-level security"):
        write(world.alice, agreement(world, version=9, made_by_id=world.alice.user_id))
    for actor in world.people().values():
        with acting(actor):
            assert Agreement.objects.exists() == (actor.partnership_id == world.partnership.pk)
    with scope():
        assert not Agreement.objects.exists()


def test_everybody_accepts_for_themselves_and_administrators_see_who_has(world: World) -> None:
    text = agreement(world)
    write(world.frank, text)
    theirs = agreement(world, partnership=world.other_partnership, made_by_id=world.lena.user_id)
    write(world.lena, theirs)

    def accepted(actor: Actor, by: Actor, what: Agreement) -> Acceptance:
        return Acceptance(partnership_id=actor.partnership_id, agreement=what, user_id=by.person)

    write(world.alice, accepted(world.alice, world.alice, text))
    for forged in (
        accepted(world.alice, world.bob, text),
        accepted(world.judy, world.alice, theirs),
        accepted(world.alice, world.alice, theirs),
    ):
        with pytest.raises(ProgrammingError, match="row-level security"):
            write(world.alice, forged)
    seen = set()
    for name, actor in world.people().items():
        with acting(actor):
            if Acceptance.objects.exists():
                seen.add(name)
    assert seen == {"alice", "frank"}
    with scope():
        assert not Acceptance.objects.exists()


@pytest.mark.parametrize("table", ["partners_agreement", "partners_acceptance"])
def test_what_was_agreed_is_never_changed_or_removed(world: World, table: str) -> None:
    for command in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
        with (
            acting(world.frank),
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(command)


def sign_on(world: World, **values: object) -> SingleSignOn:
    given: dict[str, object] = {
        "seat": Seat.objects.get(agency=world.housing),
        "issuer": "https://login.example.org",
        "client_id": "us",
        "sealed_secret": "sealed",
        "domains": ["example.org"],
        "changed_by_id": world.frank.user_id,
    }
    return SingleSignOn(**given | values)


def change(actor: Actor, **values: object) -> int:
    with acting(actor), transaction.atomic():
        return SingleSignOn.objects.update(**values)


def test_the_database_lets_nobody_set_up_single_sign_on_alone(world: World, gina: Actor) -> None:
    """Whoever runs an agency's provider can be anybody of that agency."""
    now = timezone.now()
    for forged in (
        {"approved_by_id": gina.user_id, "approved_at": now},
        {"changed_by_id": gina.user_id},
        {"changed_by_id": None},
    ):
        with pytest.raises(REFUSED, match=TWO):
            write(world.frank, sign_on(world, **forged))
    write(world.frank, sign_on(world))
    with pytest.raises(IntegrityError, match="sign_on_needs_a_second_administrator"):
        change(world.frank, approved_by_id=world.frank.user_id, approved_at=now)
    for forged in (
        {"approved_by_id": gina.user_id, "approved_at": now},
        {"changed_by_id": gina.user_id, "approved_by_id": world.frank.user_id, "approved_at": now},
    ):
        with pytest.raises(REFUSED, match=TWO):
            change(world.frank, **forged)
    with pytest.raises(REFUSED, match=TWO):
        change(gina, approved_by_id=gina.user_id, approved_at=now, issuer="https://elsewhere.org")
    assert change(gina, approved_by_id=gina.user_id, approved_at=now) == 1
    for kept in ({"issuer": "https://elsewhere.org"}, {"is_on": True}, {"domains": ["elsewhere.org"]}):
        for actor in (world.frank, gina):
            with pytest.raises(REFUSED, match=TWO):
                change(actor, **kept)
    taken_away = {"approved_by_id": None, "approved_at": None}
    assert change(gina, issuer="https://elsewhere.org", changed_by_id=gina.user_id, **taken_away) == 1


def test_a_bound_account_is_never_changed_or_removed(world: World) -> None:
    for command in ("UPDATE partners_boundaccount SET id = id", "DELETE FROM partners_boundaccount"):
        with (
            acting(world.frank),
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(command)
