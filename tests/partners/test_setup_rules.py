"""Rules of setting up that the commands and the administrator's pages share."""

import pytest
from django.utils import timezone

from partners.actions import people, roles, setup
from partners.errors import NotPermitted, NotPossible
from partners.models import Membership, Seat, User
from partners.roles import Role
from partners.scope import acting
from tests.personas import World


def test_only_an_administrator_sets_up(world: World) -> None:
    with acting(world.alice), pytest.raises(NotPermitted, match="administration of the partnership"):
        setup.create_agency(actor=world.alice, code="NEW", name="New")
    with acting(world.frank):
        setup.create_agency(actor=world.frank, code="NEW", name="New")
    assert Seat.objects.get(agency__code="NEW").partnership == world.partnership


def test_an_administrator_cannot_let_themselves_see_cases(world: World) -> None:
    frank = User.objects.get(pk=world.frank.person)
    with acting(world.frank):
        with pytest.raises(NotPermitted, match="cannot give yourself"):
            roles.give_role(actor=world.frank, user=frank, agency=world.unit, role=Role.CASEWORKER)
        roles.give_role(actor=world.frank, user=frank, agency=world.unit, role=Role.MANAGER)
    assert set(frank.memberships.values_list("role", flat=True)) == {"administrator", "manager"}


def test_a_role_is_ended_only_within_the_partnership(world: World) -> None:
    theirs = Membership.objects.get(user_id=world.judy.person)
    ours = Membership.objects.get(user_id=world.alice.person)
    with acting(world.frank):
        with pytest.raises(NotPossible, match="ended already"):
            roles.end_role(actor=world.frank, membership=theirs)
        roles.end_role(actor=world.frank, membership=ours)
    live = set(Membership.objects.live(timezone.localdate()).values_list("user__name", flat=True))
    assert {"Alice", "Judy"} & live == {"Judy"}


def test_no_link_for_somebody_who_works_elsewhere_too(world: World) -> None:
    judy = User.objects.get(pk=world.judy.person)
    judy.set_unusable_password()
    judy.save()
    with acting(world.frank):
        roles.give_role(actor=world.frank, user=judy, agency=world.unit, role=Role.CASEWORKER)
        with pytest.raises(NotPermitted, match="works in another partnership"):
            people.password_link(actor=world.frank, user=judy)
