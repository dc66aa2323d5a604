"""Damages to the code that decides who sees and who may: one condition, filter, check or refusal at a time.

A damaged function is compiled from the changed syntax tree and put in the place of the running one; no file changes.
"""

import ast
import copy
import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import CodeType, FunctionType

from tests.databases import ROOT

DOORS = [ROOT / "partners" / "web.py", ROOT / "cases" / "api" / "door.py"]
FILES = sorted([*ROOT.glob("*/policy*.py"), *ROOT.glob("*/rules*.py"), ROOT / "partners" / "actor.py", *DOORS])
"""Where it is decided: what is seen, what is allowed, the doors of pages and interface, and what a role allows."""

NARROWING = {"filter", "exclude", "get", "Q", "live"}
"""Calls whose arguments say which rows are meant."""
Change = tuple[str, Callable[[], None]]


@dataclass(frozen=True)
class Mutant:
    """One damage: in which function of which file, and the tree of the file after it."""

    path: Path
    function: str
    line: int
    damage: str
    tree: ast.Module
    words: frozenset[str]

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line} {self.function}: {self.damage}"

    def take_effect(self) -> None:
        """Put the damaged code into every running function that was made from it.

        Raises:
            LookupError: no such function is loaded, so the damage would do nothing.
        """
        if not put_in_place(self.path, self.tree, self.function):
            raise LookupError(str(self))


def put_in_place(path: Path, tree: ast.Module, only: str = "") -> int:
    """Put the code of a changed file into the running functions that came from it; return into how many.

    With `only`, into that function and those inside it.
    """
    changed = dict(_codes(compile(tree, str(path), "exec")))
    found = 0
    for each in gc.get_objects():
        if type(each) is FunctionType and each.__code__.co_filename == str(path):
            name = each.__code__.co_qualname
            is_meant = not only or name == only or name.startswith(f"{only}.<locals>.")
            if is_meant and name in changed and not name.endswith("<lambda>"):
                each.__code__ = changed[name]
                found += 1
    return found


def _codes(code: CodeType) -> Iterator[tuple[str, CodeType]]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield inner.co_qualname, inner
            yield from _codes(inner)


def mutants(path: Path) -> Iterator[Mutant]:
    """Return every damage to the functions of a file, one at a time."""
    source = path.read_text()
    count = sum(1 for _ in _changes(ast.parse(source)))
    for number in range(count):
        tree = ast.parse(source)
        function, line, (damage, change) = list(_changes(tree))[number]
        change()
        yield Mutant(path, function, line, damage, ast.fix_missing_locations(tree), words_of(source, function))


def words_of(source: str, function: str) -> frozenset[str]:
    """Return what a test of the function is likely to hold: its name, and the sentences that it refuses with."""
    (node,) = (node for name, node in functions(ast.parse(source)) if name == function)
    strings = {each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)}
    return frozenset(
        {node.name, *(text for text in strings if len(text) > 12 and text != ast.get_docstring(node, False))}
    )


def _changes(tree: ast.Module) -> Iterator[tuple[str, int, Change]]:
    for name, function in functions(tree):
        _keep_names(function)
        for node in ast.walk(function):
            for change in _changes_of(node):
                yield name, getattr(node, "lineno", function.lineno), change


def functions(node: ast.AST, prefix: str = "") -> Iterator[tuple[str, ast.FunctionDef]]:
    """Return the functions of a file and of its classes, each with its qualified name."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef):
            yield f"{prefix}{child.name}", child
        elif isinstance(child, ast.ClassDef):
            yield from functions(child, f"{prefix}{child.name}.")


def _keep_names(function: ast.FunctionDef) -> None:
    """Mention every name in a branch that never runs, so that an inner function closes over the same ones as before."""
    for inner in ast.walk(function):
        if isinstance(inner, ast.FunctionDef) and inner is not function:
            names = {node.id for node in ast.walk(inner) if isinstance(node, ast.Name) and node.id in _bound(function)}
            mention = ast.parse(f"if False: ({', '.join(sorted(names)) or 'None'},)").body
            inner.body[:0] = mention


def _bound(function: ast.FunctionDef) -> set[str]:
    arguments = {each.arg for each in ast.walk(function) if isinstance(each, ast.arg)}
    return arguments | {each.name for each in ast.walk(function) if isinstance(each, ast.FunctionDef)}


def _changes_of(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.If) and not (isinstance(node.test, ast.Constant)):
        yield from _of_condition(node)
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Compare | ast.BoolOp):
        yield from _of_answer(node)
    if isinstance(node, ast.BoolOp):
        yield from _of_parts(node)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr | ast.BitAnd) and _is_query(node):
        yield from _of_either(node)
    if isinstance(node, ast.Call) and _name(node) in NARROWING:
        yield from _of_filter(node)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Invert | ast.Not):
        yield f"“{ast.unparse(node.operand)}” instead of its opposite", partial(_become, node, node.operand)
    for body in (getattr(node, "body", None), getattr(node, "orelse", None)):
        if isinstance(body, list):
            yield from _of_checks(body)


def _of_condition(node: ast.If) -> Iterator[Change]:
    test = ast.unparse(node.test)
    for value in (True, False):
        yield f"{value} instead of “{test}”", partial(setattr, node, "test", ast.Constant(value))


def _of_answer(node: ast.Return) -> Iterator[Change]:
    answer = ast.unparse(node.value or ast.Constant(None))
    for value in (True, False):
        yield f"always {value} instead of “{answer}”", partial(setattr, node, "value", ast.Constant(value))


def _of_parts(node: ast.BoolOp) -> Iterator[Change]:
    idle = ast.Constant(isinstance(node.op, ast.And))
    for place, part in enumerate(node.values):
        yield f"without “{ast.unparse(part)}”", partial(node.values.__setitem__, place, idle)


def _is_query(node: ast.BinOp) -> bool:
    return any(isinstance(each, ast.Call) and _name(each) in {"Q", "Exists"} for each in ast.walk(node))


def _of_either(node: ast.BinOp) -> Iterator[Change]:
    yield f"without “{ast.unparse(node.right)}”", partial(_become, node, node.left)
    yield f"without “{ast.unparse(node.left)}”", partial(_become, node, node.right)


def _of_filter(node: ast.Call) -> Iterator[Change]:
    for place, argument in enumerate(node.args if _name(node) != "live" else ()):
        yield f"without “{ast.unparse(argument)}”", partial(node.args.__delitem__, place)
    for place, keyword in enumerate(node.keywords):
        yield f"without “{ast.unparse(keyword)}”", partial(node.keywords.__delitem__, place)
    if _name(node) == "live" and isinstance(node.func, ast.Attribute):
        inner = node.func.value
        yield "without “live”", partial(_become, node, inner)


def _of_checks(body: list[ast.stmt]) -> Iterator[Change]:
    """Leave out a check that stands on its own, or a refusal that is not all that its branch does."""
    for place, line in enumerate(body):
        is_check = isinstance(line, ast.Expr) and isinstance(line.value, ast.Call) and _checks(line.value)
        if is_check or (isinstance(line, ast.Raise) and len(body) > 1):
            yield f"without “{ast.unparse(line)}”", partial(body.__setitem__, place, ast.Pass())


def _checks(call: ast.Call) -> bool:
    name = _name(call)
    return name == "must" or name.startswith(("check", "_check"))


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _become(node: ast.expr, other: ast.expr) -> None:
    """Turn a node of the tree into another, in place."""
    other = copy.deepcopy(other)
    node.__class__ = other.__class__
    vars(node).clear()
    vars(node).update(vars(other))
