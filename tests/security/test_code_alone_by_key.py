"""The code's own lock for one record by its key: with row security switched off, who gets which row is exactly this."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import models
from django.http import Http404
from django.utils import timezone

from audit.models import Event
from cases.models import Transfer, TransferPaper
from cases.policy_transfers import get_paper, get_transfer
from conferences.models import AgendaReferral, Correction, Item, Panel, Recusal
from conferences.policy_items import get_item, get_recusal
from conferences.policy_minutes import get_correction
from conferences.policy_panels import get_panel
from conferences.policy_panels import get_referral as get_panel_referral
from partners.actor import Actor
from partners.scope import acting
from referrals.models import Referral
from referrals.policy import get_referral
from reporting.models import Release, ReportFile, ReportRun
from reporting.policy import get_file, get_run, managers_of
from reporting.policy_releases import get_release
from tests.cases.test_walls import walled
from tests.personas import SINCE, World
from tests.security.records import Records

pytestmark = pytest.mark.usefixtures("without_row_security")


GETTERS: dict[Callable[[Actor, UUID], Any], type[models.Model]] = {
    get_correction: Correction,
    get_item: Item,
    get_panel: Panel,
    get_panel_referral: AgendaReferral,
    get_paper: TransferPaper,
    get_recusal: Recusal,
    get_referral: Referral,
    get_release: Release,
    get_run: ReportRun,
    get_transfer: Transfer,
}
THE_UNIT = ("alice", "dana", "heidi")
ALL_OF_IT = (
    get_correction,
    get_item,
    get_panel,
    get_panel_referral,
    get_paper,
    get_recusal,
    get_referral,
    get_transfer,
)
ASKED = (get_correction, get_item, get_recusal, get_referral)
FIGURES = (get_release, get_run)
"""A role without the page of a panel does not come as far as asking for one: `test_access_matrix.py`."""


def opened(actor: Actor) -> dict[Callable[[Actor, UUID], Any], set[UUID]]:
    """Return the rows that each way gives the actor, if any; a key that is nobody's is tried with them."""
    found = {}
    with acting(actor):
        for get, model in GETTERS.items():
            keys = [*model._default_manager.values_list("pk", flat=True), uuid4()]
            if given := {key for key in keys if gets(get, actor, key)}:
                found[get] = given
    return found


def gets(get: Callable[[Actor, UUID], Any], actor: Actor, key: UUID) -> bool:
    """Say whether there is this row for the actor, and that it is the one with the key."""
    try:
        row = get(actor, key)
    except Http404:
        return False
    assert (row[-1] if isinstance(row, tuple) else row).pk == key
    return True


def test_everybody_gets_exactly_their_own(records: Records) -> None:
    every = {get: set(model._default_manager.values_list("pk", flat=True)) for get, model in GETTERS.items()}
    people = records.world.people()
    found = {name: opened(actor) for name, actor in people.items()}
    whole = {get: every[get] for get in ALL_OF_IT}
    assert {name: found[name] for name in THE_UNIT} == dict.fromkeys(THE_UNIT, whole)
    of_bob = found["bob"]
    assert set(of_bob) == set(ASKED)
    assert of_bob[get_item] < every[get_item]
    assert {records.item.pk} <= of_bob[get_item]
    assert found["erin"] == {get: every[get] for get in (*FIGURES, get_panel)}
    others = {name: set(rows) - {get_panel} for name, rows in found.items() if name not in {*THE_UNIT, "bob", "erin"}}
    assert others == {name: set() for name in others}


def test_the_same_people_in_another_partnership_get_nothing(records: Records) -> None:
    world = records.world
    for actor in (world.dana, world.bob, world.erin):
        assert opened(replace(actor, partnership_id=world.other_partnership.pk)) == {}


def test_whoever_is_kept_away_from_the_case_gets_nothing_of_it(records: Records) -> None:
    world = records.world
    walled(world.alice, records.case, world.heidi)
    assert set(opened(world.heidi)) == {get_panel}
    walled(world.alice, records.case, world.bob)
    assert opened(world.bob) == {}
    assert set(opened(world.dana)) == set(ALL_OF_IT)


def test_a_file_is_that_of_its_report(records: Records) -> None:
    erin = records.world.erin
    with acting(erin):
        file = ReportFile.objects.get()
        without = ReportRun.objects.exclude(pk=file.run_id).get()
        assert get_file(erin, file.run_id, file.format) == file
        for run, format_ in ((without.pk, file.format), (file.run_id, "odt")):
            with pytest.raises(Http404):
                get_file(erin, run, format_)


def test_a_report_is_logged_when_its_figures_are_shown(records: Records) -> None:
    world = records.world
    with acting(world.erin):
        run = ReportRun.objects.first()
        assert run
        for purpose in ("", "report.read"):
            get_run(world.erin, run.pk, purpose=purpose)
    with acting(world.grace):
        assert Event.objects.filter(user_id=world.erin.user_id, verb__startswith="report.").count() == 1


def test_scheduled_reports_are_told_to_the_managers_of_the_day(world: World) -> None:
    today, partnership = timezone.localdate(), world.partnership.pk
    with acting(world.erin):
        assert [user.pk for user in managers_of(partnership, day=today)] == [world.erin.person]
        assert list(managers_of(partnership, day=SINCE - timedelta(days=1))) == []
        elsewhere = managers_of(world.other_partnership.pk, day=today)
        assert world.erin.person not in {user.pk for user in elsewhere}
