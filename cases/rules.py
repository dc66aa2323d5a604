"""Who may do what with a case. Each check raises a sentence that a caseworker can read.

The case has come through `cases.policy.get_case`, so the actor may see it; the rules say what else is allowed.
"""

from collections.abc import Iterable
from uuid import UUID

from cases.models import Case, EmergencyAccess, IncidentDraft
from cases.policy import not_kept_away, says_who_sees, visible_cases
from cases.states import DECIDED, State
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.models import User
from partners.queries import people_with
from partners.roles import Permission, Role


def check_leads(actor: Actor, case: Case, deed: str) -> None:
    """Check that the actor acts for the agency that leads the case.

    Args:
        actor: who asks.
        case: the case.
        deed: completes "Only the lead agency can …".

    Raises:
        NotPermitted: another agency leads it.
    """
    if actor.agency_id != case.lead_agency_id:
        raise NotPermitted(f"Only the lead agency can {deed}.")


def check_open(case: Case) -> None:
    """Check that the case is not closed.

    Raises:
        NotPossible: it is.
    """
    if case.state == State.CLOSED:
        raise NotPossible("This case is closed. Re-open it first.")


def check_may_log(actor: Actor, case: Case | None = None) -> None:
    """Check that the actor may log an incident, and, for a further one, may see its case.

    Raises:
        NotPermitted: the actor may not.
    """
    actor.must(Permission.CASE_LOG, "Your role does not include logging incidents.")
    if case is not None and not visible_cases(actor).filter(pk=case.pk).exists():
        raise NotPermitted("Your agency's access to this case has ended.")


def check_may_submit(actor: Actor, draft: IncidentDraft) -> None:
    """Check that the actor sees the case of a draft. One out of sight must not turn it into a case of its own.

    Raises:
        NotPermitted: the actor does not, any longer.
    """
    if draft.case_id is not None and not visible_cases(actor).filter(pk=draft.case_id).exists():
        raise NotPermitted("Your agency's access to the case of this draft has ended.")


def check_may_import(actor: Actor) -> None:
    """Check that the actor may record the incidents of a file."""
    actor.must(Permission.INCIDENT_IMPORT, "Your role does not include importing incidents.")


def check_may_open_in_emergency(actor: Actor) -> None:
    """Check that the actor's role sees cases at all: an emergency gives access to one case, not a role."""
    actor.must(Permission.CASE_READ, "Your role does not include cases.")


def check_may_share(actor: Actor, case: Case) -> None:
    """Check that the actor may give other agencies access to the case: one agency answers for every disclosure."""
    actor.must(Permission.CASE_SHARE, "Your role does not include sharing a case.")
    check_leads(actor, case, "share this case")


def check_may_assess(actor: Actor, case: Case) -> None:
    """Check that the actor may complete a risk assessment of the case."""
    actor.must(Permission.RISK_ASSESS, "Your role does not include risk assessment.")
    check_leads(actor, case, "assess the risk of this case")
    check_open(case)


def check_may_decide(actor: Actor, case: Case) -> None:
    """Check that the actor may take the decision: single-agency or multi-agency (003: the Receiving Agency decides)."""
    actor.must(Permission.DECISION_RECORD, "Your role does not include the decision.")
    check_leads(actor, case, "take the decision")
    if case.state == State.NEW:
        raise NotPossible("Assess the risk first. The decision follows the risk assessment.")
    if case.state != State.ASSESSED:
        raise NotPossible("The decision has been taken. A change of circumstances can re-open it.")


def check_may_reopen(actor: Actor, case: Case) -> None:
    """Check that the actor may re-open the decision because information or circumstances changed."""
    actor.must(Permission.DECISION_RECORD, "Your role does not include the decision.")
    check_leads(actor, case, "re-open the decision")
    if case.state not in DECIDED:
        raise NotPossible("There is no decision to re-open yet.")


def check_may_close(actor: Actor, case: Case) -> None:
    """Check that the actor may close the case; whether anything blocks it is for `cases.closure` to say."""
    actor.must(Permission.CASE_CLOSE, "Your role does not include closing a case.")
    check_leads(actor, case, "close this case")
    if case.state == State.CLOSED:
        raise NotPossible("This case is closed already.")


def check_may_tell_victim(actor: Actor, case: Case) -> None:
    """Check that the actor may record who was told what happened (003: feedback to victims and witnesses)."""
    actor.must(Permission.CASE_CLOSE, "Your role does not include telling the victim what happened.")
    check_leads(actor, case, "record that the victim was told")
    check_open(case)


def check_may_convene(actor: Actor, case: Case) -> None:
    """Check that the actor is one of those who convene the case conference (003: the Receiving Agency does)."""
    actor.must(Permission.CONFERENCE_CONVENE, "Your role does not include convening a case conference.")
    check_leads(actor, case, "convene a case conference")


def check_may_say_who_sees(actor: Actor, case: Case) -> None:
    """Check that the actor may restrict the case, name people for it, and wall people off."""
    actor.must(Permission.CASE_SHARE, "Your role does not include deciding who may see a case.")
    check_leads(actor, case, "decide who may see this case")
    if not says_who_sees(case):
        raise NotPermitted("This case is restricted. Only people who are named for it can decide who may see it.")


def check_may_wall_off(actor: Actor, case: Case, user_id: UUID) -> None:
    """Check that the actor may wall this person off: oneself always, another if the actor decides who sees the case."""
    if user_id == actor.user_id:
        actor.must(Permission.CASE_READ, "Your role does not include cases.")
    else:
        check_may_say_who_sees(actor, case)


def check_may_review(actor: Actor, use: EmergencyAccess) -> None:
    """Check that the actor may sign off this emergency use: a Responsible Person of the lead agency, never the user.

    Where no other Responsible Person can see the case, whoever decides who may see it signs off.
    """
    if actor.user_id == use.user_id:
        raise NotPermitted("You used this access. Somebody else has to sign it off.")
    check_may_say_who_sees(actor, use.case)
    seat = {"partnership_id": use.case.partnership_id, "agency_id": use.case.lead_agency_id}
    responsible = not_kept_away(people_with(Role.RESPONSIBLE_PERSON, **seat), use.case_id).exclude(pk=use.user_id)
    if Role.RESPONSIBLE_PERSON not in actor.roles and responsible.exists():
        raise NotPermitted(f"Only the Responsible Person can sign this off: {_names(responsible)}.")
    if use.reviewed_at is not None:
        raise NotPossible("This use has been signed off already.")


def _names(people: Iterable[User]) -> str:
    return ", ".join(person.name for person in people)
