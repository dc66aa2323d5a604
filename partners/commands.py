"""What every management command shares: refusals come out as one sentence, without a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError

from partners.errors import Refusal


@contextmanager
def plain_refusals() -> Iterator[None]:
    """Turn a refusal into what Django prints on the error stream, with exit code 1."""
    try:
        yield
    except Refusal as refusal:
        raise CommandError(str(refusal)) from refusal
