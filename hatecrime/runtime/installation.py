"""Bring the database and the files up to the present code; a step whose sources are unchanged is skipped."""

import hashlib
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from hatecrime.runtime import assets, environment, pango
from hatecrime.runtime.borrowing import alone
from hatecrime.runtime.places import PROJECT, Places
from hatecrime.runtime.screen import Problem, in_words, say

APPS = ("audit", "partners", "cases", "conferences", "referrals", "reporting", "hatecrime")
NOT_MIGRATED = (
    "The database was not migrated: set OWNER_DATABASE_URL to the address of its owner role, "
    "or run the migrations yourself."
)


def get_files() -> None:
    """Fetch what stands outside the Python packages: the design systems' files and Pango."""
    assets.ensure()
    pango.ensure()


def collect_static(places: Places, variables: Mapping[str, str]) -> None:
    """Collect the static files, if any has changed."""
    with Step(places, "static", ["*/assets/**/*", "*/static/**/*", "requirements/local.txt"], variables) as step:
        if step.is_due:
            say("Collecting static files")
            step.run("collectstatic", "--no-input", "--clear", "--ignore", "rest_framework", "--ignore", "guardian")


def migrate(places: Places, variables: Mapping[str, str]) -> None:
    """Migrate the database as its owner, if a migration is new."""
    owner = environment.as_owner(places, variables)
    if not owner:
        return say(NOT_MIGRATED)
    with Step(places, "migrated", ["*/migrations/*", "*/sql/*", "requirements/local.txt"], owner) as step:
        if step.is_due:
            say("Migrating the database")
            step.run("migrate", "--no-input")
    return None


def load_demo(places: Places, variables: Mapping[str, str]) -> None:
    """Load the demonstration data, if it or the code has changed."""
    with Step(places, "demo", ["**/*.py", "**/*.csv", "**/*.toml"], variables) as step:
        if step.is_due:
            say("Loading the demonstration, a fictional partnership (about a minute)")
            step.run("load_demo")


def demo_sign_ins(places: Places, variables: Mapping[str, str]) -> str:
    """Return the table of the demonstration's people and how they sign in."""
    kept = places.stamp("sign-ins.txt")
    with Step(places, "sign-ins", ["**/*.py"], variables) as step:
        if step.is_due or not kept.is_file():
            kept.write_text(step.run("demo_sign_ins"))
    return kept.read_text()


class Step:
    """One step of the installation, done by one process at a time and remembered when it has succeeded."""

    def __init__(self, places: Places, name: str, sources: Iterable[str], variables: Mapping[str, str]) -> None:
        self.places = places
        self.name = name
        self.variables = variables
        self.wanted = fingerprint(sources, f"{cluster_made(places)} {variables.get('DATABASE_URL')}")
        self.only_one = alone(places, name)

    def __enter__(self) -> "Step":
        self.only_one.__enter__()
        stamp = self.places.stamp(self.name)
        self.is_due = not stamp.is_file() or stamp.read_text() != self.wanted
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is None:
            self.places.stamp(self.name).write_text(self.wanted)
        self.only_one.__exit__(None, None, None)

    def run(self, *command: str) -> str:
        """Run a management command and return what it prints.

        Raises:
            Problem: it failed.
        """
        done = subprocess.run(
            [sys.executable, str(PROJECT / "manage.py"), *command],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env=self.variables,
            cwd=PROJECT,
            check=False,
        )
        if done.returncode:
            raise self._problem(command[0], done.stdout + done.stderr)
        return done.stdout

    def _problem(self, command: str, output: str) -> Problem:
        log = self.places.log("installation")
        log.write_text(output)
        return in_words(output, f"The step {command} failed; the reason is at the end of {log}.")


def fingerprint(sources: Iterable[str], more: str) -> str:
    """Return a hash of the names, sizes and times of the files that match `sources`, and of `more`."""
    digest = hashlib.sha256(more.encode())
    for path in sorted(path for pattern in sources for path in _files(pattern)):
        facts = path.stat()
        digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _files(pattern: str) -> Iterable[Path]:
    """Return the files of our apps, or of the top level, that match a pattern relative to the project."""
    folder, _, rest = pattern.partition("/")
    starts = [PROJECT / app for app in APPS] if folder.startswith("*") else [PROJECT / folder]
    for start in starts:
        yield from (path for path in start.glob(rest) if path.is_file() and "__pycache__" not in path.parts)


def cluster_made(places: Places) -> str:
    """Return when the embedded database was made, so that a new one is filled anew."""
    made = places.cluster / "PG_VERSION"
    return str(made.stat().st_mtime_ns) if made.is_file() else "elsewhere"
