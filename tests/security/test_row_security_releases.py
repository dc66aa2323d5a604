"""The second lock around releases, past all our Python: plain rows as the app role."""

import pytest
from django.db import ProgrammingError, connection, models, transaction

from partners.actor import Actor
from partners.scope import acting
from reporting.models import Release, ReleaseFile, ReleaseText, ReportRun
from reporting.policy_releases import subject_of
from tests.personas import World
from tests.security import records as make
from tests.security import records_release as releases
from tests.security.days import MOMENT
from tests.security.test_row_security_decision import PEOPLE, writes

pytestmark = pytest.mark.django_db
TABLES: tuple[type[models.Model], ...] = (Release, ReleaseText, ReleaseFile)


@pytest.fixture
def run(world: World) -> ReportRun:
    """A stored report, with a published release."""
    found = make.stored_run(world.erin)
    with acting(world.erin):
        releases.publish(world.erin, found)
    return found


@pytest.fixture
def draft(world: World) -> Release:
    """A draft of another report."""
    with acting(world.erin):
        return releases.drafted(world.erin, make.stored_run(world.erin))


def as_other(actor: Actor, row: models.Model) -> models.Model:
    """The same row, said to be of the partnership of the actor."""
    vars(row)["partnership_id"] = actor.partnership_id
    return row


def test_releases_their_texts_and_files_are_seen_in_the_own_partnership(world: World, run: ReportRun) -> None:
    for table in TABLES:
        seen = set()
        for name in (*PEOPLE, "erin", "judy"):
            with acting(world.people()[name]):
                if table._default_manager.exists():
                    seen.add(name)
        assert seen == {*PEOPLE, "erin"} - {"judy"}, table.__name__
        assert not table._default_manager.exists()


def test_a_release_is_asked_for_of_a_stored_report_of_the_own_partnership(world: World, run: ReportRun) -> None:
    erin, judy = world.erin, world.judy
    assert writes(erin, lambda actor: releases.new_release(actor, run))
    assert not writes(judy, lambda _: releases.new_release(erin, run))
    assert not writes(erin, lambda actor: as_other(judy, releases.new_release(actor, run)))
    assert not writes(judy, lambda _: as_other(judy, releases.new_release(erin, run)))
    assert not writes(erin, lambda actor: releases.new_release(actor, run, state="draft", content={}))
    waiting = make.new_run(erin)
    with acting(erin):
        waiting.save(force_insert=True)
    assert not writes(erin, lambda actor: releases.new_release(actor, waiting))


def test_texts_are_written_in_ones_own_name_while_it_is_a_draft(world: World, draft: Release, run: ReportRun) -> None:
    erin, judy = world.erin, world.judy
    assert writes(erin, lambda actor: releases.new_text(actor, draft))
    assert not writes(erin, lambda _: releases.new_text(world.dana, draft))
    assert not writes(judy, lambda actor: releases.new_text(actor, draft))
    assert not writes(erin, lambda actor: as_other(judy, releases.new_text(actor, draft)))
    with acting(erin):
        over = Release.objects.get(state="published")
    text = releases.new_text(erin, over)
    text.version = 2
    assert not writes(erin, lambda _: text)


def test_files_are_written_only_between_the_signature_and_publication(
    world: World, draft: Release, run: ReportRun
) -> None:
    erin, judy = world.erin, world.judy
    assert not writes(erin, lambda actor: releases.new_file(actor, draft))
    with acting(erin):
        releases.signed(erin, draft)
        over = Release.objects.get(state="published")
    assert writes(erin, lambda actor: releases.new_file(actor, draft))
    assert not writes(judy, lambda actor: releases.new_file(actor, draft))
    assert not writes(erin, lambda actor: as_other(judy, releases.new_file(actor, draft)))
    further = releases.new_file(erin, over)
    further.format = "ods"
    assert not writes(erin, lambda _: further)


def changes(actor: Actor) -> int:
    """Return how many releases the actor can change by raw SQL; nothing of it stays."""
    with transaction.atomic(), acting(actor), connection.cursor() as cursor:
        cursor.execute("UPDATE reporting_release SET attempt = attempt")
        transaction.set_rollback(True)
        changed: int = cursor.rowcount
        return changed


def test_a_release_is_changed_in_the_own_partnership_until_it_is_over(
    world: World, draft: Release, run: ReportRun
) -> None:
    assert {name: changes(world.people()[name]) for name in ("erin", "judy")} == {"erin": 2, "judy": 0}
    with acting(world.erin):
        gone = {"withdrawn_at": MOMENT, "withdrawn_by_id": world.erin.person, "withdrawn_why": "w"}
        releases.changed(Release.objects.get(state="published"), state="withdrawn", **gone)
        releases.changed(draft, state="discarded")
    assert changes(world.erin) == 0


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_nothing_is_removed(world: World, run: ReportRun, table: type[models.Model]) -> None:
    for statement in ("DELETE FROM {}", "TRUNCATE {}"):
        with (
            acting(world.erin),
            connection.cursor() as cursor,
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
        ):
            cursor.execute(statement.format(table._meta.db_table))


def test_who_downloaded_something_is_told_to_managers_of_the_own_partnership(world: World, run: ReportRun) -> None:
    with acting(world.erin):
        release = Release.objects.get(state="published")
    assert world.client(world.erin).get(f"/reports/library/{release.pk}/download/pdf/").status_code == 200
    told = {}
    for name in ("erin", "karim", "alice", "frank"):
        with acting(world.people()[name]), connection.cursor() as cursor:
            cursor.execute(
                "SELECT user_id, agency_id, times FROM app.report_takers(%s)", [[subject_of(release), "others"]]
            )
            told[name] = cursor.fetchall()
    assert told == {"erin": [(world.erin.person, world.unit.pk, 1)], "karim": [], "alice": [], "frank": []}
