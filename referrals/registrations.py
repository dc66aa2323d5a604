"""What this app adds when it loads: its part of the case page, things to do, notices, and what blocks closing."""

from collections.abc import Iterable, Iterator

from django.urls import reverse

from cases import changes as case_changes
from cases import closure, panels
from cases import traces as case_traces
from cases.models import Case
from partners import home, notices
from partners.actor import Actor
from partners.errors import reason_against
from partners.roles import Permission
from referrals import changes
from referrals.actions import answering, sending
from referrals.models import Referral, ReferralState
from referrals.policy import visible_referrals
from referrals.presenting import line, receiver_of
from referrals.queries import waiting_for_others, waiting_for_us
from referrals.rules import check_may_refer

notices.add_kind(sending.NOTICE, "Case {subject} has been referred to your agency")
notices.add_kind(answering.ACCEPTED, "Your referral of case {subject} has been accepted")
notices.add_kind(answering.DECLINED, "Your referral of case {subject} has been declined")
notices.add_kind(answering.WITHDRAWN, "A referral of case {subject} to your agency has been withdrawn")


def panel(look: panels.Look) -> panels.Panel | None:
    """Draw the referrals of the case, and referring it for those who lead it."""
    actor, case = look.actor, look.case
    if not actor.may(Permission.REFERRAL_READ):
        return None
    referrals = [line(actor, referral) for referral in visible_referrals(actor).filter(case=case)]
    leads = look.leads
    if not referrals and not leads:
        return None
    context = {
        "referrals": referrals,
        "leads": leads,
        "refer_url": reverse("referral_new", args=[case.reference]),
        "referring": reason_against(check_may_refer, actor, case),
    }
    return panels.Panel("referrals", "Referrals", "referrals/referral_panel.html", context)


def timeline(look: panels.Look) -> Iterator[panels.Entry]:
    """Tell of referrals sent, answered and withdrawn."""
    actor, case = look.actor, look.case
    for referral in visible_referrals(actor).filter(case=case):
        path = reverse("referral_page", args=[referral.pk])
        receiver = receiver_of(referral)
        yield panels.Entry(referral.sent_at, f"Referred to {receiver}", referral.from_agency.name, path)
        if referral.answered_at:
            is_withdrawn = referral.state == ReferralState.WITHDRAWN
            by = referral.from_agency.name if is_withdrawn else receiver
            words = ReferralState(referral.state).label.lower()
            yield panels.Entry(referral.answered_at, f"Referral to {receiver}: {words}", by, path)


def blockers(case: Case) -> Iterable[str]:
    """Say that referrals wait: somebody may still come to help, or the sender withdraws them."""
    number = Referral.objects.filter(case=case, state=ReferralState.OFFERED).count()
    if number:
        things = "1 referral is" if number == 1 else f"{number} referrals are"
        yield f"{things} waiting for an answer: wait for it, record it, or withdraw the referral."


def traces(case: Case) -> Iterator[case_traces.Trace]:
    """Say what words of referrals stay after a subject's data is erased."""
    yield case_traces.counted("Referrals and what was answered", Referral.objects.filter(case=case))


def to_dos(actor: Actor) -> Iterator[home.ToDo]:
    """Ask for answers to what was referred to us, and for what outside services have answered."""
    if actor.may(Permission.REFERRAL_ANSWER):
        for referral in waiting_for_us(actor):
            yield _to_do(referral, f"Answer the referral of case {referral.case_reference}")
    if actor.may(Permission.REFERRAL_SEND):
        for referral in waiting_for_others(actor).filter(to_agency__isnull=True, sent_by_id=actor.user_id):
            yield _to_do(referral, f"Record the answer of {receiver_of(referral)} about case {referral.case_reference}")


def _to_do(referral: Referral, text: str) -> home.ToDo:
    return home.ToDo(text, reverse("referral_page", args=[referral.pk]), referral.sent_at)


panels.add_panel(panel)
panels.add_timeline(timeline)
case_changes.add_changes(changes.changes)
case_changes.add_vocabularies(changes.vocabularies)
case_traces.add_traces(traces)
closure.add_blocker(blockers)
home.add_to_do_source(to_dos)
