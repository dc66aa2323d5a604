"""Setting up a partnership and its agencies. People and their roles are in `partners.actions.people`."""

import re

from django.db import transaction
from django.utils import timezone

from audit import log
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import Agency, Partnership, Seat
from partners.models.partnership import Nation
from partners.queries import system_actor
from partners.roles import Role
from partners.rules import check_may_administer
from partners.scope import acting

_CODE = re.compile(r"[A-Z0-9]{2,12}")
_LONGEST_NAME = 120
_LONGEST_LIMIT = 60


def command_actor(partnership: Partnership, command: str) -> Actor:
    """Return the actor for a command that sets up `partnership`, started by whoever looks after the machine."""
    return system_actor(partnership=partnership, name=command, roles=frozenset({Role.ADMINISTRATOR}))


@transaction.atomic
def create_partnership(
    *,
    code: str,
    name: str,
    nation: str = Nation.ENGLAND,
    reporting_year_starts: int = 4,
    decision_limit_days: int = 5,
) -> Partnership:
    """Create a partnership.

    Args:
        code: two to twelve capital letters or digits.
        name: as it stands on reports.
        nation: decides bank holidays and monitored strands.
        reporting_year_starts: month, 1 to 12.
        decision_limit_days: working days from the report to the decision.

    Raises:
        NotPossible: a value cannot be used, or the code is taken.
    """
    code = _code(code)
    if nation not in Nation.values:
        raise NotPossible(f"“{nation}” is not a nation. Use {', '.join(Nation.values)}.")
    _check_settings(reporting_year_starts, decision_limit_days)
    if taken := Partnership.objects.filter(code=code).first():
        raise NotPossible(f"There is a partnership with the code {code} already: {taken.name}.")
    partnership = Partnership(
        code=code,
        name=checked_name(name),
        nation=nation,
        reporting_year_starts=reporting_year_starts,
        decision_limit_days=decision_limit_days,
    )
    partnership.save(force_insert=True)
    actor = command_actor(partnership, "create_partnership")
    with acting(actor):
        log.record(actor, "partnership.create", subject=code)
    return partnership


@transaction.atomic
def change_settings(
    *,
    actor: Actor,
    reporting_year_starts: int,
    decision_limit_days: int,
    countersigns_decisions: bool,
    escalation_days: int | None = None,
    proportionality_limit_days: int | None = None,
) -> None:
    """Change the settings of the actor's partnership. Limits that are running stay as they are, and so does what was
    decided before the Responsible Person had to countersign; only the day of the proportionality test is counted anew.
    What is not given stays as it is.

    Raises:
        NotPermitted: the actor does not administer the partnership.
        NotPossible: a value cannot be used.
    """
    check_may_administer(actor)
    _check_settings(reporting_year_starts, decision_limit_days)
    values: dict[str, str | int | bool | None] = {
        "reporting_year_starts": reporting_year_starts,
        "decision_limit_days": decision_limit_days,
        "countersigns_decisions": countersigns_decisions,
    }
    values |= _further_limits(escalation_days, proportionality_limit_days)
    Partnership.objects.filter(pk=actor.partnership_id).update(**values)
    log.record(actor, "partnership.change", facts=values)


def _further_limits(escalation_days: int | None, proportionality_limit_days: int | None) -> dict[str, int]:
    """Return the limits that were given, by the name of the setting."""
    found = {}
    if escalation_days is not None:
        if not 1 <= escalation_days <= _LONGEST_LIMIT:
            raise NotPossible(f"Late actions are escalated after 1 to {_LONGEST_LIMIT} days.")
        found["escalation_days"] = escalation_days
    if proportionality_limit_days is not None:
        if not 1 <= proportionality_limit_days <= _LONGEST_LIMIT:
            raise NotPossible(f"The limit for the proportionality test is 1 to {_LONGEST_LIMIT} working days.")
        found["proportionality_limit_days"] = proportionality_limit_days
    return found


@transaction.atomic
def create_agency(*, actor: Actor, code: str, name: str, is_monitoring: bool = False) -> Agency:
    """Give an agency a seat in the actor's partnership; create the agency when nobody knows its code yet.

    Args:
        actor: who administers the partnership.
        code: two to twelve capital letters or digits, the same in every partnership.
        name: as it stands on papers.
        is_monitoring: it is told of every incident in the partnership, without personal data.

    Raises:
        NotPermitted: the actor does not administer the partnership.
        NotPossible: a value cannot be used, the code belongs to another agency, or the agency has a seat already.
    """
    check_may_administer(actor)
    code, name = _code(code), checked_name(name)
    agency = Agency.objects.filter(code=code).first() or Agency.objects.create(code=code, name=name)
    if agency.name.casefold() != name.casefold():
        raise NotPossible(f"The code {code} belongs to another agency: {agency.name}.")
    seat = Seat.objects.filter(agency=agency, partnership_id=actor.partnership_id).first()
    if seat and seat.until is None:
        raise NotPossible(f"{agency.name} ({code}) has a seat in this partnership already.")
    _seat(actor, agency, seat, is_monitoring)
    log.record(actor, "agency.seat", subject=code, facts={"is_monitoring": is_monitoring})
    return agency


def _seat(actor: Actor, agency: Agency, ended: Seat | None, is_monitoring: bool) -> None:
    """Write the seat; an agency that comes back takes its old one again, because it can have only one."""
    seat = ended or Seat(agency=agency, partnership_id=actor.partnership_id, since=timezone.localdate())
    seat.is_monitoring, seat.until = is_monitoring, None
    seat.signed_version, seat.signed_on, seat.signed_by = None, None, ""
    seat.save()


def checked_name(name: str) -> str:
    """Return a name without spaces around it.

    Raises:
        NotPossible: nothing is left, or it is too long.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= _LONGEST_NAME:
        raise NotPossible(f"Enter a name of 1 to {_LONGEST_NAME} characters.")
    return name


def _code(code: str) -> str:
    code = code.strip().upper()
    if not _CODE.fullmatch(code):
        raise NotPossible(f"“{code}” cannot be a code. Use 2 to 12 letters or digits, such as TEL.")
    return code


def _check_settings(reporting_year_starts: int, decision_limit_days: int) -> None:
    if not 1 <= reporting_year_starts <= 12:
        raise NotPossible("The reporting year starts in a month: use 1 (January) to 12 (December).")
    if not 1 <= decision_limit_days <= _LONGEST_LIMIT:
        raise NotPossible(f"The limit for the decision is 1 to {_LONGEST_LIMIT} working days.")
