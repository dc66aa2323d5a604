"""A partnership whose rows other connections can see, and what is sent to the queue."""

from typing import Any

import pytest

from hatecrime.celery import app


class Queue:
    """What was sent to Celery, which is kept from sending it on: no worker of anybody's sees it."""

    def __init__(self) -> None:
        self._sent: list[tuple[str, list[str]]] = []

    def send_task(self, name: str, args: Any = None, *_: object, **__: object) -> None:
        self._sent.append((name, list(args)))

    def messages(self) -> list[tuple[str, list[str]]]:
        """Take every message: the task's name and its arguments."""
        found, self._sent = self._sent, []
        return found


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> Queue:
    """The queue of this test, empty at first."""
    found = Queue()
    monkeypatch.setattr(app, "send_task", found.send_task)
    return found


@pytest.fixture
def with_pdf() -> None:
    """Let workers write PDFs, which takes seconds; without this they work as on a machine that cannot."""


@pytest.fixture(autouse=True)
def quick_workers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep workers from writing PDFs, unless the test asks for them."""
    if "with_pdf" not in request.fixturenames:
        monkeypatch.setattr("reporting.making.pdf_is_available", lambda: False)
        monkeypatch.setattr("reporting.releases.documents.pdf_is_available", lambda: False)
