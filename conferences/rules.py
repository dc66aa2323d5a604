"""Who may do what with a conference and its actions. Each check raises a sentence that a caseworker can read.

The case, conference or action has come through a policy, so the actor may see it; the rules say what else is allowed.
"""

from cases.models import Case, Incident
from cases.rules import check_leads, check_may_share, check_open
from cases.rules_transfers import check_not_offered
from cases.states import State
from conferences.models import Action, ActionState, AgendaReferral, AgendaState, Conference, ConferenceState, Item
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.roles import Permission

CONVENABLE = frozenset({State.MULTI_AGENCY, State.IN_ACTION})
"""From here a conference follows: the first one, or a further one."""


def check_may_convene(actor: Actor, case: Case) -> None:
    """Check that the actor may convene a conference: the Receiving Agency convenes and chairs its own (003)."""
    actor.must(Permission.CONFERENCE_CONVENE, "Your role does not include convening a conference.")
    check_leads(actor, case, "convene a conference")
    check_open(case)
    check_may_share(actor, case)
    check_not_offered(case)
    if Item.objects.filter(case=case, conference__state=ConferenceState.CONVENED).exists():
        raise NotPossible("A conference is convened already. Finalise its minutes or call it off first.")
    if case.state not in CONVENABLE:
        raise NotPossible("A conference follows the decision for a multi-agency approach.")
    if AgendaReferral.objects.filter(case=case, state=AgendaState.WAITING).exists():
        raise NotPossible("This case is waiting for a panel. Withdraw it there first.")


def check_consent(case: Case, legal_gateway: str) -> None:
    """Check that sharing does not rest on a consent that was refused.

    Raises:
        NotPossible: it would.
    """
    if legal_gateway == "consent" and Incident.objects.filter(case=case, consent="refused").exists():
        raise NotPossible("Consent to share was refused in this case. Choose another legal basis.")


def check_may_run(actor: Actor, conference: Conference) -> None:
    """Check that the actor may write down what is said and decided: the chair, or a panel chair of the same agency."""
    if actor.agency_id != conference.chairing_agency_id:
        raise NotPermitted("Only the agency that chairs this conference can write its minutes.")
    if actor.user_id != conference.chair_id and not actor.may(Permission.CONFERENCE_RUN):
        raise NotPermitted(f"Only {conference.chair.name}, who chairs this conference, can write its minutes.")
    check_convened(conference)


def check_may_call_off(actor: Actor, conference: Conference) -> None:
    """Check that the actor may call the conference off: who runs it, or who convened it."""
    if actor.agency_id != conference.chairing_agency_id or actor.user_id != conference.convened_by_id:
        check_may_run(actor, conference)
    check_convened(conference)


def check_convened(conference: Conference) -> None:
    """Check that the meeting is neither finalised nor called off.

    Raises:
        NotPossible: it is.
    """
    if conference.state == ConferenceState.FINALISED:
        raise NotPossible("The minutes are final and cannot be changed.")
    if conference.state == ConferenceState.CALLED_OFF:
        raise NotPossible("This conference was called off.")


def check_may_answer(actor: Actor, action: Action) -> None:
    """Check that the actor may say what became of an action: its owner answers, once."""
    actor.must(Permission.ACTION_UPDATE, "Your role does not include answering actions.")
    if actor.agency_id != action.agency_id:
        raise NotPermitted(f"Only {action.agency.name}, who took this action, can answer it.")
    if action.state != ActionState.OPEN:
        raise NotPossible("This action has been answered already.")
