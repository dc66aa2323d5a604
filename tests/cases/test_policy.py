"""Who may see what: the policy and row-level security give the same exact sets."""

from copy import deepcopy
from dataclasses import dataclass

import pytest
from django.db import connection
from django.http import Http404

from audit.models import Event
from cases.actions.access import accept_offer, revoke
from cases.actions.reopening import reopen
from cases.models import Case
from cases.models.decision import Cause
from cases.policy import get_case, sections_of, visible_cases
from cases.references import new_reference
from cases.sections import Section
from partners.actor import Actor
from partners.errors import NotPermitted
from partners.scope import acting
from tests.cases.given import decided_case, end, new_case, shared
from tests.cases.test_restricted import lasting
from tests.personas import World

OURS = {"own", "shared", "summary", "ended", "taken_back", "offered"}
SEEN: dict[str, set[str]] = {
    "alice": OURS,
    "bob": {"shared", "summary", "bobs"},
    "charlie": set(),
    "dana": OURS,
    "erin": set(),
    "frank": set(),
    "grace": set(),
    "heidi": OURS,
    "ivan": set(),
    "judy": {"judys"},
    "karim": set(),
}
TABLES = {
    "cases_account": Section.ACCOUNT,
    "cases_assessment": Section.RISK,
    "cases_decision": Section.DECISION,
    "cases_incident": Section.SUMMARY,
    "cases_move": Section.SUMMARY,
    "cases_person": Section.PEOPLE,
    "cases_reopening": Section.DECISION,
}


@dataclass(frozen=True)
class Scene:
    """Cases that alice's agency shares with Housing in every way there is, and cases of others."""

    world: World
    cases: dict[str, Case]

    def names(self, keys: set[object]) -> set[str]:
        """Return the names of the cases with these keys."""
        return {name for name, case in self.cases.items() if case.pk in keys}


@pytest.fixture(scope="module")
def laid_out(standing: World) -> Scene:
    world = standing
    cases = {name: decided_case(world.alice) for name in sorted(OURS)}
    with acting(world.alice):
        for case in cases.values():
            reopen(actor=world.alice, case=case, cause=Cause.NEW_INCIDENT)
    shared(world.alice, cases["shared"], world.housing, Section.RISK, Section.PEOPLE)
    shared(world.alice, cases["summary"], world.housing)
    shared(world.alice, cases["offered"], world.housing, *Section, is_offer=True)
    end(world.alice, shared(world.alice, cases["ended"], world.housing, *Section))
    taken = shared(world.alice, cases["taken_back"], world.housing, *Section)
    with acting(world.alice):
        revoke(actor=world.alice, case=cases["taken_back"], access=taken)
    return Scene(world, cases | {"bobs": new_case(world.bob), "judys": new_case(world.judy)})


@pytest.fixture
def scene(db: None, laid_out: Scene) -> Scene:
    return deepcopy(laid_out)


def rows(table: str) -> set[object]:
    """Return the cases of which the app role sees rows in `table`, by SQL that forgets every filter."""
    key = "id" if table == "cases_case" else "case_id"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key} FROM {table}")
        return {row[0] for row in cursor.fetchall()}


def test_policy_shows_exactly_these_cases(scene: Scene) -> None:
    people = scene.world.people()
    for name, expected in SEEN.items():
        with acting(people[name]):
            assert scene.names({case.pk for case in visible_cases(people[name])}) == expected, name


def test_policy_shows_exactly_these_sections(scene: Scene) -> None:
    bob, cases = scene.world.bob, scene.cases
    with acting(bob):
        found = {name: sections_of(bob, case) for name, case in cases.items()}
    assert found == {
        "bobs": frozenset(Section),
        "shared": frozenset({Section.SUMMARY, Section.RISK, Section.PEOPLE}),
        "summary": frozenset({Section.SUMMARY}),
        **{name: frozenset() for name in ("own", "ended", "taken_back", "offered", "judys")},
    }


@pytest.mark.parametrize("name", ["alice", "bob", "charlie", "judy"])
def test_row_security_shows_the_same_cases(scene: Scene, name: str) -> None:
    with acting(scene.world.people()[name]):
        assert scene.names(rows("cases_case")) == SEEN[name]


@pytest.mark.parametrize(("table", "section"), list(TABLES.items()))
def test_row_security_shows_the_same_sections(scene: Scene, table: str, section: Section) -> None:
    bobs = {"shared"} if section in (Section.RISK, Section.PEOPLE) else set()
    mine = {"bobs"} if table in ("cases_account", "cases_person", "cases_incident", "cases_move") else set()
    expected = {
        "alice": OURS,
        "bob": mine | ({"shared", "summary"} if section is Section.SUMMARY else bobs),
        "charlie": set(),
        "judy": {"judys"} if mine else set(),
    }
    for name, names in expected.items():
        with acting(scene.world.people()[name]):
            assert scene.names(rows(table)) == names, name


@pytest.mark.parametrize("table", ["cases_case", "cases_caseaccess", *TABLES])
def test_without_a_scope_there_are_no_rows(scene: Scene, table: str) -> None:
    assert rows(table) == set()


def test_access_begins_with_the_answer_to_an_offer(scene: Scene) -> None:
    bob, case = scene.world.bob, scene.cases["offered"]
    with acting(bob):
        offer = case.accesses.get(agency=scene.world.housing)
        accept_offer(actor=bob, access_id=offer.pk, reference=case.reference)
        assert case in visible_cases(bob)


def test_two_accesses_add_up(scene: Scene) -> None:
    case = scene.cases["shared"]
    shared(scene.world.alice, case, scene.world.housing, Section.DECISION)
    with acting(scene.world.bob):
        expected = {Section.SUMMARY, Section.RISK, Section.PEOPLE, Section.DECISION}
        assert sections_of(scene.world.bob, case) == expected


def test_only_the_lead_agency_shares(scene: Scene) -> None:
    with pytest.raises(NotPermitted, match="Only the lead agency can share this case"):
        shared(scene.world.bob, scene.cases["shared"], scene.world.harbour)


def test_reading_a_case_is_recorded_with_its_sections(scene: Scene) -> None:
    bob, case = scene.world.bob, scene.cases["shared"]
    with acting(bob):
        assert get_case(bob, case.reference.lower().replace("-", " ")) == case
    with acting(scene.world.alice):
        event = Event.objects.get(verb="case.read")
    assert (event.user_id, event.subject, event.sections) == (
        bob.user_id,
        case.reference,
        ["people", "risk", "summary"],
    )


@pytest.mark.parametrize("name", ["ended", "taken_back", "offered", "own", "judys"])
def test_a_hidden_case_is_not_found(scene: Scene, name: str) -> None:
    with acting(scene.world.bob), pytest.raises(Http404):
        get_case(scene.world.bob, scene.cases[name].reference)


def test_unknown_and_forbidden_look_the_same(scene: Scene) -> None:
    browser = scene.world.client(scene.world.charlie)
    hidden, unknown = scene.cases["own"].reference, new_reference()
    answers = [browser.get(f"/cases/{reference}/") for reference in (hidden, unknown, "nonsense")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    pages = {lasting(answer.content) for answer in answers}
    assert len(pages) == 1
    assert len({tuple(sorted(answer.headers.items())) for answer in answers}) == 1


def test_actors_without_an_agency_see_nothing(scene: Scene) -> None:
    alice = scene.world.alice
    nobody = Actor(None, "the clock", None, "", alice.partnership_id, alice.partnership_name, alice.roles)
    with acting(nobody):
        assert set(visible_cases(nobody)) == set()
