"""What the database itself keeps of a release, past all our Python."""

from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, models, transaction
from django.utils import timezone

from partners.scope import acting
from reporting.models import Audience, Release, ReleaseFile, ReleaseText
from tests.personas import World
from tests.reporting.conftest import Queue
from tests.reporting.test_releases import counted, drafted, published, stored_run

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
