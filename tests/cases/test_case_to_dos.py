"""What needs me today: cases to assess, decisions to take, risk reviews due."""

from datetime import date, timedelta

from django.utils import timezone

from cases.actions.decision import record as decide
from cases.models import Case
from cases.models.decision import Choice
from cases.to_dos import MOST_NAMED, to_dos
from partners.actor import Actor
from partners.home import ToDo
from partners.scope import acting
from tests.cases.given import assess, assessed_case, closed_case, further_incident, new_case, shared
from tests.personas import World


def of(actor: Actor) -> dict[str, ToDo]:
    with acting(actor):
        return {to_do.text: to_do for to_do in to_dos(actor)}


def test_everything_that_waits(world: World) -> None:
    apart = {"people": (), "place": ""}
    new, assessed, review, again = (new_case(world.alice, **apart) for _ in range(4))
    for case in (assessed, review, again):
        assess(world.alice, case)
    with acting(world.alice):
        for case in (review, again):
            decide(actor=world.alice, case=case, choice=Choice.SINGLE_AGENCY, reasons="It fits the facts.")
    closed_case(world.alice)
    further_incident(world.alice, again, **apart)
    with acting(world.alice):
        Case.objects.filter(pk=review.pk).update(review_on=timezone.localdate())
        Case.objects.filter(pk=assessed.pk).update(decision_due_on=date(2026, 1, 5))
    found = of(world.alice)
    assert set(found) == {
        f"Assess the risk of case {new.reference}",
        f"Assess the risk of case {review.reference} again",
        f"Assess the risk of case {again.reference} again: a further incident was added to this case",
        f"Take the decision on case {assessed.reference}",
        f"Take the decision on case {again.reference} again: a further incident was added",
    }
    late = found[f"Take the decision on case {assessed.reference}"]
    assert (late.path, late.due, late.is_overdue) == (
        f"/cases/{assessed.reference}/decide/",
        "due 5 January 2026",
        True,
    )
    assert [to_do.text for to_do in found.values() if to_do.is_overdue] == [late.text]
    assert set(of(world.heidi)) == set(of(world.dana)) == set(found)


def test_only_the_lead_agency_is_asked(world: World) -> None:
    case = assessed_case(world.alice)
    shared(world.alice, case, world.housing)
    names = [name for name, actor in world.people().items() if of(actor)]
    assert names == ["alice", "dana", "heidi"]


def test_many_are_counted_and_the_most_urgent_named(world: World) -> None:
    cases = [new_case(world.alice) for _ in range(MOST_NAMED + 2)]
    with acting(world.alice):
        for place, case in enumerate(cases):
            Case.objects.filter(pk=case.pk).update(decision_due_on=date(2027, 1, 1) + timedelta(days=place))
    found = of(world.alice)
    named = {f"Assess the risk of case {case.reference}" for case in cases[:MOST_NAMED]}
    assert set(found) == named | {"2 more cases to assess: see the list"}
    assert found["2 more cases to assess: see the list"].path == "/cases/?state=new&lead=ours"
