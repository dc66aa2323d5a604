"""Events that are written together, as of a file or of the demo: the same as if each were written by itself."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit import log
from audit.models import Event
from partners.scope import acting, scope
from tests.personas import World


def told(world: World, number: int) -> None:
    log.record(
        world.alice,
        "test.write",
        subject=f"K-{number}",
        owner_agency_id=world.alice.agency_id,
        sections=["risk", "people"],
        reason="consent",
        facts={"number": number, "further": False},
    )


def stored() -> dict[str, dict[str, object]]:
    """The events by their subjects, less what is new in each."""
    left_out = {"id", "at", "subject", "facts"}
    names = [field.attname for field in Event._meta.concrete_fields if field.attname not in left_out]
    return {str(row.pop("subject")): row for row in Event.objects.values("subject", *names)}


def test_an_event_is_the_same_written_by_itself_or_with_others(world: World) -> None:
    with acting(world.alice):
        told(world, 1)
        with CaptureQueriesContext(connection) as sent, log.gathered():
            for number in (2, 3, 4):
                told(world, number)
            assert set(stored()) == {"K-1"}
    with scope(partnership_id=world.partnership.pk, roles=world.grace.roles):
        found = stored()
        facts = dict(Event.objects.values_list("subject", "facts"))
        times = list(Event.objects.order_by("subject").values_list("at", flat=True))

    assert [each["sql"][:6] for each in sent] == ["SELECT", "INSERT"]
    assert set(found) == {"K-1", "K-2", "K-3", "K-4"}
    assert all(found[subject] == found["K-1"] for subject in found)
    assert facts == {f"K-{number}": {"number": number, "further": False} for number in (1, 2, 3, 4)}
    assert times == sorted(times)
    assert timezone.now() - times[0] < timedelta(minutes=1)


def test_gathered_events_wait_to_be_sealed_like_any_other(world: World) -> None:
    with acting(world.alice), log.gathered():
        told(world, 1)
        told(world, 2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.seal_events(100000)")
        assert cursor.fetchone()[0] >= 2


def test_nothing_is_written_of_what_fails(world: World) -> None:
    def fail() -> None:
        told(world, 1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction.atomic(), acting(world.alice), log.gathered():
        fail()
    with acting(world.alice):
        told(world, 2)
    with scope(partnership_id=world.partnership.pk, roles=world.grace.roles):
        assert set(stored()) == {"K-2"}


def test_events_are_gathered_in_a_transaction_alone(committed: None) -> None:
    with pytest.raises(RuntimeError, match="Open a transaction"), log.gathered():
        pass
