"""Opening a case in an emergency, and signing each use off.

Never silent and never longer: the lead agency is told at once, the hour is a constraint of the database, and a further
use needs a further reason when the first is over.
"""

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from audit import log
from cases.audience import overseers
from cases.models import Case, EmergencyAccess
from cases.models.emergency import SHORTEST_REASON, Verdict
from cases.policy import live_accesses, sections_of, visible_cases
from cases.references import normalise
from cases.rules import check_may_open_in_emergency, check_may_review
from cases.sections import Section
from partners import notices
from partners.actor import Actor
from partners.errors import NotPossible

NOTICE = "case_opened_in_emergency"


@transaction.atomic
def open_in_emergency(*, actor: Actor, reference: str, reason: str) -> Case | None:
    """Open one case to the actor alone, with all its sections, until the time is over.

    Args:
        actor: a person whose role includes cases.
        reference: of a case of the partnership, as typed.
        reason: why it cannot wait.

    Returns:
        The case; nothing when there is none to open. That a case is hidden behind a wall is not to be told from that
        there is none, so this is recorded and not refused.

    Raises:
        NotPermitted: the actor's role does not include cases.
        NotPossible: the reason is too short, the actor has the case open already or has tried too often.
        InvalidReference: it cannot be a reference.
    """
    check_may_open_in_emergency(actor)
    wanted = normalise(reference)
    if len(reason.strip()) < SHORTEST_REASON:
        raise NotPossible(f"Write why it cannot wait, in {SHORTEST_REASON} characters or more.")
    _check_not_too_often(actor)
    _check_needed(actor, wanted)
    case = _opened(actor, wanted, reason.strip())
    if case is None:
        log.record(actor, "emergency.refuse", subject=wanted)
        return None
    log.record(
        actor,
        "emergency.open",
        subject=case.reference,
        owner_agency_id=case.lead_agency_id,
        sections=sections_of(actor, case),
        facts={"minutes": settings.EMERGENCY_MINUTES},
    )
    path = reverse("emergency_review_list")
    notices.tell(actor, overseers(case), kind=NOTICE, subject=case.reference, path=path)
    return case


def _check_not_too_often(actor: Actor) -> None:
    """Check how often the person has tried in this hour; two windows of one person wait for each other here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"emergency {actor.person}"])
        cursor.execute("SELECT app.emergency_attempts()")
        (attempts,) = cursor.fetchone()
    if attempts >= settings.EMERGENCY_ATTEMPTS:
        raise NotPossible(
            f"You have tried {attempts} times within an hour. Telephone the agency that leads the case instead."
        )


def _check_needed(actor: Actor, reference: str) -> None:
    """Check that there is more to open; an agency with some of the sections may need the others in an emergency."""
    case = visible_cases(actor).filter(reference=reference).first()
    if case is None:
        return
    if use := live_use(actor, case):
        until = date_format(timezone.localtime(use.ends_at), "H:i")
        raise NotPossible(f"You have this case open until {until}. After that, a further use needs a further reason.")
    if actor.agency_id == case.lead_agency_id or sections_of(actor, case) == frozenset(Section):
        raise NotPossible("You can open this case already. You do not need emergency access.")


def live_use(actor: Actor, case: Case) -> EmergencyAccess | None:
    """Return the emergency use by which the actor has the case open now, if there is one."""
    uses = EmergencyAccess.objects.filter(case=case, user_id=actor.person, access__in=live_accesses(actor))
    return uses.first()


def _opened(actor: Actor, reference: str, reason: str) -> Case | None:
    with connection.cursor() as cursor:
        minutes = settings.EMERGENCY_MINUTES
        cursor.execute("SELECT app.open_in_emergency(%s, %s, %s)", [reference, reason, minutes])
        (key,) = cursor.fetchone()
    return visible_cases(actor).get(pk=key) if key else None


@transaction.atomic
def review(*, actor: Actor, use: EmergencyAccess, verdict: Verdict, note: str) -> None:
    """Sign an emergency use off.

    Args:
        actor: a Responsible Person of the lead agency, not the one who used it.
        use: the use; it is changed in memory too.
        verdict: justified or not.
        note: why, and what follows.

    Raises:
        NotPermitted: the actor may not sign this one off.
        NotPossible: it has been signed off, or the note is missing.
    """
    check_may_review(actor, use)
    if not note.strip():
        raise NotPossible("Write what you found.")
    changed = EmergencyAccess.objects.filter(pk=use.pk, reviewed_at__isnull=True).update(
        verdict=verdict, review_note=note.strip(), reviewed_by_id=actor.person, reviewed_at=timezone.now()
    )
    if changed != 1:
        raise NotPossible("This use has been signed off already.")
    use.refresh_from_db()
    log.record(
        actor,
        "emergency.review",
        subject=use.case_reference,
        owner_agency_id=use.case.lead_agency_id,
        facts={"verdict": verdict, "to_user": str(use.user_id)},
    )
