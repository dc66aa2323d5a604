"""The code's own lock, tried alone: with row security switched off, people see exactly what they see with it.

Row security repeats what the policies say, so that with both in place a mistake in one of them changes nothing that
anybody could see. `test_row_security*.py` try the database alone; here the tests of the policies run once more without
it. The functions of the database that know of walls and restrictions stay: they are how the policies learn of these.
"""

# ruff: noqa: F401, F811 — tests and fixtures are imported here so that they run here too.

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from cases.policy import visible_cases
from cases.sections import Section
from conferences.actions import agenda, publishing, queueing
from conferences.actions.recusing import Leaving, recuse
from conferences.models import Action, Conference, Item
from conferences.policy import get_conference, visible_actions, visible_conferences, visible_items
from conferences.policy import visible_referrals as panel_referrals
from partners.actor import Actor
from partners.roles import Role
from partners.scope import acting
from referrals.policy import visible_referrals
from reporting.actions.requests import request
from reporting.periods import parse_period
from reporting.policy import visible_runs
from reporting.registry import REPORTS
from tests.cases.test_emergency import (
    test_hidden_unknown_and_elsewhere_give_the_same_page,
    test_it_opens_one_case_with_all_its_sections_to_one_person_for_an_hour,
)
from tests.cases.test_policy import (
    laid_out,
    scene,
    test_a_hidden_case_is_not_found,
    test_access_begins_with_the_answer_to_an_offer,
    test_actors_without_an_agency_see_nothing,
    test_policy_shows_exactly_these_cases,
    test_policy_shows_exactly_these_sections,
    test_two_accesses_add_up,
    test_unknown_and_forbidden_look_the_same,
)
from tests.cases.test_restricted import (
    test_a_name_opens_nothing_by_itself,
    test_lifting_opens_it_to_the_agencies_again_and_takes_all_names,
    test_naming_and_unnaming_act_at_once,
    test_only_those_named_see_it,
)
from tests.cases.test_walls import test_it_stands_above_a_name_and_above_an_emergency, walled
from tests.conferences.meetings import a_case, a_conference, finalised
from tests.conferences.panels import a_panel, placed, planned, referred
from tests.conferences.test_agenda import (
    Agenda,
    arranged,
    publish,
    seen,
    test_a_change_after_publishing_takes_away_at_once_and_adds_when_published_again,
    test_an_empty_meeting_is_seen_by_the_agency_that_chairs_it,
)
from tests.conferences.test_visibility import (
    test_actions_that_each_person_sees,
    test_conferences_that_each_person_sees,
    test_hidden_and_unknown_look_the_same,
)
from tests.personas import World
from tests.referrals.given import referral
from tests.referrals.test_sending import WITHOUT_CONSENT, case, test_only_the_two_agencies_see_a_referral

pytestmark = pytest.mark.usefixtures("without_row_security")


def test_an_agency_sees_the_items_it_was_asked_to_until_the_set_date(world: World, arranged: Agenda) -> None:
    assert seen(world.dana) == [item.pk for item in arranged.items]
    assert seen(world.bob) == seen(world.charlie) == []
    publish(world, arranged)
    assert seen(world.bob) == [arranged.for_housing.pk, arranged.of_harbour.pk]
    assert seen(world.charlie) == [arranged.for_harbour.pk, arranged.of_harbour.pk]
    assert seen(world.judy) == seen(world.erin) == []
    with acting(world.dana):
        leaving = Leaving(world.housing.pk, "Bob", world.bob.person)
        recuse(actor=world.dana, item=arranged.of_harbour, leaving=leaving)
    assert seen(world.bob) == [arranged.for_housing.pk]
    with acting(world.dana):
        Conference.objects.update(access_until=timezone.localdate() - timedelta(days=1))
    assert (seen(world.bob), seen(world.charlie)) == ([], [arranged.of_harbour.pk])


def found(lists: Callable[[Actor], QuerySet[Any]], actor: Actor) -> set[UUID]:
    with acting(actor):
        return set(lists(actor).values_list("pk", flat=True))


def action_of(world: World) -> Action:
    """Return what a finished conference, chaired by Dana, asked Housing to do."""
    with acting(world.alice):
        conference = a_conference(world, a_case(world.alice))
    with acting(world.dana):
        finalised(world, conference)
        return Action.objects.select_related("case").get()


def test_a_case_that_is_closed_to_a_person_is_closed_in_every_list(world: World) -> None:
    action = action_of(world)
    with acting(world.dana):
        item = Item.objects.get(case=action.case)
    offered = referral(world.alice, action.case, world.housing, **WITHOUT_CONSENT)
    shown = {visible_items: item.pk, visible_actions: action.pk, visible_referrals: offered.pk}
    assert {each: found(each, world.bob) for each in shown} == {each: {key} for each, key in shown.items()}
    walled(world.alice, action.case, world.bob)
    assert {each: found(each, world.bob) for each in shown} == {each: set() for each in shown}
    assert {each: found(each, world.heidi) for each in shown} == {each: {key} for each, key in shown.items()}


def test_who_leads_a_case_and_was_not_asked_to_its_item_does_not_see_it(world: World, arranged: Agenda) -> None:
    with acting(world.dana):
        agenda.invite(actor=world.dana, item=arranged.of_harbour, given={world.housing.pk: [Section.ACCOUNT]})
    publish(world, arranged)
    assert seen(world.bob) == [arranged.for_housing.pk, arranged.of_harbour.pk]
    assert seen(world.charlie) == [arranged.for_harbour.pk]


def opens(actor: Actor, conference: Conference) -> bool:
    with acting(actor), suppress(Http404):
        return get_conference(actor, conference.pk) == conference
    return False


def test_the_agency_that_chairs_sees_its_meetings_unless_all_in_them_is_closed_to_a_person(world: World) -> None:
    panel = a_panel(world)
    empty, filled = planned(world, panel), planned(world, panel, days=14)
    item = placed(world, filled, referred(world.alice, panel), world.housing.pk)
    both = {empty.pk, filled.pk}
    assert found(visible_conferences, world.dana) == found(visible_conferences, world.heidi) == both
    for other in (replace(world.dana, roles=frozenset({Role.ADMINISTRATOR})), world.bob, world.judy):
        assert found(visible_conferences, other) == set()
    assert [opens(world.dana, each) for each in (empty, filled)] == [True, True]
    walled(world.alice, item.case, world.dana)
    assert [opens(world.dana, each) for each in (empty, filled)] == [True, False]
    assert not opens(replace(world.dana, partnership_id=world.other_partnership.pk), empty)
    assert (found(visible_items, world.dana), found(visible_conferences, world.dana)) == (set(), {empty.pk})
    assert (found(visible_items, world.heidi), found(visible_conferences, world.heidi)) == ({item.pk}, both)


def test_an_action_is_seen_by_who_does_it_who_leads_the_case_and_who_chaired_the_item(world: World) -> None:
    panel = a_panel(world)
    conference = planned(world, panel)
    placed(world, conference, referred(world.charlie, panel), world.housing.pk)
    with acting(world.dana):
        publishing.publish(actor=world.dana, conference=conference)
        finalised(world, conference)
        key = Action.objects.get().pk
    seers = {name for name, actor in world.people().items() if found(visible_actions, actor) == {key}}
    assert seers == {"alice", "bob", "charlie", "dana", "heidi"}


def test_a_conference_in_sight_opens_no_other(world: World) -> None:
    with acting(world.alice):
        own = a_conference(world, a_case(world.alice))
        other = a_conference(world, a_case(world.alice), invited={world.harbour.pk: [Section.RISK]})
    with acting(world.alice):
        assert [get_conference(world.alice, each.pk) for each in (own, other)] == [own, other]
    with acting(world.bob):
        assert get_conference(world.bob, own.pk) == own
        with pytest.raises(Http404):
            get_conference(world.bob, other.pk)


def test_the_same_agency_in_another_partnership_is_another(world: World, arranged: Agenda) -> None:
    publish(world, arranged)
    action_of(world)
    offered = referral(world.alice, arranged.for_housing.case, world.housing, **WITHOUT_CONSENT)
    lists = (visible_cases, visible_items, visible_conferences, visible_actions, visible_referrals, panel_referrals)
    here = world.dana
    there = replace(here, partnership_id=world.other_partnership.pk)
    assert offered.pk in found(visible_referrals, here)
    assert [each for each in lists if not found(each, here)] == []
    assert [each for each in lists if found(each, there)] == []


def test_a_referral_to_a_panel_is_for_the_two_agencies_while_it_stands(world: World) -> None:
    panel = a_panel(world)
    waiting = referred(world.charlie, panel)
    others = {name for name in world.people() if name not in {"alice", "charlie", "dana", "heidi"}}
    assert found(panel_referrals, world.charlie) == found(panel_referrals, world.dana) == {waiting.pk}
    assert {name for name in others if found(panel_referrals, world.people()[name])} == set()
    walled(world.charlie, waiting.case, world.dana)
    assert (found(panel_referrals, world.dana), found(panel_referrals, world.alice)) == (set(), {waiting.pk})
    with acting(world.charlie):
        queueing.take_back(actor=world.charlie, referral=waiting)
    assert (found(panel_referrals, world.alice), found(panel_referrals, world.charlie)) == (set(), {waiting.pk})


def test_what_is_reported_is_for_the_managers_of_the_partnership(world: World) -> None:
    with acting(world.erin):
        made = request(actor=world.erin, spec=REPORTS["quarterly"], period=parse_period("2024-Q1", year_starts=4))
    elsewhere = replace(world.erin, partnership_id=world.other_partnership.pk)
    shown = [found(visible_runs, actor) for actor in (world.erin, elsewhere, world.alice)]
    assert shown == [{made.pk}, set(), set()]
