"""`bin/mutate-access`: damage each row-security policy and each filter, condition and check that decides on access.

Every damage must turn a test red: each of a policy, and at least 95 in 100 of the code's. What survives is printed. A
damage is done in a process of its own, forked from one that has loaded the site: a policy's in a copy of the database,
the code's in that process's memory. Neither the checkout nor anybody's database is touched.
"""

import argparse
import contextlib
import io
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import django
import psycopg
import pytest
from django.apps import apps
from psycopg import sql

from tests import databases
from tests.security import met, mutants
from tests.security.mutate_policies import policies

ENOUGH = 0.95
OTHERS = {"browser", "runtime", "oidc"}
"""Folders whose tests start the site in processes of its own, which a damage does not reach."""
PARTS = 8
"""How many processes share the tests that are run with nothing damaged."""
OF_ALL = {"partners": ("partners", "cases"), "cases": ("cases", "conferences", "referrals")}
"""Whose tests try what an app decides, where it is not the app's own alone."""
EQUIVALENT: dict[str, str] = {}
"""Damages that change nothing anybody could notice, each with the reason why."""


PLAINLY = (
    "-q",
    "-x",
    "-W",
    "ignore::pytest.PytestAssertRewriteWarning",
    "--tb=line",
    "-p",
    "no:randomly",
    "-p",
    "no:playwright",
    "-m",
    "not slow and not browser",
)


@dataclass(frozen=True)
class Damage:
    """What is done, to what kind of thing, before which tests."""

    kind: str
    name: str
    tests: Sequence[Sequence[str]]
    do: Callable[[], None]
    to_database: sql.Composed | None = None


def of_policies(source: str) -> list[Damage]:
    files = sorted(str(path) for path in databases.ROOT.glob("tests/security/test_row_security*.py"))
    names = {model._meta.db_table: model.__name__ for model in apps.get_models()}

    def stages(table: str) -> list[list[str]]:
        return [[*files, "-k", f"[{names.get(table, table)}]"], files]

    return [
        Damage("policy", f"{policy.table}.{policy.name} {word}", stages(policy.table), lambda: None, statement)
        for policy in policies(source)
        for word, statement in (("dropped", policy.dropped()), ("opened", policy.opened()))
    ]


def of_checks(meetings: met.Meetings) -> list[Damage]:
    return [
        Damage("check", str(mutant), tests_of(mutant, meetings), mutant.take_effect)
        for path in mutants.FILES
        for mutant in mutants.mutants(path)
    ]


def tests_of(mutant: mutants.Mutant, meetings: met.Meetings) -> list[list[str]]:
    """Return the tests that run the damaged function, in stages, so that the likeliest to notice it come first."""
    app = mutant.path.relative_to(databases.ROOT).parts[0]
    folders = (*OF_ALL.get(app, (app,)), "security")
    own = [file for name in folders for file in (databases.ROOT / "tests" / name).glob("test_*.py")]
    topics = ["policy", "code_alone"] if "policy" in mutant.path.stem else [mutant.path.stem.removesuffix("s")]
    about = [file for file in own if any(topic in file.stem for topic in topics)]
    naming = [file for file in own if any(word in file.read_text() for word in mutant.words)]
    likely = [[str(file.relative_to(databases.ROOT)) for file in files] for files in (about, naming)]
    return meetings.stages(met.key_of(mutant.path, mutant.function), likely)


def turn(damage: Damage, source: str, output: int) -> int:
    """Do the damage in this process, run the tests and return pytest's code."""
    os.dup2(output, 1)
    os.dup2(output, 2)
    copy = f"test_damaged_{os.getpid()}"
    os.environ["TEST_DATABASE_TEMPLATE"] = source
    if damage.to_database is not None:
        databases.copy(source, copy)
        with psycopg.connect(databases.url_of("OWNER_DATABASE_URL", copy), autocommit=True) as connection:
            connection.execute(damage.to_database)
        os.environ["TEST_DATABASE_TEMPLATE"] = copy
    try:
        damage.do()
        # 5 is pytest's code for no tests at all, which a first stage may have.
        codes = (int(pytest.main([*stage, *PLAINLY])) for stage in damage.tests)
        return next((code for code in codes if code not in {0, 5}), 0)
    finally:
        if damage.to_database is not None:
            databases.drop(copy)


def start(damage: Damage, source: str, output: int) -> int:
    """Fork a process that does the damage and ends with pytest's code; return its id."""
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        code = turn(damage, source, output)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def run(damages: Sequence[Damage], source: str, jobs: int) -> list[Damage]:
    """Do every damage, some at a time, print what came of it, and return those that no test noticed."""
    waiting, running, survivors = list(damages), dict[int, tuple[Damage, int, float]](), list[Damage]()
    crashed = set[str]()
    while waiting or running:
        while waiting and len(running) < jobs:
            output, name = tempfile.mkstemp(prefix="mutate-access-")
            os.unlink(name)
            damage = waiting.pop(0)
            running[start(damage, source, output)] = damage, output, time.monotonic()
        child, status = os.wait()
        damage, output, began = running.pop(child)
        code = os.waitstatus_to_exitcode(status)
        if code < 0 and damage.name not in crashed:
            # A library of the PDF engine may crash in a process that was forked: the damage gets a second one.
            crashed.add(damage.name)
            waiting.append(damage)
            continue
        if not noticed(code, output, show=damage.kind == "control"):
            survivors.append(damage)
        word = "SURVIVED" if survivors[-1:] == [damage] else "red     "
        done = len(damages) - len(waiting) - len(running)
        print(f"{done:4}/{len(damages)} {time.monotonic() - began:4.0f}s {word}  {damage.name}", flush=True)
    return survivors


def noticed(code: int, output: int, *, show: bool) -> bool:
    """Say whether a test failed: 1 is pytest's code for that and 0 for none; and show which."""
    text = os.pread(output, 20_000_000, 0).decode(errors="replace")
    os.close(output)
    if code not in {0, 1}:
        raise RuntimeError(f"The tests did not run (code {code}).\n{text[-4000:]}")
    if code and show:
        print(text[-4000:])
    return code != 0


def intact(kind: str, tests: Sequence[Sequence[str]], do: Callable[[], None] = lambda: None) -> Damage:
    """Return the same tests with nothing damaged, which have to pass, or red would mean nothing."""
    return Damage("control", f"nothing at all ({kind})", tests, do)


def met_by_tests(source: str, jobs: int, *, keep: Path) -> met.Meetings | None:
    """Run every test with nothing damaged and return which functions each of them ran; None if one fails.

    What was found is kept in a file, and read from there for as long as no file of ours changes.
    """
    meetings = met.Meetings()
    if keep.exists():
        meetings.add(keep)
        return meetings
    files = sorted(databases.ROOT.glob("tests/**/test_*.py"), key=lambda path: path.stat().st_size)
    files = [path for path in files if path.relative_to(databases.ROOT).parts[1] not in OTHERS]
    parts = [[str(path) for path in files[start::PARTS]] for start in range(PARTS)]
    with tempfile.TemporaryDirectory() as folder:
        os.environ[met.FOLDER] = folder
        plugin = ("-p", "tests.security.met")
        whole = [intact(f"checks, part {number}", [[*part, *plugin]], met.listen) for number, part in enumerate(parts)]
        if len(run(whole, source, jobs)) < len(whole):
            return None
        for path in Path(folder).iterdir():
            meetings.add(path)
    keep.parent.mkdir(parents=True, exist_ok=True)
    meetings.save(keep)
    return meetings


def shape() -> str:
    """Return a short hash of every file that a test may depend on."""
    files = sorted(path for kind in ("py", "sql", "html") for path in databases.ROOT.glob(f"[a-z]*/**/*.{kind}"))
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


def arguments_of(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/mutate-access", description=__doc__)
    parser.add_argument("--policies", action="store_true", help="only the row-security policies")
    parser.add_argument("--checks", action="store_true", help="only the code: policy.py, rules.py, the door")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time (2)")
    parser.add_argument("--list", action="store_true", help="only print what would be damaged")
    parser.add_argument("name", nargs="?", default="", help="only what has this in its name")
    return parser.parse_args(words)


def main(words: Sequence[str]) -> int:
    given = arguments_of(words)
    source = databases.peopled()
    load()
    both = given.policies == given.checks
    damages = list[Damage]()
    if given.policies or both:
        damages += of_policies(source)
        if not given.list and not run([intact("policies", damages[0].tests[1:])], source, 1):
            return failed_intact()
    if given.checks or both:
        keep = databases.ROOT / ".runtime" / f"met-{shape()}.json"
        meetings = met.Meetings() if given.list else met_by_tests(source, given.jobs, keep=keep)
        if meetings is None:
            return failed_intact()
        damages += of_checks(meetings)
    damages = [damage for damage in damages if given.name in damage.name and damage.name not in EQUIVALENT]
    if given.list:
        print(*(damage.name for damage in damages), sep="\n")
        return 0
    return verdict(damages, run(damages, source, given.jobs))


def failed_intact() -> int:
    print("A test fails with nothing damaged. Put that right first.")
    return 2


def load() -> None:
    """Load the site, pytest with its plugins and the tests' own helpers, which every damaged process then has."""
    django.setup()
    with contextlib.redirect_stdout(io.StringIO()):
        pytest.main(["--collect-only", "-q", *PLAINLY, "tests"])


def verdict(damages: Sequence[Damage], survivors: Sequence[Damage]) -> int:
    """Print the survivors and the totals; 1 if a policy survived, or too many of the checks."""
    for damage in survivors:
        print(f"SURVIVED  {damage.name}")
    fine = True
    for kind, share in (("policy", 1.0), ("check", ENOUGH)):
        of_kind = [damage for damage in damages if damage.kind == kind]
        red = len(of_kind) - sum(damage.kind == kind for damage in survivors)
        if of_kind:
            print(f"{kind}: {len(of_kind)} damages, {red} turned red ({red / len(of_kind):.1%}; needed {share:.0%}).")
            fine = fine and red >= share * len(of_kind)
    if EQUIVALENT:
        print(f"{len(EQUIVALENT)} left out, which change nothing that anybody could notice.")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
