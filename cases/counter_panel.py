"""Counter-allegations on the pages and timelines of both cases, for those who read the accounts of both."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from cases.models import Case, CounterAllegation
from cases.panels import Entry, Look, Panel
from cases.policy import sections_of, visible_cases
from cases.rules_counter import check_may_mark_counter
from cases.sections import Section
from partners.actor import Actor
from partners.errors import reason_against


def counters_of(actor: Actor, case: Case) -> list[CounterAllegation]:
    """Return the judgements that link this case to another that is seen too, either way, the newest first."""
    if Section.ACCOUNT not in sections_of(actor, case):
        return []
    linked = CounterAllegation.objects.filter(Q(case=case) | Q(other=case))
    found = list(linked.select_related("case", "other", "incident", "recorded_by", "agency"))
    ends = {key for each in found for key in (each.case_id, each.other_id)}
    seen = set(visible_cases(actor).filter(pk__in=ends).values_list("pk", flat=True))
    return [each for each in found if {each.case_id, each.other_id} <= seen]


def panel(look: Look) -> Panel | None:
    """Draw the links to other cases with the judgement and its evidence."""
    actor, case = look.actor, look.case
    found = look.once(counters_of)
    marking = reason_against(check_may_mark_counter, actor, case)
    if marking and not found:
        return None
    context = {"counters": found, "marking": marking, "mark_url": reverse("counter_new", args=[case.reference])}
    return Panel("counter-allegations", "Counter-allegations", "cases/counter_panel.html", context)


def timeline(look: Look) -> Iterator[Entry]:
    """Tell when a counter-allegation was judged."""
    for counter in look.once(counters_of):
        text = f"Counter-allegation judged: {counter.get_judgement_display().lower()}"
        yield Entry(counter.recorded_at, text, f"{counter.recorded_by.name}, {counter.agency.name}")
