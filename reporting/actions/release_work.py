"""What a worker does for a release: working out what it keeps back, and, once it is signed, writing its files.

The row is the job, as of a report (docs/decisions/0004): it is claimed for a while (`reporting.actions.leases`), and
files, state and event are written in one transaction.
"""

import logging
from contextlib import suppress
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from audit import log
from partners import notices
from partners.actor import Actor
from partners.models import Partnership
from partners.scope import acting
from reporting.actions.leases import ATTEMPTS, PATIENCE, Claim, ClaimLost, free, renewed, take, worker
from reporting.disclosure.errors import DisclosureError
from reporting.models import Release, ReleaseFile, ReleaseState
from reporting.policy_releases import subject_of
from reporting.releases.documents import TYPES, release_documents
from reporting.releases.protecting import Prepared, prepared
from reporting.releases.reading import edition, figures_of, signable

logger = logging.getLogger("hatecrime.reporting")

FAILED: Final = "This could not be done, though it was tried three times. Tell the people who look after this site."
FAILED_NOTICE: Final = "release_failed"
_WAITING: Final = (ReleaseState.REQUESTED, ReleaseState.SIGNED)


class SignatureBrokenError(RuntimeError):
    """What would be written is not what was signed: nothing is written."""


def work(release_id: UUID, partnership_id: UUID) -> bool:
    """Do what the release waits for, and say whether it was done here.

    It may be called any number of times, by any number of workers at once, outside a transaction.

    Args:
        release_id: the row that is the job.
        partnership_id: whose it is.
    """
    claim = _take(release_id, partnership_id)
    if claim is None:
        return False
    try:
        with renewed(claim):
            _prepare(claim) if claim.state == ReleaseState.REQUESTED else _publish(claim)
    except ClaimLost:
        logger.info("Release %s was changed, or taken over by another worker.", release_id)
        return False
    except DisclosureError as error:
        _give_up(claim, str(error))
    except Exception:
        logger.exception("Attempt %s at release %s failed.", claim.attempt, release_id)
        _let_go(claim)
        return False
    return True


def waiting(partnership: Partnership) -> list[UUID]:
    """Return the releases that a worker should look at: the message was lost, or the worker was."""
    actor = worker(partnership)
    with transaction.atomic(), acting(actor):
        now = timezone.now()
        told = Q(attempt=0) & (Q(requested_at__gt=now - PATIENCE) | Q(signed_at__gt=now - PATIENCE))
        idle = free(_unfinished(), now)
        for release_id in list(idle.filter(attempt__gte=ATTEMPTS).values_list("pk", flat=True)):
            _mark_failed(actor, release_id, FAILED)
        found = idle.filter(attempt__lt=ATTEMPTS).exclude(told)
        return list(found.order_by("requested_at").values_list("pk", flat=True))


def _unfinished() -> QuerySet[Release]:
    return Release.objects.filter(state__in=_WAITING, failure="")


def _take(release_id: UUID, partnership_id: UUID) -> Claim | None:
    actor = worker(Partnership.objects.get(pk=partnership_id))
    with transaction.atomic(), acting(actor):
        return take(_unfinished(), release_id, actor)


def _release(claim: Claim) -> Release:
    """Read the release, in an open transaction."""
    return Release.objects.select_related("run").get(pk=claim.key)


def _prepare(claim: Claim) -> None:
    """Work out what the release keeps back, outside a transaction, and keep the draft."""
    with transaction.atomic(), acting(claim.actor):
        asked = _release(claim)
        made = prepared(asked)
    result: Prepared = made()
    with transaction.atomic(), acting(claim.actor):
        claim.change(
            state=ReleaseState.DRAFT,
            content=result.content,
            hidden=sorted(result.hidden),
            considered=list(result.considered),
            attempt=0,
            leased_until=None,
        )
        facts = {"kept_back": len(result.hidden)}
        log.record(claim.actor, "release.prepare", subject=subject_of(asked), facts=facts)


def _publish(claim: Claim) -> None:
    """Write the files of what was signed, and nothing else."""
    with transaction.atomic(), acting(claim.actor):
        release = _release(claim)
        report, carried = figures_of(release), edition(release)
        if signable(release).sha256 != release.signed_sha256:
            raise SignatureBrokenError(f"Release {release.pk} is not what was signed.")
    made = release_documents(report, carried, release.version)
    with transaction.atomic(), acting(claim.actor):
        for document in made:
            ReleaseFile(
                release=release,
                partnership_id=release.partnership_id,
                format=document.format,
                content_type=TYPES[document.format],
                content=document.content,
                sha256=document.sha256,
            ).save(force_insert=True)
        claim.change(state=ReleaseState.PUBLISHED, published_at=timezone.now(), leased_until=None)
        log.record(claim.actor, "release.publish", subject=subject_of(release), facts={"files": len(made)})


def _let_go(claim: Claim) -> None:
    """Put the release back after an error, or give it up after the last attempt; events say so."""
    if claim.is_last:
        _give_up(claim, FAILED)
        return
    with suppress(ClaimLost), transaction.atomic(), acting(claim.actor):
        claim.change(leased_until=None)


def _give_up(claim: Claim, sentence: str) -> None:
    with suppress(ClaimLost), transaction.atomic(), acting(claim.actor):
        claim.change(leased_until=None)
        _mark_failed(claim.actor, claim.key, sentence)


def _mark_failed(actor: Actor, release_id: UUID, sentence: str) -> None:
    """Say why: a release that was not signed yet has failed; of a signed one the files wait to be tried again.

    Whoever asked for the release is told.
    """
    release = Release.objects.defer("content").select_related("requested_by").get(pk=release_id)
    state = ReleaseState.FAILED if release.state == ReleaseState.REQUESTED else release.state
    Release.objects.filter(pk=release_id, state=release.state).update(
        state=state, failure=sentence[:300], leased_until=None
    )
    log.record(actor, "release.attempt", subject=subject_of(release), facts={"state": state})
    notices.tell(
        actor,
        [release.requested_by],
        kind=FAILED_NOTICE,
        subject=subject_of(release),
        path=reverse("release_page", args=[release.pk]),
    )
