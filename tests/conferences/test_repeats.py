"""The flag of 12 months after a conference, and repeats in that time: marked, counted, offered for an agenda."""

from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Incident
from cases.report import PersonReport
from conferences.actions import finalising, repeats
from conferences.models import AgendaReferral, Repeat
from conferences.queries_repeats import flagged_until, repeats_waiting, usual_for
from conferences.waiting_after import to_dos
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.models import Notice
from partners.scope import acting
from tests.cases.given import VICTIM, further_incident, new_case
from tests.conferences.after import Held, held
from tests.personas import World

HEARD = datetime(2026, 3, 10, 14, 30, tzinfo=UTC)
LAST = date(2027, 3, 10)


def heard(world: World, at: datetime = HEARD) -> Held:
    made = held(world, at)
    with acting(world.dana):
        finalising.finalise(actor=world.dana, conference=made.conference)
    return made


@pytest.fixture
def meeting(world: World) -> Held:
    return heard(world)


def seen_flag(actor: Actor, case: Case, today: date) -> date | None:
    with acting(actor):
        return flagged_until(case, today)


def test_the_flag_ends_by_itself(world: World, meeting: Held) -> None:
    case = meeting.first.case
    assert seen_flag(world.alice, case, LAST) == LAST
    assert seen_flag(world.alice, case, LAST + timedelta(days=1)) is None
    assert seen_flag(world.bob, case, LAST) == LAST
    assert seen_flag(world.charlie, case, LAST) is None
    assert seen_flag(world.alice, new_case(world.alice), LAST) is None


def repeated(world: World, case: Case, at: datetime, **fields: object) -> bool:
    """Say whether an incident that happened then is a repeat, by its row and by its marker alike."""
    incident = further_incident(world.alice, case, occurred_from=at, **fields)
    with acting(world.alice):
        found = Repeat.objects.filter(incident=incident).exists()
        assert ("repeat" in Incident.objects.get(pk=incident.pk).flags) is found
    return found


def test_the_last_day_ends_at_midnight_in_london(world: World) -> None:
    """In winter midnight is that of UTC; on the last day of a summer flag it is an hour earlier."""
    winter = heard(world).first.case
    moments = [
        HEARD - timedelta(seconds=1),
        HEARD,
        datetime(2027, 3, 10, 23, 59, tzinfo=UTC),
        datetime(2027, 3, 11, 0, 0, tzinfo=UTC),
    ]
    later = timezone.make_aware(datetime(2027, 12, 1, 12))  # noqa: DTZ001
    with patch.object(timezone, "now", return_value=later):
        day = {"recorded_on": later.date()}
        assert [repeated(world, winter, moment, **day) for moment in moments] == [False, True, True, False]


def test_the_last_day_ends_at_midnight_in_summer_too(world: World) -> None:
    summer = heard(world, datetime(2026, 6, 30, 9, 0, tzinfo=UTC)).first.case
    moments = [datetime(2027, 6, 30, 22, 59, tzinfo=UTC), datetime(2027, 6, 30, 23, 0, tzinfo=UTC)]
    later = timezone.make_aware(datetime(2027, 12, 1, 12))  # noqa: DTZ001
    with patch.object(timezone, "now", return_value=later):
        assert [repeated(world, summer, moment, recorded_on=later.date()) for moment in moments] == [True, False]


def test_a_leap_day_has_its_year_too(world: World, meeting: Held) -> None:
    with acting(world.dana):
        made = heard(world, datetime(2024, 2, 29, 12, 0, tzinfo=UTC))
    assert seen_flag(world.alice, made.first.case, date(2025, 2, 28)) == date(2025, 2, 28)
    assert seen_flag(world.alice, made.first.case, date(2025, 3, 1)) is None


def test_a_further_incident_is_offered_for_the_next_agenda_and_put_there_with_one_click(
    world: World, meeting: Held
) -> None:
    case = meeting.first.case
    further_incident(world.alice, case)
    with acting(world.dana):
        (to_do,) = to_dos(world.dana)
        repeat = Repeat.objects.get()
        assert (repeat.flagged_until, repeat.others) == (LAST, 0)
        assert to_do.text == f"Put case {case.reference} on the next agenda: a repeat"
        assert Notice.objects.filter(kind="repeat_noted", subject=case.reference).exists()
        usual = usual_for(world.dana, case)
        assert (usual.panel, usual.sections) == (meeting.conference.panel, ["risk", "summary"])
    path = reverse("repeat_page", args=[repeat.pk])
    assert to_do.path == path
    browser = world.client(world.dana)
    form = {"where": str(usual.panel.pk) if usual.panel else "", "legal_gateway": usual.legal_gateway}
    refused = browser.post(path, form).content.decode()
    assert "after the decision for a multi-agency approach" in refused
    with acting(world.alice):
        Case.objects.filter(pk=case.pk).update(state="multi_agency")
    assert browser.post(path, form).status_code == 302
    with acting(world.dana):
        assert (list(to_dos(world.dana)), list(repeats_waiting(world.dana))) == ([], [])
        referral = AgendaReferral.objects.get(case=case, state="waiting")
        assert referral.why == "A further incident while the case is flagged (until 10 March 2027)."
        with pytest.raises(NotPossible, match="said already"):
            repeats.leave(actor=world.dana, repeat=repeat, why_not="Late.")


def test_or_the_lead_agency_says_why_not(world: World, meeting: Held) -> None:
    further_incident(world.alice, meeting.first.case)
    with acting(world.dana):
        repeat = Repeat.objects.get()
        with pytest.raises(NotPossible, match="Say why the case is not heard again"):
            repeats.leave(actor=world.dana, repeat=repeat, why_not=" ")
        repeats.leave(actor=world.dana, repeat=repeat, why_not="The same damage, told of twice.")
        assert list(to_dos(world.dana)) == []
    with acting(world.bob), pytest.raises(NotPermitted, match="Only the lead agency"):
        repeats.leave(actor=world.bob, repeat=repeat, why_not="x")
    with acting(world.bob):
        assert not Repeat.objects.exists()


def test_of_other_agencies_cases_no_more_than_a_number_is_known(world: World) -> None:
    """Housing hears of the same victim, and of the same household: the unit's flagged case is a number to it."""
    case = new_case(world.alice)
    with acting(world.alice):
        Case.objects.filter(pk=case.pk).update(state="multi_agency")
    made = held(world, datetime(2026, 3, 10, 14, 30, tzinfo=UTC), first=case)
    with acting(world.dana):
        finalising.finalise(actor=world.dana, conference=made.conference)
    same = new_case(world.bob, people=(VICTIM,))
    household = new_case(world.bob, people=(PersonReport(part=VICTIM.part, name="S. Else", address=VICTIM.address),))
    new_case(world.bob, people=(PersonReport(part=VICTIM.part, name="Nobody Known", address="9 Other Way"),))
    with acting(world.bob):
        found = {repeat.case_id: (repeat.flagged_until, repeat.others) for repeat in Repeat.objects.all()}
        assert found == {same.pk: (None, 1), household.pk: (None, 1)}
        repeat = Repeat.objects.get(case=same)
        assert repeats.in_words(repeat) == "The victim or household is the same as in 1 other flagged case."
    page = world.client(world.bob).get(reverse("repeat_page", args=[repeat.pk])).content.decode()
    assert case.reference not in page
    with acting(world.alice):
        assert not Repeat.objects.exists()
    assert world.client(world.charlie).get(reverse("repeat_page", args=[repeat.pk])).status_code == 404
