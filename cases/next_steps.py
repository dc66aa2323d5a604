"""What is next on a case, in words and by when: the same on the list, on the case page and on the home page."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from cases.models import Case
from cases.states import State


@dataclass(frozen=True, slots=True)
class NextStep:
    """What has to happen next.

    Attributes:
        text: what, as an instruction.
        due: by when, in words; may be empty.
        is_overdue: the day has passed.
    """

    text: str
    due: str = ""
    is_overdue: bool = False


_TEXTS = {
    State.NEW: "Assess the risk",
    State.ASSESSED: "Take the decision",
    State.SINGLE_AGENCY: "Act, tell the victim, close the case",
    State.MULTI_AGENCY: "Convene a case conference",
    State.IN_CONFERENCE: "Hold the conference and finalise its minutes",
    State.IN_ACTION: "Follow the actions up, tell the victim, close the case",
    State.CLOSED: "Nothing: the case is closed",
}
_TOLD = "Follow up what is open, then close the case"


def next_step(case: Case, today: date) -> NextStep:
    """Return what has to happen next on the case.

    Args:
        case: the case; only its coded facts are read.
        today: the date in Europe/London.
    """
    state = State(case.state)
    if state in (State.NEW, State.ASSESSED):
        day = case.decision_due_on
        return NextStep(_TEXTS[state], f"decision due {date_format(day)}", day < today)
    if state != State.CLOSED and case.review_on and case.review_on <= today:
        return NextStep("Assess the risk again", f"review due {date_format(case.review_on)}", case.review_on < today)
    text = _TOLD if case.victim_told_on and state in (State.SINGLE_AGENCY, State.IN_ACTION) else _TEXTS[state]
    return NextStep(text, _later(case, state))


def _later(case: Case, state: State) -> str:
    if state == State.CLOSED:
        return f"closed {date_format(case.closed_on)}" if case.closed_on else ""
    return f"risk review {date_format(case.review_on)}" if case.review_on else ""
