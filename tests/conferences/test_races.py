"""Two people at once, each with a connection of their own, on rows that are committed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections, transaction

from conferences.actions import finalising, notes
from conferences.actions.notes import ChangedMeanwhile, Notes
from conferences.models import Conference, Item, MinutesPart
from conferences.queries import item_of
from partners.errors import NotPossible
from partners.scope import acting
from tests.conferences.meetings import a_case, a_conference, write_up
from tests.personas import World


def at_once(*deeds: Callable[[], str]) -> list[str]:
    """Start the deeds together, each in a thread of its own, and return what they say."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], str]) -> str:
        try:
            start.wait(timeout=20)
            return deed()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def convened(world: World) -> Conference:
    with transaction.atomic(), acting(world.alice):
        conference = a_conference(world, a_case(world.alice))
    with transaction.atomic(), acting(world.dana):
        write_up(world, conference)
    return conference


def saving(world: World, conference: Conference, decision: str) -> Callable[[], str]:
    with transaction.atomic(), acting(world.dana):
        versions = notes.versions_of(Item.objects.get(conference=conference))

    def save() -> str:
        with transaction.atomic(), acting(world.dana):
            item = item_of(conference)
            try:
                notes.save(actor=world.dana, item=item, notes=Notes("", decision), versions=versions)
            except ChangedMeanwhile:
                return "choose"
        return decision

    return save


def test_of_two_who_save_at_once_one_is_asked(kept_world: World) -> None:
    conference = convened(kept_world)
    said = at_once(saving(kept_world, conference, "first"), saving(kept_world, conference, "second"))
    with transaction.atomic(), acting(kept_world.dana):
        stored = Item.objects.get(conference=conference).decision
    assert sorted(said) == sorted(["choose", stored])
    assert stored in {"first", "second"}


def finalise(world: World, conference: Conference) -> Callable[[], str]:
    def run() -> str:
        with transaction.atomic(), acting(world.dana):
            fresh = Conference.objects.select_related("chair", "chairing_agency").get(pk=conference.pk)
            try:
                finalising.finalise(actor=world.dana, conference=fresh)
            except NotPossible as refusal:
                return str(refusal)
            return f"no. {fresh.number}"

    return run


def test_minutes_finalised_at_once_have_numbers_of_their_own(kept_world: World) -> None:
    said = at_once(*(finalise(kept_world, convened(kept_world)) for _ in range(3)))
    assert sorted(said) == ["no. 1", "no. 2", "no. 3"]


def test_the_same_minutes_are_finalised_once(kept_world: World) -> None:
    conference = convened(kept_world)
    said = at_once(*(finalise(kept_world, conference) for _ in range(2)))
    assert sorted(said) == ["The minutes are final and cannot be changed.", "no. 1"]


def test_nothing_is_saved_beside_the_finalising(kept_world: World) -> None:
    """Whoever comes second is told; the minutes hold what is stored."""
    conference = convened(kept_world)

    def save() -> str:
        try:
            return saving(kept_world, conference, "late")()
        except NotPossible as refusal:
            return str(refusal)

    said = at_once(finalise(kept_world, conference), save)
    assert said[0] == "no. 1"
    assert said[1] in {"late", "The minutes are final and cannot be changed."}
    with transaction.atomic(), acting(kept_world.dana):
        item = Item.objects.get(conference=conference)
        (stored,) = MinutesPart.objects.filter(item=item, agency_id=kept_world.unit.pk)
        assert stored.content["decision"] == item.decision
