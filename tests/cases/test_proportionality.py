"""Whether a subject's data is kept where there was no crime: the test, what waits for one, and who decides."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from audit.models import Event
from cases.actions.proportionality import erase, weigh
from cases.actions.remedies import add_entry, put_in
from cases.actions.restricting import restrict
from cases.models import Case, Person, ProportionalityTest
from cases.models.incident import Kind
from cases.models.person import Part
from cases.models.proportionality import Keeping, RealRisk
from cases.models.remedy import Standing as RemedyStanding
from cases.panels import Look
from cases.proportionality_panel import panel, to_dos
from cases.queries_proportionality import Wait, standings_of, subjects_waiting
from cases.report import PersonReport
from cases.rules_proportionality import Weighing, check_may_weigh, problems_of_weighing
from cases.rules_remedies import RemedyFacts
from cases.sections import Section
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.models import Partnership
from partners.scope import acting
from partners.working_days import add_working_days
from tests.cases.given import VICTIM, closed_case, further_incident, new_case, shared
from tests.personas import World

NAMED = "Canary Subjectname"
SUBJECT = PersonReport(part=Part.SUBJECT, name=NAMED, age=31, sex="male", description="Canary scar")
TODAY = date(2026, 3, 2)
WRITTEN = {"necessity": "n", "less_intrusive": "l", "proportionality": "p", "reasons": "r"}


def keeping(**over: Any) -> Weighing:
    said: dict[str, Any] = {"real_risk": RealRisk.HARM, "outcome": Keeping.KEEP, "review_on": tomorrow(), **WRITTEN}
    return Weighing(**said | over)


def dropping(**over: Any) -> Weighing:
    return keeping(real_risk=RealRisk.NONE, outcome=Keeping.NOT_KEEP, review_on=None, **over)


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


def described(actor: Actor, **fields: Any) -> tuple[Case, Person]:
    """Return a case of an incident that is no crime, and its subject."""
    case = new_case(actor, **{"people": (VICTIM, SUBJECT), **fields})
    with acting(actor):
        return case, Person.objects.select_related("incident").get(case=case, part=Part.SUBJECT)


def waiting(actor: Actor) -> dict[str, tuple[str, bool]]:
    """Return what the home page asks of the actor, with the day in words, and whether it has passed."""
    with acting(actor):
        return {to_do.text: (to_do.due, to_do.is_overdue) for to_do in to_dos(actor)}


def due_from_today(world: World, days: int = 5) -> str:
    return f"due {date_format(add_working_days(timezone.localdate(), days, world.partnership.nation))}"


def test_what_is_kept_is_asked_about_until_a_test_says_so_and_again_on_its_day(world: World) -> None:
    case, person = described(world.alice)
    asked = f"Decide whether the data of a subject in case {case.reference} is kept"
    assert waiting(world.alice) == {asked: (due_from_today(world), False)}
    Partnership.objects.filter(pk=world.partnership.pk).update(proportionality_limit_days=2)
    assert waiting(world.alice) == {asked: (due_from_today(world, 2), False)}
    further_incident(world.alice, case, people=(SUBJECT, SUBJECT, VICTIM))
    assert list(waiting(world.dana)) == [asked.replace("a subject", "3 subjects")]
    with acting(world.alice):
        for subject in Person.objects.filter(case=case, part=Part.SUBJECT).select_related("incident"):
            weigh(actor=world.alice, case=case, person=subject, facts=keeping())
        assert list(to_dos(world.alice)) == []
        assert subjects_waiting(Case.objects.all(), timezone.localdate()).count() == 0
        assert {each.pk for each in subjects_waiting(Case.objects.all(), tomorrow())} > {person.pk}
        assert {each.wait for each in standings_of(case, tomorrow())} == {Wait.REVIEW}
        old = {"decided_at": timezone.now(), "review_on": timezone.localdate() - timedelta(days=1)}
        row = ProportionalityTest.objects.filter(person=person).values(*WRITTEN, "real_risk", "outcome").get()
        by = {"agency_id": world.alice.agency, "decided_by_id": world.alice.person}
        ProportionalityTest(case=case, person=person, **row | by | old).save(force_insert=True)
    again = f"Decide again whether the data of a subject in case {case.reference} is kept"
    assert waiting(world.heidi) == {again: (f"due {date_format(old['review_on'])}", True)}
    page = world.client(world.alice).get(reverse("case_page", args=[case.reference])).content.decode()
    assert "The day has come to decide again" in page
    assert f'<a class="govuk-link" href="#proportionality">{again}</a> (due' in page
    assert page.count("Overdue") == 2


def test_many_cases_are_counted_after_the_first(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cases.proportionality_panel.MOST_NAMED", 1)
    first, _ = described(world.alice)
    described(world.alice)
    asked = f"Decide whether the data of a subject in case {first.reference} is kept"
    more = "1 more case in which to decide whether a subject’s data is kept: see the list"
    assert list(waiting(world.alice)) == [asked, more]
    described(world.alice)
    assert list(waiting(world.alice)) == [asked, more.replace("1 more case", "2 more cases")]


def test_a_test_is_recorded_on_its_page_and_keeps_what_was_typed(world: World) -> None:
    case, person = described(world.alice)
    browser, path = world.client(world.alice), reverse("proportionality_new", args=[case.reference, person.pk])
    page = browser.get(path).content.decode()
    assert NAMED in page
    assert f"<title>Whether a subject’s data is kept in case {case.reference}" in page
    asked = WRITTEN | {"real_risk": "none", "outcome": "keep", "necessity": "Kept words"}
    page = browser.post(path, asked).content.decode()
    for words in ("Without a real risk", "Enter the day on which it is decided again.", "Kept words"):
        assert words in page
    later = timezone.localdate() + timedelta(days=90)
    right = asked | {"real_risk": "crime", "review_on": f"{later.day}/{later.month}/{later.year}"}
    page = browser.post(path, right, follow=True).content.decode()
    for words in ("It is recorded that the data is kept, and why.", "Kept words", date_format(later), "A crime"):
        assert words in page
    browser.post(path, right | {"necessity": "Newer words"})
    page = browser.get(reverse("case_page", args=[case.reference])).content.decode()
    assert "Earlier tests of subject 1" in page
    assert page.index("Newer words") < page.index("Kept words")
    with acting(world.alice):
        assert [test.necessity for test in ProportionalityTest.objects.all()] == ["Newer words", "Kept words"]
        found = Event.objects.filter(verb="subject.weigh").values_list("subject", "facts", "sections")
        assert list(found) == [(case.reference, {"outcome": "keep", "real_risk": "crime"}, ["people"])] * 2


def test_it_is_asked_about_subjects_who_are_described_where_there_was_no_crime(world: World) -> None:
    crime, of_crime = described(world.alice, kind=Kind.CRIME, offence="8P")
    unknown, nobody = described(world.alice, people=(PersonReport(part=Part.SUBJECT, age=31, sex="male"),))
    case, person = described(world.alice)
    assert list(waiting(world.alice)) == [f"Decide whether the data of a subject in case {case.reference} is kept"]
    with acting(world.alice):
        assert panel(Look(world.alice, crime)) is None
        assert panel(Look(world.alice, unknown)) is None
        victim = Person.objects.select_related("incident").get(case=case, part=Part.VICTIM)
        for of, one, sentence in (
            (crime, of_crime, "This incident is a crime."),
            (unknown, nobody, "there is nothing to decide"),
            (case, victim, "for subjects alone"),
            (crime, person, "Choose a subject of this case."),
        ):
            with pytest.raises(NotPossible, match=sentence):
                weigh(actor=world.alice, case=of, person=one, facts=dropping())
    page = world.client(world.alice).get(
        reverse("proportionality_new", args=[crime.reference, of_crime.pk]), follow=True
    )
    assert "This incident is a crime." in page.content.decode()


def test_who_decides_and_who_reads(world: World) -> None:
    case, person = described(world.alice)
    path = reverse("proportionality_new", args=[case.reference, person.pk])
    bob = world.client(world.bob)
    shared(world.alice, case, world.housing, Section.SUMMARY, Section.ACCOUNT)
    assert bob.get(path).status_code == 404
    assert 'id="proportionality"' not in bob.get(reverse("case_page", args=[case.reference])).content.decode()
    shared(world.alice, case, world.housing, Section.SUMMARY, Section.PEOPLE)
    assert bob.get(path).status_code == 403
    with acting(world.alice):
        weigh(actor=world.alice, case=case, person=person, facts=keeping(necessity="Read by Housing"))
    page = bob.get(reverse("case_page", args=[case.reference])).content.decode()
    assert "Read by Housing" in page
    assert path not in page
    with acting(world.bob), pytest.raises(NotPermitted, match="Only the lead agency can decide"):
        weigh(actor=world.bob, case=case, person=person, facts=dropping())
    with acting(world.erin), pytest.raises(NotPermitted, match="Your role does not include"):
        check_may_weigh(world.erin, case)
    assert waiting(world.bob) == waiting(world.erin) == {}


def test_a_closed_case_asks_too_and_a_restricted_one_only_those_who_are_named(world: World) -> None:
    closed = closed_case(world.alice)
    with acting(world.alice):
        found = Person.objects.filter(case=closed, part=Part.SUBJECT)
        assert not found.exists()
    case, person = described(world.alice)
    assert list(waiting(world.dana)) == list(waiting(world.alice)) != []
    with acting(world.alice):
        restrict(actor=world.alice, case=case, reason="Works here", people=[])
    assert waiting(world.dana) == {}
    path = reverse("proportionality_new", args=[case.reference, person.pk])
    assert world.client(world.dana).get(path).status_code == 404
    with acting(world.alice):
        weigh(actor=world.alice, case=case, person=person, facts=dropping())
        erase(actor=world.alice, case=case, person=person)
    assert person.name == ""


def test_whom_a_remedy_binds_has_to_be_known(world: World) -> None:
    case, person = described(world.alice)
    with acting(world.alice):
        chosen = RemedyFacts(standing=RemedyStanding.CHOSEN)
        remedy = put_in(actor=world.alice, case=case, person=person, code="mediation", facts=chosen)
        with pytest.raises(NotPossible, match="A remedy is in force"):
            weigh(actor=world.alice, case=case, person=person, facts=dropping())
    path = reverse("proportionality_new", args=[case.reference, person.pk])
    said = WRITTEN | {"real_risk": "none", "outcome": "not_keep", "reasons": "Kept reasons"}
    page = world.client(world.alice).post(path, said).content.decode()
    assert "A remedy is in force" in page
    assert "Kept reasons" in page
    with acting(world.alice):
        add_entry(actor=world.alice, remedy=remedy, facts=RemedyFacts(standing=RemedyStanding.ENDED))
        weigh(actor=world.alice, case=case, person=person, facts=dropping())
        put_in(actor=world.alice, case=case, person=person, code="caution", facts=chosen)
        with pytest.raises(NotPossible, match="A remedy is in force"):
            erase(actor=world.alice, case=case, person=person)


@pytest.mark.parametrize(
    ("over", "fields"),
    [
        ({}, []),
        ({"real_risk": RealRisk.NONE}, ["outcome"]),
        ({"review_on": None}, ["review_on"]),
        ({"review_on": TODAY}, ["review_on"]),
        ({"outcome": Keeping.NOT_KEEP, "real_risk": RealRisk.NONE}, ["review_on"]),
        ({"outcome": Keeping.NOT_KEEP, "real_risk": RealRisk.HARM, "review_on": None}, []),
        ({"outcome": Keeping.NOT_KEEP, "real_risk": RealRisk.NONE, "review_on": None}, []),
        (dict.fromkeys(WRITTEN, ""), ["necessity", "less_intrusive", "proportionality", "reasons"]),
    ],
)
def test_what_a_test_has_to_say(over: dict[str, Any], fields: list[str]) -> None:
    facts = keeping(**{"review_on": TODAY + timedelta(days=1), **over})
    assert [field for field, _ in problems_of_weighing(facts, TODAY)] == fields


def test_nothing_is_recorded_that_says_too_little(world: World) -> None:
    case, person = described(world.alice)
    with acting(world.alice):
        with pytest.raises(NotPossible, match="Say what the data is needed for"):
            weigh(actor=world.alice, case=case, person=person, facts=keeping(necessity="  "))
        assert not ProportionalityTest.objects.exists()
