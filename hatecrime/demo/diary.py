"""What happens when: deeds in the order of their time, each done while the clock shows it."""

from collections.abc import Callable
from datetime import datetime
from heapq import heappop, heappush
from itertools import count

from hatecrime.demo.clock import showing

Deed = Callable[[], None]


class Diary:
    """Deeds that were planned. What lies after `until` has not happened yet, and is left undone."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        self.now = until
        self._planned: list[tuple[datetime, int, Deed]] = []
        self._number = count()

    def plan(self, moment: datetime, deed: Deed) -> None:
        """Write down that `deed` is to be done at `moment`."""
        if moment <= self.until:
            heappush(self._planned, (moment, next(self._number), deed))

    def live_through(self) -> None:
        """Do everything in its order, also what is planned on the way."""
        while self._planned:
            self.now, _, deed = heappop(self._planned)
            with showing(self.now):
                deed()
