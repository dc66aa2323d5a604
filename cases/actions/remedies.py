"""Keeping the remedies ledger: a remedy is put in, and each change is a further entry."""

from dataclasses import asdict, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit import log
from cases.actions.locking import lock
from cases.models import Case, Person, Remedy, RemedyEntry
from cases.models.person import Part
from cases.models.remedy import Standing
from cases.rules_remedies import RemedyFacts, check_may_keep_remedies, problems_of_entry
from cases.terms import check_codes
from partners.actor import Actor
from partners.errors import NotPossible


@transaction.atomic
def put_in(*, actor: Actor, case: Case, person: Person, code: str, facts: RemedyFacts) -> Remedy:
    """Put a remedy for a subject into the ledger.

    Args:
        actor: a person of the lead agency.
        case: the case.
        person: a subject of the case.
        code: a code of the vocabulary `remedy` that holds today.
        facts: what is known of it.

    Raises:
        NotPermitted: the actor may not record remedies here.
        NotPossible: the case is closed, the person is no subject of it, or the entry lacks something.
    """
    lock(case)
    check_may_keep_remedies(actor, case)
    if person.case_id != case.pk or person.part != Part.SUBJECT:
        raise NotPossible("Choose a subject of this case.")
    if not code:
        raise NotPossible("Choose the remedy.")
    check_codes([code], "remedy", partnership_id=actor.partnership_id, day=timezone.localdate())
    remedy = Remedy(case=case, person=person, agency_id=actor.agency, code=code)
    entry = _entry(actor, remedy, facts, None)
    remedy.save(force_insert=True)
    _write(actor, "remedy.add", remedy, entry)
    return remedy


@transaction.atomic
def add_entry(*, actor: Actor, remedy: Remedy, facts: RemedyFacts) -> RemedyEntry:
    """Say what a remedy is now; the entries before stay as they were.

    Raises:
        NotPermitted: the actor may not record remedies here.
        NotPossible: the case is closed, or the entry lacks something.
    """
    lock(remedy.case)
    check_may_keep_remedies(actor, remedy.case)
    before = RemedyEntry.objects.filter(remedy=remedy).first()
    entry = _entry(actor, remedy, facts, Standing(before.standing) if before else None)
    _write(actor, "remedy.change", remedy, entry)
    return entry


def _entry(actor: Actor, remedy: Remedy, facts: RemedyFacts, before: Standing | None) -> RemedyEntry:
    texts: dict[str, Any] = {name: value.strip() for name, value in asdict(facts).items() if type(value) is str}
    said = replace(facts, **texts)
    if problems := list(problems_of_entry(said, before, timezone.localdate())):
        raise NotPossible(" ".join(sentence for _, sentence in problems))
    about = {"case": remedy.case, "agency_id": actor.agency, "recorded_by_id": actor.person}
    return RemedyEntry(remedy=remedy, **asdict(said), **about)


def _write(actor: Actor, verb: str, remedy: Remedy, entry: RemedyEntry) -> None:
    entry.save(force_insert=True)
    log.record(
        actor,
        verb,
        subject=remedy.case.reference,
        owner_agency_id=remedy.case.lead_agency_id,
        sections=["people"],
        facts={"remedy": remedy.code, "standing": entry.standing},
    )
