"""Recording how victims found the way they were treated."""

from django.db import transaction
from django.utils import timezone

from audit import log
from cases.actions.locking import lock
from cases.models import Case, Person, Satisfaction
from cases.models.person import Part
from cases.queries_satisfaction import is_unsafe
from cases.rules_satisfaction import Asking, check_may_ask, problems_of_asking
from partners.actor import Actor
from partners.errors import NotPossible


@transaction.atomic
def record_asking(*, actor: Actor, case: Case, person: Person, asking: Asking) -> Satisfaction:
    """Record what a victim said of how they were treated, or why there is no answer.

    Args:
        actor: a person of the lead agency.
        case: the case, open or closed; it is brought up to date.
        person: a victim of the case.
        asking: what the asking came to.

    Raises:
        NotPermitted: the actor may not record this.
        NotPossible: the person is no victim of this case, contact with them is unsafe, or the asking lacks something.
    """
    lock(case)
    check_may_ask(actor, case)
    if person.case_id != case.pk or person.part != Part.VICTIM:
        raise NotPossible("Choose a victim of this case.")
    limits = {"opened_on": case.opened_on, "today": timezone.localdate()}
    if problems := list(problems_of_asking(asking, **limits, is_unsafe=is_unsafe(person))):
        raise NotPossible(" ".join(sentence for _, sentence in problems))
    about = {"case": case, "agency_id": actor.agency, "recorded_by_id": actor.person}
    row = Satisfaction(person=person, asked_on=asking.asked_on, outcome=asking.outcome, **about, **dict(asking.ratings))
    row.save(force_insert=True)
    log.record(actor, "satisfaction.record", subject=case.reference, owner_agency_id=case.lead_agency_id)
    return row
