"""Asking for an address, in two ways: through the whole site, and only from where the site knows who is acting.

The second is for asking thousands of times: it leaves out finding the session and the person anew, and showing the page
of an error. `test_access_matrix.py` asks both ways.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import resolve

from hatecrime.middleware import ActorMiddleware
from partners.actor import Actor
from partners.models import User
from tests.personas import World

Execute = Callable[[str, Any, bool, dict[str, Any]], Any]
METHODS = ("get", "post")
_FACTORY = RequestFactory()


class AskedTheDatabase(AssertionError):
    """A query was sent where none may be."""


def _no_view(request: HttpRequest) -> Any:
    raise AssertionError("The view is called by `process_view`.")


@dataclass
class Person:
    """A person who has signed in, before whom the views stand open as the middleware opens them."""

    actor: Actor
    user: User
    browser: Client
    session: Any = field(init=False)

    def __post_init__(self) -> None:
        self.session = self.browser.session
        self.session.get("")

    def request(self, method: str, path: str) -> HttpRequest:
        """Return a request as it stands before the view."""
        request: Any = getattr(_FACTORY, method)(path)
        request.user, request.session, request.actor = self.user, self.session, self.actor
        request.request_id, request.can_act_for_another = "test", False
        request._messages, request._dont_enforce_csrf_checks = CookieStorage(request), True
        request.resolver_match = resolve(path)
        return request  # type: ignore[no-any-return]

    def ask(self, method: str, path: str) -> int:
        """Return the status of the answer. What was done stays done, unless it ended in a refusal."""
        request = self.request(method, path)
        match = request.resolver_match
        assert match is not None
        return status_of(lambda: ActorMiddleware(_no_view).process_view(request, *match))

    def try_out(self, method: str, path: str) -> int:
        """Return the status of the answer; undo whatever was done."""
        with transaction.atomic():
            answer = self.ask(method, path)
            transaction.set_rollback(True)
        return answer

    def knock(self, method: str, path: str) -> int:
        """Return the status of a refusal that does not depend on any row, for the database is not asked.

        Raises:
            AskedTheDatabase: it is.
        """
        request = self.request(method, path)
        match = request.resolver_match
        assert match is not None
        with connection.execute_wrapper(_refuse):
            return status_of(lambda: match.func(request, *match.args, **match.kwargs))


def enter(world: World, actor: Actor) -> Person:
    """Return the person behind `actor`, signed in."""
    return Person(actor, User.objects.get(pk=actor.person), world.client(actor))


def status_of(ask: Callable[[], HttpResponseBase]) -> int:
    """Return the status that Django makes of an answer or of a refusal."""
    try:
        return ask().status_code
    except PermissionDenied:
        return 403
    except Http404:
        return 404


def _refuse(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    raise AskedTheDatabase(sql)


@contextmanager
def shapes() -> Iterator[Counter[str]]:
    """Count the statements sent, by their text without the values."""
    sent: Counter[str] = Counter()

    def note(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        sent["SAVEPOINT" if "SAVEPOINT" in sql else sql] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield sent
