"""Every address × every person × {own, shared, other}: each has a declared outcome. An undeclared address fails."""

import re
from collections.abc import Iterator
from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cases.models import Case
from partners.actor import Actor
from partners.roles import Permission, permissions_of
from tests.personas import World
from tests.security.access_matrix import MATRIX, Row
from tests.security.situation import Relation, Situation, lay_out

pytestmark = pytest.mark.django_db(databases=["default", "stats"])
METHODS = ("get", "post")
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
    Permission.CASE_SHARE,
    Permission.CONFERENCE_RUN,
    Permission.DECISION_RECORD,
    Permission.RISK_ASSESS,
}
"""A rule asks for these within a page that more people may open, and says why not."""


@pytest.fixture
def situation(world: World) -> Situation:
    return lay_out(world)


PEOPLE = ("alice", "bob", "charlie", "dana", "erin", "frank", "grace", "heidi", "ivan", "judy", "karim", "lena", NOBODY)
Key = tuple[str, str, str]


@pytest.mark.parametrize("person", PEOPLE)
def test_outcome(situation: Situation, person: str) -> None:
    actor = situation.world.people().get(person)
    surprises = [
        f"{method} {name} ({relation}): {status}, not {expected}"
        for (name, relation, method), status in outcomes(situation, person)
        if status != (expected := declared(actor, person, name, relation, method))
    ]
    assert not surprises, "\n".join(surprises)


def test_the_personas_are_everybody(world: World) -> None:
    assert set(PEOPLE) == {*world.people(), NOBODY}


def outcomes(situation: Situation, person: str) -> Iterator[tuple[Key, int]]:
    """Ask for every address, in each relation, by each method."""
    actor = situation.world.people().get(person)
    browser = situation.world.client(actor) if actor else Client()
    for name, row in MATRIX.items():
        for relation, path in paths(situation, actor or situation.world.alice, name, row):
            for method in METHODS:
                yield (name, relation, method), request(browser, method, path)


def paths(situation: Situation, actor: Actor, name: str, row: Row) -> Iterator[tuple[str, str]]:
    if row.record is None:
        yield "any", reverse(name, kwargs=row.fixed)
        return
    for relation in Relation:
        record = situation.find(actor, relation, row.table)
        if record is not None:
            yield relation.value, reverse(name, kwargs={**row.record(record), **row.fixed})


def request(browser: Client, method: str, path: str) -> int:
    """Ask, and undo whatever was done, in the database and in the browser."""
    cookies = browser.cookies.copy()
    with transaction.atomic():
        status = int(getattr(browser, method)(path).status_code)
        transaction.set_rollback(True)
    browser.cookies = SimpleCookie(cookies)
    return status


def declared(actor: Actor | None, person: str, name: str, relation: str, method: str) -> int:
    """Return what the row of the matrix says."""
    row, place = MATRIX[name], METHODS.index(method)
    outcomes = {**row.outcomes, **row.but.get(person, {})}
    if row.needs is None:
        return outcomes["any"][place]
    if actor is None and row.signed_out:
        return row.signed_out
    if row.never[place]:
        return 405
    if actor is None:
        return 302
    if row.needs and not set(row.needs) & permissions_of(actor.roles):
        return 403
    return outcomes[relation][place]


HIDDEN = [name for name, row in MATRIX.items() if row.table is Case and row.record]


@pytest.mark.parametrize("name", HIDDEN)
def test_a_hidden_case_looks_like_one_that_does_not_exist(situation: Situation, name: str) -> None:
    """The same bytes, whether the reference is another agency's or nobody's."""
    row = MATRIX[name]
    browser = situation.world.client(situation.world.alice)
    hidden = situation.find(situation.world.alice, Relation.OTHER, row.table)
    assert hidden is not None
    assert row.record is not None
    nobody = {**row.record(hidden), "reference": "0000-0000-0"}
    for method in METHODS:
        seen = [
            getattr(browser, method)(reverse(name, kwargs={**kwargs, **row.fixed}))
            for kwargs in (row.record(hidden), nobody)
        ]
        assert bare(seen[0].content) == bare(seen[1].content)
        assert dict(seen[0].headers) == dict(seen[1].headers)


def bare(content: bytes) -> bytes:
    """Leave out the form token, which Django masks anew for each response."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", content)
