"""Consulting another agency before the decision: asking, answering, and withdrawing what is no longer needed."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit import log
from cases.actions.locking import lock
from cases.actions.restricting import standing_restriction
from cases.models import Case, Consultation, ConsultationReply
from cases.models.consultation import ReplyOutcome
from cases.policy import not_kept_away
from cases.queries_decision import agencies_to_ask, consultations_of, told_of
from cases.rules_decision import check_may_consult, check_may_reply, check_names_nobody, check_question
from cases.terms import check_codes
from partners import notices
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import User
from partners.queries import people_who_may
from partners.roles import Permission

ASKED, REPLIED = "consultation_asked", "consultation_replied"


@transaction.atomic
def ask(
    *,
    actor: Actor,
    case: Case,
    agency_id: UUID,
    question: str,
    summary: str,
    answer_by: date,
    about: str = "",
    legal_gateway: str = "",
) -> Consultation:
    """Ask another agency of the partnership. It learns what is written here and nothing else of the case.

    Args:
        actor: a person of the lead agency.
        case: the case.
        agency_id: who is asked.
        question: what the lead agency wants to know.
        summary: what the other agency has to know to answer; names nobody.
        answer_by: until when the answer is of use; a date in Europe/London.
        about: who it is about, where it cannot be answered without.
        legal_gateway: the code of the gateway that naming them rests on; needed with `about`, and only then.

    Raises:
        NotPermitted: the actor may not take the decision in this case.
        NotPossible: the decision has been taken, or something in the question is missing or says too much.
    """
    lock(case)
    check_may_consult(actor, case, is_restricted=standing_restriction(case) is not None)
    words = {"question": question.strip(), "summary": summary.strip(), "about": about.strip()}
    _check(actor, case, agency_id, words, answer_by, legal_gateway)
    consultation = Consultation(
        partnership_id=case.partnership_id,
        case=case,
        from_agency_id=actor.agency,
        to_agency_id=agency_id,
        answer_by=answer_by,
        legal_gateway=legal_gateway,
        asked_by_id=actor.person,
        **words,
    )
    consultation.save(force_insert=True)
    log.record(
        actor,
        "consultation.ask",
        subject=case.reference,
        owner_agency_id=case.lead_agency_id,
        sections=["people"] if consultation.about else [],
        reason=legal_gateway,
        facts={"to_agency": str(agency_id)},
    )
    _tell(actor, consultation)
    return consultation


def _tell(actor: Actor, consultation: Consultation) -> None:
    """Tell the agency that is asked, without a subject: the reference of the case is not for it."""
    seat = {"partnership_id": consultation.partnership_id, "agency_id": consultation.to_agency_id}
    people = people_who_may(Permission.CONSULTATION_ANSWER, **seat)
    path = reverse("consultation_page", args=[consultation.pk])
    notices.tell(actor, people, kind=ASKED, subject="", path=path)


def _check(
    actor: Actor, case: Case, agency_id: UUID, words: dict[str, str], answer_by: date, legal_gateway: str
) -> None:
    today = timezone.localdate()
    if not agencies_to_ask(actor).filter(pk=agency_id).exists():
        raise NotPossible("Choose another agency of your partnership in which somebody can answer.")
    if not words["question"] or not words["summary"]:
        raise NotPossible("Write the question, and what the other agency has to know to answer it.")
    check_question(answer_by, today, about=words["about"], legal_gateway=legal_gateway)
    check_codes([legal_gateway], "legal_gateway", partnership_id=case.partnership_id, day=today)
    known = told_of(case)
    check_names_nobody(words["question"], known)
    check_names_nobody(words["summary"], known)


@transaction.atomic
def reply(*, actor: Actor, consultation: Consultation, outcome: ReplyOutcome, text: str = "") -> None:
    """Answer a question of another agency; the answer is for that agency alone.

    Args:
        actor: a person of the agency that was asked.
        consultation: the question.
        outcome: answered, nothing known, or cannot share.
        text: the answer, or why it cannot be shared; needed unless nothing is known.

    Raises:
        NotPermitted: another agency was asked.
        NotPossible: it was answered already, or the answer says nothing.
    """
    ended = ConsultationReply.objects.filter(consultation=consultation).exists()
    check_may_reply(actor, consultation, is_ended=ended)
    check_answer(outcome, text)
    _end(actor, consultation, outcome, text.strip())
    log.record(
        actor,
        "consultation.reply",
        subject=str(consultation.pk),
        owner_agency_id=consultation.from_agency_id,
        facts={"outcome": outcome},
    )
    asker = not_kept_away(User.objects.filter(pk=consultation.asked_by_id), consultation.case_id)
    path = reverse("consultation_page", args=[consultation.pk])
    notices.tell(actor, asker, kind=REPLIED, subject="", path=path)


def check_answer(outcome: str, text: str) -> None:
    """Check that an answer says something.

    Raises:
        NotPossible: it does not, or it is no answer.
    """
    if outcome == ReplyOutcome.WITHDRAWN:
        raise NotPossible("Only the agency that asked can withdraw a question.")
    if outcome != ReplyOutcome.NOTHING_KNOWN and not text.strip():
        raise NotPossible("Write the answer, or say why you cannot share it.")


def withdraw_all(actor: Actor, case: Case) -> None:
    """Withdraw the questions about a case that nobody has answered: the decision no longer waits for them."""
    for consultation in consultations_of(case).filter(reply__isnull=True):
        _end(actor, consultation, ReplyOutcome.WITHDRAWN, "")
        log.record(
            actor,
            "consultation.withdraw",
            subject=case.reference,
            owner_agency_id=case.lead_agency_id,
            facts={"to_agency": str(consultation.to_agency_id)},
        )


def _end(actor: Actor, consultation: Consultation, outcome: ReplyOutcome, text: str) -> None:
    ConsultationReply(
        consultation=consultation, agency_id=actor.agency, outcome=outcome, text=text, replied_by_id=actor.person
    ).save(force_insert=True)
