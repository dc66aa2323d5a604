"""What the database itself keeps of a release, past all our Python."""

import json
from datetime import date
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, models, transaction
from django.utils import timezone

from partners.actions.seats import change_seat
from partners.models import Seat
from partners.scope import acting
from reporting.actions import releasing
from reporting.actions.release_work import work
from reporting.models import Audience, Release, ReleaseFile, ReleaseText
from reporting.releases.reading import passages_of
from tests.personas import World
from tests.reporting.conftest import Queue
from tests.reporting.test_releases import again, counted, drafted, published, say, stored_run

pytestmark = pytest.mark.django_db


def test_the_database_itself_keeps_what_is_signed(world: World, queue: Queue) -> None:
    release = drafted(world, stored_run(world, counted()), Audience.PUBLIC)

    def refused(**values: object) -> None:
        with acting(world.erin), pytest.raises(IntegrityError), transaction.atomic():
            Release.objects.filter(pk=release.pk).update(**values)

    refused(content={})
    refused(hidden=[])
    refused(state="published")
    published(world, release)
    refused(signed_sha256="0")
    refused(signed_texts=[{"key": "foreword"}])
    refused(published_at=timezone.now())
    refused(content={})
    with acting(world.erin):
        file = ReleaseFile.objects.filter(release=release).first()
        assert file
        refused_updates: list[tuple[type[models.Model], dict[str, object]]] = [
            (ReleaseFile, {"content": b""}),
            (ReleaseText, {"words": ""}),
            (Release, {"version": 9}),
        ]
        for kept, values in refused_updates:
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                kept._default_manager.update(**values)
        file.pk, file.format = UUID(int=7), "pdf"
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            file.save(force_insert=True)


def test_an_agency_renamed_after_the_signature_changes_nothing_of_what_was_signed(world: World, queue: Queue) -> None:
    with acting(world.frank):
        Seat.objects.filter(agency=world.harbour).update(since=date(2007, 1, 1))
    release = drafted(world, stored_run(world, counted()), Audience.PUBLIC)
    of_harbour = {f"agency-{world.harbour.pk}": "Visited schools."}
    say(world, release, 0, foreword="We begin.", **of_harbour)
    with acting(world.erin):
        releasing.sign(actor=world.erin, release=release)
    with acting(world.frank):
        seat = Seat.objects.select_related("agency").get(agency=world.harbour)
        change_seat(actor=world.frank, seat=seat, name="Another Name", is_monitoring=seat.is_monitoring)
    assert work(release.pk, world.partnership.pk)
    with acting(world.erin):
        told = json.loads(bytes(ReleaseFile.objects.get(release=release, format="json").content))["narrative"]
        read = passages_of(again(world, release.pk))
    assert [each["title"] for each in told] == ["Foreword", "Harbour Advice"]
    assert [each.title for each in read] == ["Foreword", "Harbour Advice"]
