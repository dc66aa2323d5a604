"""A panel of another agency: the lead agency puts its case to it and takes it back, and sees nothing else of it.

The panel is that of the unit, which Alice and Dana are of. Harbour leads the case in its queue and the one on its
agenda, and is where Charlie works. Housing, of Bob, is a member and is asked to nothing. Judy is elsewhere.
"""

import pytest
from django.db import models
from django.urls import reverse

from cases.models import Case
from conferences.models import AgendaReferral, Conference, Item, Panel
from partners.scope import acting
from tests.conferences.panels import a_panel, placed, planned, referred
from tests.personas import World

PEOPLE = ("alice", "dana", "charlie", "bob", "judy")
Rows = dict[str, Panel | Conference | AgendaReferral | Item | Case]


@pytest.fixture
def rows(world: World) -> Rows:
    """What stands in the addresses, by the first part of their names."""
    panel = a_panel(world)
    conference = planned(world, panel)
    item = placed(world, conference, referred(world.charlie, panel))
    waiting = referred(world.charlie, panel)
    return {"panel": panel, "conference": conference, "referral": waiting, "item": item, "case": waiting.case}


@pytest.mark.parametrize(
    ("name", "row", "expected"),
    [
        ("panel_page", "panel", {"alice": 403, "dana": 200, "charlie": 403, "bob": 403, "judy": 403}),
        ("panel_change", "panel", {"alice": 403, "dana": 200, "charlie": 403, "bob": 403, "judy": 403}),
        ("panel_plan", "panel", {"alice": 403, "dana": 200, "charlie": 403, "bob": 403, "judy": 403}),
        ("conference_agenda", "conference", {"alice": 403, "dana": 200, "charlie": 404, "bob": 404, "judy": 404}),
        ("conference_page", "conference", {"alice": 200, "dana": 200, "charlie": 404, "bob": 404, "judy": 404}),
        ("agenda_invite", "item", {"alice": 403, "dana": 200, "charlie": 404, "bob": 404, "judy": 404}),
        ("agenda_refer", "case", {"alice": 403, "dana": 403, "charlie": 302, "bob": 404, "judy": 404}),
    ],
)
def test_who_opens_the_pages_of_a_panel_with_cases_of_another_agency(
    world: World, rows: Rows, name: str, row: str, expected: dict[str, int]
) -> None:
    found = rows[row]
    key = found.reference if isinstance(found, Case) else found.pk
    codes = {
        person: world.client(world.people()[person]).get(reverse(name, args=[key])).status_code for person in PEOPLE
    }
    assert codes == expected


@pytest.mark.parametrize(
    ("name", "keys", "changes"),
    [("agenda_take_back", ("referral",), "charlie"), ("agenda_place", ("conference", "referral"), "dana")],
)
def test_the_lead_agency_takes_its_case_back_and_the_panels_agency_gives_it_a_place(
    world: World, rows: Rows, name: str, keys: tuple[str, ...], changes: str
) -> None:
    address = reverse(name, args=[rows[key].pk for key in keys])
    for person in sorted(PEOPLE, key=lambda each: each == changes):
        assert _state(world, rows["referral"]) == "waiting", person
        world.client(world.people()[person]).post(address)
    assert _state(world, rows["referral"]) == {"charlie": "withdrawn", "dana": "placed"}[changes]


def _state(world: World, referral: models.Model) -> str:
    with acting(world.charlie):
        return AgendaReferral.objects.get(pk=referral.pk).state
