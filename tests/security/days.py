"""The day on which everything in the records of the security tests takes place."""

from datetime import date, datetime
from typing import Final

from django.utils import timezone

DAY: Final = date(2026, 3, 2)
MOMENT: Final = datetime(2026, 3, 2, 12, 0, tzinfo=timezone.get_default_timezone())
