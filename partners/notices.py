"""Telling people: an in-app notice and an e-mail, with a reference and a link and nothing personal."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from celery import current_app
from django.db import transaction

from partners.actor import Actor
from partners.models import Notice, User

_SENTENCES: dict[str, str] = {}


def add_kind(kind: str, sentence: str) -> None:
    """Declare a kind of notice, when an app loads.

    Args:
        kind: the key that is stored.
        sentence: what the person reads; `{subject}` becomes the reference.
    """
    if _SENTENCES.setdefault(kind, sentence) != sentence:
        raise ValueError(f"The kind of notice {kind!r} is declared twice.")


def sentence(notice: Notice) -> str:
    """Return what the notice says."""
    return _SENTENCES[notice.kind].format(subject=notice.subject)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """Another form of what an e-mail says, such as a calendar file: its type, with parameters, and its text."""

    content_type: str
    content: str


_enclosing: dict[str, Callable[[Notice], Enclosure | None]] = {}


def add_enclosure(kind: str, source: Callable[[Notice], Enclosure | None]) -> None:
    """Let an app enclose something in the e-mails of a kind of notice, when it loads."""
    _enclosing[kind] = source


def enclosure_of(notice: Notice) -> Enclosure | None:
    """Return what goes out with the e-mail of a notice, if anything does."""
    source = _enclosing.get(notice.kind)
    return source(notice) if source else None


@dataclass(frozen=True, slots=True)
class Described:
    """A notice as a page shows it: its words, when it came, and whether it was read."""

    id: UUID
    text: str
    came_at: datetime
    is_read: bool


def described(notices: Iterable[Notice]) -> list[Described]:
    """Return what each of `notices` says."""
    return [Described(notice.pk, sentence(notice), notice.created_at, notice.read_at is not None) for notice in notices]


def tell(
    actor: Actor,
    people: Iterable[User],
    *,
    kind: str,
    subject: str,
    path: str,
    in_app: bool = True,
    even_the_actor: bool = False,
) -> list[Notice]:
    """Write a notice for each of `people`, in the open transaction; the e-mails follow when it is committed.

    Args:
        actor: whose act is told; the actor is not told of it.
        people: who is told, each once.
        kind: a declared kind of notice.
        subject: the reference of a case or the number of a conference; never a name.
        path: the page that the link opens.
        in_app: whether it stands on the site too; if not, it comes as an e-mail alone.
        even_the_actor: the actor is told as well, such as by an entry in the calendar.

    Returns:
        What was written.
    """
    if kind not in _SENTENCES:
        raise ValueError(f"The kind of notice {kind!r} is not declared.")
    ids: set[UUID] = {person.pk for person in people}
    if actor.user_id and not even_the_actor:
        ids.discard(actor.user_id)
    written = []
    for user_id in sorted(ids):
        notice = Notice(
            partnership_id=actor.partnership_id, user_id=user_id, kind=kind, subject=subject, path=path, in_app=in_app
        )
        notice.save(force_insert=True)
        _send_after_commit(notice)
        written.append(notice)
    return written


def _send_after_commit(notice: Notice) -> None:
    """Hint to a worker; when the queue is away the sweeper finds the row a minute later."""
    arguments = [str(notice.pk), str(notice.user_id)]
    transaction.on_commit(lambda: current_app.send_task("partners.tasks.email_notice", arguments), robust=True)
