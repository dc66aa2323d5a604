"""Rules of the house that a reader of one change could miss: how actions look, and where cases are loaded."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APPS = ("partners", "cases", "conferences", "referrals", "reporting")
ACTIONS = sorted(path for app in APPS for path in (ROOT / app / "actions").glob("*.py") if path.name != "__init__.py")
TRANSLATORS = sorted(
    path
    for app in APPS
    for pattern in ("views.py", "views/*.py", "tasks.py", "api/*.py")
    for path in (ROOT / app).glob(pattern)
)


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef):
            yield node


def calls(function: ast.FunctionDef) -> set[str]:
    """Return the names that a function calls, without what stands before a dot."""
    found = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    plain = {name.id for name in found if isinstance(name, ast.Name)}
    return plain | {name.attr for name in found if isinstance(name, ast.Attribute)}


def is_action(function: ast.FunctionDef) -> bool:
    """Say whether a function is a deed of somebody: public, in one transaction, done by an actor."""
    names = {argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)}
    decorators = {ast.unparse(decorator) for decorator in function.decorator_list}
    return not function.name.startswith("_") and "actor" in names and "transaction.atomic" in decorators


DEEDS = [(path, function) for path in ACTIONS for function in functions(path) if is_action(function)]


def test_there_are_deeds_in_every_app() -> None:
    assert {path.relative_to(ROOT).parts[0] for path, _ in DEEDS} == set(APPS)


@pytest.mark.parametrize(("path", "function"), DEEDS, ids=lambda value: getattr(value, "name", ""))
def test_a_deed_takes_keywords_only_and_is_recorded(path: Path, function: ast.FunctionDef) -> None:
    assert function.args.args == [], "An action takes keyword arguments only."
    deeds = {each.name for _, each in DEEDS}
    helpers = {each.name: each for each in functions(path)}
    called, waiting = set[str](), [function]
    while waiting:
        found = calls(waiting.pop()) - called
        called |= found
        waiting += [helpers[name] for name in found & helpers.keys()]
    assert called & ({"record", "move"} | deeds), "An action writes an audit event, or calls an action that does."


@pytest.mark.parametrize("path", TRANSLATORS, ids=lambda path: str(path.relative_to(ROOT)))
def test_views_tasks_and_the_interface_load_cases_through_the_policy(path: Path) -> None:
    """`cases.policy` is the only door: no view asks the table itself."""
    assert "Case.objects" not in path.read_text()
    assert "CaseAccess.objects" not in path.read_text()
