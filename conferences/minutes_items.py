"""What stands in the minutes of one case, as data."""

from typing import Any

from conferences.models import Action, Item, Recusal, ResearchReturn

Content = dict[str, Any]


def item_content(item: Item) -> Content:
    """Return what stands in the minutes of one case: what was shared, said, decided and agreed, and who stepped out."""
    actions = item.actions.select_related("agency", "person").order_by("due_on", "agency__name", "pk")
    content: Content = {
        "reference": item.case.reference,
        "discussion": item.discussion,
        "decision": item.decision,
        "review_on": item.review_on.isoformat() if item.review_on else None,
        "actions": [action_content(action) for action in actions],
    }
    more = {"recusals": _recusals(item), "returns": _returns(item)}
    return content | {name: found for name, found in more.items() if found}


def action_content(action: Action) -> Content:
    """Return what stands in the minutes of an action."""
    return {
        "agency": action.agency.name,
        "person": action.person.name if action.person else "",
        "task": action.task,
        "due_on": action.due_on.isoformat() if action.due_on and not action.due_at_next_meeting else None,
    }


def _recusals(item: Item) -> list[Content]:
    standing = Recusal.objects.filter(item=item, lifted_at__isnull=True).select_related("agency").order_by("name")
    return [{"name": recusal.name, "agency": recusal.agency.name} for recusal in standing]


def _returns(item: Item) -> list[Content]:
    """Return what agencies released and did not take back: of each what it shares, nothing of what it withholds."""
    released = ResearchReturn.objects.filter(item=item, released_at__isnull=False, taken_back_at__isnull=True)
    return [_return(each) for each in released.select_related("agency").order_by("agency__name")]


def _return(given: ResearchReturn) -> Content:
    shared = given.statements.filter(is_shared=True).order_by("written_at", "pk")
    return {
        "agency": given.agency.name,
        "answer": given.get_answer_display(),
        "statements": [
            {
                "kind": statement.get_kind_display(),
                "text": statement.text,
                "source": statement.source,
                "dated_on": statement.dated_on.isoformat(),
            }
            for statement in shared
        ],
    }
