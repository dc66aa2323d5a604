"""Who may see which releases: the managers of the partnership. Lay members and the public get the files from them."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from audit import log
from partners.actor import Actor
from partners.roles import Permission
from reporting.models import Audience, Release, ReleaseFile

_NOT_HERE = "There is no release here that you can see."


def visible_releases(actor: Actor) -> QuerySet[Release]:
    """Return the releases that the actor may see, the latest first; without their tables, which are large."""
    if not actor.may(Permission.REPORT_READ):
        return Release.objects.none()
    return (
        Release.objects.filter(partnership_id=actor.partnership_id)
        .defer("content", "hidden", "run__content")
        .select_related("run", "signed_by", "withdrawn_by", "requested_by")
        .order_by("-requested_at")
    )


def get_release(actor: Actor, release_id: UUID, *, purpose: str = "") -> Release:
    """Return one release.

    Args:
        actor: who asks.
        release_id: its key.
        purpose: the verb of the event to record, when its figures or words are shown.

    Raises:
        Http404: there is no such release, or the actor may not see it. Both look the same.
    """
    release = visible_releases(actor).filter(pk=release_id).first()
    if release is None:
        raise Http404(_NOT_HERE)
    if purpose:
        log.record(actor, purpose, subject=subject_of(release))
    return release


def get_release_file(actor: Actor, release_id: UUID, format_: str) -> ReleaseFile:
    """Return one file of a release, and record that it was downloaded.

    Raises:
        Http404: there is no such release or file, or the actor may not see it.
    """
    release = get_release(actor, release_id)
    file = ReleaseFile.objects.filter(release=release, format=format_).select_related("release").first()
    if file is None:
        raise Http404(_NOT_HERE)
    facts = {"format": format_, "sha256": file.sha256}
    log.record(actor, "release.download", subject=subject_of(release), facts=facts)
    return file


def subject_of(release: Release) -> str:
    """Return what events and notices call the release: "annual 2026 for the public, version 2"."""
    audience = {Audience.LAY: "lay members"}.get(Audience(release.audience), f"the {release.audience}")
    return f"{release.report} {release.period} for {audience}, version {release.version}"
