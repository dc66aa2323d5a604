"""What a reader of everything published can reckon with: unknown figures, and the equations between them.

Figures that are published are numbers in the equations. The others are unknowns: those of the new release, of which it
is decided whether they are published, and those that stay unknown in any case.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

Key = TypeVar("Key", str, int)

ANY: Final = float("inf")


@dataclass(frozen=True, slots=True)
class Unknown:
    """A figure that is kept back, or could be.

    Attributes:
        name: which one, for people: its address and, where it is of an earlier release, of which one.
        value: what it is; nothing where nobody can say any more, because an earlier release keeps it back.
        cost: what it costs to keep it back, 1 for an ordinary figure; nothing when it is never published.
        is_sensitive: it must be kept back.
        is_guarded: when it is kept back, a reader must not be able to narrow it down.
        is_count: it is a whole number.
        least: below which it cannot lie.
    """

    name: str
    value: float | None
    cost: float | None
    is_sensitive: bool = False
    is_guarded: bool = True
    is_count: bool = True
    least: float = 0.0

    @property
    def is_decided(self) -> bool:
        """It is never published, whatever is decided."""
        return self.cost is None


@dataclass(frozen=True, slots=True)
class Equation:
    """Some unknowns, each times a number, add up to something between two limits, which are the same for a sum."""

    terms: tuple[tuple[str, float], ...]
    least: float
    most: float

    @property
    def names(self) -> tuple[str, ...]:
        """The unknowns in it."""
        return tuple(name for name, _ in self.terms)

    @property
    def is_sum(self) -> bool:
        """It holds exactly."""
        return self.least == self.most


@dataclass
class System:
    """Unknowns by their names, and the equations between them."""

    unknowns: dict[str, Unknown] = field(default_factory=dict)
    equations: list[Equation] = field(default_factory=list)

    def add(self, unknown: Unknown) -> None:
        """Add an unknown."""
        self.unknowns[unknown.name] = unknown

    def equate(
        self, terms: Mapping[str, float], constants: Mapping[str, float], *, least: float = 0.0, most: float = 0.0
    ) -> None:
        """Add that the terms add up to something between `least` and `most`.

        Args:
            terms: by what each figure is multiplied; figures that are published, or unknowns.
            constants: the published figures.
        """
        known = sum(times * constants[name] for name, times in terms.items() if name in constants)
        unknown = tuple((name, times) for name, times in terms.items() if name not in constants and times)
        if unknown:
            self.equations.append(Equation(unknown, least - known, most - known))

    def guard(self, names: Iterable[str]) -> None:
        """From now on these must not be narrowed down."""
        for name in names:
            self.unknowns[name] = replace(self.unknowns[name], is_guarded=True)

    def parts(self) -> list["System"]:
        """Return the parts of the system that have nothing to do with each other, those in order of their unknowns."""
        leader = {name: name for name in self.unknowns}
        for equation in self.equations:
            first, *others = (leading(leader, name) for name in equation.names)
            for other in others:
                leader[leading(leader, other)] = leading(leader, first)
        found: dict[str, System] = defaultdict(System)
        for name, unknown in self.unknowns.items():
            found[leading(leader, name)].add(unknown)
        for equation in self.equations:
            found[leading(leader, equation.names[0])].equations.append(equation)
        return list(found.values())


def leading(leader: dict[Key, Key], one: Key) -> Key:
    """Return who leads the group of this one, and shorten the way there."""
    while leader[one] != one:
        leader[one] = leader[leader[one]]
        one = leader[one]
    return one
