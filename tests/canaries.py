"""Canaries: words that stand in the personal fields of what tests write, and may be sung nowhere outside the database.

The whole suite is watched: every line that the product's own formatter would log, every e-mail and every task's
arguments. A test in which one of the words gets out fails.
"""

import json
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from celery.signals import before_task_publish
from django.conf import settings
from django.core import mail
from django.utils.module_loading import import_string

CANARIES = ("Quilla", "Testname", "shouted at the bus stop", "01632 960", "Her brother", "Canary", "canary")
"""In `tests/cases/given.py` and `tests/security/records.py`: names, telephones, addresses, accounts, warnings."""


class Watcher(logging.Handler):
    """Notes each place where a canary gets out."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        configured: Any = settings.LOGGING
        formatter = configured["formatters"]["plain"]
        self.setFormatter(import_string(formatter["()"])(formatter["format"]))
        self.hits: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Look at a line of the log as the product would write it."""
        self.look("log", self.format(record))

    def publish(self, sender: str = "", body: Any = None, headers: Any = None, **_: Any) -> None:
        """Look at what is given to the queue."""
        self.look(f"task {sender}", json.dumps([body, headers], default=str, ensure_ascii=False))

    def look(self, where: str, text: str) -> None:
        """Note the canaries in a text."""
        self.hits += [f"{where}: {word!r} in {text[:500]!r}" for word in CANARIES if word in text]

    def look_at_post(self) -> None:
        """Look at the e-mails that the test has sent, but for whom they go to."""
        for letter in getattr(mail, "outbox", []):
            self.look(
                "e-mail",
                f"{letter.subject}\n{letter.body}\n{getattr(letter, 'alternatives', '')}\n{letter.extra_headers}",
            )

    def take(self) -> list[str]:
        """Return what was noted, and forget it."""
        found, self.hits = self.hits, []
        return found

    def begin(self) -> None:
        """Watch from now on."""
        logging.getLogger().addHandler(self)
        before_task_publish.connect(self.publish, weak=False)

    def end(self) -> None:
        """Stop watching."""
        logging.getLogger().removeHandler(self)
        before_task_publish.disconnect(self.publish)


def in_files(paths: Iterable[Path]) -> list[str]:
    """Return the canaries that stand in files, such as e-mails and logs of a site that ran."""
    watcher = Watcher()
    for path in paths:
        if path.is_file():
            watcher.look(path.name, path.read_text(errors="replace"))
    return watcher.take()
