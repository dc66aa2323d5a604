"""Sealing what was written: after the requests, so that none of them waits for another's place in the chain."""

from typing import Final

from django.db import connection

AT_ONCE: Final = 2_000
"""Events of a chain that are sealed in one transaction."""

MOST: Final = 200
"""Transactions of one run; what is left waits for the next."""


def seal() -> int:
    """Seal waiting events, and return how many. Running it twice, or at two places at once, seals nothing twice."""
    total = 0
    for _ in range(MOST):
        with connection.cursor() as cursor:
            cursor.execute("SELECT app.seal_events(%s)", [AT_ONCE])
            (sealed,) = cursor.fetchone()
        total += sealed
        if not sealed:
            break
    return total
