"""The remedies ledger: what was considered, chosen or refused for a subject, and what became of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from cases.actions.remedies import add_entry, put_in
from cases.models import Case, Person, Remedy, RemedyEntry, Term
from cases.models.incident import Kind
from cases.models.person import Part
from cases.models.remedy import Standing
from cases.panels import Look, timeline_for
from cases.queries_remedies import line_of
from cases.remedy_panel import to_dos
from cases.report import PersonReport
from cases.rules_remedies import RemedyFacts, check_may_keep_remedies, problems_of_entry
from cases.sections import Section
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.scope import acting
from tests.cases.given import VICTIM, new_case, shared
from tests.personas import World

NAMED = "Canary Subjectname"
SUBJECT = PersonReport(part=Part.SUBJECT, name=NAMED)
TODAY = date(2026, 3, 2)


def case_with_a_subject(actor: Actor) -> Case:
    return new_case(actor, kind=Kind.CRIME, offence="8P", people=(VICTIM, SUBJECT))


def remedy_in(world: World, case: Case, **facts: Any) -> Remedy:
    said = RemedyFacts(**{"standing": Standing.CHOSEN, "terms": "Stay away.", **facts})
    with acting(world.alice):
        person = Person.objects.get(case=case, part=Part.SUBJECT)
        return put_in(actor=world.alice, case=case, person=person, code="civil_injunction", facts=said)


def typed(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def test_a_remedy_is_put_in_changed_and_its_history_read(world: World) -> None:
    case, today = case_with_a_subject(world.alice), timezone.localdate()
    browser, path = world.client(world.alice), reverse("remedy_new", args=[case.reference])
    with acting(world.alice):
        person = Person.objects.get(case=case, part=Part.SUBJECT)
    wrong = {"person": str(person.pk), "code": "civil_injunction", "standing": "refused", "terms": "Kept words"}
    page = browser.post(path, wrong).content.decode()
    assert "Say why it was refused." in page
    assert "Kept words" in page
    right = wrong | {"standing": "chosen", "from_on": typed(today), "to_on": typed(today + timedelta(days=10))}
    page = browser.post(path, right, follow=True).content.decode()
    for words in ("The remedy is recorded.", "Civil injunction", "Kept words", "Civil injunction: chosen"):
        assert words in page
    with acting(world.alice):
        remedy = Remedy.objects.get(case=case)
    here = reverse("remedy_page", args=[remedy.pk])
    breach = {"standing": "breached", "terms": "Kept words", "breached_on": typed(today), "next_step": "Court"}
    assert "Say what was done about the breach." in browser.post(here, breach).content.decode()
    browser.post(here, breach | {"breach_done": "Told the court"})
    browser.post(here, {"standing": "ended", "reason": "Moved away"})
    page = browser.get(here).content.decode()
    for words in ("Ended", "Moved away", "Breached on", "Told the court", "Earlier entries"):
        assert words in page
    with acting(world.alice):
        assert [entry.standing for entry in RemedyEntry.objects.filter(remedy=remedy)] == [
            "ended",
            "breached",
            "chosen",
        ]
        verbs = Event.objects.filter(verb__startswith="remedy.").order_by("at").values_list("verb", "facts__standing")
        assert list(verbs) == [
            ("remedy.add", "chosen"),
            ("remedy.change", "breached"),
            ("remedy.change", "ended"),
        ]


def test_who_has_the_people_of_a_case_reads_its_ledger_and_nobody_else(world: World) -> None:
    case = case_with_a_subject(world.alice)
    remedy = remedy_in(world, case)
    browser, path = world.client(world.bob), reverse("remedy_page", args=[remedy.pk])
    shared(world.alice, case, world.housing, Section.SUMMARY, Section.RISK)
    assert browser.get(path).status_code == 404
    page = browser.get(reverse("case_page", args=[case.reference])).content.decode()
    assert 'id="remedies"' not in page
    assert "injunction" not in page
    shared(world.alice, case, world.housing, Section.SUMMARY, Section.PEOPLE)
    assert "Only the lead agency can record remedies." in browser.get(path).content.decode()
    assert browser.post(path, {"standing": "ended"}).status_code == 403
    assert "Stay away." in browser.get(reverse("case_page", args=[case.reference])).content.decode()
    with acting(world.bob), pytest.raises(NotPermitted, match="Only the lead agency"):
        add_entry(actor=world.bob, remedy=remedy, facts=RemedyFacts(standing=Standing.ENDED))
    with acting(world.erin), pytest.raises(NotPermitted, match="Your role"):
        check_may_keep_remedies(world.erin, case)


def test_the_list_of_remedies_is_the_partnerships_data_and_only_subjects_have_any(world: World) -> None:
    case = case_with_a_subject(world.alice)
    with acting(world.alice):
        Term.objects.create(
            vocabulary="remedy", code="letter", label="Letter home", position=99, partnership=world.partnership
        )
        subject = Person.objects.get(case=case, part=Part.SUBJECT)
        victim = Person.objects.get(case=case, part=Part.VICTIM)
        facts = RemedyFacts(standing=Standing.CONSIDERED)
        about: dict[str, Any] = {"actor": world.alice, "case": case, "facts": facts}
        put_in(person=subject, code="letter", **about)
        for person, code, sentence in (
            (subject, "anti_social_behaviour_order", "is not in the list"),
            (subject, "", "Choose the remedy."),
            (victim, "letter", "Choose a subject of this case."),
        ):
            with pytest.raises(NotPossible, match=sentence):
                put_in(person=person, code=code, **about)
        assert {entry.text for entry in timeline_for(Look(world.alice, case))} >= {"Letter home: considered"}
    empty = new_case(world.alice)
    page = world.client(world.alice).get(reverse("remedy_new", args=[empty.reference]), follow=True)
    assert "No subject is recorded in this case" in page.content.decode()


def test_a_remedy_that_ends_soon_waits_for_somebody_until_it_is_brought_up_to_date(world: World) -> None:
    case, today = case_with_a_subject(world.alice), timezone.localdate()
    remedy = remedy_in(world, case, to_on=today + timedelta(days=28))
    remedy_in(world, case, to_on=today + timedelta(days=29))
    over = remedy_in(world, case, to_on=today - timedelta(days=1))
    with acting(world.alice):
        waiting = {to_do.path: to_do.is_overdue for to_do in to_dos(world.alice)}
        assert waiting == {
            reverse("remedy_page", args=[remedy.pk]): False,
            reverse("remedy_page", args=[over.pk]): True,
        }
        add_entry(actor=world.alice, remedy=remedy, facts=RemedyFacts(standing=Standing.ENDED))
        assert [to_do.path for to_do in to_dos(world.alice)] == [reverse("remedy_page", args=[over.pk])]
        assert [entry.standing for entry in (line_of(remedy).now, *line_of(remedy).earlier)] == ["ended", "chosen"]
    for nobody in (world.bob, world.erin):
        with acting(nobody):
            assert list(to_dos(nobody)) == []


@pytest.mark.parametrize(
    ("facts", "before", "fields"),
    [
        ({"standing": Standing.CONSIDERED}, None, []),
        ({"standing": Standing.REFUSED}, None, ["reason"]),
        ({"standing": Standing.REFUSED, "reason": "r"}, Standing.CHOSEN, []),
        ({"standing": Standing.ENDED}, Standing.CONSIDERED, ["standing"]),
        ({"standing": Standing.ENDED}, Standing.BREACHED, []),
        ({"standing": Standing.CHOSEN, "from_on": TODAY}, None, []),
        ({"standing": Standing.CHOSEN, "from_on": TODAY, "to_on": TODAY}, None, []),
        ({"standing": Standing.CHOSEN, "from_on": TODAY, "to_on": TODAY - timedelta(days=1)}, None, ["to_on"]),
        ({"standing": Standing.CHOSEN, "breached_on": TODAY}, None, ["standing"]),
        ({"standing": Standing.CHOSEN, "breach_done": "d"}, None, ["standing"]),
        ({"standing": Standing.BREACHED}, None, ["standing", "breached_on", "breach_done"]),
        ({"standing": Standing.BREACHED, "breached_on": TODAY, "breach_done": "d"}, Standing.CHOSEN, []),
        (
            {"standing": Standing.BREACHED, "breached_on": TODAY + timedelta(days=1), "breach_done": "d"},
            Standing.BREACHED,
            ["breached_on"],
        ),
    ],
)
def test_what_an_entry_has_to_say(facts: dict[str, Any], before: Standing | None, fields: list[str]) -> None:
    assert [field for field, _ in problems_of_entry(RemedyFacts(**facts), before, TODAY)] == fields
