"""A further incident within the time for which a case is flagged: noted, marked, and offered for the next agenda."""

from collections.abc import Iterable

from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from audit import log
from cases.models import Incident
from cases.policy import not_kept_away
from cases.sections import Section
from conferences.actions.queueing import refer
from conferences.models import AgendaReferral, Panel, Repeat, RepeatAnswer
from conferences.people import arrangers
from conferences.rules_repeats import check_may_answer_repeat
from partners.actor import Actor
from partners.errors import NotPossible
from partners.notices import tell

NOTICE = "repeat_noted"


def note(actor: Actor, incident: Incident) -> Repeat | None:
    """Mark an incident as a repeat when it is one, and tell those of the lead agency who arrange agendas.

    Args:
        actor: who recorded the incident.
        incident: the incident, just recorded with its people.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT own_until, others FROM app.mark_repeat(%s)", [incident.pk])
        found = cursor.fetchone()
    if found is None:
        return None
    own_until, others = found
    case = incident.case
    repeat = Repeat(
        partnership_id=case.partnership_id, case=case, incident=incident, flagged_until=own_until, others=others
    )
    repeat.save(force_insert=True)
    log.record(
        actor,
        "repeat.note",
        subject=case.reference,
        owner_agency_id=case.lead_agency_id,
        facts={"flagged_until": own_until.isoformat() if own_until else None, "others": others},
    )
    people = arrangers(partnership_id=case.partnership_id, agency_id=case.lead_agency_id)
    path = reverse("repeat_page", args=[repeat.pk])
    tell(actor, not_kept_away(people, case.pk), kind=NOTICE, subject=case.reference, path=path)
    return repeat


@transaction.atomic
def hear_again(
    *, actor: Actor, repeat: Repeat, panel: Panel, sections: Iterable[Section], legal_gateway: str
) -> AgendaReferral:
    """Put the case of a repeat to a panel, for its next agenda.

    Raises:
        NotPermitted: another agency leads the case, or the actor may not share it.
        NotPossible: it has been answered, or the case cannot be put to a panel now; the sentence says why.
    """
    _check(actor, repeat)
    referral = refer(
        actor=actor,
        case=repeat.case,
        panel=panel,
        why=in_words(repeat),
        sections=sections,
        legal_gateway=legal_gateway,
    )
    _answer(actor, repeat, referral=referral)
    return referral


@transaction.atomic
def leave(*, actor: Actor, repeat: Repeat, why_not: str) -> None:
    """Say why the case of a repeat is not heard again.

    Raises:
        NotPermitted: another agency leads the case, or the actor may not share it.
        NotPossible: it has been answered, or no reason is given.
    """
    _check(actor, repeat)
    if not why_not.strip():
        raise NotPossible("Say why the case is not heard again.")
    _answer(actor, repeat, why_not=why_not.strip())


def in_words(repeat: Repeat) -> str:
    """Return why it is a repeat, without saying about whom."""
    parts = []
    if repeat.flagged_until:
        parts.append(f"A further incident while the case is flagged (until {repeat.flagged_until:%-d %B %Y}).")
    if repeat.others:
        cases = "1 other flagged case" if repeat.others == 1 else f"{repeat.others} other flagged cases"
        parts.append(f"The victim or household is the same as in {cases}.")
    return " ".join(parts)


def _check(actor: Actor, repeat: Repeat) -> None:
    check_may_answer_repeat(actor, repeat, is_answered=RepeatAnswer.objects.filter(repeat=repeat).exists())


def _answer(actor: Actor, repeat: Repeat, *, referral: AgendaReferral | None = None, why_not: str = "") -> None:
    answer = RepeatAnswer(repeat=repeat, referral=referral, why_not=why_not, answered_by_id=actor.person)
    try:
        with transaction.atomic():
            answer.save(force_insert=True)
    except IntegrityError:
        raise NotPossible("It has been said already what becomes of this repeat.") from None
    log.record(
        actor,
        "repeat.answer",
        subject=repeat.case.reference,
        owner_agency_id=repeat.case.lead_agency_id,
        facts={"is_heard": referral is not None},
    )
