"""What the tests of attacks share."""

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.test import Client

from hatecrime import urls
from tests.personas import World

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

ROOT = Path(__file__).parents[2]
APPS = ("audit", "partners", "cases", "conferences", "referrals", "reporting", "hatecrime")


@cache
def sources() -> tuple[tuple[str, ast.Module], ...]:
    """Every module of ours, but for migrations."""
    paths = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    return tuple((str(path.relative_to(ROOT)), ast.parse(path.read_text())) for path in paths)


def text(answer: "Answer") -> str:
    return answer.content.decode()


def signed_in(world: World, name: str) -> Client:
    return world.client(world.people()[name])


def names_of(node: ast.Module) -> set[str]:
    found = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    return found | {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}


def subclasses(kind: type) -> set[type]:
    """Return every subclass that is ours; the addresses of the site load all of them."""
    assert urls.urlpatterns
    found = {one for each in kind.__subclasses__() for one in {each, *subclasses(each)}}
    return {one for one in found if one.__module__.split(".")[0] in APPS}
