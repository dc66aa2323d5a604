"""The Monitoring Agency's page: reference, date, strands, area, decision due, and nothing more."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from audit.models import Event
from cases.models import Case, Incident, Term
from cases.queries_monitoring import MonitoredIncident, count_monitored, monitored_incidents
from partners.actor import Actor
from partners.home import to_dos
from partners.models import Seat
from partners.scope import acting
from tests.cases import given
from tests.personas import World

PATH = "/monitoring/"


def cells(world: World, actor: Actor, query: str = "") -> list[list[str]]:
    """Return the words of each row's cells."""
    answer = world.client(actor).get(PATH + query)
    assert answer.status_code == 200
    body = answer.content.decode().partition("<tbody")[2].partition("</tbody>")[0]
    return [
        [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)
        ]
        for row in re.findall(r"<tr.*?</tr>", body, re.S)
    ]


@pytest.fixture
def case(world: World) -> Case:
    """A case of the Hate Crime Unit with a named victim, in an area."""
    with acting(world.alice):
        Term.objects.create(partnership=world.partnership, vocabulary="area", code="old_quay", label="Old Quay")
    return given.new_case(world.alice, area="old_quay", strands=("race", "religion"))


def make_overdue(world: World, case: Case) -> None:
    with acting(world.alice):
        Case.objects.filter(pk=case.pk).update(decision_due_on=timezone.localdate() - timedelta(days=1))


def test_the_page_shows_exactly_these_five_things(world: World, case: Case) -> None:
    assert reverse("monitoring_list") == PATH
    today, due = date_format(timezone.localdate()), date_format(case.decision_due_on)
    assert cells(world, world.ivan) == [
        [case.reference, today, "Race or ethnicity, Religion or belief", "Old Quay", due]
    ]


def test_no_name_no_story_and_no_link_to_the_case_is_on_the_page(world: World, case: Case) -> None:
    page = world.client(world.ivan).get(PATH).content.decode()
    assert case.reference in page
    for secret in (given.NAME, given.STORY, given.VICTIM.phone, given.VICTIM.do_not_tell, f"/cases/{case.reference}"):
        assert secret not in page
    assert world.client(world.ivan).get(f"/cases/{case.reference}/").status_code == 403


def test_the_rows_hold_no_other_field(world: World, case: Case) -> None:
    with acting(world.ivan):
        assert monitored_incidents(0, 10) == [
            MonitoredIncident(
                case.reference, timezone.localdate(), ("race", "religion"), "old_quay", case.decision_due_on, False
            )
        ]


def test_an_overdue_decision_stands_out(world: World, case: Case) -> None:
    make_overdue(world, case)
    assert cells(world, world.ivan)[0][-1].endswith("Overdue")


def test_overdue_decisions_wait_on_the_monitors_home_page(world: World, case: Case) -> None:
    def waiting(actor: Actor) -> list[tuple[str, str, bool]]:
        with acting(actor):
            return [(to_do.text, to_do.path, to_do.is_overdue) for to_do in to_dos(actor) if "late" in to_do.text]

    assert waiting(world.ivan) == []
    make_overdue(world, case)
    make_overdue(world, given.decided_case(world.alice))
    expected = ("Look at what is late: 1 decision is overdue", f"{PATH}?undecided=on", True)
    assert waiting(world.ivan) == [expected]
    assert waiting(world.erin) == []


def test_a_decision_that_was_taken_is_not_overdue(world: World) -> None:
    decided = given.decided_case(world.alice)
    make_overdue(world, decided)
    assert cells(world, world.ivan)[0][-1].endswith("Decided")


def test_the_list_can_be_narrowed_to_what_is_undecided(world: World, case: Case) -> None:
    decided = given.decided_case(world.alice)
    assert {row[0] for row in cells(world, world.ivan)} == {case.reference, decided.reference}
    assert [row[0] for row in cells(world, world.ivan, "?undecided=on")] == [case.reference]


def test_pages_hold_twenty_five_each(world: World) -> None:
    first = given.new_case(world.alice)
    for _ in range(26):
        given.further_incident(world.alice, first)
    assert [len(cells(world, world.ivan, f"?page={page}")) for page in (1, 2)] == [25, 2]


def test_incidents_of_another_partnership_are_not_told(world: World, case: Case) -> None:
    other = given.new_case(world.judy)
    assert other.reference not in str(cells(world, world.ivan))


def test_without_the_monitoring_seat_the_database_tells_nothing(world: World, case: Case) -> None:
    for actor in (world.alice, world.charlie, world.judy):
        with acting(actor):
            assert (count_monitored(), monitored_incidents(0, 10)) == (0, [])
    Seat.objects.filter(agency=world.watch).update(is_monitoring=False)
    with acting(world.ivan):
        assert count_monitored() == 0


def test_the_monitor_reads_no_incident_past_the_function(world: World, case: Case) -> None:
    with acting(world.ivan):
        assert list(Incident.objects.all()) == []


@pytest.mark.parametrize("name", ["alice", "bob", "dana", "erin", "frank", "grace", "heidi"])
def test_the_page_is_for_monitors(world: World, name: str) -> None:
    assert world.client(world.people()[name]).get(PATH).status_code == 403


def test_looking_is_written_with_the_number_of_incidents(world: World, case: Case) -> None:
    cells(world, world.ivan, "?undecided=on")
    with acting(world.grace):
        found = list(Event.objects.filter(verb="monitoring.list").values_list("user_id", "facts"))
    assert found == [(world.ivan.user_id, {"incidents": 1, "only_undecided": True})]


def test_an_empty_partnership_says_so(world: World) -> None:
    page = world.client(world.ivan).get(PATH).content.decode()
    assert "No incident has been recorded yet" in page
