"""What the codes of this app's events mean, for the page of auditors."""

from uuid import UUID

from cases.models.access import Reason
from cases.models.case import NotTold
from cases.models.decision import Cause, Choice
from cases.models.incident import Source
from cases.states import State
from cases.terms import labels
from partners.audit_details import Words


def words(partnership_id: UUID) -> Words:
    """Return the words for states, decisions, outcomes and reasons in a partnership."""
    states = {state.value: _short(state.label) for state in State}
    choices = {choice.value: _short(choice.label) for choice in Choice}
    causes = {cause.value: cause.label for cause in Cause}
    rights = {right.value: str(right.label) for right in Reason}
    not_told = {why.value: why.label.removeprefix("No: ") for why in NotTold}
    return {
        "from": states,
        "state": states,
        "strand": labels("strand", partnership_id),
        "to": states,
        "choice": choices,
        "recommendation": choices,
        "outcome": labels("outcome", partnership_id),
        "source": {source.value: source.label for source in Source},
        "reason": labels("legal_gateway", partnership_id) | causes | not_told | rights,
    }


def _short(label: str) -> str:
    return label.partition(":")[0]
