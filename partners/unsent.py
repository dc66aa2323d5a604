"""What a person entered but could not send, because the session had ended or they had to prove who they are.

It stays in the session, encrypted, for 30 minutes, and is shown again only to the same person in the same browser. It
never goes into the browser's own storage. Passwords, codes and files are not kept.
"""

import json
import re
import uuid
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, QueryDict

from partners.sealing import NotReadable, seal, unseal

SESSION_KEY = "unsent"
SECONDS = 30 * 60
_PURPOSE = "unsent"
_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")
_MOST = 5
_NEVER = frozenset(
    {"csrfmiddlewaretoken", "code", "credential", "next", "password", "oldpassword", "password1", "password2"}
)


@dataclass(frozen=True, slots=True)
class Unsent:
    """One form that was not sent: where to, and what was entered under which name."""

    id: str
    path: str
    fields: dict[str, list[str]]

    @property
    def answers(self) -> list[tuple[str, str]]:
        """What was entered, each under its name in words; without what was left empty, and without keys of things."""
        shown = {_in_words(name): "\n".join(_readable(values)) for name, values in self.fields.items()}
        return [(label, text) for label, text in shown.items() if text]


def keep(request: HttpRequest, *, user_id: UUID | str, path: str, fields: QueryDict) -> None:
    """Keep what was entered, for this person; of more than five the oldest is dropped.

    Args:
        request: the request, whose session keeps it.
        user_id: who entered it.
        path: where it was to be sent.
        fields: what was entered.
    """
    entered = {name: fields.getlist(name) for name in fields if name not in _NEVER}
    sealed = seal(json.dumps({"user": str(user_id), "path": path, "fields": entered}), purpose=_PURPOSE)
    kept = {**request.session.get(SESSION_KEY, {}), uuid.uuid4().hex: sealed}
    request.session[SESSION_KEY] = dict(list(kept.items())[-_MOST:])


def kept(request: HttpRequest) -> list[Unsent]:
    """Return what is kept for the person who has signed in, oldest first."""
    found = (_opened(request, key, sealed) for key, sealed in request.session.get(SESSION_KEY, {}).items())
    return [each for each in found if each]


def forget(request: HttpRequest, *ids: str) -> None:
    """Forget these; what was never kept is no matter."""
    left = {key: sealed for key, sealed in request.session.get(SESSION_KEY, {}).items() if key not in ids}
    if left:
        request.session[SESSION_KEY] = left
    else:
        request.session.pop(SESSION_KEY, None)


def note_sent(request: HttpRequest) -> None:
    """Forget what was kept for this address: the person has sent it now."""
    if SESSION_KEY in request.session:
        forget(request, *(each.id for each in kept(request) if each.path == request.get_full_path()))


def _opened(request: HttpRequest, key: str, sealed: str) -> Unsent | None:
    try:
        told = json.loads(unseal(sealed, purpose=_PURPOSE, seconds=SECONDS))
    except NotReadable:
        return None
    if told["user"] != str(request.user.pk):
        return None
    return Unsent(key, told["path"], told["fields"])


def _readable(values: list[str]) -> list[str]:
    return [value for value in values if value and not _KEY.match(value)]


def _in_words(name: str) -> str:
    return name.replace("_", " ").replace("-", " ").strip().capitalize()
