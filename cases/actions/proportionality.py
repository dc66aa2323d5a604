"""Deciding whether a subject's data is kept where there was no crime, and erasing it for good where it is not."""

from dataclasses import asdict, replace
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from audit import log
from cases.actions.locking import lock
from cases.models import Case, Person, ProportionalityTest
from cases.models.proportionality import Keeping
from cases.rules_proportionality import (
    Weighing,
    check_is_not_needed,
    check_is_weighed,
    check_may_erase,
    check_may_go,
    check_may_weigh,
    problems_of_weighing,
)
from partners.actor import Actor
from partners.errors import NotPossible


@transaction.atomic
def weigh(*, actor: Actor, case: Case, person: Person, facts: Weighing) -> ProportionalityTest:
    """Record a test for a subject; it takes the place of the one before, which stays to be read.

    Args:
        actor: a person of the lead agency.
        case: the case.
        person: a subject of one of its incidents that is no crime.
        facts: what the test says.

    Raises:
        NotPermitted: the actor may not decide this.
        NotPossible: there is nothing to decide about this person, or the test lacks something.
    """
    lock(case)
    check_may_weigh(actor, case)
    _check_belongs(case, person)
    check_is_weighed(person)
    said = _trimmed(facts)
    if problems := list(problems_of_weighing(said, timezone.localdate())):
        raise NotPossible(" ".join(sentence for _, sentence in problems))
    if said.outcome is Keeping.NOT_KEEP:
        check_is_not_needed(person)
    about = {"agency_id": actor.agency, "decided_by_id": actor.person}
    test = ProportionalityTest(case=case, person=person, **asdict(said), **about)
    test.save(force_insert=True)
    facts_told = {"outcome": test.outcome, "real_risk": test.real_risk}
    _record(actor, "subject.weigh", case, facts_told)
    return test


@transaction.atomic
def erase(*, actor: Actor, case: Case, person: Person) -> None:
    """Erase what says who a subject is, from the record and from its history; what is coded stays for the figures.

    The database's own function erases, and asks for itself whether it may (docs/decisions/0026).

    Args:
        actor: a person of the lead agency who says who sees the case.
        case: the case.
        person: a subject whose newest test says that the data is not kept; brought up to date.

    Raises:
        NotPermitted: the actor may not erase this.
        NotPossible: the newest test does not say so, or a remedy is in force.
    """
    lock(case)
    check_may_erase(actor, case)
    _check_belongs(case, person)
    check_may_go(person)
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.erase_subject(%s)", [person.pk])
        (is_erased,) = cursor.fetchone() or (False,)
    if not is_erased:
        raise NotPossible("The data could not be erased. Look at the case again, and at who decided what.")
    person.refresh_from_db()
    _record(actor, "subject.erase", case, {})


def _check_belongs(case: Case, person: Person) -> None:
    if person.case_id != case.pk:
        raise NotPossible("Choose a subject of this case.")


def _trimmed(facts: Weighing) -> Weighing:
    texts: dict[str, Any] = {name: value.strip() for name, value in asdict(facts).items() if type(value) is str}
    return replace(facts, **texts)


def _record(actor: Actor, verb: str, case: Case, facts: dict[str, Any]) -> None:
    owner = case.lead_agency_id
    log.record(actor, verb, subject=case.reference, owner_agency_id=owner, sections=["people"], facts=facts)
