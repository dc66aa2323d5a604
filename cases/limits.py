"""The day by which something has to be done."""

from datetime import date

from partners.models import Partnership
from partners.working_days import add_working_days


def decision_due(partnership: Partnership, start: date) -> date:
    """Return the day by which the decision has to be taken.

    Args:
        partnership: whose limit holds (a setting, in working days of its nation).
        start: the day of the report, or of the re-opening; a date in Europe/London.
    """
    return add_working_days(start, partnership.decision_limit_days, partnership.nation)
