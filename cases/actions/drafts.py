"""Keeping a half-filled Reporting Form on the server. What was typed never reaches the log."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from audit import log
from cases.actions.intake import record
from cases.models import Case, Incident, IncidentDraft
from cases.report import IncidentReport
from cases.rules import check_may_log, check_may_submit
from partners.actor import Actor
from partners.errors import NotPossible

_GONE = "This draft has been logged or discarded already."


@transaction.atomic
def start(*, actor: Actor, case: Case | None = None) -> IncidentDraft:
    """Begin a draft.

    Args:
        actor: who fills it in.
        case: the case, when it is a further incident.

    Raises:
        NotPermitted: the actor may not log incidents, or cannot see the case.
    """
    check_may_log(actor, case)
    draft = IncidentDraft(partnership_id=actor.partnership_id, agency_id=actor.agency, user_id=actor.person, case=case)
    draft.save(force_insert=True)
    log.record(actor, "draft.start", subject=str(draft.pk))
    return draft


@transaction.atomic
def save_page(*, actor: Actor, draft: IncidentDraft, page: str, typed: Mapping[str, list[str]]) -> None:
    """Keep what was typed on one page, whether it can be used or not.

    The other pages are read again under a lock, so that two browser windows do not undo each other's pages.

    Args:
        actor: whose draft it is.
        draft: the draft; it is changed in memory too.
        page: the key of the page.
        typed: by the name of the field.

    Raises:
        NotPossible: the draft is gone.
    """
    current = IncidentDraft.objects.select_for_update().filter(pk=draft.pk, user_id=actor.person).first()
    if current is None:
        raise NotPossible(_GONE)
    draft.answers = {**current.answers, page: dict(typed)}
    draft.saved_at = timezone.now()
    draft.save(update_fields=("answers", "saved_at"))
    log.record(actor, "draft.save", subject=str(draft.pk), facts={"page": page})


@transaction.atomic
def discard(*, actor: Actor, draft: IncidentDraft) -> None:
    """Remove a draft for good.

    Raises:
        NotPossible: it is gone already.
    """
    _remove(actor, draft)
    log.record(actor, "draft.discard", subject=str(draft.pk))


@transaction.atomic
def submit(*, actor: Actor, draft: IncidentDraft, report: IncidentReport) -> Incident:
    """Record the incident and remove the draft. Of two clicks on the button, one records.

    Args:
        actor: whose draft it is.
        draft: the draft, which knows the case of a further incident.
        report: what its answers say.

    Raises:
        NotPermitted: the actor may not log incidents, or cannot see the case any longer.
        NotPossible: it was logged or discarded already, or holds something that cannot be recorded.
    """
    check_may_submit(actor, draft)
    case = draft.case
    _remove(actor, draft)
    return record(actor=actor, report=report, case=case)


def _remove(actor: Actor, draft: IncidentDraft) -> None:
    removed, _ = IncidentDraft.objects.filter(pk=draft.pk, user_id=actor.person).delete()
    if removed != 1:
        raise NotPossible(_GONE)
