"""The chain of hashes: whatever is changed, taken out, slipped in or moved is found, and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from random import Random
from uuid import UUID, uuid4

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper

from audit import verifying
from audit.chain import FIRST, SEALED_BYTES, End, Link, Verdict, Waiting, check
from audit.migration_sql import ROOT
from audit.models import Event
from audit.verifying import links_of, verify
from tests.audit.making import make_events

EVENTS, TAMPERINGS = 200, 1_000
CHAIN = UUID("5a1ed000-0000-4000-8000-000000000001")
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Log:
    """A log as it is read from the database, and a head that was sent outside when it was whole."""

    links: list[Link]
    waiting: list[Waiting]
    head: End | None
    outside: dict[int, bytes]

    def verdict(self) -> Verdict:
        return check(self.links, self.waiting, self.head, self.outside)


@pytest.fixture
def log(owner: BaseDatabaseWrapper) -> Log:
    """Two hundred events, minutes apart, sealed in several goes as they would be."""
    make_events(CHAIN, EVENTS, NOON, seconds=60, through=owner)
    while sealed(owner, 37):
        pass
    links = list(links_of(CHAIN, through=owner))
    return Log(links, [], End(EVENTS, links[-1].hash), {EVENTS: links[-1].hash})


def sealed(owner: BaseDatabaseWrapper, most: int) -> int:
    with owner.cursor() as cursor:
        cursor.execute("SELECT app.seal_events(%s)", [most])
        return int(cursor.fetchone()[0])


def does(owner: BaseDatabaseWrapper, deed: str) -> None:
    with owner.cursor() as cursor:
        cursor.execute(deed)


def test_a_whole_log_is_left_alone(log: Log) -> None:
    verdict = log.verdict()
    assert (verdict.sealed, verdict.waiting, verdict.findings) == (EVENTS, 0, [])


def test_a_thousand_tamperings_are_found(log: Log) -> None:
    rng = Random(3)
    missed = [
        kind.__name__
        for kind, seed in ((rng.choice(KINDS), rng.random()) for _ in range(TAMPERINGS))
        if not kind(log, Random(seed)).verdict().findings
    ]
    assert missed == []


@pytest.mark.parametrize("number", range(EVENTS, 0, -40))
def test_a_log_as_it_was_at_any_time_is_left_alone(log: Log, number: int) -> None:
    """Earlier heads that were sent outside stay right while the log grows."""
    earlier = {link.number: link.hash for link in log.links[number - 1 :: 7]}
    assert replace(log, outside=earlier).verdict().findings == []


def an_edited_event(log: Log, rng: Random) -> Log:
    """Change any bit of any column; the number and the time of the seal are hashed with them."""
    at = rng.randrange(EVENTS)
    return with_link(log, at, log.links[at]._replace(data=flipped(log.links[at].data or b"", rng)))


def a_deleted_event(log: Log, rng: Random) -> Log:
    at = rng.randrange(EVENTS)
    return with_link(log, at, log.links[at]._replace(data=None, gone=log.links[at].event_id))


def a_deleted_event_and_seal(log: Log, rng: Random) -> Log:
    at = rng.randrange(EVENTS)
    return replace(log, links=log.links[:at] + log.links[at + 1 :])


def a_gap_that_is_closed(log: Log, rng: Random) -> Log:
    """Delete an event with its seal and give those after it lower numbers, the head too."""
    at = rng.randrange(EVENTS - 1)
    links = [link._replace(number=number) for number, link in enumerate(log.links[:at] + log.links[at + 1 :], 1)]
    return replace(log, links=links, head=End(EVENTS - 1, links[-1].hash), outside={})


def an_inserted_event(log: Log, rng: Random) -> Log:
    """Slip in an event whose own hash is right, and give those after it higher numbers."""
    at = rng.randrange(EVENTS - 1)
    data = flipped(log.links[at].data or b"", rng)
    before = log.links[at - 1].hash if at else FIRST
    new = Link(at + 1, sha256(before + data).digest(), data)
    later = [link._replace(number=link.number + 1) for link in log.links[at:]]
    return replace(log, links=[*log.links[:at], new, *later], head=End(EVENTS + 1, later[-1].hash), outside={})


def an_event_past_the_queue(log: Log, rng: Random) -> Log:
    return replace(log, waiting=[Waiting(str(uuid4()), rng.random() * 1e15, is_queued=False)])


def an_event_with_an_old_date(log: Log, rng: Random) -> Log:
    days = rng.randrange(1, 3_000)
    return replace(log, waiting=[Waiting(str(uuid4()), time_of(log.links[-1]) - days * 86_400e6, is_queued=True)])


def an_event_deleted_before_it_was_sealed(log: Log, rng: Random) -> Log:
    return replace(log, waiting=[Waiting(str(uuid4()), None, is_queued=True)])


def swapped_numbers(log: Log, rng: Random) -> Log:
    one, two = sorted(rng.sample(range(EVENTS), 2))
    links = list(log.links)
    links[one], links[two] = links[two]._replace(number=one + 1), links[one]._replace(number=two + 1)
    return replace(log, links=links)


def swapped_events(log: Log, rng: Random) -> Log:
    one, two = rng.sample(range(EVENTS), 2)
    links = list(log.links)
    links[one], links[two] = (links[one]._replace(data=links[two].data), links[two]._replace(data=links[one].data))
    return replace(log, links=links)


def a_number_used_twice(log: Log, rng: Random) -> Log:
    at = rng.randrange(1, EVENTS)
    return with_link(log, at, log.links[at]._replace(number=at))


def an_edited_seal(log: Log, rng: Random) -> Log:
    at = rng.randrange(EVENTS)
    return with_link(log, at, log.links[at]._replace(hash=flipped(log.links[at].hash, rng)))


def a_cut_tail(log: Log, rng: Random) -> Log:
    return replace(log, links=log.links[: rng.randrange(EVENTS)])


def a_cut_tail_and_head(log: Log, rng: Random) -> Log:
    """Only a head that was sent outside still tells."""
    links = log.links[: rng.randrange(1, EVENTS)]
    return replace(log, links=links, head=End(len(links), links[-1].hash))


def a_chain_made_anew(log: Log, rng: Random) -> Log:
    """Change an event and compute every hash after it anew, the head too: only the head outside still tells."""
    at = rng.randrange(EVENTS)
    links, last = log.links[:at], log.links[at - 1].hash if at else FIRST
    for link in an_edited_event_of(log, at, rng).links[at:]:
        last = sha256(last + (link.data or b"")).digest()
        links.append(link._replace(hash=last))
    return replace(log, links=links, head=End(EVENTS, last))


def an_edited_head(log: Log, rng: Random) -> Log:
    heads = [End(EVENTS, flipped(log.links[-1].hash, rng)), End(rng.randrange(EVENTS), log.links[-1].hash), None]
    return replace(log, head=rng.choice(heads), outside={})


KINDS: list[Callable[[Log, Random], Log]] = [
    an_edited_event,
    a_deleted_event,
    a_deleted_event_and_seal,
    a_gap_that_is_closed,
    an_inserted_event,
    an_event_past_the_queue,
    an_event_with_an_old_date,
    an_event_deleted_before_it_was_sealed,
    swapped_numbers,
    swapped_events,
    a_number_used_twice,
    an_edited_seal,
    a_cut_tail,
    a_cut_tail_and_head,
    a_chain_made_anew,
    an_edited_head,
]


def an_edited_event_of(log: Log, at: int, rng: Random) -> Log:
    return with_link(log, at, log.links[at]._replace(data=flipped(log.links[at].data or b"", rng)))


def with_link(log: Log, at: int, link: Link) -> Log:
    return replace(log, links=[*log.links[:at], link, *log.links[at + 1 :]])


def flipped(data: bytes, rng: Random) -> bytes:
    """Return the same bytes with one bit changed."""
    at = rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1 :]


def time_of(link: Link) -> int:
    return int.from_bytes((link.data or b"")[68:76], "big", signed=True)


AN_EVENT = "id = (SELECT event_id FROM audit_seal WHERE number = 100)"
CHANGED = {
    "id": "gen_random_uuid()",
    "at": "at + interval '1 microsecond'",
    "user_id": "NULL",
    "agency_id": "gen_random_uuid()",
    "partnership_id": "NULL",
    "verb": "'case.list'",
    "subject": "'7KQ2-M4XD-9H'",
    "owner_agency_id": "gen_random_uuid()",
    "sections": "'{summary}'",
    "reason": "'consent'",
    "facts": "'{\"hits\": 1000}'",
    "request_id": "''",
}
CUT = "DELETE FROM audit_event WHERE id IN (SELECT event_id FROM audit_seal WHERE number > 190)"
TOLD = {
    **{f"UPDATE audit_event SET {name} = {value} WHERE {AN_EVENT}": "No. 100," for name, value in CHANGED.items()},
    f"DELETE FROM audit_event WHERE {AN_EVENT}": "the event was deleted; its seal is left.",
    "DELETE FROM audit_seal WHERE number = 100": "No. 100 was deleted with the seal.",
    f"{CUT}; DELETE FROM audit_seal WHERE number > 190": "The tail was cut: the head says no. 200",
    f"{CUT}; DELETE FROM audit_seal WHERE number > 190; UPDATE audit_head SET number = 190, hash ="
    " (SELECT hash FROM audit_seal WHERE number = 190)": "The tail was cut: a head sent outside says no. 200",
    "UPDATE audit_seal SET number = 1000 - number WHERE number IN (99, 100)": "No. 99 to 100 were deleted",
    "UPDATE audit_seal SET hash = sha256('x') WHERE number = 100": "No. 100,",
    "UPDATE audit_seal SET sealed_at = sealed_at + interval '1 microsecond' WHERE number = 100": "No. 100,",
    "UPDATE audit_seal SET event_id = gen_random_uuid() WHERE number = 100": "was slipped in, or its seal was deleted",
    "UPDATE audit_head SET number = 201": "The tail was cut: the head says no. 201",
    "DELETE FROM audit_head": "The head of the chain was deleted",
}


def test_what_the_owner_does_to_the_tables_is_told(owner: BaseDatabaseWrapper, log: Log) -> None:
    """The same through the database, each undone again; every column of an event counts."""
    assert set(CHANGED) == {field.column for field in Event._meta.local_concrete_fields}
    assert verify(CHAIN, log.outside, through=owner).findings == []
    for tampering, told in TOLD.items():
        does(owner, "SAVEPOINT whole")
        does(owner, tampering)
        found = [finding.sentence for finding in verify(CHAIN, log.outside, through=owner).findings]
        assert any(told in sentence for sentence in found), (tampering, found)
        does(owner, "ROLLBACK TO whole")


def test_an_event_with_an_old_date_is_found_before_and_after_it_is_sealed(owner: BaseDatabaseWrapper, log: Log) -> None:
    make_events(CHAIN, 1, datetime(2025, 6, 1, tzinfo=UTC), through=owner)
    (waiting,) = verify(CHAIN, {}, through=owner).findings
    assert waiting.sentence.endswith("it was inserted with an old date.")
    assert sealed(owner, 10) == 1
    (late,) = verify(CHAIN, {}, through=owner).findings
    assert (late.number, late.event_id) == (EVENTS + 1, waiting.event_id)
    assert late.sentence.endswith("the event was inserted later, with an old date.")


def test_an_event_with_a_date_to_come_is_found_and_does_not_make_the_rest_look_late(
    owner: BaseDatabaseWrapper, log: Log
) -> None:
    make_events(CHAIN, 1, datetime(2099, 1, 1, tzinfo=UTC), through=owner)
    sealed(owner, 10)
    make_events(CHAIN, 3, NOON, through=owner)
    sealed(owner, 10)
    (ahead,) = verify(CHAIN, {}, through=owner).findings
    assert ahead.sentence.endswith("the event is dated later than it was sealed.")


def test_events_that_wait_are_counted_and_no_finding(owner: BaseDatabaseWrapper, log: Log) -> None:
    make_events(CHAIN, 5, NOON, through=owner)
    verdict = verify(CHAIN, log.outside, through=owner)
    assert (verdict.sealed, verdict.waiting, verdict.findings) == (EVENTS, 5, [])


def test_the_events_of_no_partnership_have_a_chain_of_their_own(owner: BaseDatabaseWrapper) -> None:
    make_events(None, 3, NOON, through=owner)
    sealed(owner, 10)
    assert verify(verifying.NOBODYS, {}, through=owner).sealed == 3
    does(owner, "UPDATE audit_event SET verb = 'session.end' WHERE partnership_id IS NULL")
    assert len(verify(verifying.NOBODYS, {}, through=owner).findings) == 3


def test_the_check_hashes_what_the_database_seals() -> None:
    assert SEALED_BYTES in (ROOT / "audit" / "sql" / "sealing.sql").read_text()
