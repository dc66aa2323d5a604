"""Who may ask other agencies before the decision, answer them, and countersign what was decided."""

from datetime import date

from cases.models import Case, Consultation, Decision
from cases.queries import UNDECIDED
from cases.rules import check_leads
from cases.states import DECIDED
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.models import Partnership
from partners.roles import Permission, Role

LONGEST_WAIT = 28
"""For how many days at most another agency may be given to answer: the decision should not wait longer."""


def check_may_consult(actor: Actor, case: Case, *, is_restricted: bool = False) -> None:
    """Check that the actor may ask another agency before the decision on the case is taken.

    Args:
        actor: who asks.
        case: the case.
        is_restricted: whether it is for named people alone; then nobody else is asked about it.
    """
    actor.must(Permission.DECISION_RECORD, "Your role does not include the decision.")
    check_leads(actor, case, "consult other agencies about this case")
    if case.state not in UNDECIDED:
        raise NotPossible("The decision has been taken. Other agencies are consulted before it.")
    if is_restricted:
        raise NotPossible("This case is restricted to named people, so no other agency can be asked about it here.")


def check_question(answer_by: date, today: date, *, about: str, legal_gateway: str) -> None:
    """Check that a question can be answered in time, and that whoever is named in it is named lawfully.

    Args:
        answer_by: the day until which the other agency has time.
        today: the date in Europe/London.
        about: who the question is about, if that is said.
        legal_gateway: the code of the gateway that naming them rests on.
    """
    if not 0 <= (answer_by - today).days <= LONGEST_WAIT:
        raise NotPossible(f"Ask for an answer by today or a day in the next {LONGEST_WAIT} days.")
    if about and not legal_gateway:
        raise NotPossible("Say what allows you to name the person.")
    if legal_gateway and not about:
        raise NotPossible("You have chosen a legal basis, but named nobody. Say who it is about, or choose none.")


def check_names_nobody(text: str, known: frozenset[str], *, instead: str = "") -> None:
    """Check that what another agency reads does not hold what the case knows of people, nor its reference.

    Args:
        text: the question or the summary.
        known: the reference of the case, and the names, numbers and addresses in it.
        instead: what ends the sentence that refuses; the way to name somebody in a question if it is not given.
    """
    read = " ".join(text.casefold().split())
    for words in sorted(known):
        if " ".join(words.casefold().split()) in read:
            way = f"Take it out. {instead}" if instead else "Take it out, or put it under “Who is it about?”."
            raise NotPossible(f"This names “{words}”, which is in the case. {way}")


def check_may_reply(actor: Actor, consultation: Consultation, *, is_ended: bool) -> None:
    """Check that the actor may answer a question that another agency asked.

    Args:
        actor: who answers.
        consultation: the question.
        is_ended: whether it was answered or withdrawn.
    """
    actor.must(Permission.CONSULTATION_ANSWER, "Your role does not include answering other agencies.")
    if actor.agency_id != consultation.to_agency_id:
        raise NotPermitted("Only the agency that was asked can answer this question.")
    if is_ended:
        raise NotPossible("This question has been answered already.")


def check_somebody_can_countersign(partnership: Partnership, is_anybody: bool) -> None:
    """Check that a decision which has to be countersigned can be: nobody countersigns their own.

    Args:
        partnership: which may want decisions countersigned.
        is_anybody: whether a Responsible Person other than whoever decides can see the case.
    """
    if partnership.countersigns_decisions and not is_anybody:
        raise NotPossible(
            "Decisions are countersigned by the Responsible Person, and nobody else in your agency could do that here. "
            "Ask a colleague to take the decision, or your administrator to name a Responsible Person."
        )


def check_may_countersign(actor: Actor, decision: Decision, *, stands: bool, is_answered: bool) -> None:
    """Check that the actor may countersign a decision, or return it.

    Args:
        actor: who asks.
        decision: what was decided.
        stands: whether it is the newest decision on the case and has not been re-opened.
        is_answered: whether it was countersigned or returned.
    """
    check_leads(actor, decision.case, "countersign this decision")
    if Role.RESPONSIBLE_PERSON not in actor.roles:
        raise NotPermitted("Only the Responsible Person can countersign a decision.")
    if actor.user_id == decision.decided_by_id:
        raise NotPermitted("You took this decision. Another Responsible Person has to countersign it.")
    if not decision.needs_countersignature:
        raise NotPossible("Your partnership did not want this decision countersigned.")
    if is_answered:
        raise NotPossible("This decision has been countersigned or returned already.")
    if not stands or decision.case.state not in DECIDED:
        raise NotPossible("This decision has been re-opened. Nobody needs to countersign it any longer.")
