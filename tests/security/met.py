"""Which tests run which of the functions that decide on access: written down while they run with nothing damaged.

A plugin of pytest: `-p tests.security.met`. A damage is then shown to the tests that run the damaged function and to no
others, for no other could notice it.
"""

import ast
import json
import os
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import pytest

from tests.databases import ROOT
from tests.security import mutants

FOLDER = "MET_FOLDER"
QUICK, LONGEST = 10.0, 100.0
"""Seconds, as measured with nothing damaged: of the first tests after a damage, and of all of them."""
FILE = 0.4
"""Seconds for a file's own set-up, which the first of its tests is charged with."""


@dataclass
class Meetings:
    """What every function was run by, and how long every test took."""

    tests: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    set_up: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    now: str = ""
    is_set_up: bool = False

    def note(self, function: str) -> None:
        if self.now:
            self.tests[function].add(self.now)
            if self.is_set_up:
                self.set_up[function].add(self.now.partition("::")[0])

    def save(self, path: Path) -> None:
        kinds = {"tests": self.tests, "set_up": self.set_up}
        lists = {kind: {each: sorted(names) for each, names in found.items()} for kind, found in kinds.items()}
        path.write_text(json.dumps({**lists, "seconds": self.seconds}))

    def add(self, path: Path) -> None:
        """Take over what another process wrote down."""
        found = json.loads(path.read_text())
        for kind in ("tests", "set_up"):
            for function, names in found[kind].items():
                getattr(self, kind)[function].update(names)
        self.seconds.update(found["seconds"])

    def stages(self, function: str, likely: Sequence[Collection[str]]) -> list[list[str]]:
        """Return the tests that run a function in two goes: those in `likely` files first, and the cheapest of these.

        Those of a file whose set-up runs it come after the rest. What takes longer than `LONGEST` is left out: a damage
        that nothing has noticed by then counts as one that nothing notices.
        """
        own = self.tests[function]
        others = {test for test in self.seconds if test.partition("::")[0] in self.set_up[function]} - own
        quick, rest, spent = list[str](), list[str](), 0.0
        for batch in (*self._by_file(own, likely), *self._by_file(others, likely)):
            for place, test in enumerate(batch):
                spent += self.seconds[test] + (0 if place else FILE)
                if spent <= LONGEST:
                    (quick if spent <= QUICK else rest).append(test)
        return [stage for stage in (quick, rest) if stage]

    def _by_file(self, tests: set[str], likely: Sequence[Collection[str]]) -> list[list[str]]:
        files = [list(batch) for _, batch in groupby(sorted(tests), lambda test: test.partition("::")[0])]

        def price(batch: list[str]) -> tuple[int, float]:
            file = batch[0].partition("::")[0]
            rank = next((rank for rank, these in enumerate(likely) if file in these), len(likely))
            return rank, sum(self.seconds[test] for test in batch)

        return sorted(files, key=price)


MEETINGS = Meetings()


def key_of(path: Path, function: str) -> str:
    return f"{path.relative_to(ROOT)} {function}"


def listen() -> None:
    """Let every function that decides on access say when it is run."""
    for path in mutants.FILES:
        tree = ast.parse(path.read_text())
        for name, function in mutants.functions(tree):
            words = f'__import__("sys").modules[{__name__!r}].MEETINGS.note({key_of(path, name)!r})'
            for inner in ast.walk(function):
                if isinstance(inner, ast.FunctionDef):
                    inner.body[:0] = ast.parse(words).body
        mutants.put_in_place(path, ast.fix_missing_locations(tree))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    MEETINGS.now, MEETINGS.is_set_up = item.nodeid, True
    yield
    MEETINGS.is_set_up = False


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Iterator[None]:
    MEETINGS.now = ""
    yield


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    MEETINGS.seconds[report.nodeid] += report.duration


def pytest_sessionfinish() -> None:
    MEETINGS.save(Path(os.environ[FOLDER]) / f"{os.getpid()}.json")
