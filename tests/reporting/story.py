"""A partnership with something of everything to count in April to June 2026, and a little of it a year before."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from cases.models import Case, Restriction
from partners.scope import acting
from tests.personas import World
from tests.reporting import records
from tests.reporting import records_of_work as work

LONDON = ZoneInfo("Europe/London")
LIMIT = date(2026, 5, 20)


def tell(world: World) -> list[Case]:
    """Write it, and return the cases of the period in the order of their days; the last one is restricted."""
    alice = world.alice
    records.incident(alice, date(2025, 4, 30), strands=["race"], flags=["alcohol"], outcome="charged")
    before = records.incident(alice, date(2025, 6, 2), strands=["disability"], offence="8N")
    records.decision(
        alice,
        before,
        date(2025, 6, 5),
        choice="multi_agency",
        recommended="multi_agency",
        due_on=date(2025, 6, 9),
        working_days=3,
    )
    cases = [
        records.incident(
            alice,
            date(2026, 4, 1),
            strands=["religion", "race"],
            perceived_religion=["sikh", "hindu"],
            flags=["repeat", "cyber"],
            outcome="charged",
            consent="given",
            pack_given=True,
            occurred_from=datetime(2026, 3, 29, 3, 15, tzinfo=LONDON),
            victims=[(30, "female", "asian_indian"), (None, "", "")],
            subjects=[(19, "male", "white_british")],
        ),
        records.incident(
            alice,
            date(2026, 5, 1),
            offence="Shouting from a bus",
            flags=["cyber"],
            strands=["race", "religion"],
            occurred_from=datetime(2026, 5, 1, 0, 30, tzinfo=LONDON),
        ),
        records.incident(
            world.bob,
            date(2026, 5, 2),
            kind="incident",
            strands=["religion"],
            outcome="no_suspect",
            occurred_precision="day",
            occurred_from=datetime(2026, 5, 1, tzinfo=LONDON),
            area="marsh",
        ),
    ]
    records.incident(alice, date(2026, 6, 30), case=cases[0], strands=["race"], offence="8P")
    _judge(world, cases)
    _meet(world, cases)
    with transaction.atomic(), acting(world.bob):
        Restriction(
            case=cases[2],
            partnership_id=world.partnership.pk,
            reason="The victim works for the council.",
            restricted_by_id=world.bob.person,
        ).save(force_insert=True)
    return cases


def _judge(world: World, cases: list[Case]) -> None:
    """Assess the risk of two cases and decide about one; put another one's level down."""
    alice = world.alice
    work.assessment(alice, cases[0], date(2026, 4, 2), "high", scored="medium")
    second = work.assessment(alice, cases[1], date(2026, 5, 3), "medium")
    work.lowering(alice, world.dana, second, "low", date(2026, 5, 4))
    records.decision(
        alice,
        cases[0],
        date(2026, 5, 21),
        choice="multi_agency",
        recommended="single_agency",
        due_on=LIMIT,
        working_days=34,
    )
    records.decision(
        alice, cases[1], date(2026, 5, 2), choice="single_agency", recommended="single_agency", due_on=LIMIT
    )
    subject, may = cases[0], date(2026, 5, 10)
    work.remedy(alice, subject, "mediation", ("considered", date(2026, 4, 3), None), ("refused", may, None))
    work.remedy(alice, subject, "civil_injunction", ("chosen", may, None), ("breached", date(2026, 6, 1), None))
    work.remedy(alice, subject, "caution", ("chosen", may, date(2026, 6, 29)))
    one, other = work.victims(alice, subject)
    work.asking(alice, one, may, every="very_satisfied", follow_up="neither", treatment="")
    work.asking(alice, other, may, "declined")


def _meet(world: World, cases: list[Case]) -> None:
    """Hold two conferences and call one off; refer the case three times; agree two actions."""
    alice, may, july = world.alice, date(2026, 5, 12), date(2026, 7, 2)
    places: list[work.Place] = [
        (world.housing, [("apologies", False), ("present", False)]),
        (world.harbour, [("apologies", True)]),
        (world.watch, []),
    ]
    work.conference(alice, may, cases[:2], places)
    work.conference(alice, date(2026, 6, 12), cases[:1], places[:1])
    work.conference(alice, date(2026, 6, 20), cases[1:2], state="called_off")
    work.repeat(alice, cases[0])
    on = records.item(alice, cases[0], july)
    records.action(alice, on, agreed=may, due=date(2026, 5, 30), state="done", answered=date(2026, 6, 1))
    records.action(alice, on, agreed=may, due=date(2026, 6, 1))
    work.referral(alice, cases[0], world.housing, may, state="accepted", answered=date(2026, 5, 13))
    work.referral(alice, cases[0], world.harbour, may, state="declined", answered=july)
    work.referral(alice, cases[1], world.housing, date(2026, 6, 30), answered=july)
