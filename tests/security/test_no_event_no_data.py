"""No event, no data: every page that shows something of cases or people leaves an event, or shows nothing."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from cases.models import Case
from tests.security.access_matrix import MATRIX
from tests.security.asking import Execute, Person, enter
from tests.security.situation import Relation, Situation
from tests.security.test_access_matrix import declared, may_open, path_of

pytestmark = pytest.mark.django_db(databases=["default", "stats"])
PEOPLE = ("alice", "dana", "erin", "frank", "grace", "ivan")
"""Between them they may open every page."""
_OWN = "Shows only what the person chose or typed."
_FORM = "A form with nothing in it yet."
_SETTINGS = "Shows how the partnership is set up: agencies, agreements, services; no case and nobody in one."
_PUBLISHED = "Shows figures that others published, such as populations; no case and nobody in one. Loading is an event."
SILENT = {
    "acting_choose": _OWN,
    "agency_new": _FORM,
    "agreement_accept": _SETTINGS,
    "agreement_page": _SETTINGS,
    "agreement_write": _SETTINGS,
    "emergency_open": _FORM,
    "figures_kind": _PUBLISHED,
    "figures_list": _PUBLISHED,
    "figures_load": _PUBLISHED,
    "figures_page": _PUBLISHED,
    "incident_import": _FORM,
    "incident_start": _FORM,
    "instrument_file": _SETTINGS,
    "instrument_list": _SETTINGS,
    "instrument_page": _SETTINGS,
    "instrument_publish": _SETTINGS,
    "instrument_thresholds": _SETTINGS,
    "instrument_try": "Shows a risk instrument, and what made-up answers give.",
    "instrument_upload": _FORM,
    "panel_new": _FORM,
    "partnership_settings": _SETTINGS,
    "person_new": _FORM,
    "proposal_page": "Shows which role is proposed for a person with an account; answering is an event.",
    "report_compare": "A form with nothing in it yet; what is compared is an event.",
    "report_list": "Shows which reports there are; opening one, and downloading it, is an event.",
    "report_request": _FORM,
    "report_schedule": "Shows when reports come, and which were made; opening one is an event.",
    "seat_edit": _SETTINGS,
    "seat_end": _SETTINGS,
    "seat_page": _SETTINGS,
    "seat_sign": _SETTINGS,
    "service_edit": _SETTINGS,
    "service_list": _SETTINGS,
    "service_new": _FORM,
    "service_page": _SETTINGS,
    "session_list": _OWN,
    "sign_on_edit": _SETTINGS,
    "unsent_page": _OWN,
}
"""The pages that leave no event, each with its reason."""
EVENT = 'INSERT INTO "audit_event"'


@contextmanager
def noting() -> Iterator[list[str]]:
    """Note the request that each event is written for."""
    written: list[str] = []

    def note(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if sql.startswith(EVENT):
            written.append(params[-1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield written


@contextmanager
def broken() -> Iterator[None]:
    """Have the database fail, really, wherever an event is written."""

    def fail(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if sql.startswith(EVENT):
            sql, params = "SELECT 1 / 0", ()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fail):
        yield


def pages(situation: Situation, asking: Person, name: str) -> Iterator[tuple[str, str]]:
    """Return the addresses that show this person something, each with its name."""
    for address, row in MATRIX.items():
        path = path_of(situation, asking.actor, address, Relation.OWN)
        if path and may_open(asking.actor, row) and declared(row, name, Relation.OWN)[0] == 200:
            yield address, path


def test_every_page_leaves_an_event_and_without_it_shows_nothing(situation: Situation) -> None:
    silent, asked = set[str](), set[str]()
    for name in PEOPLE:
        asking = enter(situation.world, situation.world.people()[name])
        for address, path in pages(situation, asking, name):
            if address in asked:
                continue
            asked.add(address)
            with noting() as written:
                assert asking.try_out("get", path) == 200
            if not written:
                silent.add(address)
                continue
            assert all(written), "Every event says in which request it happened."
            with broken(), pytest.raises(DatabaseError):
                asking.try_out("get", path)
    assert silent == set(SILENT)


def test_without_an_event_the_whole_site_shows_an_error_and_nothing_else(
    situation: Situation, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "django.request")
    alice = situation.world.alice
    case = situation.find(alice, Relation.OWN, Case)
    assert isinstance(case, Case)
    browser = situation.world.client(alice)
    browser.raise_request_exception = False
    path = reverse("case_page", args=[case.reference])
    assert case.reference in browser.get(path).content.decode()
    with broken(), transaction.atomic():
        answer = browser.get(path)
    assert answer.status_code == 500
    assert case.reference not in answer.content.decode()
