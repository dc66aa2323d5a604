"""Every address × every person × how the record stands to them: each has a declared outcome; what has none, fails."""

import logging
from collections.abc import Iterator
from itertools import combinations

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cases.sections import ALL_SECTIONS, Section
from partners.actor import Actor
from partners.roles import Permission, permissions_of
from tests.personas import World
from tests.security.access_matrix import MATRIX
from tests.security.access_row import Row
from tests.security.asking import METHODS, Person, enter
from tests.security.situation import CLOSED, Relation, Situation

NOBODY = "nobody"


def addresses(resolver: URLResolver) -> Iterator[str]:
    for found in resolver.url_patterns:
        if isinstance(found, URLResolver):
            yield from addresses(found)
        elif isinstance(found, URLPattern):
            yield found.name or str(found.pattern)


def test_every_address_is_declared() -> None:
    assert sorted(MATRIX) == sorted(set(addresses(get_resolver())))


def test_every_permission_opens_an_address_or_is_asked_within_one() -> None:
    needed = {permission for row in MATRIX.values() for permission in row.needs or ()}
    assert set(Permission) - needed == ASKED_BY_RULES


ASKED_BY_RULES = {
    Permission.CASE_CLOSE,
    Permission.CONFERENCE_RUN,
    Permission.DECISION_RECORD,
    Permission.RISK_ASSESS,
}
"""A rule asks for these within a page that more people may open, and says why not."""


PEOPLE = ("alice", "bob", "charlie", "dana", "erin", "frank", "grace", "heidi", "ivan", "judy", "karim", "lena")


def test_the_personas_are_everybody(people_of_tests: World) -> None:
    assert set(PEOPLE) == set(people_of_tests.people())


def may_open(actor: Actor, row: Row) -> bool:
    return row.needs is not None and (not row.needs or bool(set(row.needs) & permissions_of(actor.roles)))


@pytest.mark.parametrize("person", PEOPLE)
def test_outcome(situation: Situation, person: str) -> None:
    """Whoever may open a kind of page gets from each record of it what is declared."""
    actor = situation.world.people()[person]
    surprises = []
    for relation in Relation:
        # Signed in anew, so that on a busy machine, too, it is less than five minutes since.
        asking = enter(situation.world, actor)
        with situation.arranged(actor, relation):
            surprises += list(surprising(situation, asking, person, relation))
    assert not surprises, "\n".join(surprises)


def surprising(situation: Situation, asking: Person, person: str, relation: Relation) -> Iterator[str]:
    """Ask for everything that stands in this relation, and tell what was not declared."""
    for name, row in MATRIX.items():
        path = path_of(situation, asking.actor, name, relation)
        if path is None or not may_open(asking.actor, row):
            continue
        for place, method in enumerate(METHODS):
            if not row.never[place]:
                expected = declared(row, person, relation)[place]
                # A refusal changes nothing, so there is nothing to undo; and if it was none, the test fails.
                status = (asking.ask if expected in {403, 404} else asking.try_out)(method, path)
                if status != expected:
                    yield f"{method} {name} ({relation}): {status}, not {expected}"


def path_of(situation: Situation, actor: Actor, name: str, relation: Relation) -> str | None:
    """Return the address; of one without a record only once, as if it were the person's own."""
    row = MATRIX[name]
    if row.record is None:
        return reverse(name, kwargs=row.fixed) if relation is Relation.OWN else None
    keys = situation.keys(actor, relation, row.table, row.record)
    return None if keys is None else reverse(name, kwargs={**keys, **row.fixed})


AS = {
    Relation.EXPIRED: Relation.OTHER,
    Relation.REVOKED: Relation.OTHER,
    Relation.RESTRICTED: Relation.OWN,
    Relation.SHARED_RESTRICTED: Relation.SHARED,
    Relation.WALLED: Relation.OWN,
    Relation.RECUSED: Relation.SHARED,
}
"""An access that is over is none. What does not hang on a case is not closed with it."""


def declared(row: Row, person: str, relation: Relation) -> tuple[int, int]:
    """Return what the row of the matrix says; what is nobody's, or closed to the person, is not found."""
    outcomes = {**row.outcomes, **row.but.get(person, {})}
    if row.record is None:
        return outcomes["any"]
    if relation in {Relation.ELSEWHERE, Relation.MIXED, Relation.MISSING} or (
        relation in CLOSED and row.hangs_on_a_case
    ):
        return 404, 404
    if relation is Relation.RECUSED and row.hangs_on_an_item:
        return 404, 404
    return outcomes[relation if relation in outcomes else AS[relation]]


@pytest.mark.parametrize("person", PEOPLE)
def test_a_role_without_the_permission_is_refused_before_any_record_is_looked_for(
    situation: Situation, person: str
) -> None:
    """The refusal cannot depend on the record, since the database is not asked: so it is the same in every relation."""
    asking = enter(situation.world, situation.world.people()[person])
    surprises = []
    for name, row in MATRIX.items():
        if row.needs and not may_open(asking.actor, row):
            for place, method in enumerate(METHODS):
                status, expected = asking.knock(method, anywhere(situation, name)), 405 if row.never[place] else 403
                if status != expected:
                    surprises.append(f"{method} {name}: {status}, not {expected}")
    assert not surprises, "\n".join(surprises)


def anywhere(situation: Situation, name: str) -> str:
    """Return an address of this kind, of nobody's record."""
    path = path_of(situation, situation.world.alice, name, Relation.MISSING)
    return path or reverse(name, kwargs=MATRIX[name].fixed)


@pytest.mark.parametrize("person", ["alice", "frank", NOBODY])
def test_outcome_through_the_whole_site(situation: Situation, person: str, caplog: pytest.LogCaptureFixture) -> None:
    """From the cookie on: whoever has signed in is who acts, and whoever has not is led to where one signs in."""
    caplog.set_level(logging.CRITICAL, "django.request")
    actor = situation.world.people().get(person)
    browser = situation.world.client(actor) if actor else Client()
    surprises = []
    for name, row in MATRIX.items():
        relation = Relation.MISSING if row.record else Relation.OWN
        path = path_of(situation, situation.world.alice, name, relation)
        assert path
        for place, method in enumerate(METHODS):
            status, expected = situation.ask(browser, method, path).status_code, at_the_door(row, person, actor)[place]
            if status != expected:
                surprises.append(f"{method} {name}: {status}, not {expected}")
    assert not surprises, "\n".join(surprises)


def at_the_door(row: Row, person: str, actor: Actor | None) -> tuple[int, int]:
    """Return what an address says of nobody's record, or the outcome declared when it has none."""
    if row.needs is None or (actor and may_open(actor, row)):
        given = declared(row, person, Relation.MISSING)
    else:
        refusal = 403 if actor else row.signed_out or 302
        given = refusal, refusal
    first_asks_who = actor is None and row.signed_out
    return given if first_asks_who else (405 if row.never[0] else given[0], 405 if row.never[1] else given[1])


SETS = [
    frozenset({Section.SUMMARY, *chosen})
    for size in range(len(ALL_SECTIONS))
    for chosen in combinations(set(ALL_SECTIONS) - {Section.SUMMARY}, size)
]
ABOUT_A_CASE = [name for name, row in MATRIX.items() if row.record and row.of_case]


@pytest.mark.parametrize("sections", SETS, ids=lambda each: "+".join(sorted(each)))
def test_outcome_of_a_case_shared_with_this_set_of_sections(situation: Situation, sections: frozenset[Section]) -> None:
    """What stands in a section is not found without it; all else is as when the whole case is shared."""
    actor = situation.world.bob
    asking = enter(situation.world, actor)
    surprises = []
    with situation.sharing_only(actor, sections):
        for name in ABOUT_A_CASE:
            row, path = MATRIX[name], path_of(situation, actor, name, Relation.SHARED)
            if path is None or row.never[0]:
                continue
            expected = row.outcomes["shared"][0] if row.section is None or row.section in sections else 404
            status = asking.ask("get", path)
            if status != expected:
                surprises.append(f"{name}: {status}, not {expected}")
    assert not surprises, "\n".join(surprises)
