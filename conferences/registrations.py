"""What this app adds to the registries when it loads."""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils import timezone

from cases import changes as case_changes
from cases import closure, further, panels, transfer_papers
from cases import traces as case_traces
from cases.models import Case
from cases.queries_work import tasks_for
from conferences import changes, invitations, papers, traces
from conferences.actions import (
    amendments,
    answers,
    calling_off,
    circulating,
    convene,
    correcting,
    digests,
    finalising,
    publishing,
    queueing,
    reminding,
    repeats,
)
from conferences.models import Action, ActionState, AgendaState, Conference, ConferenceState
from conferences.policy import visible_referrals
from conferences.queries import actions_about, conferences_about
from conferences.queries_repeats import flagged_until
from conferences.rules import check_may_convene
from conferences.rules_agenda import check_may_refer
from conferences.templatetags.actions import due
from conferences.waiting import to_dos
from conferences.waiting_after import to_dos as to_dos_after
from conferences.wording import counted
from partners import home, notices
from partners.errors import reason_against
from partners.roles import Permission

notices.add_kind(convene.INVITED, "Your agency is invited to a case conference about case {subject}")
notices.add_kind(convene.CHAIRING, "You are to chair a case conference about case {subject}")
notices.add_kind(queueing.REFERRED, "Case {subject} was referred to your agency’s panel")
notices.add_kind(publishing.PUBLISHED, "The agenda of the case conference on {subject} is ready for your agency")
notices.add_kind(publishing.WITHDRAWN, "The agenda of the case conference on {subject} was withdrawn")
for kind, sentence in (
    (invitations.ASKED, "Case conference on {subject}"),
    (invitations.MOVED, "Moved: case conference, now on {subject}"),
    (invitations.CANCELLED, "Cancelled: case conference on {subject}"),
):
    notices.add_kind(kind, sentence)
    notices.add_enclosure(kind, invitations.enclosure)
notices.add_kind(calling_off.NOTICE, "The case conference about case {subject} was called off")
notices.add_kind(finalising.NOTICE, "Your agency took an action in case {subject}")
notices.add_kind(reminding.NOTICE, "Your agency’s research return about case {subject} is due")
notices.add_kind(circulating.NOTICE, "The draft minutes of the conference of {subject} wait for your corrections")
notices.add_kind(amendments.NOTICE, "The minutes of the conference of {subject} have been amended")
notices.add_kind(correcting.ASKED, "A correction of the draft minutes was asked for: {subject}")
notices.add_kind(correcting.ANSWERED, "Your correction of the draft minutes was answered: {subject}")
notices.add_kind(digests.NOTICE, "What waits for you: {subject}")
notices.add_kind(repeats.NOTICE, "Case {subject} has a repeat within 12 months of a conference")
notices.add_kind(answers.NOTICE, "An action in case {subject} has been answered")


def conference_panel(look: panels.Look) -> panels.Panel | None:
    """Draw the conferences about a case, and convening one for those who lead it."""
    actor, case = look.actor, look.case
    if not actor.may(Permission.CONFERENCE_READ):
        return None
    conferences = list(look.once(conferences_about))
    leads = look.leads
    if not conferences and not leads:
        return None
    context = {
        "conferences": conferences,
        "leads": leads,
        "convene_url": reverse("conference_convene", args=[case.reference]),
        "convening": reason_against(check_may_convene, actor, case),
        "refer_url": reverse("agenda_refer", args=[case.reference]),
        "referring": reason_against(check_may_refer, actor, case),
        "waiting": visible_referrals(actor).filter(case=case, state=AgendaState.WAITING).first() if leads else None,
        "flagged_until": flagged_until(case),
    }
    return panels.Panel("conferences", "Case conferences", "conferences/conference_panel.html", context)


def action_panel(look: panels.Look) -> panels.Panel | None:
    """Draw the agreed actions about a case that the actor may see, and those that the lead agency gave itself."""
    actor, case = look.actor, look.case
    actions, tasks = list(look.once(actions_about)), tasks_for(actor, case)
    if not actions and not tasks:
        return None
    context = {"actions": actions, "tasks": tasks}
    return panels.Panel("actions", "Actions", "conferences/action_panel.html", context)


def timeline(look: panels.Look) -> Iterator[panels.Entry]:
    """Tell of meetings held and actions answered; the case itself tells of convening and finalising."""
    for conference in look.once(conferences_about):
        if conference.state == ConferenceState.FINALISED:
            yield _of_meeting(conference)
    for action in look.once(actions_about):
        if action.state != ActionState.OPEN:
            yield _of_answer(action)


def _of_meeting(conference: Conference) -> panels.Entry:
    path = reverse("minutes_page", args=[conference.pk])
    text = f"Case conference held: minutes no. {conference.number}"
    return panels.Entry(conference.held_at, text, conference.chairing_agency.name, path)


def _of_answer(action: Action) -> panels.Entry:
    text = f"Action answered: {ActionState(action.state).label.lower()}"
    at = action.answered_at or timezone.now()
    return panels.Entry(at, text, action.agency.name, reverse("action_answer", args=[action.pk]))


def blockers(case: Case) -> Iterable[str]:
    """Say what of this app keeps a case from closing: conferences without minutes, and open actions."""
    yield from papers.obstacles(case)
    waiting = Action.objects.filter(case=case, state=ActionState.OPEN, agreed_at__isnull=False).select_related("agency")
    if found := list(waiting):
        owners = "; ".join(f"{action.agency.name}, {due(action)}" for action in found)
        yield f"{counted(len(found), 'action is', 'actions are')} still open: {owners}."


further.add_follower(repeats.note)
panels.add_panel(conference_panel)
panels.add_panel(action_panel)
panels.add_timeline(timeline)
case_changes.add_changes(changes.changes)
case_traces.add_traces(traces.traces)
closure.add_blocker(blockers)
transfer_papers.add_obstacle(papers.obstacles)
transfer_papers.add_papers(papers.papers)
home.add_to_do_source(to_dos)
home.add_to_do_source(to_dos_after)
