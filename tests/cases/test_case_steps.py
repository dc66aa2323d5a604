"""The steps of a case as a person walks them on the pages: risk, decision, telling the victim, closing."""

import re

import pytest
from django.utils import timezone

from cases.models import Assessment, Case, Decision
from cases.queries_telling import can_be_told
from cases.states import State
from partners.scope import acting
from tests.cases.given import (
    assess,
    assessed_case,
    calm_answers,
    closed_case,
    decided_case,
    further_incident,
    grave_answers,
    new_case,
    shared,
)
from tests.personas import World

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def path(case: Case, step: str) -> str:
    return f"/cases/{case.reference}/{step}/"


def state_of(world: World, case: Case) -> str:
    with acting(world.alice):
        case.refresh_from_db()
    return case.state


def test_questions_are_grouped_with_help_and_do_not_know(world: World) -> None:
    page = world.client(world.alice).get(path(new_case(world.alice), "assess")).content.decode()
    for words in ("What happened</h2>", "The pattern</h2>", "Count everything in this series", "Where to look: "):
        assert words in page
    assert page.count("Don’t know") == 12
    assert "I do not know how many" in page


def test_unanswered_questions_are_named_and_nothing_typed_is_lost(world: World) -> None:
    case = new_case(world.alice)
    sent = {"step": "preview", "severity": "menace", "earlier_reports": "many"}
    page = world.client(world.alice).post(path(case, "assess"), sent).content.decode()
    assert "“How safe does the person feel now?”: answer this question, or say that you do not know" in page
    assert "enter a whole number from 0 to 9,999" in page
    assert 'value="many"' in page
    assert re.search(r'value="menace"[^>]*checked', page)
    assert page.count("govuk-error-message") == 12
    assert state_of(world, case) == State.NEW


def preview(world: World, case: Case, answers: dict[str, str]) -> str:
    answer = world.client(world.alice).post(path(case, "assess"), answers | {"step": "preview"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_result_is_shown_before_it_is_stored_then_completed(world: World) -> None:
    case = new_case(world.alice)
    page = preview(world, case, calm_answers() | {"fear": "unknown", "isolation": "yes"})
    for words in (
        "Result: low risk",
        "3 points",
        "Not known yet",
        "How safe does the person feel now?",
        "Raise to high",
    ):
        assert words in page
    with acting(world.alice):
        assert list(Assessment.objects.all()) == []
    sent = dict(HIDDEN.findall(page)) | {
        "step": "complete",
        "judgement-band": "high",
        "judgement-reason": "He knows the address.",
    }
    browser = world.client(world.alice)
    first, again = browser.post(path(case, "assess"), sent), browser.post(path(case, "assess"), sent)
    assert first.status_code == again.status_code == 302
    assert first.headers["Location"] == again.headers["Location"]
    with acting(world.alice):
        stored = Assessment.objects.get(case=case)
    assert (stored.scored_band, stored.band, stored.judgement_reason) == ("low", "high", "He knows the address.")
    assert (stored.answers["fear"], stored.unknowns) == ("unknown", ["fear"])
    shown = browser.get(first.headers["Location"]).content.decode()
    for words in ("He knows the address.", "Don’t know", "Take the decision", "advocate or a community group"):
        assert words in shown


@pytest.mark.parametrize(
    ("answers", "band", "reason", "sentence"),
    [
        (calm_answers(), "medium", "", "Say why you are raising the risk."),
        (grave_answers(), "low", "", "Say why the risk is lower than the answers say."),
    ],
)
def test_judgement_is_refused_with_a_sentence(
    world: World, answers: dict[str, str], band: str, reason: str, sentence: str
) -> None:
    case = new_case(world.alice)
    sent = dict(HIDDEN.findall(preview(world, case, answers)))
    sent |= {"step": "complete", "judgement-band": band, "judgement-reason": reason}
    page = world.client(world.alice).post(path(case, "assess"), sent).content.decode()
    assert sentence in page
    assert reason in page
    assert state_of(world, case) == State.NEW


def test_answers_can_be_changed_before_completing(world: World) -> None:
    case = new_case(world.alice)
    sent = dict(HIDDEN.findall(preview(world, case, calm_answers() | {"severity": "force"}))) | {"step": "change"}
    page = world.client(world.alice).post(path(case, "assess"), sent).content.decode()
    assert "Assess the risk of case" in page
    assert re.search(r'value="force"[^>]*checked', page)
    assert "There is a problem" not in page


def test_a_result_that_changed_meanwhile_is_shown_again(world: World) -> None:
    case = new_case(world.alice)
    sent = dict(HIDDEN.findall(preview(world, case, calm_answers()))) | {
        "step": "complete",
        "judgement-band": "low",
        "judgement-reason": "",
    }
    further_incident(world.alice, case)
    further_incident(world.alice, case)
    page = world.client(world.alice).post(path(case, "assess"), sent).content.decode()
    assert "The result has changed since you saw it" in page
    assert "Result: medium risk" in page
    assert state_of(world, case) == State.NEW


def test_assessments_of_other_cases_are_not_found(world: World) -> None:
    case, other = assessed_case(world.alice), assessed_case(world.alice)
    with acting(world.alice):
        key = other.assessments.get().pk
    assert world.client(world.alice).get(path(case, f"assessments/{key}")).status_code == 404


def test_an_assessment_needs_the_section(world: World) -> None:
    case = assessed_case(world.alice)
    shared(world.alice, case, world.housing)
    with acting(world.alice):
        key = case.assessments.get().pk
    assert world.client(world.bob).get(path(case, f"assessments/{key}")).status_code == 404


def test_the_decision_page_recommends_and_records(world: World) -> None:
    case = assessed_case(world.alice, grave_answers())
    browser = world.client(world.alice)
    page = browser.get(path(case, "decide")).content.decode()
    assert "Recommended: multi-agency" in page
    assert "this answer alone makes the risk at least high" in page
    sent = {"choice": "single_agency", "reasons": "He was arrested.", "against_reason": ""}
    refused = browser.post(path(case, "decide"), sent).content.decode()
    assert "Say why you are not following the recommendation" in refused
    assert "He was arrested." in refused
    done = browser.post(path(case, "decide"), sent | {"against_reason": "Nobody else knows them."}, follow=True)
    assert "Decision recorded: single-agency." in done.content.decode()
    with acting(world.alice):
        assert Decision.objects.get(case=case).against_reason == "Nobody else knows them."


def test_a_reason_against_belongs_only_to_going_against(world: World) -> None:
    case = assessed_case(world.alice)
    sent = {"choice": "single_agency", "reasons": "One agency can do it.", "against_reason": "None."}
    page = world.client(world.alice).post(path(case, "decide"), sent).content.decode()
    assert "You are following the recommendation." in page
    assert state_of(world, case) == State.ASSESSED


def test_an_empty_decision_says_what_is_missing(world: World) -> None:
    page = world.client(world.alice).post(path(assessed_case(world.alice), "decide"), {"choice": ""}).content.decode()
    assert "Choose whether the case needs a multi-agency approach" in page
    assert "Give the reasons for the decision" in page


def test_an_incident_after_the_assessment_is_pointed_out(world: World) -> None:
    case = decided_case(world.alice)
    further_incident(world.alice, case)
    page = world.client(world.alice).get(path(case, "decide")).content.decode()
    assert "The risk needs to be assessed again" in page
    assert "The decision was re-opened on" in page
    assert "A further incident was added" in page


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ("decide", "Assess the risk first."),
        ("reopen", "There is no decision to re-open yet."),
    ],
)
def test_what_is_not_possible_now_is_said_on_the_case_page(world: World, step: str, sentence: str) -> None:
    case = new_case(world.alice)
    answer = world.client(world.alice).get(path(case, step), follow=True)
    assert answer.redirect_chain == [(f"/cases/{case.reference}/", 302)]
    assert sentence in answer.content.decode()


def test_telling_the_victim_then_closing(world: World) -> None:
    case = decided_case(world.alice)
    browser = world.client(world.alice)
    blocked = browser.get(path(case, "close")).content.decode()
    assert "This case cannot be closed yet" in blocked
    assert "The victim has not been told what happened." in blocked
    assert 'name="outcome"' not in blocked
    browser.post(path(case, "close"), {"outcome": "no_suspect"})
    assert state_of(world, case) == State.SINGLE_AGENCY
    with acting(world.alice):
        told, day, how = (f"{name}_{can_be_told(case)[0].pk}" for name in ("told", "day", "how"))
    wrong = browser.post(path(case, "told"), {told: "yes", day: "31/12/2999", how: "letter"}).content.decode()
    assert "must be today or in the past" in wrong
    assert 'value="31/12/2999"' in wrong
    unfinished = browser.post(path(case, "told"), {told: "yes"}).content.decode()
    assert "Enter the day on which they were told" in unfinished
    assert "Choose how they were told" in unfinished
    assert "Say whether they were told" in browser.post(path(case, "told"), {}).content.decode()
    browser.post(path(case, "told"), {told: "yes", day: f"{timezone.localdate():%d/%m/%Y}", how: "letter"})
    assert (
        f"Recorded: told on {timezone.localdate():%-d %B %Y}, by letter."
        in browser.get(path(case, "told")).content.decode()
    )
    none = browser.post(path(case, "close"), {}).content.decode()
    assert "Choose the outcome" in none
    done = browser.post(path(case, "close"), {"outcome": "no_suspect"}, follow=True).content.decode()
    assert f"Case {case.reference} is closed." in done
    assert state_of(world, case) == State.CLOSED


@pytest.mark.parametrize("step", ["assess", "decide", "reopen", "told", "close"])
def test_partners_are_refused_and_strangers_find_nothing(world: World, step: str) -> None:
    case = assessed_case(world.alice)
    shared(world.alice, case, world.housing)
    refused = world.client(world.bob).get(path(case, step))
    assert refused.status_code == 403
    assert "Only the lead agency can" in refused.content.decode()
    assert world.client(world.charlie).get(path(case, step)).status_code == 404


def test_a_closed_case_is_not_assessed(world: World) -> None:
    case = closed_case(world.alice)
    answer = world.client(world.alice).get(path(case, "assess"), follow=True)
    assert "This case is closed. Re-open it first." in answer.content.decode()


def test_history_of_assessments_is_on_the_case_page(world: World) -> None:
    case = assessed_case(world.alice)
    assess(world.alice, case, grave_answers())
    page = world.client(world.alice).get(f"/cases/{case.reference}/").content.decode()
    assert "Earlier assessments" in page
    assert ": low risk" in page
