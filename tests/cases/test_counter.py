"""Counter-allegations: linked by reference, judged on evidence, shown on both cases to those who read both."""

from functools import partial

import pytest
from django.urls import reverse

from audit.models import Event
from cases.actions.counter import mark_counter
from cases.counter_panel import counters_of
from cases.models import Case, CounterAllegation
from cases.models.counter import Judgement
from cases.references import new_reference
from cases.rules_counter import NO_SUCH_CASE, check_may_mark_counter
from cases.sections import Section
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.scope import acting
from tests.cases.given import new_case, shared
from tests.personas import World

EVIDENCE = "Two neighbours heard it."


def judged(actor: Actor, case: Case, other: Case) -> CounterAllegation:
    with acting(actor):
        incident = case.incidents.get()
        return mark_counter(
            actor=actor,
            case=case,
            reference=other.reference.lower(),
            judgement=Judgement.UNCLEAR,
            evidence=EVIDENCE,
            incident=incident,
        )


def shown_on(world: World, actor: Actor, case: Case) -> bool:
    page = world.client(actor).get(reverse("case_page", args=[case.reference])).content.decode()
    assert ("Counter-allegation judged: unclear" in page) == (EVIDENCE in page)
    return EVIDENCE in page


def test_a_case_is_marked_from_its_page_and_nothing_typed_is_lost(world: World) -> None:
    case, other, hidden = new_case(world.alice), new_case(world.alice), new_case(world.bob)
    partly = new_case(world.bob)
    shared(world.bob, partly, world.unit, Section.SUMMARY)
    browser, path = world.client(world.alice), reverse("counter_new", args=[case.reference])
    typed = {"judgement": "credible", "evidence": EVIDENCE, "incident": ""}
    for reference in (new_reference(), hidden.reference, partly.reference):
        page = browser.post(path, typed | {"reference": reference}).content.decode()
        assert NO_SUCH_CASE in page
        assert EVIDENCE in page
    for reference, sentence in ((case.reference, "the reference of this case"), ("x", "has 10 letters and numbers")):
        assert sentence in browser.post(path, typed | {"reference": reference}).content.decode()
    page = browser.post(path, typed | {"reference": other.reference}, follow=True).content.decode()
    for words in ("The counter-allegation is recorded.", "Credible", EVIDENCE, other.reference):
        assert words in page
    with acting(world.alice):
        events = Event.objects.filter(verb="case.counter").values_list("subject", flat=True)
        assert set(events) == {case.reference, other.reference}


def test_it_is_shown_on_both_cases_to_those_who_read_the_accounts_of_both(world: World) -> None:
    case, other = new_case(world.alice), new_case(world.alice)
    judged(world.alice, case, other)
    assert shown_on(world, world.alice, case)
    assert shown_on(world, world.alice, other)
    shared(world.alice, case, world.housing, Section.SUMMARY, Section.ACCOUNT)
    assert not shown_on(world, world.bob, case)
    shared(world.alice, other, world.housing, Section.SUMMARY)
    assert not shown_on(world, world.bob, case)
    assert not shown_on(world, world.bob, other)
    shared(world.alice, other, world.housing, Section.SUMMARY, Section.ACCOUNT)
    assert shown_on(world, world.bob, case)
    assert shown_on(world, world.bob, other)


def test_who_may_judge_and_what_a_judgement_says(world: World) -> None:
    case, other = new_case(world.alice), new_case(world.alice)
    shared(world.alice, case, world.housing, Section.SUMMARY, Section.ACCOUNT)
    for actor in (world.bob, world.erin):
        with acting(actor), pytest.raises(NotPermitted):
            check_may_mark_counter(actor, case)
    with acting(world.alice):
        mark = partial(
            mark_counter, actor=world.alice, case=case, reference=other.reference, judgement=Judgement.VEXATIOUS
        )
        with pytest.raises(NotPossible, match="Say what the judgement rests on"):
            mark(evidence=" ")
        with pytest.raises(NotPossible, match="Choose an incident of this case"):
            mark(evidence=EVIDENCE, incident=other.incidents.get())
    judged(world.alice, case, other)
    with acting(world.alice):
        mark(evidence="It was made up.")
        judgements = [each.judgement for each in counters_of(world.alice, other)]
    assert judgements == ["vexatious", "unclear"]
