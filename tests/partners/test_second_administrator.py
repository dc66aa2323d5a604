"""An administrator never sees cases, and never becomes two administrators, without a second administrator."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from partners.actions import people, proposals, roles
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.models import Agency, Membership, Notice, Proposal, User
from partners.roles import Role
from partners.rules import SEES_CASES, mailbox
from partners.scope import acting
from tests.partners.test_administration import roles_of, text_of
from tests.personas import SINCE, World
from tests.security.administrators import appoint, propose


@pytest.fixture
def gina(world: World) -> Actor:
    return appoint(world, "gina")


def give(world: World, browser: Client, role: str, person: Actor | None = None) -> str:
    """Fill in the page for giving a role, and return what it says."""
    key = (person or world.frank).user_id
    answers = {"agency": str(world.unit.pk), "role": role}
    return text_of(browser.post(reverse("role_give", args=[key]), answers, follow=True))


def notices_of(actor: Actor) -> set[tuple[str, str]]:
    with acting(actor):
        return set(Notice.objects.filter(user_id=actor.person).values_list("kind", "path"))


def verbs(world: World, actor: Actor) -> list[str]:
    with acting(world.grace):
        found = Event.objects.filter(user_id=actor.user_id, verb__regex=r"^(role|address|user)\.").order_by("at")
        found = found.exclude(verb__regex=r"\.(list|read)$")
        return list(found.values_list("verb", flat=True))


def proposal_of(actor: Actor) -> Proposal:
    with acting(actor):
        return Proposal.objects.select_related("user", "agency", "proposed_by").latest("proposed_at")


@pytest.mark.parametrize("role", sorted(SEES_CASES))
def test_their_own_role_that_sees_cases_waits_for_another_administrator(world: World, gina: Actor, role: Role) -> None:
    franks = world.client(world.frank)
    said = give(world, franks, role)
    assert f"The role “{role.label}” waits for a second administrator." in said
    assert "The other administrators of the partnership have been told." in said
    assert roles_of(world.frank) == {("administrator", "HCU")}
    proposal = proposal_of(world.frank)
    page = reverse("proposal_page", args=[proposal.pk])
    assert notices_of(gina) == {("proposal_waits", page)}

    assert "You proposed this. Another administrator decides." in text_of(franks.get(page))
    own = franks.post(reverse("proposal_approve", args=[proposal.pk]), follow=True)
    assert "You proposed this. Another administrator decides." in text_of(own)
    assert roles_of(world.frank) == {("administrator", "HCU")}

    ginas = world.client(gina)
    assert "Decide as the second administrator" in text_of(ginas.get("/"))
    assert f"Frank: {role.label}, Hate Crime Unit" in text_of(ginas.get(reverse("administration")))
    assert "Approved by Gina" in text_of(ginas.post(reverse("proposal_approve", args=[proposal.pk]), follow=True))
    assert roles_of(world.frank) == {("administrator", "HCU"), (role, "HCU")}
    assert notices_of(world.frank) == {("proposal_decided", page)}
    assert (verbs(world, world.frank), verbs(world, gina)) == (["role.propose"], ["role.approve"])
    assert "is decided already" in text_of(ginas.post(reverse("proposal_refuse", args=[proposal.pk]), follow=True))


def test_what_is_refused_changes_nothing(world: World, gina: Actor) -> None:
    give(world, world.client(world.frank), "chair")
    refused = reverse("proposal_refuse", args=[proposal_of(world.frank).pk])
    assert "Refused by Gina" in text_of(world.client(gina).post(refused, follow=True))
    assert roles_of(world.frank) == {("administrator", "HCU")}
    assert verbs(world, gina) == ["role.refuse"]
    with acting(gina), pytest.raises(NotPossible, match="decided already"):
        proposals.approve(actor=gina, proposal=proposal_of(gina))


def test_a_lone_administrator_is_told_who_can_help(world: World) -> None:
    said = give(world, world.client(world.frank), "chair")
    assert "There is no other administrator yet: whoever looks after the site can appoint one" in said
    assert "This is proposed already." in give(world, world.client(world.frank), "chair")


def test_roles_without_cases_and_roles_of_others_take_one_administrator(world: World, gina: Actor) -> None:
    franks = world.client(world.frank)
    assert "Frank has the role “Partnership manager”." in give(world, franks, "manager")
    assert "Erin has the role “Caseworker”." in give(world, franks, "caseworker", world.erin)
    assert notices_of(gina) == {("case_role_given", reverse("person_page", args=[world.erin.user_id]))}


def test_nobody_is_made_administrator_by_one_alone(world: World, gina: Actor) -> None:
    """Or one administrator would make the second, and let it approve."""
    franks = world.client(world.frank)
    said = give(world, franks, "administrator", world.erin)
    assert "The role “Partnership administrator” waits for a second administrator." in said
    assert roles_of(world.erin) == {("manager", "HCU")}
    answers = {"name": "Nora", "email": "nora@example.org", "agency": str(world.unit.pk), "role": "administrator"}
    assert "waits for a second administrator" in text_of(franks.post(reverse("person_new"), answers))
    nora = User.objects.get(email="nora@example.org")
    assert roles_of(nora) == set()
    assert franks.get(reverse("person_page", args=[nora.pk])).status_code == 200
    world.client(gina).post(reverse("proposal_approve", args=[proposal_of(gina).pk]))
    assert roles_of(nora) == {("administrator", "HCU")}


@pytest.mark.parametrize("address", ["frank@example.org", "Frank+two@example.org"])
def test_another_account_for_the_same_mailbox_is_the_same_person(world: World, gina: Actor, address: str) -> None:
    answers = {"name": "Francis", "email": address, "agency": str(world.unit.pk), "role": "caseworker"}
    world.client(world.frank).post(reverse("person_new"), answers)
    assert roles_of(User.objects.get(email=address.lower())) - {("administrator", "HCU")} == set()
    assert proposal_of(gina).role == "caseworker"


def test_addresses_of_one_mailbox() -> None:
    assert mailbox("Frank+cases@Example.org ") == mailbox("frank@example.org") == "frank@example.org"
    assert mailbox("frank@example.com") != mailbox("frank@example.org")


def change(browser: Client, person: Actor, **answers: str) -> str:
    path = reverse("person_edit", args=[person.user_id])
    return text_of(browser.post(path, answers, follow=True))


def test_the_address_of_somebody_who_sees_cases_waits_for_another_administrator(world: World, gina: Actor) -> None:
    """Whoever reads the mail of an account can ask for a new password, and be that person."""
    franks = world.client(world.frank)
    said = change(franks, world.bob, name="Robert", email="Frank@elsewhere.org")
    assert "The name is changed. The new address waits for a second administrator." in said
    bob = User.objects.get(pk=world.bob.person)
    assert (bob.name, bob.email) == ("Robert", "bob@example.org")
    assert proposal_of(gina).email == "frank@elsewhere.org"
    world.client(gina).post(reverse("proposal_approve", args=[proposal_of(gina).pk]))
    bob.refresh_from_db()
    assert bob.email == "frank@elsewhere.org"
    assert (verbs(world, world.frank), verbs(world, gina)) == (["user.change", "address.propose"], ["address.approve"])


def test_the_address_of_an_administrator_takes_a_third_one(world: World, gina: Actor) -> None:
    hana = appoint(world, "hana")
    change(world.client(world.frank), gina, name="Gina", email="frank@elsewhere.org")
    proposal = proposal_of(hana)
    with acting(gina), pytest.raises(NotPermitted, match="This is about you"):
        proposals.approve(actor=gina, proposal=proposal)
    assert {kind for kind, _ in notices_of(gina)} == set()
    with acting(hana):
        proposals.refuse(actor=hana, proposal=proposal)
    assert User.objects.get(pk=gina.person).email == "gina@example.org"
    assert verbs(world, hana) == ["address.refuse"]


def test_other_addresses_are_changed_at_once(world: World) -> None:
    said = change(world.client(world.frank), world.erin, name="Erin", email="Erin.New@example.org")
    assert "The account is changed." in said
    assert User.objects.get(pk=world.erin.person).email == "erin.new@example.org"
    assert verbs(world, world.frank) == ["user.change"]


def test_what_is_wrong_with_a_change_is_said(world: World) -> None:
    franks = world.client(world.frank)
    taken = change(franks, world.erin, name="Erin", email="judy@example.org")
    assert "This address cannot be used. Use another one." in taken
    assert User.objects.get(pk=world.erin.person).email == "erin@example.org"
    Membership.objects.create(
        user_id=world.bob.person,
        agency=world.elsewhere,
        partnership=world.other_partnership,
        role=Role.CASEWORKER,
        since=SINCE,
    )
    assert "works in another partnership too" in change(franks, world.bob, name="R", email="bob@example.org")


def test_the_actions_refuse_without_the_pages(world: World) -> None:
    frank = User.objects.get(pk=world.frank.person)
    with acting(world.frank):
        with pytest.raises(NotPermitted, match="You cannot give yourself a role that sees cases"):
            roles.give_role(actor=world.frank, user=frank, agency=world.unit, role=Role.CASEWORKER)
        erin = User.objects.get(pk=world.erin.person)
        with pytest.raises(NotPermitted, match="You cannot make somebody an administrator alone"):
            roles.give_role(actor=world.frank, user=erin, agency=world.unit, role=Role.ADMINISTRATOR)
        with pytest.raises(NotPermitted, match="Your role does not include"):
            people.create_user(actor=world.erin, email="x@example.org", agency=world.unit, role=Role.MANAGER)


def test_a_command_at_the_machine_appoints_the_first_administrators(world: World) -> None:
    system = Actor(None, "create_user", None, "", world.partnership.pk, "", frozenset({Role.ADMINISTRATOR}))
    with acting(system):
        user, is_new = people.create_user(
            actor=system, email="first@example.org", agency=world.unit, role=Role.ADMINISTRATOR
        )
    assert is_new
    assert roles_of(user) == {("administrator", "HCU")}


def test_an_approval_that_comes_late_gives_what_is_left(world: World, gina: Actor) -> None:
    today = timezone.localdate()
    proposal = propose(world, since=today - timedelta(days=3), until=today - timedelta(days=1))
    with acting(gina), pytest.raises(NotPossible, match="last day"), transaction.atomic():
        proposals.approve(actor=gina, proposal=proposal)
    assert roles_of(world.frank) == {("administrator", "HCU")}
    assert Agency.objects.count() == 5
