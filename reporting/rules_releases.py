"""Who may prepare, write, sign and withdraw a release, and when."""

from collections.abc import Collection
from typing import Final

from partners.actor import Actor
from partners.errors import NotPossible
from partners.roles import Permission
from reporting.models import Audience, Release, ReleaseState, ReportRun, RunState
from reporting.registry import ReportSpec, report_spec

_NOT_A_MANAGER: Final = "Only a partnership manager can prepare a release."
_MAY_NOT_SIGN: Final = "Your role does not include signing what is published."


def check_may_prepare(actor: Actor, run: ReportRun, latest: ReportRun | None) -> None:
    """Check that the actor may prepare a release of this report.

    Args:
        actor: who asks.
        run: the stored report.
        latest: the highest version of the same report.

    Raises:
        NotPermitted: the actor's role does not include it.
        NotPossible: the report is not ready, has been counted anew, or does not say how its figures hang together.
    """
    actor.must(Permission.REPORT_PRODUCE, _NOT_A_MANAGER)
    spec = report_spec(run.report)
    if not spec.audiences:
        raise NotPossible(f"The {spec.title.lower()} is not released: hand out its files as they are.")
    if run.state != RunState.STORED:
        raise NotPossible("This report is not ready yet.")
    if latest and latest.pk != run.pk:
        raise NotPossible(f"There is a version {latest.version} of this report. Release that one.")
    if "sums" not in (run.content or {}):
        raise NotPossible(
            "This report was made before reports said what adds up to what. Make it again, then release it."
        )


def check_audience(spec: ReportSpec, audience: Audience) -> None:
    """Check that a report of this kind can be released for the audience.

    Raises:
        NotPossible: it is for others.
    """
    if audience not in spec.audiences:
        wanted = " or ".join(f"“{each.label}”" for each in spec.audiences)
        raise NotPossible(f"The {spec.title.lower()} is released only for {wanted}.")


def check_tables(audience: Audience, chosen: Collection[str], there: Collection[str]) -> None:
    """Check that a release of these tables says something, and nothing that the report does not have.

    Raises:
        NotPossible: no table is chosen, or one that is not there.
    """
    strange = sorted(set(chosen) - set(there))
    if strange:
        raise NotPossible(f"The report has no table “{strange[0]}”.")
    if not chosen:
        raise NotPossible("Choose at least one table.")


def check_may_write(actor: Actor, release: Release) -> None:
    """Check that the actor may write the texts of the release.

    Raises:
        NotPermitted: the actor's role does not include it.
        NotPossible: it is signed or discarded: its words are fixed.
    """
    actor.must(Permission.REPORT_PRODUCE, _NOT_A_MANAGER)
    if release.state != ReleaseState.DRAFT:
        raise NotPossible("The texts of this release can be changed only while it is a draft.")


def check_may_discard(actor: Actor, release: Release) -> None:
    """Check that the actor may discard the draft.

    Raises:
        NotPermitted: the actor's role does not include it.
        NotPossible: it is no draft.
    """
    actor.must(Permission.REPORT_PRODUCE, _NOT_A_MANAGER)
    if release.state != ReleaseState.DRAFT:
        raise NotPossible("Only a draft can be discarded.")


def check_may_sign(actor: Actor, release: Release, released_since: Collection[str] = ()) -> None:
    """Check that the actor may sign the release.

    Args:
        actor: who signs.
        release: the draft.
        released_since: the keys of protected releases that were signed after the draft was worked out.

    Raises:
        NotPermitted: the actor's role does not include it.
        NotPossible: it is no draft, or the draft does not know of what was signed since.
    """
    actor.must(Permission.REPORT_SIGN, _MAY_NOT_SIGN)
    if release.state != ReleaseState.DRAFT:
        raise NotPossible("Only a draft can be signed.")
    if released_since:
        raise NotPossible(
            "Another release was signed since this draft was prepared, and the two together might tell what each keeps"
            " back. Discard this draft and prepare it again; the texts you wrote are offered there."
        )


def check_may_withdraw(actor: Actor, release: Release) -> None:
    """Check that the actor may withdraw the release.

    Raises:
        NotPermitted: the actor's role does not include it.
        NotPossible: it is not published.
    """
    actor.must(Permission.REPORT_SIGN, _MAY_NOT_SIGN)
    if release.state != ReleaseState.PUBLISHED:
        raise NotPossible("Only a published release can be withdrawn.")


def check_may_write_files_again(actor: Actor, release: Release) -> None:
    """Check that the actor may have the files of a signed release tried again.

    Raises:
        NotPermitted: the actor's role does not include it.
        NotPossible: its files are there, or a worker is still about to write them.
    """
    actor.must(Permission.REPORT_PRODUCE, _NOT_A_MANAGER)
    if release.state != ReleaseState.SIGNED or not release.failure:
        raise NotPossible("The files of this release are not waiting to be tried again.")
