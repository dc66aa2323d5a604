"""What is hidden looks like what does not exist: the same bytes, headers and cookies, and the same work behind them.

How long both take is measured by `bin/bench`; here they send the same statements to the database, which is why.
"""

import logging
import re
from collections import Counter
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.security.access_matrix import MATRIX
from tests.security.asking import METHODS, enter, shapes
from tests.security.situation import Relation, Situation
from tests.security.test_access_matrix import anywhere, declared, may_open, path_of

HIDES = (
    Relation.OTHER,
    Relation.EXPIRED,
    Relation.REVOKED,
    Relation.RESTRICTED,
    Relation.SHARED_RESTRICTED,
    Relation.WALLED,
    Relation.ELSEWHERE,
)
OF_A_RECORD = [name for name, row in MATRIX.items() if row.record]
Answer = tuple[int, bytes, dict[str, str], list[str]]


@pytest.mark.parametrize("name", OF_A_RECORD)
def test_a_hidden_record_looks_like_one_that_does_not_exist(
    situation: Situation, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "django.request")
    row = MATRIX[name]
    person, actor = next(each for each in situation.world.people().items() if may_open(each[1], row))
    browser = situation.world.client(actor)
    place = 1 if row.never[0] else 0
    nobodys = answered(situation, browser, METHODS[place], actor, name, Relation.MISSING)
    for relation in HIDES:
        if declared(row, person, relation)[place] == 404:
            with situation.arranged(actor, relation):
                seen = answered(situation, browser, METHODS[place], actor, name, relation)
                assert seen is None or difference(seen, nobodys) == [], relation


def answered(
    situation: Situation, browser: Client, method: str, actor: Any, name: str, relation: Relation
) -> tuple[Answer, Counter[str]] | None:
    """Return all that the person gets, and the statements behind it; nothing when there is no such record."""
    path = path_of(situation, actor, name, relation)
    if path is None:
        return None
    with shapes() as sent:
        response = situation.ask(browser, method, path)
    cookies = sorted(response.cookies)
    return (response.status_code, bare(response.content), dict(response.headers), cookies), sent


def difference(seen: Any, nobodys: Any) -> list[Any]:
    """Return what one of two answers has and the other has not."""
    (first, sent), (second, sent_for_nobodys) = seen, nobodys
    parts = [(one, other) for one, other in zip(first, second, strict=True) if one != other]
    return [*parts, *((sent - sent_for_nobodys) + (sent_for_nobodys - sent)).items()]


def bare(content: bytes) -> bytes:
    """Leave out the form token, which Django masks anew for each response, and the minute, which may pass meanwhile."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"| at \d\d:\d\d\.', b"", content)


def test_a_stranger_is_led_to_sign_in_whether_or_not_there_is_such_a_record(situation: Situation) -> None:
    alice = situation.world.alice
    for name in OF_A_RECORD:
        seen = []
        for relation in (Relation.OWN, Relation.MISSING):
            path = path_of(situation, alice, name, relation)
            if path:
                response = situation.ask(Client(), "get", path)
                seen.append((response.status_code, response.headers.get("Location", "").replace(path, "")))
        assert len(set(seen)) == 1, name


OTHER_METHODS = ("put", "patch", "delete", "options", "trace")
LIBRARYS = ("account_", "mfa_")
"""Pages of django-allauth: they take PUT for POST and answer OPTIONS with the list of their methods."""


@pytest.mark.parametrize("method", OTHER_METHODS)
def test_every_other_method_is_refused(situation: Situation, method: str) -> None:
    """Refused before the database is asked, so to whoever asks and of whatever record."""
    asking = enter(situation.world, situation.world.alice)
    answers = {
        name: asking.knock(method, anywhere(situation, name)) for name in MATRIX if not name.startswith(LIBRARYS)
    }
    assert {name: status for name, status in answers.items() if status != 405} == {}


def test_asking_for_the_headers_alone_is_refused_or_is_as_asking_for_the_page(situation: Situation) -> None:
    asking = enter(situation.world, situation.world.alice)
    for name, row in MATRIX.items():
        if not name.startswith(LIBRARYS) and not row.never[0]:
            path = path_of(situation, asking.actor, name, Relation.OWN) or anywhere(situation, name)
            assert asking.try_out("head", path) in {405, asking.try_out("get", path)}, name


@pytest.mark.parametrize("method", OTHER_METHODS)
def test_every_other_method_does_no_more_on_the_librarys_pages(
    situation: Situation, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "django.request")
    for name, row in MATRIX.items():
        if name.startswith(LIBRARYS):
            path = reverse(name, kwargs=row.fixed)
            usual = {405, 200} if method == "options" else {405, *MATRIX[name].but.get("nobody", row.outcomes)["any"]}
            assert situation.ask(Client(), method, path).status_code in usual | {302}, name
