"""The chain of hashes over the events of a partnership, computed anew to see whether anything was changed.

Nothing here trusts what the database says of its own hashes: the text of each event is read, and hashed here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from struct import Struct
from typing import Final, NamedTuple
from uuid import UUID

FIRST: Final = sha256(b"").digest()
"""What stands before the first event of a chain."""

PATIENCE: Final = 15 * 60 * 1_000_000
"""Microseconds by which an event may come later into the chain than its own time says: no transaction takes as long."""

SEALED_BYTES: Final = """record_send(ROW(
            s_number, s_sealed_at, e.id, e.at, e.user_id, e.agency_id, e.partnership_id, e.verb, e.subject,
            e.owner_agency_id, e.sections, e.reason, e.facts, e.request_id))"""
"""What is hashed of an event, in the words of `audit/sql/sealing.sql`: the check does not ask the database's own."""


_TIMES: Final = Struct(">28xq32xq")
"""Where PostgreSQL's binary form of the above has the time of the seal and the event's own."""

_KEY: Final = slice(44, 60)
"""Where it has the event's key."""

_EMPTY: Final = sha256()
"""Copied for each event: to look for the algorithm again would take as long as the hashing itself."""

Row = tuple[int, bytes, bytes | None, str | None]
"""A link as it is read, a million times: what `Link` names costs more to name than to check."""


class Link(NamedTuple):
    """A seal, and what is hashed of its event; if somebody removed the event, its key alone."""

    number: int
    hash: bytes
    data: bytes | None
    gone: str | None = None

    @property
    def event_id(self) -> str:
        """The key of the event."""
        return str(UUID(bytes=self.data[_KEY])) if self.data else self.gone or ""


class Waiting(NamedTuple):
    """An event that is not sealed, and whether it stands in the queue.

    `at` is in microseconds since 2000; what stands in the queue and is no event any more has none.
    """

    event_id: str
    at: float | None
    is_queued: bool


class End(NamedTuple):
    """How many events a chain has, and the hash over all of them."""

    number: int
    hash: bytes


class Finding(NamedTuple):
    """Something that is wrong; number and event are empty where it is about the chain as a whole."""

    number: int | None
    event_id: str
    sentence: str


@dataclass(slots=True)
class Verdict:
    """What was found in one chain, and how many events there are."""

    sealed: int = 0
    waiting: int = 0
    findings: list[Finding] = field(default_factory=list)

    def of_link(self, link: Link, wrong: str) -> None:
        """Add what is wrong with a sealed event."""
        self.findings.append(Finding(link.number, link.event_id, f"No. {link.number}, event {link.event_id}: {wrong}"))

    def of_event(self, event: Waiting, wrong: str) -> None:
        """Add what is wrong with an event that is not sealed."""
        self.findings.append(Finding(None, event.event_id, f"Event {event.event_id}: {wrong}"))

    def of_chain(self, wrong: str) -> None:
        """Add what is wrong with the chain."""
        self.findings.append(Finding(None, "", wrong))


@dataclass(slots=True)
class _State:
    """Where the check stands. `computed` is the hash as it should be, `stored` as the last seal has it."""

    number: int = 0
    computed: bytes | None = FIRST
    stored: bytes = FIRST
    latest: float = float("-inf")


def check(links: Iterable[Row], waiting: Iterable[Waiting], head: End | None, outside: Mapping[int, bytes]) -> Verdict:
    """Check one chain.

    Args:
        links: the seals with their events (`Link`), in the order of their numbers.
        waiting: the events without a seal; read after the links.
        head: the end of the chain as the database has it.
        outside: hashes that were sent outside, by the number of the event they were made at.
    """
    verdict, state = Verdict(), _State()
    rest = iter(links)
    while link := _first_to_look_at(rest, state, verdict, outside):
        verdict.sealed += 1
        _check_link(link, state, verdict)
        if link.number in outside and outside[link.number] != state.computed:
            verdict.of_link(link, "this event, or one before it, is not as it was when the head was sent outside.")
    for event in waiting:
        _check_waiting(event, state, verdict)
    _check_head(head, state, verdict)
    _check_outside(outside, state, verdict)
    return verdict


def _first_to_look_at(
    links: Iterator[Row], state: _State, verdict: Verdict, outside: Mapping[int, bytes]
) -> Link | None:
    """Pass over all links that are as they should be, and return the next one: it is wrong, or a head outside has it.

    It runs once for a million events, so it calls nothing that it need not.
    """
    number, computed, stored, latest = state.number, state.computed, state.stored, state.latest
    found = None
    for link in links:
        link_number, link_hash, data, _ = link
        if data is None or computed is None or link_number != number + 1 or link_number in outside:
            found = Link._make(link)
            break
        hashing = _EMPTY.copy()
        hashing.update(computed + data)
        if hashing.digest() != link_hash:
            found = Link._make(link)
            break
        sealed_at, at = _TIMES.unpack_from(data)
        if at > sealed_at + PATIENCE or at < latest - PATIENCE:
            found = Link._make(link)
            break
        number, computed, stored, latest = link_number, link_hash, link_hash, at if at > latest else latest
    verdict.sealed += number - state.number
    state.number, state.computed, state.stored, state.latest = number, computed, stored, latest
    return found


def _check_link(link: Link, state: _State, verdict: Verdict) -> None:
    if link.number != state.number + 1:
        _check_jump(link, state, verdict)
    state.number = link.number
    if link.data is None:
        verdict.of_link(link, "the event was deleted; its seal is left.")
        state.computed = state.stored = link.hash
        return
    computed = _computed(link.data, link.hash, state)
    if computed != link.hash:
        verdict.of_link(link, "the event, its seal or its place in the chain was changed.")
    state.computed, state.stored = computed, link.hash
    _check_time(link, link.data, state, verdict)


def _computed(data: bytes, sealed: bytes, state: _State) -> bytes:
    """Return the hash as it should be. What is wrong with an earlier link is not held against this one."""
    if state.computed is None:
        return sealed
    computed = sha256(state.computed + data).digest()
    if computed != sealed and state.computed != state.stored and sha256(state.stored + data).digest() == sealed:
        return sealed
    return computed


def _check_jump(link: Link, state: _State, verdict: Verdict) -> None:
    if link.number <= state.number:
        verdict.of_link(link, "the number is used twice.")
        return
    first, last = state.number + 1, link.number - 1
    gone = f"No. {first} was" if first == last else f"No. {first} to {last} were"
    verdict.of_chain(f"{gone} deleted with the seal.")
    # What stood before this link went with them: it can only be compared with those after it.
    state.computed = None


def _check_time(link: Link, data: bytes, state: _State, verdict: Verdict) -> None:
    sealed_at, at = _TIMES.unpack_from(data)
    if at > sealed_at + PATIENCE:
        verdict.of_link(link, "the event is dated later than it was sealed.")
    elif at < state.latest - PATIENCE:
        verdict.of_link(link, "the event was inserted later, with an old date.")
    elif at > state.latest:
        state.latest = at


def _check_waiting(event: Waiting, state: _State, verdict: Verdict) -> None:
    if event.at is None:
        verdict.of_event(event, "the event was deleted before it was sealed.")
    elif not event.is_queued:
        verdict.of_event(
            event, "it is not sealed and does not wait for it: it was slipped in, or its seal was deleted."
        )
    elif event.at < state.latest - PATIENCE:
        verdict.of_event(event, "it is not sealed, though much later ones are: it was inserted with an old date.")
    else:
        verdict.waiting += 1


def _check_head(head: End | None, state: _State, verdict: Verdict) -> None:
    last = f"the last sealed event is no. {state.number}"
    if head is None:
        if state.number:
            verdict.of_chain(f"The head of the chain was deleted: {last}.")
    elif head.number > state.number:
        verdict.of_chain(f"The tail was cut: the head says no. {head.number}, and {last}.")
    elif head.number < state.number:
        verdict.of_chain(f"The head was changed: it says no. {head.number}, and {last}.")
    elif head.hash != state.stored:
        verdict.of_chain(
            f"The head and the seal of its event, no. {head.number}, do not agree: one of them was changed."
        )


def _check_outside(outside: Mapping[int, bytes], state: _State, verdict: Verdict) -> None:
    longest = max(outside, default=0)
    if longest > state.number:
        last = f"the last sealed event is no. {state.number}"
        verdict.of_chain(f"The tail was cut: a head sent outside says no. {longest}, and {last}.")
