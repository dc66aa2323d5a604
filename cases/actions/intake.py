"""An incident is made known: it is recorded, and those who must know are told at once (003, the "Shropshire model")."""

from dataclasses import asdict
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse

from audit import log
from cases.actions.access import open_for_lead
from cases.actions.movement import write_move
from cases.actions.prompting import prompt, prompt_linked
from cases.actions.reopening import reopen
from cases.further import follow
from cases.limits import decision_due
from cases.models import Account, Case, Incident, Person
from cases.models.decision import Cause
from cases.models.prompt import PromptCause
from cases.policy import not_kept_away
from cases.references import new_reference
from cases.report import IncidentReport, problems_of
from cases.rules import check_may_log
from cases.terms import Terms
from partners import notices
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import Partnership, User
from partners.queries import monitoring_agencies, people_with
from partners.roles import Role

NOTICE = "incident_logged"
FILE_NOTICE = "incidents_imported"
_ATTEMPTS = 5
_ACCOUNT = (
    "description",
    "place",
    "danger",
    "harm",
    "wanted",
    "share_without_consent_reason",
    "legal_gateway",
)


@transaction.atomic
def record(*, actor: Actor, report: IncidentReport, case: Case | None = None) -> Incident:
    """Record an incident and tell the Responsible Person and the Monitoring Agency.

    Args:
        actor: who logs it; the actor's agency becomes the lead (Receiving) Agency of a new case.
        report: what was reported.
        case: the case it belongs to, when it is a further incident; its decision is then taken again.

    Raises:
        NotPermitted: the actor may not log incidents, or cannot see the case.
        NotPossible: the report holds something that cannot be recorded.
    """
    check_may_log(actor, case)
    partnership = Partnership.objects.get(pk=actor.partnership_id)
    incident = write(actor=actor, report=report, partnership=partnership, terms=Terms.of(partnership.pk), case=case)
    _tell(actor, incident.case)
    return incident


@transaction.atomic
def write(
    *, actor: Actor, report: IncidentReport, partnership: Partnership, terms: Terms, case: Case | None = None
) -> Incident:
    """Write one incident with all that belongs to it, and tell nobody: what a file shares with the form.

    Raises:
        NotPossible: the report holds something that cannot be recorded.
    """
    if problems := problems_of(report, terms):
        raise NotPossible(" ".join(problem.message for problem in problems))
    home = case or _open(actor, report, partnership)
    incident = _incident(actor, report, home)
    incident.save(force_insert=True)
    Account(case=home, incident=incident, **{name: getattr(report, name) for name in _ACCOUNT}).save(force_insert=True)
    for person in report.people:
        Person(case=home, incident=incident, **asdict(person)).save(force_insert=True)
    log.record(
        actor,
        "incident.record",
        subject=home.reference,
        owner_agency_id=home.lead_agency_id,
        facts={"source": report.source, "further": case is not None},
    )
    if case is not None:
        reopen(actor=actor, case=case, cause=Cause.NEW_INCIDENT)
        prompt(actor, case, PromptCause.NEW_INCIDENT)
    prompt_linked(incident)
    follow(actor, incident)
    return incident


def _open(actor: Actor, report: IncidentReport, partnership: Partnership) -> Case:
    case = _with_a_free_reference(
        Case(
            partnership=partnership,
            lead_agency_id=actor.agency,
            opened_on=report.recorded_on,
            decision_due_on=decision_due(partnership, report.recorded_on),
            opened_by_id=actor.user_id,
        )
    )
    open_for_lead(actor=actor, case=case)
    write_move(actor=actor, case=case, start=None)
    return case


def _with_a_free_reference(case: Case) -> Case:
    """Save a new case. Only the database knows whether a reference is taken: perhaps by a case that is out of sight."""
    for _ in range(_ATTEMPTS):
        case.reference = new_reference()
        try:
            with transaction.atomic():
                case.save(force_insert=True)
        except IntegrityError as error:
            if "reference" not in str(error):
                raise
        else:
            return case
    raise NotPossible("No free reference could be found. Try again.")


def _incident(actor: Actor, report: IncidentReport, case: Case) -> Incident:
    coded = {
        name: value
        for name, value in asdict(report).items()
        if name not in (*_ACCOUNT, "people", "strands", "perceived_religion", "flags")
    }
    return Incident(
        case=case,
        partnership_id=actor.partnership_id,
        agency_id=actor.agency,
        recorded_by_id=actor.user_id,
        strands=sorted(set(report.strands)),
        perceived_religion=sorted(set(report.perceived_religion)),
        flags=sorted(set(report.flags)),
        **coded,
    )


def _tell(actor: Actor, case: Case) -> None:
    """Tell the Responsible Persons of the agency that was told and, of a further incident, of the one that leads."""
    tell_at_once(
        actor,
        agencies={actor.agency, case.lead_agency_id},
        kind=NOTICE,
        subject=case.reference,
        path=reverse("case_page", args=[case.reference]),
        case=case,
    )


def tell_at_once(
    actor: Actor, *, agencies: set[UUID], kind: str, subject: str, path: str, case: Case | None = None
) -> None:
    """Tell the Responsible Persons of `agencies` and the Monitoring Agency, each with a link to their own page.

    Args:
        actor: whose act is told.
        agencies: whose Responsible Persons are told.
        kind: a declared kind of notice.
        subject: what it is about: the reference of a case, never a name.
        path: the page for the Responsible Persons; monitors are sent to their own page, which shows no people.
        case: what it is about, when it is one case: those who are kept away from it are not told.
    """
    seat = {"partnership_id": actor.partnership_id}
    told: list[User] = []
    for key in agencies:
        responsible = people_with(Role.RESPONSIBLE_PERSON, agency_id=key, **seat)
        told += not_kept_away(responsible, case.pk) if case else responsible
    notices.tell(actor, told, kind=kind, subject=subject, path=path)
    for agency in monitoring_agencies(actor.partnership_id):
        monitors = people_with(Role.MONITOR, agency_id=agency.pk, **seat)
        if case:
            monitors = not_kept_away(monitors, case.pk, by_walls_alone=True)
        notices.tell(actor, monitors, kind=kind, subject=subject, path=reverse("monitoring_list"))
