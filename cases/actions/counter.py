"""Marking a case, or one of its incidents, as a counter-allegation to another case."""

from django.db import transaction

from audit import log
from cases.actions.locking import lock
from cases.models import Case, CounterAllegation, Incident
from cases.models.counter import Judgement
from cases.policy import sections_of, visible_cases
from cases.references import InvalidReference, normalise
from cases.rules_counter import NO_SUCH_CASE, check_may_mark_counter
from cases.sections import Section
from partners.actor import Actor
from partners.errors import NotPossible


@transaction.atomic
def mark_counter(
    *, actor: Actor, case: Case, reference: str, judgement: Judgement, evidence: str, incident: Incident | None = None
) -> CounterAllegation:
    """Link a case to the one that it answers, and judge it; judging it again adds a newer judgement.

    Args:
        actor: a person of the agency that leads `case`.
        case: the counter-allegation.
        reference: the case that it answers, as typed.
        judgement: what the evidence says.
        evidence: what the judgement rests on.
        incident: which incident of `case` it is; nothing for the case as a whole.

    Raises:
        NotPermitted: the actor may not judge this case.
        NotPossible: no other case whose account the actor reads has this reference, or something is missing.
    """
    lock(case)
    check_may_mark_counter(actor, case)
    if not evidence.strip():
        raise NotPossible("Say what the judgement rests on.")
    if incident is not None and incident.case_id != case.pk:
        raise NotPossible("Choose an incident of this case.")
    other = other_case(actor, case, reference)
    about = {"agency_id": actor.agency, "recorded_by_id": actor.person}
    made = CounterAllegation(
        case=case, incident=incident, other=other, judgement=judgement, evidence=evidence.strip(), **about
    )
    made.save(force_insert=True)
    for each in (case, other):
        owner = each.lead_agency_id
        log.record(actor, "case.counter", subject=each.reference, owner_agency_id=owner, sections=["account"])
    return made


def other_case(actor: Actor, case: Case, reference: str) -> Case:
    """Return the case that is answered.

    Raises:
        NotPossible: in one sentence whether there is none, it is hidden, or its account is.
    """
    try:
        other = visible_cases(actor).filter(reference=normalise(reference)).first()
    except InvalidReference as wrong:
        raise NotPossible(f"{wrong}.") from None
    if other is None or any(Section.ACCOUNT not in sections_of(actor, each) for each in (case, other)):
        raise NotPossible(NO_SUCH_CASE)
    if other.pk == case.pk:
        raise NotPossible("This is the reference of this case. Enter the one of the other case.")
    return other
