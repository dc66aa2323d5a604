"""Reading about the decision beyond the decision itself: who was consulted, and who countersigns."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from cases.models import Case, Consultation, Countersignature, Decision, Person, Reopening
from cases.models.consultation import ReplyOutcome
from cases.policy import not_kept_away, visible_cases
from cases.queries import decisions_of
from cases.states import DECIDED
from partners.actor import Actor
from partners.models import Agency, Membership, User
from partners.queries import agencies_in, people_with
from partners.roles import GRANTS, Permission, Role


def countersigners(case: Case, *, without: UUID) -> QuerySet[User]:
    """Return the Responsible Persons of the lead agency who can see the case, but one."""
    seat = {"partnership_id": case.partnership_id, "agency_id": case.lead_agency_id}
    return not_kept_away(people_with(Role.RESPONSIBLE_PERSON, **seat), case.pk).exclude(pk=without)


def countersignature_of(decision: Decision) -> Countersignature | None:
    """Return what the Responsible Person said to a decision, if anything."""
    return Countersignature.objects.filter(decision=decision).select_related("given_by").first()


def stands(decision: Decision) -> bool:
    """Say whether a decision is the newest of its case and has not been re-opened."""
    newest = decisions_of(decision.case).first()
    return newest is not None and newest.pk == decision.pk and decision.case.state in DECIDED


def waiting_for_countersignature(cases: QuerySet[Case]) -> QuerySet[Decision]:
    """Return the decisions that stand on `cases` and that a Responsible Person has neither signed nor returned."""
    newer = Decision.objects.filter(case=OuterRef("case"), decided_at__gt=OuterRef("decided_at"))
    waiting = Decision.objects.filter(~Exists(newer), case__in=cases, case__state__in=DECIDED)
    return waiting.filter(needs_countersignature=True, countersignature__isnull=True).select_related("case")


def reopenings_of(case: Case) -> QuerySet[Reopening]:
    """Return when and why the decision of a case was opened again, newest first."""
    return Reopening.objects.filter(case=case).select_related("reopened_by", "agency")


def consultations_of(case: Case) -> QuerySet[Consultation]:
    """Return what other agencies were asked about the case and what they answered, for the agency that leads it."""
    asked = Consultation.objects.filter(case=case, from_agency=case.lead_agency)
    return asked.select_related("to_agency", "asked_by", "reply", "reply__replied_by")


def questions_to(actor: Actor) -> QuerySet[Consultation]:
    """Return the questions that other agencies asked the actor's agency and did not withdraw, newest first."""
    if actor.agency_id is None or not actor.may(Permission.CONSULTATION_ANSWER):
        return Consultation.objects.none()
    asked = Consultation.objects.filter(to_agency_id=actor.agency_id, partnership_id=actor.partnership_id)
    kept = asked.exclude(reply__outcome=ReplyOutcome.WITHDRAWN)
    return kept.select_related("from_agency", "asked_by", "reply", "reply__replied_by").order_by("-asked_at")


def agencies_to_ask(actor: Actor) -> QuerySet[Agency]:
    """Return the other agencies of the partnership in which somebody can answer."""
    roles = [role for role, allowed in GRANTS.items() if Permission.CONSULTATION_ANSWER in allowed]
    live = Membership.objects.live(timezone.localdate())
    people = live.filter(role__in=roles, partnership_id=actor.partnership_id)
    return agencies_in(actor.partnership_id).exclude(pk=actor.agency).filter(pk__in=people.values("agency_id"))


def asked_by(actor: Actor) -> QuerySet[Consultation]:
    """Return the questions that the actor's agency asked about cases that the actor may see."""
    cases = visible_cases(actor).filter(lead_agency_id=actor.agency_id)
    return Consultation.objects.filter(from_agency_id=actor.agency_id, case__in=cases).select_related("case")


def told_of(case: Case) -> frozenset[str]:
    """Return what must not stand in a question to another agency: the reference, and how people are known."""
    known = {case.reference}
    for person in Person.objects.filter(case=case):
        known |= {person.name, person.phone, person.email, person.address}
    return frozenset(words.strip() for words in known if len(words.strip()) > 1)
