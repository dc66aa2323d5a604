"""Three agencies in a ring: each leads a case, and shares it with the next. What is own to one is shared with the
second and hidden from the third. A fourth agency, in another partnership, has a case of its own and shares it there.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from http.cookies import SimpleCookie
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import Permission
from django.db import models, transaction
from django.test import Client

from cases.models import (
    Case,
    CaseAccess,
    CaseUserObjectPermission,
    Restriction,
    Wall,
)
from cases.references import new_reference
from cases.sections import Section
from conferences.models import Conference, Item, Minutes
from partners.actor import Actor
from partners.scope import acting
from tests import personas
from tests.personas import World
from tests.security import records as make
from tests.security import records_conference as meeting
from tests.security.belongings import Belongings, belongings_of
from tests.security.days import MOMENT


class Relation(StrEnum):
    """How a record stands to the person who asks."""

    OWN = "own"
    SHARED = "shared"
    OTHER = "other"
    EXPIRED = "expired"
    REVOKED = "revoked"
    RESTRICTED = "restricted"
    SHARED_RESTRICTED = "shared and restricted"
    WALLED = "walled off"
    RECUSED = "stepped out"
    ELSEWHERE = "elsewhere"
    MIXED = "mixed"
    MISSING = "missing"


PLACES = {
    Relation.OWN: 0,
    Relation.RESTRICTED: 0,
    Relation.WALLED: 0,
    Relation.SHARED: -1,
    Relation.SHARED_RESTRICTED: -1,
    Relation.RECUSED: -1,
    Relation.OTHER: 1,
    Relation.EXPIRED: 1,
    Relation.REVOKED: 1,
}
"""Whose record it is: so many places further round the ring."""
OUTSIDE = {Relation.OWN: 0, Relation.RESTRICTED: 0, Relation.WALLED: 0, Relation.OTHER: 1}
CLOSED = (Relation.RESTRICTED, Relation.SHARED_RESTRICTED, Relation.WALLED)
"""In which the case is closed to the person, whatever their agency may see."""
Keys = dict[str, Any]
KeysOf = Callable[[Any], Keys]


@dataclass(frozen=True)
class Situation:
    """Everybody's belongings, and how to find the one that stands in a relation to a person."""

    world: World
    belongings: dict[UUID, Belongings]

    def owner(self, actor: Actor, relation: Relation) -> UUID | None:
        """Return the agency whose records stand in `relation` to `actor`, if there is one."""
        ring = [self.world.unit.pk, self.world.housing.pk, self.world.harbour.pk]
        if relation is Relation.ELSEWHERE:
            return self.world.elsewhere.pk if actor.partnership_id == self.world.partnership.pk else None
        if actor.agency_id in ring:
            return ring[(ring.index(actor.agency_id) + PLACES[relation]) % 3]
        return (actor.agency_id, ring[0])[OUTSIDE[relation]] if relation in OUTSIDE else None

    def find(self, actor: Actor, relation: Relation, table: type[models.Model]) -> models.Model | None:
        """Return the row of `table` that stands in `relation` to `actor`, if there is one."""
        owner = self.owner(actor, relation)
        return self.belongings[owner].rows.get(table) if owner in self.belongings else None

    def keys(self, actor: Actor, relation: Relation, table: type[models.Model], keys_of: KeysOf) -> Keys | None:
        """Return what the address of such a row holds: one that is nobody's if missing, of two rows if mixed."""
        if relation is Relation.MISSING:
            stored = self.find(self.world.alice, Relation.OWN, table)
            return {name: nobodys(value) for name, value in keys_of(stored).items()} if stored else None
        if relation is Relation.MIXED:
            own, other = (self.keys(actor, each, table, keys_of) for each in (Relation.OWN, Relation.OTHER))
            mixed = own and other and len(own) > 1 and "reference" in own
            return {**other, "reference": own["reference"]} if own and other and mixed else None
        row = self.find(actor, relation, table)
        return keys_of(row) if row else None

    def ask(self, browser: Client, method: str, path: str) -> Any:
        """Return the whole site's answer; undo whatever was done, in the database and in the browser."""
        cookies = browser.cookies.copy()
        with transaction.atomic():
            answer = getattr(browser, method)(path)
            transaction.set_rollback(True)
        browser.cookies = SimpleCookie(cookies)
        return answer

    @contextmanager
    def arranged(self, actor: Actor, relation: Relation) -> Iterator[None]:
        """Bring about for a while what the relation needs beside the record: an access that is over, a closed case."""
        owner = self.owner(actor, relation) if relation in ARRANGE else None
        with transaction.atomic():
            if owner in self.belongings:
                with acting(self.belongings[owner].owner):
                    ARRANGE[relation](self, self.belongings[owner], actor)
            yield
            transaction.set_rollback(True)

    @contextmanager
    def sharing_only(self, actor: Actor, sections: Iterable[Section]) -> Iterator[Case]:
        """Share with the actor's agency, for a while, no more than `sections` of the case that is shared with it."""
        mine = self.belongings[self.owner(actor, Relation.SHARED) or actor.agency]
        case = mine.case
        with transaction.atomic():
            with acting(mine.owner):
                CaseAccess.objects.filter(case=case, agency_id=actor.agency).update(revoked_at=MOMENT)
                access = make.new_access(mine.owner, case, actor, "conference")
                access.sections = sorted(sections)
                access.save(force_insert=True)
            yield case
            transaction.set_rollback(True)


def nobodys(value: Any) -> Any:
    """Return another value of the same kind, which stands for nothing."""
    return uuid4() if isinstance(value, UUID) else new_reference()


def lay_out(world: World) -> Situation:
    """Write the ring, and the agency outside with a neighbour of its own."""
    ring = [world.alice, world.bob, world.charlie]
    neighbour = personas.agency("NHO", "Northmere Homes", world.other_partnership)
    pairs = [(actor, ring[(place + 1) % 3]) for place, actor in enumerate(ring)]
    pairs.append((world.judy, replace(world.judy, agency_id=neighbour.pk)))
    return Situation(world, {actor.agency: belongings_of(actor, partner) for actor, partner in pairs})


def _end_access(mine: Belongings, actor: Actor, **over: Any) -> None:
    minutes = mine.rows[Minutes]
    assert isinstance(minutes, Minutes)
    access = make.new_access(mine.owner, mine.case, actor, "conference")
    vars(access).update(over)
    access.save(force_insert=True)
    for item in Item.objects.filter(conference__in=[mine.rows[Conference].pk, minutes.conference_id]):
        meeting.invitation_to(item, actor.agency, mine.owner.agency, access).save(force_insert=True)


def _expire(situation: Situation, mine: Belongings, actor: Actor) -> None:
    _end_access(mine, actor, live_until=MOMENT + timedelta(days=1))


def _revoke(situation: Situation, mine: Belongings, actor: Actor) -> None:
    _end_access(mine, actor, revoked_at=MOMENT)


def _restrict(situation: Situation, mine: Belongings, actor: Actor) -> None:
    """Name a colleague for the case and restrict it; then nobody else sees it."""
    world = situation.world
    colleague = next(each for each in (world.heidi, world.dana) if each != actor)
    permission = Permission.objects.get(codename="read_restricted_case")
    CaseUserObjectPermission(content_object=mine.case, user_id=colleague.person, permission=permission).save()
    about = {"case": mine.case, "partnership_id": mine.owner.partnership_id, "reason": "r"}
    Restriction(restricted_by_id=mine.owner.person, **about).save(force_insert=True)


def _wall_off(situation: Situation, mine: Belongings, actor: Actor) -> None:
    about = {"case": mine.case, "partnership_id": mine.owner.partnership_id, "reason": "r"}
    Wall(user_id=actor.person, made_by_id=mine.owner.person, **about).save(force_insert=True)


def _recuse(situation: Situation, mine: Belongings, actor: Actor) -> None:
    """Have the person step out of the item, and of nothing else."""
    meeting.recusal_of(mine.rows[Item], mine.owner, actor).save(force_insert=True)


ARRANGE: dict[Relation, Callable[[Situation, Belongings, Actor], None]] = {
    Relation.EXPIRED: _expire,
    Relation.REVOKED: _revoke,
    Relation.RESTRICTED: _restrict,
    Relation.SHARED_RESTRICTED: _restrict,
    Relation.WALLED: _wall_off,
    Relation.RECUSED: _recuse,
}
