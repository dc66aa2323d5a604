"""Another agency is asked before the decision: it reads the question and nothing of the case, and answers the asker."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from cases.actions.consulting import ask, reply
from cases.actions.decision import record as decide
from cases.actions.restricting import restrict
from cases.models import Case, CaseAccess, Consultation, ConsultationReply
from cases.models.consultation import ReplyOutcome
from cases.models.decision import Choice
from cases.panels import Look, timeline_for
from cases.policy import visible_cases
from cases.queries_decision import questions_to
from cases.rules_decision import check_may_consult, check_may_reply, check_names_nobody, check_question
from cases.states import State
from cases.to_dos_decision import to_dos
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.models import Notice
from partners.roles import Role
from partners.scope import acting
from tests.cases.given import NAME, assessed_case, decided_case, shared
from tests.personas import World
from tests.refusing import LEAD, PARTNER, refusal
from tests.refusing import actor as somebody

QUESTION, SUMMARY = "Does the landlord have powers here?", "A tenant is shouted at by a neighbour, twice a week."


def asked(world: World, case: Case, **fields: Any) -> Consultation:
    """Return a question to Housing about `case`."""
    soon = timezone.localdate() + timedelta(days=3)
    plain: dict[str, Any] = {"question": QUESTION, "summary": SUMMARY, "answer_by": soon, "agency_id": world.housing.pk}
    with acting(world.alice):
        return ask(actor=world.alice, case=case, **plain | fields)


def answers(actor: Actor, question: Consultation, outcome: ReplyOutcome, text: str = "") -> None:
    with acting(actor):
        reply(actor=actor, consultation=question, outcome=outcome, text=text)


def waiting(actor: Actor) -> list[str]:
    with acting(actor):
        return [to_do.text for to_do in to_dos(actor)]


def test_who_is_asked_learns_the_question_and_nothing_of_the_case(world: World) -> None:
    case = assessed_case(world.alice)
    question = asked(world, case)
    with acting(world.bob):
        assert list(visible_cases(world.bob)) == []
        assert not CaseAccess.objects.filter(case_id=case.pk).exists()
        assert list(questions_to(world.bob)) == [question]
        told = Notice.objects.get(user_id=world.bob.person, kind="consultation_asked")
    assert (told.subject, told.path) == ("", f"/consultations/{question.pk}/")
    names = [
        name for name, person in world.people().items() if "Answer a question from Hate Crime Unit" in waiting(person)
    ]
    assert names == ["bob"]
    page = world.client(world.bob).get(told.path).content.decode()
    for words in (QUESTION, SUMMARY, "Alice", "Hate Crime Unit"):
        assert words in page
    for hidden in (case.reference, str(case.pk), NAME):
        assert hidden not in page
    assert world.client(world.charlie).get(told.path).status_code == 404
    with acting(world.alice):
        event = Event.objects.get(verb="consultation.ask")
    assert (event.subject, event.reason, event.sections) == (case.reference, "", [])


def test_naming_somebody_is_a_disclosure_and_has_a_legal_basis(world: World) -> None:
    case = assessed_case(world.alice)
    about = {"about": f"{NAME}, 4 Canary Row"}
    with pytest.raises(NotPossible, match="Say what allows you to name the person"):
        asked(world, case, **about)
    with pytest.raises(NotPossible, match="is not in the list"):
        asked(world, case, legal_gateway="because", **about)
    question = asked(world, case, legal_gateway="consent", **about)
    with acting(world.alice):
        event = Event.objects.get(verb="consultation.ask")
    assert (event.reason, event.sections) == ("consent", ["people"])
    page = world.client(world.bob).get(reverse("consultation_page", args=[question.pk])).content.decode()
    assert NAME in page
    assert "Consent of the person" in page


@pytest.mark.parametrize("told", [NAME, "quilla  testname", "01632 960 001", "4 Canary Row", "REFERENCE"])
def test_words_that_say_who_it_is_are_refused(world: World, told: str) -> None:
    case = assessed_case(world.alice)
    words = told.replace("REFERENCE", case.reference)
    for field in ("question", "summary"):
        with pytest.raises(NotPossible, match="This names"):
            asked(world, case, **{field: f"About {words}: what do you know?"})
    with acting(world.alice):
        assert Consultation.objects.count() == 0


def test_an_answer_reaches_the_asker_alone(world: World) -> None:
    case = assessed_case(world.alice)
    question = asked(world, case)
    shared(world.alice, case, world.harbour)
    browser = world.client(world.bob)
    page = reverse("consultation_page", args=[question.pk])
    refused = browser.post(page, {"outcome": "answered", "text": ""}).content.decode()
    assert "Write the answer, or say why you cannot share it." in refused
    done = browser.post(page, {"outcome": "answered", "text": "Yes: a warning of tenancy."}, follow=True)
    assert "Hate Crime Unit has your answer." in done.content.decode()
    decide_page = world.client(world.alice).get(reverse("decision_new", args=[case.reference])).content.decode()
    for words in (QUESTION, "Yes: a warning of tenancy.", "Ashbridge Housing", "Bob"):
        assert words in decide_page
    for stranger in (world.charlie, world.judy):
        with acting(stranger):
            assert not ConsultationReply.objects.exists()
            assert not Consultation.objects.exists()
    with pytest.raises(NotPossible, match="answered already"):
        answers(world.bob, question, ReplyOutcome.NOTHING_KNOWN)
    assert waiting(world.bob) == []
    with acting(world.alice):
        told = [entry.text for entry in timeline_for(Look(world.alice, case))]
    assert {"Asked before the decision: Ashbridge Housing", "Ashbridge Housing answered: answered"} <= set(told)
    sent = world.client(world.alice).get(page)
    assert sent.headers["Location"] == f"/cases/{case.reference}/#decision"


def test_nothing_known_needs_no_words_and_nobody_else_answers(world: World) -> None:
    question = asked(world, assessed_case(world.alice))
    with pytest.raises(NotPermitted, match="Only the agency that was asked"):
        answers(world.alice, question, ReplyOutcome.NOTHING_KNOWN)
    with pytest.raises(NotPossible, match="Only the agency that asked can withdraw"):
        answers(world.bob, question, ReplyOutcome.WITHDRAWN)
    answers(world.bob, question, ReplyOutcome.NOTHING_KNOWN)
    with acting(world.alice):
        assert ConsultationReply.objects.get().outcome == "nothing_known"


def test_the_decision_withdraws_what_nobody_has_answered(world: World) -> None:
    case = assessed_case(world.alice)
    question, answered = asked(world, case), asked(world, case, question="Anything else?")
    answers(world.bob, answered, ReplyOutcome.NOTHING_KNOWN)
    with acting(world.alice):
        decide(actor=world.alice, case=case, choice=Choice.SINGLE_AGENCY, reasons="It is low.")
        replies = {each.consultation_id: each.outcome for each in ConsultationReply.objects.all()}
    assert replies == {question.pk: "withdrawn", answered.pk: "nothing_known"}
    with acting(world.bob):
        assert list(Consultation.objects.all()) == [answered]
    assert waiting(world.bob) == []
    with pytest.raises(NotPossible, match="The decision has been taken"):
        asked(world, case)
    assert "Withdrawn" in world.client(world.alice).get(f"/cases/{case.reference}/").content.decode()


@pytest.mark.parametrize("agency", ["unit", "watch", "elsewhere"])
def test_only_other_agencies_in_which_somebody_can_answer_are_asked(world: World, agency: str) -> None:
    case, other = assessed_case(world.alice), getattr(world, agency)
    with pytest.raises(NotPossible, match="Choose another agency of your partnership"):
        asked(world, case, agency_id=other.pk)
    page = world.client(world.alice).get(reverse("consultation_new", args=[case.reference])).content.decode()
    assert str(other.pk) not in page


def test_nobody_is_asked_about_a_restricted_case(world: World) -> None:
    case = assessed_case(world.alice)
    question = asked(world, case)
    with acting(world.alice):
        restrict(actor=world.alice, case=case, reason="She works here.", people=[world.alice.person])
    with pytest.raises(NotPossible, match="This case is restricted"):
        asked(world, case)
    assert world.client(world.bob).get(reverse("consultation_page", args=[question.pk])).status_code == 404


def test_the_page_of_asking_refuses_beside_the_box(world: World) -> None:
    case = assessed_case(world.alice)
    path = reverse("consultation_new", args=[case.reference])
    browser = world.client(world.alice)
    day = timezone.localdate() + timedelta(days=40)
    sent = {"agency": str(world.housing.pk), "question": f"Is {NAME} your tenant?", "summary": SUMMARY, "about": "Ann"}
    page = browser.post(path, sent | {"answer_by": f"{day:%d/%m/%Y}"}).content.decode()
    for words in ("This names", "Ask for an answer by today or a day in the next 28 days", SUMMARY):
        assert words in page
    late = f"{timezone.localdate():%d/%m/%Y}"
    page = browser.post(path, sent | {"question": QUESTION, "answer_by": late}).content.decode()
    assert "Say what allows you to name the person." in page
    done = browser.post(path, sent | {"question": QUESTION, "answer_by": late, "about": ""}, follow=True)
    assert "Ashbridge Housing has been asked." in done.content.decode()
    assert browser.get(reverse("consultation_new", args=[decided_case(world.alice).reference])).status_code == 302


def test_the_checks_alone() -> None:
    def may_ask(who: Actor, state: State = State.ASSESSED, *, restricted: bool = False) -> str:
        return refusal(check_may_consult, who, Case(state=state, lead_agency_id=LEAD), is_restricted=restricted)

    assert [state for state in State if not may_ask(somebody(), state)] == [State.NEW, State.ASSESSED]
    assert may_ask(somebody(Role.REPRESENTATIVE)) == "Your role does not include the decision."
    assert may_ask(somebody(agency=PARTNER)) == "Only the lead agency can consult other agencies about this case."
    assert may_ask(somebody(), restricted=True).startswith("This case is restricted to named people")
    question = Consultation(to_agency_id=LEAD)
    assert refusal(check_may_reply, somebody(Role.REPRESENTATIVE), question, is_ended=False) == ""
    assert refusal(check_may_reply, somebody(Role.MANAGER), question, is_ended=False) == (
        "Your role does not include answering other agencies."
    )
    assert refusal(check_may_reply, somebody(agency=PARTNER), question, is_ended=False) == (
        "Only the agency that was asked can answer this question."
    )
    assert refusal(check_may_reply, somebody(), question, is_ended=True) == ("This question has been answered already.")
    today = timezone.localdate()
    for days, fits in ((-1, False), (0, True), (28, True), (29, False)):
        day = today + timedelta(days=days)
        assert (refusal(check_question, day, today, about="", legal_gateway="") == "") is fits
    assert refusal(check_question, today, today, about="", legal_gateway="consent").startswith("You have chosen")
    assert refusal(check_question, today, today, about="Ann", legal_gateway="consent") == ""
    assert refusal(check_names_nobody, "Ann  ONE lives there", frozenset({"Ann One"})).startswith(
        "This names “Ann One”"
    )
    assert refusal(check_names_nobody, "Ann lives there", frozenset({"Ann One"})) == ""
