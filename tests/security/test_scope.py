"""The database scope ends with the request or task it was opened for, however that ends."""

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from celery import shared_task
from celery.app.task import Task
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, ProgrammingError, connection, connections, transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from cases.actions.access import open_for_lead
from cases.models import Case
from hatecrime.middleware import ActorMiddleware
from partners.actor import Actor
from partners.scope import ScopeOutsideTransaction, acting
from tests.personas import World
from tests.security import records as make

NATIONAL = {"cases_term", "cases_termhistory"}
"""What stands in a law or a national list: the same for everybody, and nobody's."""


def everything(using: str = "default") -> dict[str, int]:
    """Count what the app role sees of each table under row security; say nothing of tables without rows."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity"
            " AND has_table_privilege(oid, 'SELECT') ORDER BY 1"
        )
        tables = [name for (name,) in cursor.fetchall()]
        counted = {}
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counted[table] = cursor.fetchone()[0]
    return {table: count for table, count in counted.items() if count and table not in NATIONAL}


def test_without_a_scope_no_table_has_rows(world: World) -> None:
    make.lay_out(world)
    with acting(world.alice):
        assert len(everything()) > 20
    assert everything() == {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_term WHERE partnership_id IS NOT NULL")
        assert cursor.fetchone() == (0,)


def a_case(actor: Actor) -> Case:
    """Write a case that the actor's agency leads."""
    with transaction.atomic(), acting(actor):
        case = make.new_case(actor)
        case.save(force_insert=True)
        open_for_lead(actor=actor, case=case)
    return case


def of_everybody() -> list[str]:
    return list(Case.objects.values_list("reference", flat=True))


def look_and_fail(actor: Actor, statement: str) -> None:
    """See something in the scope of `actor`, then send what the database refuses."""
    with transaction.atomic(), acting(actor):
        assert of_everybody()
        connection.cursor().execute(statement)


def test_a_scope_needs_a_transaction(kept_world: World) -> None:
    with pytest.raises(ScopeOutsideTransaction), acting(kept_world.alice):
        raise AssertionError("The scope would have had no end.")


def test_a_scope_does_not_survive_an_exception_or_a_failed_statement(kept_world: World) -> None:
    a_case(kept_world.alice)
    for failure in ("SELECT 1 / 0", "SELECT nothing", "SELECT set_config('app.agency_id', 'x', true), 1 / 0"):
        with pytest.raises(DatabaseError, match=r"zero|nothing"):
            look_and_fail(kept_world.alice, failure)
        assert of_everybody() == []
        with transaction.atomic(), acting(kept_world.charlie):
            assert of_everybody() == []


def test_an_inner_scope_that_fails_leaves_the_outer_one(world: World) -> None:
    case = a_case(world.alice)
    with acting(world.bob):
        with pytest.raises(DatabaseError, match="nothing"):
            look_and_fail(world.alice, "SELECT nothing")
        assert of_everybody() == []
        with transaction.atomic(), acting(world.alice):
            assert of_everybody() == [case.reference]
        assert of_everybody() == []


@pytest.fixture
def pooled(kept_world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The database through a pool that holds a single connection."""
    mine = {**connection.settings_dict, "CONN_MAX_AGE": 0}
    mine["OPTIONS"] = {**mine["OPTIONS"], "pool": {"min_size": 1, "max_size": 1, "timeout": 5}}
    connections.settings["pooled"] = mine
    through_pool: Any = connections["pooled"]
    monkeypatch.setattr("partners.scope.connection", through_pool)
    yield kept_world
    through_pool.close()
    through_pool.close_pool()
    del connections.settings["pooled"]
    delattr(connections._connections, "pooled")  # type: ignore[attr-defined]


def test_a_scope_does_not_survive_in_a_pooled_connection(pooled: World) -> None:
    """The next borrower gets the very same session of the database, and nothing of the scope."""
    reference, seen = _case_through_pool(pooled), []
    for actor in (pooled.alice, None, pooled.charlie, None):
        with transaction.atomic(using="pooled"):
            if actor:
                with acting(actor):
                    seen.append(_backend_and_cases())
            else:
                seen.append(_backend_and_cases())
        connections["pooled"].close()
    assert [cases for _, cases in seen] == [[reference], [], [], []]
    assert len({backend for backend, _ in seen}) == 1


def _case_through_pool(world: World) -> str:
    with transaction.atomic(using="pooled"), acting(world.alice):
        case = make.new_case(world.alice)
        case.save(force_insert=True, using="pooled")
        access = make.new_access(world.alice, case, world.alice, "lead")
        access.save(force_insert=True, using="pooled")
    return case.reference


def _backend_and_cases() -> tuple[int, list[str]]:
    with connections["pooled"].cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    return backend, list(Case.objects.using("pooled").values_list("reference", flat=True))


def test_a_streaming_response_reads_nothing_after_its_view(kept_world: World) -> None:
    """What is fetched while the answer is on its way is fetched without a scope: nothing, not everything."""
    case = a_case(kept_world.alice)
    seen_by_view: list[str] = []

    def view(request: HttpRequest) -> Any:
        seen_by_view.extend(of_everybody())
        return StreamingHttpResponse(str(row) for row in map(str, of_everybody_later()))

    def of_everybody_later() -> Iterator[str]:
        yield f"{len(of_everybody())} cases"

    request: Any = RequestFactory().get("/")
    request.actor = kept_world.alice
    answer: Any = ActorMiddleware(_never).process_view(request, view, (), {})
    assert seen_by_view == [case.reference]
    assert b"".join(answer) == b"0 cases"


def _never(request: HttpRequest) -> HttpResponse:
    raise AssertionError("The view is called by `process_view`.")


ATTEMPTS: list[list[str]] = []


@shared_task(bind=True, max_retries=1, default_retry_delay=0)
def _fails_once(task: "Task[Any, Any]", actor: Actor) -> None:
    """Note what is seen before the scope opens and within it, then fail in the middle of it and ask for a retry."""
    ATTEMPTS.append(of_everybody())
    try:
        with transaction.atomic(), acting(actor):
            ATTEMPTS.append(of_everybody())
            if not task.request.retries:
                connection.cursor().execute("SELECT nothing")
    except ProgrammingError as failure:
        raise task.retry(exc=failure) from failure


def test_a_scope_does_not_survive_a_retry_of_a_task(kept_world: World) -> None:
    ATTEMPTS.clear()
    case = a_case(kept_world.alice)
    assert _fails_once.apply(args=(kept_world.alice,)).successful()
    seen = [case.reference]
    assert [[], seen, [], seen] == ATTEMPTS
    assert of_everybody() == []


REQUESTS, THREADS = 1_000, 4


def test_a_thousand_interleaved_requests_of_two_agencies_never_show_the_others_cases(kept_world: World) -> None:
    """Each thread keeps one connection and serves both agencies on it in turn, as a worker of the web server does.

    The view asks for every case there is, without our policy, so that nothing but the scope stands between them. One
    request in twenty goes through the whole site.
    """
    actors = (kept_world.alice, kept_world.bob)
    own = [{a_case(actor).reference} for actor in actors]
    cookies = [f"session={kept_world.client(actor).cookies['session'].value}" for actor in actors]
    site, start = get_wsgi_application(), threading.Barrier(THREADS)

    def serve(thread: int) -> set[str]:
        start.wait()
        wrong = set()
        for number in range(REQUESTS // THREADS):
            who = (number + thread) % 2
            found = _listed(site, cookies[who]) if number % 20 == thread else _all_there_is(actors[who])
            wrong |= found ^ own[who]
        connection.close()
        return wrong

    with ThreadPoolExecutor(THREADS) as threads:
        assert list(threads.map(serve, range(THREADS))) == [set()] * THREADS


def _all_there_is(actor: Actor) -> set[str]:
    request: Any = RequestFactory().get("/")
    request.actor = actor
    answer = ActorMiddleware(_never).process_view(request, lambda asked: HttpResponse(" ".join(of_everybody())), (), {})
    assert isinstance(answer, HttpResponse)
    return set(answer.content.decode().split())


def _listed(site: Any, cookie: str) -> set[str]:
    """Return the references in a person's list of cases, asked for as a web server asks."""
    environ = RequestFactory().get("/api/cases/", headers={"cookie": cookie}).environ
    status: list[str] = []
    answer = site({**environ, "HTTP_X_REQUEST": str(uuid4())}, lambda line, headers: status.append(line))
    body = b"".join(answer)
    assert status == ["200 OK"], (status, body)
    return {case["reference"] for case in json.loads(body)["results"]}
