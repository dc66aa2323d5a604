"""The states of a case and the moves between them: one dictionary, from which the diagram in docs/ is drawn."""

from enum import StrEnum

from partners.errors import NotPossible


class State(StrEnum):
    """Where a case stands (003, the "Shropshire model")."""

    NEW = "new"
    ASSESSED = "assessed"
    SINGLE_AGENCY = "single_agency"
    MULTI_AGENCY = "multi_agency"
    IN_CONFERENCE = "in_conference"
    IN_ACTION = "in_action"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return _FACTS[self][0]

    @property
    def owner(self) -> str:
        """Who has to move next."""
        return _FACTS[self][1]


_FACTS = {
    State.NEW: ("New: risk not yet assessed", "lead agency"),
    State.ASSESSED: ("Assessed: decision needed", "lead agency"),
    State.SINGLE_AGENCY: ("Single-agency work", "lead agency"),
    State.MULTI_AGENCY: ("Multi-agency: conference to convene", "lead agency"),
    State.IN_CONFERENCE: ("In conference", "panel chair"),
    State.IN_ACTION: ("In action", "owners of the actions"),
    State.CLOSED: ("Closed", "nobody"),
}

TRANSITIONS: dict[State, dict[State, str]] = {
    State.NEW: {State.ASSESSED: "risk assessment completed", State.CLOSED: "handed over to another partnership"},
    State.ASSESSED: {
        State.SINGLE_AGENCY: "decision: single-agency",
        State.MULTI_AGENCY: "decision: multi-agency",
        State.CLOSED: "handed over to another partnership",
    },
    State.SINGLE_AGENCY: {State.ASSESSED: "decision re-opened", State.CLOSED: "closed"},
    State.MULTI_AGENCY: {
        State.ASSESSED: "decision re-opened",
        State.IN_CONFERENCE: "conference convened",
        State.IN_ACTION: "minutes finalised",
        State.CLOSED: "handed over to another partnership",
    },
    State.IN_CONFERENCE: {
        State.ASSESSED: "decision re-opened",
        State.IN_ACTION: "minutes finalised",
        State.MULTI_AGENCY: "conference called off",
    },
    State.IN_ACTION: {
        State.ASSESSED: "decision re-opened",
        State.IN_CONFERENCE: "another conference convened",
        State.CLOSED: "closed",
    },
    State.CLOSED: {State.ASSESSED: "case re-opened"},
}
"""From each state, the states it may move to and the event that moves it there."""

DECIDED = frozenset({State.SINGLE_AGENCY, State.MULTI_AGENCY, State.IN_CONFERENCE, State.IN_ACTION, State.CLOSED})
"""The states in which the decision has been taken, so that a change of circumstances re-opens it."""


def check_move(start: State, end: State) -> None:
    """Check that a case may move from `start` to `end`.

    Raises:
        NotPossible: it may not.
    """
    if end not in TRANSITIONS[start]:
        raise NotPossible(f"A case that is “{start.label}” cannot become “{end.label}”.")


def diagram() -> str:
    """Return the states and moves as a Mermaid state diagram; `docs/workflow.md` holds the same text."""
    lines = ["stateDiagram-v2", f"    [*] --> {State.NEW}: incident logged"]
    for start, ends in TRANSITIONS.items():
        lines += [f"    {start} --> {end}: {event}" for end, event in ends.items()]
    lines += [f"    {state}: {state.label.replace(':', ' –')}" for state in State]
    return "\n".join(lines) + "\n"
