"""A release of a report, with a text and a file: rows as the app role writes them."""

from typing import Any

from django.db import models

from partners.actor import Actor
from partners.scope import acting
from reporting.models import Release, ReleaseFile, ReleaseText, ReportRun
from tests.security.days import MOMENT


def new_release(actor: Actor, run: ReportRun, **given: Any) -> Release:
    """A release that was asked for."""
    return Release(
        partnership_id=actor.partnership_id,
        run=run,
        report=run.report,
        period=run.period,
        audience="public",
        version=1,
        threshold=5,
        requested_by_id=actor.person,
        **given,
    )


def drafted(actor: Actor, run: ReportRun) -> Release:
    """Write a draft; open its scope first."""
    run.save(force_insert=True)
    release = new_release(actor, run)
    release.save(force_insert=True)
    return changed(release, state="draft", content=run.content)


def changed(release: Release, **values: Any) -> Release:
    """Bring the release from one state to the next."""
    assert Release.objects.filter(pk=release.pk).update(**values) == 1
    release.refresh_from_db()
    return release


def signed(actor: Actor, release: Release) -> Release:
    return changed(release, state="signed", signed_by_id=actor.person, signed_at=MOMENT, signed_sha256="0")


def new_text(actor: Actor, release: Release) -> ReleaseText:
    return ReleaseText(
        release=release,
        partnership_id=actor.partnership_id,
        slot="foreword",
        version=1,
        words="w",
        written_by_id=actor.person,
    )


def new_file(actor: Actor, release: Release) -> ReleaseFile:
    plain = {"format": "pdf", "content_type": "application/pdf", "content": b"%PDF", "sha256": "0"}
    return ReleaseFile(release=release, partnership_id=actor.partnership_id, **plain)


def publish(actor: Actor, run: ReportRun) -> tuple[Release, list[models.Model]]:
    """Write a published release of the report with a text and a file; open its scope first."""
    release = drafted(actor, run)
    text = new_text(actor, release)
    text.save(force_insert=True)
    file = new_file(actor, signed(actor, release))
    file.save(force_insert=True)
    return changed(release, state="published", published_at=MOMENT), [text, file]


def lay_out_release(actor: Actor, run: ReportRun) -> None:
    """Write one row of each table of releases."""
    with acting(actor):
        publish(actor, run)
