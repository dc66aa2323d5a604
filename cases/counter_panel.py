"""Counter-allegations on the pages and timelines of both cases, for those who read the accounts of both."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse

from cases.models import Case, CounterAllegation
from cases.panels import Entry, Panel
from cases.policy import sections_of, visible_cases
from cases.rules_counter import check_may_mark_counter
from cases.sections import Section
from partners.actor import Actor
from partners.errors import reason_against


def counters_of(actor: Actor, case: Case) -> QuerySet[CounterAllegation]:
    """Return the judgements that link this case to another, either way, the newest first."""
    if Section.ACCOUNT not in sections_of(actor, case):
        return CounterAllegation.objects.none()
    seen = visible_cases(actor).values("pk")
    found = CounterAllegation.objects.filter(Q(case=case) | Q(other=case), case__in=seen, other__in=seen)
    return found.select_related("case", "other", "incident", "recorded_by", "agency")


def panel(actor: Actor, case: Case) -> Panel | None:
    """Draw the links to other cases with the judgement and its evidence."""
    found = list(counters_of(actor, case))
    marking = reason_against(check_may_mark_counter, actor, case)
    if marking and not found:
        return None
    context = {"counters": found, "marking": marking, "mark_url": reverse("counter_new", args=[case.reference])}
    return Panel("counter-allegations", "Counter-allegations", "cases/counter_panel.html", context)


def timeline(actor: Actor, case: Case) -> Iterator[Entry]:
    """Tell when a counter-allegation was judged."""
    for counter in counters_of(actor, case):
        text = f"Counter-allegation judged: {counter.get_judgement_display().lower()}"
        yield Entry(counter.recorded_at, text, f"{counter.recorded_by.name}, {counter.agency.name}")
