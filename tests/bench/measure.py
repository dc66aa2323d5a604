"""`bin/bench`: what isolation and the log cost, as ratios of two things that are timed in turn in one run.

Times on their own say more of the machine than of the site, so nothing here is compared with another run. A database
of its own is made and removed again; the site is called as the web server calls it.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any
from unittest import mock

import psycopg
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.test import Client
from django.urls import reverse

from audit.sealing import seal
from cases.models import Case, CaseAccess
from cases.policy import visible_cases
from cases.references import new_reference
from partners.scope import acting
from partners.verifying import all_chains, check
from tests.bench.conference import item_page
from tests.personas import load
from tests.security import records

NEWEST = """
    SELECT c.id FROM cases_caseaccess a JOIN cases_case c ON c.id = a.case_id
    WHERE a.agency_id = %s AND a.partnership_id = %s AND a.revoked_at IS NULL AND a.live_from <= now()
    ORDER BY a.opened_on DESC, a.case_id LIMIT 25
"""


@dataclass(frozen=True)
class Figure:
    """One line of the result: two medians in milliseconds and what they are."""

    name: str
    first: tuple[str, float]
    second: tuple[str, float]
    limit: str = ""

    def __str__(self) -> str:
        (with_, a), (without, b) = self.first, self.second
        change = f"{(a / b - 1):+.1%}" if a < 2 * b else f"{a / b:.1f} times"
        return f"{self.name}: {with_} {a:.2f} ms, {without} {b:.2f} ms: {change}{self.limit}"


def in_turn(first: Callable[[], object], second: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Return the median milliseconds of each, called in turn, now one and now the other first."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 2):
        for place in (0, 1) if number % 2 else (1, 0):
            began = time.perf_counter()
            (first, second)[place]()
            if number > 1:
                times[place].append((time.perf_counter() - began) * 1000)
    return median(times[0]), median(times[1])


class Bench:
    """A site with cases in a database of its own."""

    def __init__(self, cases: int, rounds: int) -> None:

        self.rounds, self.world = rounds, load()
        self.alice = self.world.alice
        with transaction.atomic(), acting(self.alice):
            made = [records.new_case(self.alice) for _ in range(cases)]
            type(made[0]).objects.bulk_create(made)
            accesses = [records.new_access(self.alice, case, self.alice, "lead") for case in made]
            type(accesses[0]).objects.bulk_create(accesses)
        with transaction.atomic(), acting(self.world.charlie):
            self.hidden = records.new_case(self.world.charlie)
            self.hidden.save(force_insert=True)
            records.new_access(self.world.charlie, self.hidden, self.world.charlie, "lead").save(force_insert=True)
        self.own = made[0]
        self.browser = self.world.client(self.alice)

    def get(self, reference: str, status: int) -> None:
        answer = self.browser.get(f"/cases/{reference}/")
        assert answer.status_code == status, answer.status_code

    def log_of_a_page(self) -> Figure:
        def without() -> None:
            with mock.patch("audit.log.record"):
                self.get(self.own.reference, 200)

        with_, bare = in_turn(lambda: self.get(self.own.reference, 200), without, self.rounds)
        return Figure("A case's page", ("with its event", with_), ("without", bare), " (at most +5%)")

    def hidden_and_missing(self) -> Figure:

        missing = new_reference()
        hidden, none = in_turn(
            lambda: self.get(self.hidden.reference, 404), lambda: self.get(missing, 404), 3 * self.rounds
        )
        return Figure("A case that is", ("another agency's", hidden), ("nobody's", none))

    def noise(self) -> Figure:

        one, other = new_reference(), new_reference()
        first, second = in_turn(lambda: self.get(one, 404), lambda: self.get(other, 404), 3 * self.rounds)
        return Figure("The noise of that", ("nobody's", first), ("nobody's", second))

    def signing_in(self) -> Figure:

        def attempt(email: str) -> None:
            cache.clear()  # or the sixth attempt would be refused for being the sixth
            Client().post(reverse("account_login"), {"login": email, "password": "not the password"})

        known, unknown = in_turn(
            lambda: attempt("alice@example.org"), lambda: attempt("nobody@example.org"), min(self.rounds, 20)
        )
        return Figure("A wrong password", ("for an account there is", known), ("for one there is not", unknown))

    def lists(self) -> Figure:

        shared = CaseAccess.objects.filter(case=OuterRef("pk"), agency_id=self.alice.agency)
        naive = Case.objects.filter(Q(lead_agency_id=self.alice.agency) | Exists(shared)).select_related("lead_agency")

        def newest(cases: Any) -> Callable[[], object]:
            return lambda: self.scoped(lambda: list(cases.order_by("-opened_on", "pk")[:25]))

        ours, plain = in_turn(newest(visible_cases(self.alice)), newest(naive), self.rounds)
        return Figure("The newest 25 cases", ("by the access rows", ours), ("by lead or EXISTS", plain))

    def scoped(self, ask: Callable[[], object]) -> object:
        with transaction.atomic(), acting(self.alice):
            return ask()

    def row_security(self, owner: "psycopg.Connection[tuple[object, ...]]") -> Figure:
        values = [self.alice.agency_id, self.alice.partnership_id]

        def bound() -> object:
            with connection.cursor() as cursor:
                cursor.execute(NEWEST, values)
                return cursor.fetchall()

        with transaction.atomic(), acting(self.alice):
            net, bare = in_turn(bound, lambda: owner.execute(NEWEST, values).fetchall(), 3 * self.rounds)
        return Figure("The list in plain SQL", ("with row security", net), ("without", bare))

    def verifying(self, events: int, owner: "psycopg.Connection[tuple[object, ...]]") -> str:

        owner.execute(
            "INSERT INTO audit_event (id, at, verb, subject, sections, reason, facts, request_id, partnership_id)"
            " SELECT gen_random_uuid(), clock_timestamp(), 'case.read', 'R', '{}', '', '{}', '', %s"
            " FROM generate_series(1, %s)",
            [self.alice.partnership_id, events],
        )
        while seal():
            pass
        chain = all_chains()[self.world.partnership.code]
        began = time.perf_counter()
        verdict = check(chain, [])
        seconds = time.perf_counter() - began
        assert not verdict.findings, verdict.findings
        return (
            f"verify_audit: {verdict.sealed / seconds:,.0f} events a second, of {verdict.sealed:,} (at least 100,000)"
        )


def report(bench: Bench, owner: "psycopg.Connection[tuple[object, ...]]", events: int) -> None:
    """Print one line for each measure, as soon as it is there."""
    owner.execute("ANALYZE")
    for measure in (bench.log_of_a_page, bench.hidden_and_missing, bench.noise, bench.signing_in, bench.lists):
        print(measure(), flush=True)
    print(bench.row_security(owner), flush=True)
    print(item_page(bench.world, bench.rounds), flush=True)
    print(bench.verifying(events, owner), flush=True)
