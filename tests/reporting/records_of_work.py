"""What the partnership did about incidents, to count: assessments, conferences, remedies, referrals."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from cases.models import Assessment, Case, Lowering, LoweringAnswer, Person, Remedy, RemedyEntry, Satisfaction
from cases.models.satisfaction import STAGES
from conferences.models import Attendance, Conference, Invitation, Item, Repeat
from partners.actor import Actor
from partners.models import Agency
from partners.scope import acting
from referrals.models import Referral
from tests.reporting.records import moment

Place = tuple[Agency, Sequence[tuple[str, bool]]]
"""An agency that was invited, and how each of its people answered: the presence, and whether information came."""


def assessment(actor: Actor, case: Case, day: date, band: str, *, scored: str = "") -> Assessment:
    """Record a completed assessment; where `scored` says another level, judgement raised it."""
    made = Assessment(
        case=case,
        agency_id=actor.agency,
        instrument="hate_crime",
        instrument_version=1,
        answers={},
        incidents_in_window=1,
        score=1,
        scored_band=scored or band,
        band=band,
        judgement_reason="Said why." if scored else "",
        recommendation="single_agency",
        review_on=day,
        completed_by_id=actor.person,
        completed_at=moment(day),
    )
    with transaction.atomic(), acting(actor):
        made.save(force_insert=True)
    return made


def lowering(actor: Actor, second: Actor, of: Assessment, band: str, day: date) -> None:
    """Have a second person confirm that the level is lower."""
    with transaction.atomic(), acting(actor):
        made = Lowering(
            case=of.case,
            agency_id=actor.agency,
            assessment=of,
            from_band=of.band,
            band=band,
            reason="Said why.",
            proposed_by_id=actor.person,
        )
        made.save(force_insert=True)
    with transaction.atomic(), acting(second):
        LoweringAnswer(
            lowering=made,
            case=of.case,
            agency_id=second.agency,
            verdict="confirmed",
            answered_by_id=second.person,
            answered_at=moment(day),
        ).save(force_insert=True)


def conference(
    actor: Actor, day: date, cases: Sequence[Case], places: Sequence[Place] = (), *, state: str = "finalised"
) -> Conference:
    """Hold a conference about the cases, to which the agencies of the places were invited for the first case."""
    with transaction.atomic(), acting(actor):
        made = Conference(
            partnership_id=actor.partnership_id,
            chairing_agency_id=actor.agency,
            chair_id=actor.person,
            convened_by_id=actor.person,
            held_at=moment(day),
            place="Room 1",
            access_until=day + timedelta(days=90),
            agenda_published_at=moment(day - timedelta(days=7)),
        )
        made.save(force_insert=True)
        items = [Item(conference=made, case=case, position=place) for place, case in enumerate(cases, start=1)]
        for item in items:
            item.save(force_insert=True)
        for agency, answers in places:
            _invite(actor, items[0], agency, answers)
        facts = {"number": day.toordinal(), "finalised_at": moment(day), "finalised_by_id": actor.person}
        Conference.objects.filter(pk=made.pk).update(state=state, **(facts if state == "finalised" else {}))
    return made


def _invite(actor: Actor, item: Item, agency: Agency, answers: Sequence[tuple[str, bool]]) -> None:
    Invitation(
        conference_id=item.conference_id,
        item=item,
        agency=agency,
        chairing_agency_id=actor.agency,
        sections=["summary"],
    ).save(force_insert=True)
    for presence, sent_information in answers:
        Attendance(
            conference_id=item.conference_id,
            agency=agency,
            name="A name",
            presence=presence,
            sent_information=sent_information,
            recorded_by_id=actor.person,
        ).save(force_insert=True)


def repeat(actor: Actor, case: Case) -> None:
    """Notice that the last incident of the case lies in the time for which the case is flagged."""
    with transaction.atomic(), acting(actor):
        last = case.incidents.order_by("-recorded_on")[0]
        Repeat(partnership_id=actor.partnership_id, case=case, incident=last, others=1).save(force_insert=True)


def remedy(actor: Actor, case: Case, code: str, *entries: tuple[str, date, date | None]) -> None:
    """Keep a remedy for the case's subject: what was recorded of it, on which day, and its last day."""
    with transaction.atomic(), acting(actor):
        subject = Person.objects.get(case=case, part="subject")
        made = Remedy(case=case, person=subject, agency_id=actor.agency, code=code)
        made.save(force_insert=True)
        for standing, day, until in entries:
            breach = {"breached_on": day, "breach_done": "Said what."} if standing == "breached" else {}
            RemedyEntry(
                remedy=made,
                case=case,
                agency_id=actor.agency,
                standing=standing,
                reason="Said why." if standing == "refused" else "",
                to_on=until,
                recorded_by_id=actor.person,
                recorded_at=moment(day),
                **breach,
            ).save(force_insert=True)


def asking(actor: Actor, person: Person, day: date, outcome: str = "answered", **ratings: str) -> None:
    """Ask a victim on the day how they were treated; one answer for every stage is `every`, and others stand above."""
    every = ratings.pop("every", "")
    said = dict.fromkeys(STAGES, every) | ratings if outcome == "answered" else {}
    asked_on = None if outcome == "unsafe" else day
    about = {"case_id": person.case_id, "person": person, "agency_id": actor.agency, "recorded_by_id": actor.person}
    with transaction.atomic(), acting(actor):
        Satisfaction(asked_on=asked_on, outcome=outcome, recorded_at=moment(day), **about, **said).save(
            force_insert=True
        )


def victims(actor: Actor, case: Case) -> list[Person]:
    """Return the victims of the case, the youngest first, those of unknown age last."""
    with transaction.atomic(), acting(actor):
        return list(Person.objects.filter(case=case, part="victim").order_by("age"))


def referral(actor: Actor, case: Case, to: Agency, sent: date, *, state: str = "offered", answered: date) -> None:
    """Refer the case to another agency, which answers on that day unless it still waits."""
    facts = {} if state == "offered" else {"answered_at": moment(answered), "answered_by_id": actor.person}
    with transaction.atomic(), acting(actor):
        made = Referral(
            partnership_id=actor.partnership_id,
            case=case,
            case_reference=case.reference,
            from_agency_id=actor.agency,
            to_agency=to,
            summary="Said what.",
            sections=["summary"],
            legal_gateway="consent",
            sent_by_id=actor.person,
            sent_at=moment(sent),
        )
        made.save(force_insert=True)
        note = {"answer_note": "Said why."} if state == "declined" else {}
        if facts:
            assert Referral.objects.filter(pk=made.pk).update(state=state, **facts, **note) == 1
