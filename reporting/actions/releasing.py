"""Preparing a release, signing it, discarding a draft, and withdrawing what is published."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from celery import current_app
from django.db import transaction
from django.utils import timezone

from audit import log
from partners.actor import Actor
from partners.errors import NotPossible
from reporting import rules_releases as rules
from reporting.disclosure.protecting import THRESHOLD
from reporting.models import SIGNED_STATES, Audience, Release, ReleaseState, ReportRun
from reporting.policy_releases import subject_of
from reporting.registry import report_spec
from reporting.releases.audiences import PROTECTED
from reporting.releases.reading import passages_of, protected_releases, signable
from reporting.runs import latest_run
from reporting.shown import stored


@transaction.atomic
def prepare(*, actor: Actor, run: ReportRun, audience: Audience, tables: Iterable[str] = ()) -> Release:
    """Return the release of a report for an audience that is being prepared: a new one, or the draft there is.

    Args:
        actor: who asks.
        run: the stored report, its highest version.
        audience: for whom.
        tables: the keys of the tables in it; all of the report where none is named.

    Raises:
        NotPermitted: the actor's role does not include it.
        NotPossible: the report cannot be released, or not for this audience, or does not have such a table.
    """
    rules.check_may_prepare(actor, run, latest_run(run.partnership_id, run.report, run.period))
    rules.check_audience(report_spec(run.report), audience)
    there = [table.id for table in stored(run).tables]
    chosen = list(tables) or there
    rules.check_tables(audience, chosen, there)
    release = _opened(actor, run, audience, [key for key in there if key in chosen])
    log.record(actor, "release.request", subject=subject_of(release), facts={"tables": len(release.tables)})
    _hint(release)
    return release


def _opened(actor: Actor, run: ReportRun, audience: Audience, tables: list[str]) -> Release:
    """Write the row, or take the draft that there is or that somebody else wrote at the same moment."""
    of_these = Release.objects.filter(
        partnership_id=run.partnership_id, report=run.report, period=run.period, audience=audience
    )
    release = Release(
        partnership_id=run.partnership_id,
        run=run,
        report=run.report,
        period=run.period,
        audience=audience,
        tables=tables,
        version=of_these.filter(state__in=SIGNED_STATES).count() + 1,
        threshold=THRESHOLD if audience in PROTECTED else 0,
        requested_by_id=actor.person,
    )
    Release.objects.bulk_create([release], ignore_conflicts=True)
    return of_these.get(state__in=(ReleaseState.REQUESTED, ReleaseState.DRAFT))


@transaction.atomic
def sign(*, actor: Actor, release: Release) -> None:
    """Sign the draft: its figures and its words, as they are now, never change again. A worker writes its files.

    Args:
        actor: who signs.
        release: the draft.

    Raises:
        NotPermitted: the actor's role does not include it.
        NotPossible: it is no draft any more, or another release was signed since it was worked out.
    """
    _lock(actor)
    release.refresh_from_db()
    rules.check_may_sign(actor, release, released_since(release))
    _change(
        release,
        ReleaseState.DRAFT,
        state=ReleaseState.SIGNED,
        signed_by_id=actor.person,
        signed_at=timezone.now(),
        signed_sha256=signable(release).sha256,
        signed_texts=[asdict(passage) for passage in passages_of(release)],
        attempt=0,
        leased_until=None,
    )
    log.record(actor, "release.sign", subject=subject_of(release), facts={"sha256": release.signed_sha256})
    _hint(release)


def released_since(release: Release) -> set[str]:
    """Return the keys of protected releases that were signed after this one was worked out, if it is protected."""
    if release.audience not in PROTECTED:
        return set()
    signed = protected_releases(release.partnership_id).values_list("pk", flat=True)
    return {str(key) for key in signed} - set(release.considered)


@transaction.atomic
def discard(*, actor: Actor, release: Release) -> None:
    """Discard a draft. What was written in it stays in the database and is offered in the next draft.

    Raises:
        NotPermitted: the actor's role does not include it.
        NotPossible: it is no draft.
    """
    rules.check_may_discard(actor, release)
    _change(release, ReleaseState.DRAFT, state=ReleaseState.DISCARDED)
    log.record(actor, "release.discard", subject=subject_of(release))


@transaction.atomic
def withdraw(*, actor: Actor, release: Release, why: str) -> None:
    """Withdraw what was published. Its files stay as they are; its page, and every download, say why.

    Args:
        actor: who withdraws it.
        release: the published release.
        why: what readers are told.

    Raises:
        NotPermitted: the actor's role does not include it.
        NotPossible: it is not published, or no reason is given.
    """
    rules.check_may_withdraw(actor, release)
    if not why.strip():
        raise NotPossible("Say why it is withdrawn.")
    _change(
        release,
        ReleaseState.PUBLISHED,
        state=ReleaseState.WITHDRAWN,
        withdrawn_by_id=actor.person,
        withdrawn_at=timezone.now(),
        withdrawn_why=why.strip(),
    )
    log.record(actor, "release.withdraw", subject=subject_of(release))


@transaction.atomic
def write_files_again(*, actor: Actor, release: Release) -> None:
    """Have a worker try once more to write the files of a signed release.

    Raises:
        NotPermitted: the actor's role does not include it.
        NotPossible: the files are there, or a worker is about to write them.
    """
    rules.check_may_write_files_again(actor, release)
    _change(release, ReleaseState.SIGNED, attempt=0, leased_until=None, failure="")
    log.record(actor, "release.retry", subject=subject_of(release))
    _hint(release)


def _lock(actor: Actor) -> None:
    """Let one person at a time sign in the partnership: two drafts must not pass each other unseen."""
    key: UUID = actor.partnership_id
    rows = Release.objects.select_for_update().filter(partnership_id=key, state__in=("draft", "signed"))
    list(rows.order_by("pk").values_list("pk", flat=True))


def _change(release: Release, was: ReleaseState, **values: Any) -> None:
    """Change the row if it still is what the actor saw."""
    if not Release.objects.filter(pk=release.pk, state=was).update(**values):
        raise NotPossible("Somebody else has just changed this release. Look at it again.")
    release.refresh_from_db()


def _hint(release: Release) -> None:
    """Tell a worker to look; when the queue is away the sweeper finds the row some seconds later."""
    arguments = [str(release.pk), str(release.partnership_id)]
    transaction.on_commit(lambda: current_app.send_task("reporting.tasks.work_on_release", arguments), robust=True)
