"""Drafts in the seldom cases: two windows at once, an access that ends meanwhile, a person with two agencies."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from cases.actions import drafts
from cases.drafts import drafts_of
from cases.models import Case, IncidentDraft
from partners.errors import NotPossible
from partners.models import Membership, User
from partners.queries import actors_of
from partners.roles import Role
from partners.scope import acting
from tests.cases.given import end, new_case, shared
from tests.cases.test_incident_pages import fill_in, start
from tests.personas import World


@pytest.fixture
def draft(world: World) -> IncidentDraft:
    with acting(world.alice):
        return drafts.start(actor=world.alice)


def test_two_windows_do_not_undo_each_others_pages(world: World, draft: IncidentDraft) -> None:
    with acting(world.alice):
        other_window = IncidentDraft.objects.get(pk=draft.pk)
        drafts.save_page(actor=world.alice, draft=draft, page="what", typed={"description": ["A shout"]})
        drafts.save_page(actor=world.alice, draft=other_window, page="where", typed={"place": ["Lantern Row"]})
        kept = IncidentDraft.objects.get(pk=draft.pk).answers
    assert kept == {"what": {"description": ["A shout"]}, "where": {"place": ["Lantern Row"]}}


def test_nothing_is_saved_into_a_draft_that_is_gone(world: World, draft: IncidentDraft) -> None:
    with acting(world.alice):
        drafts.discard(actor=world.alice, draft=draft)
        with pytest.raises(NotPossible, match="logged or discarded already"):
            drafts.save_page(actor=world.alice, draft=draft, page="what", typed={})
        assert not IncidentDraft.objects.exists()


def test_an_access_that_ended_makes_no_case_out_of_a_further_incident(world: World) -> None:
    case = new_case(world.alice)
    access = shared(world.alice, case, world.housing)
    bob = world.client(world.bob)
    fill_in(bob, key := start(bob, case=case.reference))
    end(world.alice, access)
    refused = bob.post(reverse("incident_check", args=[key]))
    assert refused.status_code == 403
    assert "access to the case of this draft has ended" in refused.content.decode()
    with acting(world.bob):
        assert not Case.objects.exists()
        assert drafts_of(world.bob).filter(pk=key).exists(), "what was typed is still there"


def test_a_draft_belongs_to_the_agency_it_was_begun_for(world: World, draft: IncidentDraft) -> None:
    alice = User.objects.get(pk=world.alice.person)
    Membership.objects.create(
        user=alice,
        agency=world.housing,
        partnership=world.partnership,
        role=Role.CASEWORKER,
        since=date(2020, 1, 1),
    )
    at_housing = next(actor for actor in actors_of(alice) if actor.agency_id == world.housing.pk)
    with acting(at_housing):
        assert list(drafts_of(at_housing)) == []
        assert list(IncidentDraft.objects.all()) == [], "nor does the database show it"
    with acting(world.alice):
        assert list(drafts_of(world.alice)) == [draft]


def test_a_character_that_the_database_cannot_hold_is_left_out(world: World, draft: IncidentDraft) -> None:
    browser: Client = world.client(world.alice)
    address = reverse("incident_page", args=[draft.pk, "what"])
    assert browser.post(address, {"description": "A\0 shout"}).status_code == 302
    with acting(world.alice):
        assert IncidentDraft.objects.get().answers["what"] == {"description": ["A shout"]}
