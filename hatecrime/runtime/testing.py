"""`bin/test`: every check in turn, or pytest with the arguments given; and `bin/mutate-access`, `bench`, `faults`."""

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from hatecrime.runtime import chromium, environment, installation, pango, provider
from hatecrime.runtime.borrowing import borrowed
from hatecrime.runtime.places import PROJECT, places_of_tests
from hatecrime.runtime.screen import say

PYTEST = ("-m", "pytest", "-p", "xdist", "-n", "3")


def main(arguments: Sequence[str]) -> int:
    """Run the checks; 1 if any failed, or pytest's own exit code if it was run alone."""
    with ready() as variables:
        if arguments:
            return run([sys.executable, "-m", "pytest", *arguments], variables)
        return run_all(variables)


def mutate_access(arguments: Sequence[str]) -> int:
    """Damage each policy and check that decides on access in turn; 1 if too many damages turn no test red."""
    with ready() as variables:
        return run([sys.executable, "-m", "tests.security.mutate_access", *arguments], variables)


def bench(arguments: Sequence[str]) -> int:
    """Measure what isolation and the log cost."""
    with ready() as variables:
        return run([sys.executable, "-m", "tests.bench.start", *arguments], variables)


def faults(arguments: Sequence[str]) -> int:
    """Break a machine of its own, which needs no services but those it starts itself; 1 if a report was lost."""
    installation.get_files()
    return run([sys.executable, "-m", "tests.faults.start", *arguments], {**os.environ, **pango.variables()})


@contextmanager
def ready() -> Iterator[Mapping[str, str]]:
    """Give the environment of the tests, with their own database and queue running."""
    places = places_of_tests()
    installation.get_files()
    browser, sign_on = chromium.find(), provider.find()
    with borrowed(places):
        variables = environment.for_tests(places, os.environ) | chromium.variables(browser)
        variables |= {"HATECRIME_OIDC": sign_on}
        installation.collect_static(places, variables)
        yield variables


def run_all(variables: Mapping[str, str]) -> int:
    """Run every check, whatever the ones before it found, and end with a summary."""
    failed = [command for command in checks() if run(command, variables)]
    for command in failed:
        say(f"Failed: {in_short(command)}")
    say("Some checks failed." if failed else "All checks passed.")
    return 1 if failed else 0


def checks() -> list[list[str]]:
    """Return the commands of all checks in order."""
    folder = Path(sys.executable).parent
    return [
        [str(folder / "ruff"), "check", "."],
        [str(folder / "ruff"), "format", "--check", "."],
        [sys.executable, "-m", "mypy", "."],
        [str(folder / "lint-imports")],
        [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
        [sys.executable, "-m", "hatecrime.runtime.audits"],
        [sys.executable, *PYTEST],
    ]


def run(command: Sequence[str], variables: Mapping[str, str]) -> int:
    """Show a command, run it in the project's folder and return its exit code."""
    say(f"--- {in_short(command)}")
    return subprocess.run(command, stdin=subprocess.DEVNULL, env=variables, cwd=PROJECT, check=False).returncode


def in_short(command: Sequence[str]) -> str:
    """Return a command as a person would type it."""
    return shlex.join([Path(command[0]).name, *command[1:]])
