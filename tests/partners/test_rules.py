"""Every check of administration alone: who is refused, with which sentence, and when it says nothing."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.utils import timezone

from partners import rules
from partners.actor import Actor
from partners.errors import NotPermitted
from partners.models import Agency, Membership, Proposal, Seat, SingleSignOn, User
from partners.roles import Role
from partners.scope import acting
from tests.personas import World
from tests.refusing import LEAD, PARTNER, actor, refusal

NOT_YOURS = "Your role does not include the administration of the partnership."
FRANK = actor(Role.ADMINISTRATOR)


def somebody(**facts: object) -> User:
    return User(**{"pk": uuid4(), "email": "somebody@example.org", "name": "Somebody", **facts})


def oneself(who: Actor) -> User:
    return somebody(pk=who.user_id)


def test_an_administrator_administers() -> None:
    assert refusal(rules.check_may_administer, FRANK) == ""
    other = actor(Role.CHAIR)
    membership = Membership(user_id=uuid4(), role=Role.CASEWORKER)
    for check, *about in (
        (rules.check_may_administer,),
        (rules.check_may_give, somebody(), Role.MANAGER),
        (rules.check_may_end_role, membership),
        (rules.check_may_decide, Proposal(proposed_by_id=uuid4(), user_id=uuid4())),
        (rules.check_may_change_person, somebody()),
        (rules.check_may_send_link, somebody()),
        (rules.check_may_sign_out, somebody()),
        (rules.check_may_close_account, somebody()),
        (rules.check_may_reset_second_factor, somebody()),
        (rules.check_may_end_seat, Seat(agency_id=PARTNER)),
        (rules.check_may_approve, SingleSignOn(changed_by_id=uuid4())),
    ):
        assert refusal(check, other, *about) == NOT_YOURS, check.__name__


def test_what_an_actor_lacks_is_said() -> None:
    nobody = replace(FRANK, agency_id=None, user_id=None)
    for lacking in ("agency", "person"):
        with pytest.raises(NotPermitted):
            getattr(nobody, lacking)
    assert (FRANK.agency, FRANK.person) == (LEAD, FRANK.user_id)


def test_nobody_ends_their_own_role_as_administrator() -> None:
    own = "You cannot end your own role as administrator. Ask another administrator."
    frank = FRANK.person
    for user, role, said in (
        (frank, Role.ADMINISTRATOR, own),
        (frank, Role.MANAGER, ""),
        (uuid4(), Role.ADMINISTRATOR, ""),
    ):
        assert refusal(rules.check_may_end_role, FRANK, Membership(user_id=user, role=role)) == said


def test_a_proposal_is_decided_once_by_another() -> None:
    check = rules.check_may_decide

    def proposal(**facts: object) -> Proposal:
        return Proposal(**{"proposed_by_id": uuid4(), "user_id": uuid4(), **facts})

    assert refusal(check, FRANK, proposal()) == ""
    assert refusal(check, FRANK, proposal(outcome="accepted")) == "This proposal is decided already."
    by_frank = refusal(check, FRANK, proposal(proposed_by_id=FRANK.user_id))
    assert by_frank == "You proposed this. Another administrator decides."
    about_frank = refusal(check, FRANK, proposal(user_id=FRANK.user_id))
    assert about_frank == "This is about you. Another administrator decides."


def test_nobody_acts_on_their_own_account() -> None:
    for check, said in (
        (
            rules.check_may_sign_out,
            "This is your own account. Go to “Where you are signed in” at the foot of the page.",
        ),
        (rules.check_may_close_account, "You cannot close your own account. Ask another administrator."),
        (
            rules.check_may_reset_second_factor,
            "You cannot take away your own second step. Ask another administrator.",
        ),
    ):
        assert refusal(check, FRANK, oneself(FRANK)) == said
    assert refusal(rules.check_may_sign_out, FRANK, somebody()) == ""


def test_seats_and_sign_on_wait_for_somebody_else() -> None:
    end, approve, now = rules.check_may_end_seat, rules.check_may_approve, timezone.now()
    assert refusal(end, FRANK, Seat(agency_id=PARTNER)) == ""
    assert refusal(end, FRANK, Seat(agency_id=LEAD)).startswith("You act for this agency.")
    ended = Seat(agency_id=PARTNER, until=now.date())
    assert refusal(end, FRANK, ended) == "The seat of this agency has ended already."
    assert refusal(approve, FRANK, SingleSignOn(changed_by_id=uuid4())) == ""
    own = refusal(approve, FRANK, SingleSignOn(changed_by_id=FRANK.user_id))
    assert own == "You wrote these settings. Another administrator approves them."
    approved = SingleSignOn(changed_by_id=uuid4(), approved_at=now)
    assert refusal(approve, FRANK, approved) == "These settings are approved."


def test_who_works_in_another_partnership_too_is_not_one_administrators_to_change(world: World) -> None:
    frank = world.frank
    with acting(frank):
        here, anew = User.objects.get(pk=world.alice.person), User.objects.get(pk=world.bob.person)
        anew.set_unusable_password()
    away = somebody(pk=world.judy.person, name="Judy")
    away.set_unusable_password()
    elsewhere = "Judy works in another partnership too"
    with acting(frank):
        for check, sentence in (
            (rules.check_may_change_person, f"{elsewhere}. Ask whoever looks after the site."),
            (rules.check_may_send_link, f"{elsewhere}, whose administrator sends the link."),
            (rules.check_may_close_account, f"{elsewhere}. End the roles here instead."),
            (rules.check_may_reset_second_factor, f"{elsewhere}. Its administrator has to do this."),
        ):
            assert refusal(check, frank, anew) == "", check.__name__
            assert refusal(check, frank, away) == sentence
        assert refusal(rules.check_may_send_link, frank, here).startswith("Alice has set a password.")


def test_what_takes_a_second_administrator(world: World) -> None:
    frank = world.frank
    machine = replace(frank, user_id=None)
    with acting(frank):
        own = User.objects.get(pk=frank.person)
        other = User.objects.get(pk=world.alice.person)
        twin = somebody(email=own.email.upper().replace("@", "+again@"))
        for user, role, takes in (
            (own, Role.CASEWORKER, True),
            (twin, Role.CASEWORKER, True),
            (other, Role.CASEWORKER, False),
            (own, Role.MANAGER, False),
            (other, Role.ADMINISTRATOR, True),
        ):
            assert rules.takes_two(frank, user, role) is takes
            assert not rules.takes_two(machine, user, role)
            said = refusal(rules.check_may_give, frank, user, role)
            assert said.startswith("You cannot") is takes
        addresses = {user: rules.address_takes_two(frank, user) for user in (own, other)}
        assert addresses == {own: False, other: True}
        assert not rules.address_takes_two(machine, other)
        assert not rules.address_takes_two(frank, User.objects.get(pk=world.erin.person))


def test_an_agency_that_sits_elsewhere_keeps_its_name(world: World) -> None:
    with acting(world.frank):
        seats = Seat.objects.select_related("agency").filter(partnership_id=world.partnership.pk)
        assert {refusal(rules.check_may_rename, seat) for seat in seats} == {""}
    strange = Seat(pk=uuid4(), agency=Agency(pk=world.unit.pk, name="The Unit"))
    with acting(world.frank):
        assert refusal(rules.check_may_rename, strange) == (
            "The Unit sits in another partnership too, under the same name."
        )
