"""Who may keep panels, refer to them and arrange their agendas. Each check raises a sentence to be read."""

from cases.models import Case
from cases.rules import check_leads, check_may_share, check_open
from cases.rules_transfers import check_not_offered
from conferences.models import AgendaReferral, AgendaState, Conference, ConferenceState, Item, Panel
from conferences.rules import CONVENABLE, check_convened
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.roles import Permission


def check_may_keep_panels(actor: Actor) -> None:
    """Check that the actor may make panels for its agency."""
    actor.must(Permission.AGENDA_ARRANGE, "Your role does not include panels and their agendas.")


def check_may_change_panel(actor: Actor, panel: Panel) -> None:
    """Check that the actor may change the panel, plan its meetings and read its queue."""
    check_may_keep_panels(actor)
    if actor.agency_id != panel.agency_id:
        raise NotPermitted(f"Only {panel.agency.name} can change this panel.")
    if panel.ended_on is not None:
        raise NotPossible("This panel has ended.")


def check_may_refer(actor: Actor, case: Case) -> None:
    """Check that the actor may put the case to a panel: the lead agency does, after the decision (003)."""
    check_may_share(actor, case)
    check_open(case)
    check_not_offered(case)
    if case.state not in CONVENABLE:
        raise NotPossible("A case goes to a panel after the decision for a multi-agency approach.")
    if AgendaReferral.objects.filter(case=case, state=AgendaState.WAITING).exists():
        raise NotPossible("This case is waiting for a place on an agenda already.")
    if Item.objects.filter(case=case, conference__state=ConferenceState.CONVENED).exists():
        raise NotPossible("A conference about this case is convened already.")


def check_may_take_back(actor: Actor, referral: AgendaReferral) -> None:
    """Check that the actor may withdraw a referral while it waits."""
    actor.must(Permission.CASE_SHARE, "Your role does not include sharing a case.")
    check_leads(actor, referral.case, "withdraw this referral")
    if referral.state == AgendaState.PLACED:
        raise NotPossible("This case is on an agenda. Ask the panel to take it off first.")
    if referral.state == AgendaState.WITHDRAWN:
        raise NotPossible("This referral was withdrawn already.")


def check_may_arrange(actor: Actor, conference: Conference) -> None:
    """Check that the actor may arrange the agenda: the chair, or who arranges agendas in the chairing agency."""
    if actor.agency_id != conference.chairing_agency_id:
        raise NotPermitted("Only the agency that chairs this conference can arrange its agenda.")
    if actor.user_id != conference.chair_id and not actor.may(Permission.AGENDA_ARRANGE):
        raise NotPermitted(f"Only {conference.chair.name}, who chairs this conference, can arrange its agenda.")
    check_convened(conference)


def check_may_move(actor: Actor, conference: Conference) -> None:
    """Check that the actor may set another date or place: who arranges the agenda, or who convened it."""
    if actor.agency_id != conference.chairing_agency_id or actor.user_id != conference.convened_by_id:
        check_may_arrange(actor, conference)
    check_convened(conference)


def check_agenda_full(conference: Conference) -> None:
    """Check that there is something to publish.

    Raises:
        NotPossible: the agenda is empty, or nobody is invited to one of its items.
    """
    items = list(conference.items.select_related("case").prefetch_related("invitations"))
    if not items:
        raise NotPossible("Put a case on the agenda first.")
    for item in items:
        if not any(invitation.withdrawn_at is None for invitation in item.invitations.all()):
            raise NotPossible(f"Nobody is invited for case {item.case.reference}. Choose who needs to be there.")


def check_nothing_written(item: Item) -> None:
    """Check that an item can leave the agenda: what was said of a case stays where it was said.

    Raises:
        NotPossible: something has been written about it.
    """
    if item.version or item.actions.exists():
        raise NotPossible("Notes have been written about this case. It stays on the agenda.")
