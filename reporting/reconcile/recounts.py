"""Which second count belongs to which table."""

from collections.abc import Callable
from typing import Final

from reporting.reconcile import of_incidents, of_others, of_people, of_rates, of_satisfaction, of_work
from reporting.reconcile.of_incidents import by_codes, one
from reporting.reconcile.question import Asked, Recount

RECOUNTS: Final[dict[str, Callable[[Asked], Recount]]] = {
    "headline": of_incidents.headline,
    "strands": of_incidents.strands,
    "strand_combinations": of_incidents.strand_combinations,
    "offences_by_marker": of_incidents.offences_by_marker,
    "offence_groups": of_incidents.offence_groups,
    "months": of_incidents.months,
    "trend": of_incidents.trend,
    "areas": lambda asked: by_codes(asked, one("area")),
    "rates": of_rates.rates,
    "premises": lambda asked: by_codes(asked, one("premises")),
    "weekday_hour": of_incidents.weekday_hour,
    "victims_age_sex": of_people.age_sex("victims"),
    "victims_ethnicity": of_people.ethnicity("victims"),
    "subjects_age_sex": of_people.age_sex("subjects"),
    "subjects_ethnicity": of_people.ethnicity("subjects"),
    "perceived_religion": of_incidents.perceived_religion,
    "reported_by": lambda asked: by_codes(asked, one("reported_by")),
    "repeat_victims": of_incidents.repeat_victims,
    "risk": of_work.risk,
    "decisions": of_work.decisions,
    "overrides": of_work.overrides,
    "time_to_decision": of_work.time_to_decision,
    "conferences": of_others.conferences,
    "attendance": of_others.attendance,
    "actions": of_work.actions,
    "outcomes": of_others.outcomes,
    "remedies": of_others.remedies,
    "satisfaction": of_satisfaction.satisfaction,
    "satisfaction_trend": of_satisfaction.satisfaction_trend,
    "referrals": of_others.referrals,
    "agencies": of_others.agencies,
    "data_quality": of_people.data_quality,
    "extract": of_incidents.extract,
}
"""By the key of the table."""
