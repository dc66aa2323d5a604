"""Moving a case from one state to another: the one place where the state is written."""

from django.db import transaction

from audit import log
from cases.models import Case, Move
from cases.states import State, check_move
from partners.actor import Actor
from partners.errors import NotPossible


@transaction.atomic
def move(*, actor: Actor, case: Case, to: State, **fields: object) -> None:
    """Move `case` to the state `to` and write the move.

    The update names the state that was read, so that of two people who act at once only the first succeeds.

    Args:
        actor: who moves it.
        case: the case; its state is changed in memory too.
        to: the new state.
        fields: coded columns of the case that change with it, such as `closed_on`.

    Raises:
        NotPossible: the move is not allowed, or somebody else has moved the case meanwhile.
    """
    start = State(case.state)
    check_move(start, to)
    changed = Case.objects.filter(pk=case.pk, state=start).update(state=to, **fields)
    if changed != 1:
        raise NotPossible("Somebody else has changed this case meanwhile. Look at it again first.")
    case.state = to
    for name, value in fields.items():
        setattr(case, name, value)
    write_move(actor=actor, case=case, start=start)
    log.record(
        actor,
        "case.move",
        subject=case.reference,
        owner_agency_id=case.lead_agency_id,
        facts={"from": start, "to": to},
    )


def write_move(*, actor: Actor, case: Case, start: State | None) -> None:
    """Write that the case came to its present state from `start`, or was opened when there is none."""
    Move(
        case=case,
        from_state=start or "",
        to_state=case.state,
        agency_id=actor.agency_id,
        moved_by_id=actor.user_id,
    ).save(force_insert=True)
