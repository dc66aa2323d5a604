"""Research returns: the agency's own until released, then what it shares; taken back only for a new version."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from conferences.actions import returns
from conferences.actions.reminding import remind
from conferences.actions.returns_due import set_due
from conferences.models import Conference, Item, ResearchReturn, Statement
from conferences.queries import agencies_at_item
from conferences.queries_returns import Side, sides_of
from conferences.waiting import to_dos
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import Notice
from partners.scope import acting
from tests.conferences.days import a_day, items_of, released, said, withheld
from tests.personas import World

FACT, SECRET = "Two calls in March.", "An informant fears for their safety."


def by_sql(actor: Actor, question: str) -> list[object]:
    """Return the first column of what the actor's own SQL finds."""
    with acting(actor), connection.cursor() as cursor:
        cursor.execute(question)
        return [row[0] for row in cursor.fetchall()]


def seen_by(actor: Actor) -> tuple[set[object], int]:
    """Return the statements and the number of returns that plain SQL shows the actor."""
    texts = set(by_sql(actor, "SELECT text FROM conferences_statement"))
    return texts, len(by_sql(actor, "SELECT id FROM conferences_researchreturn"))


def side(actor: Actor, item: Item, agency: str = "Ashbridge Housing") -> Side:
    with acting(actor):
        return next(each for each in sides_of(actor, item, agencies_at_item(item)) if each.agency == agency)


def test_nothing_is_seen_before_it_is_released_and_then_only_what_is_shared(world: World) -> None:
    """By plain SQL: of the chair's agency, of another one at the table, of one that is not, of another partnership."""
    (item,) = a_day(world, invited=[world.housing.pk, world.harbour.pk])
    others = (world.alice, world.dana, world.charlie, world.judy)
    with acting(world.bob):
        returns.write(actor=world.bob, item=item, said=said(FACT))
        returns.write(actor=world.bob, item=item, said=withheld(SECRET))
    assert [seen_by(each) for each in others] == [(set(), 0)] * 4
    assert seen_by(world.bob) == ({FACT, SECRET}, 1)
    assert not side(world.dana, item).is_released
    with acting(world.bob):
        returns.release(actor=world.bob, item=item, answer="known", says_withheld=False)
    assert [seen_by(each) for each in others] == [({FACT}, 1)] * 3 + [(set(), 0)]
    shown = side(world.dana, item)
    assert [each.text for each in shown.statements] == [FACT]
    assert (shown.is_released, shown.is_nothing_known, shown.says_withheld) == (True, False, False)


def test_that_something_is_withheld_is_told_only_when_the_agency_chose_so(world: World) -> None:
    first, second, third = a_day(world, 3)
    released(world.bob, first, said(), withheld())
    released(world.bob, second, said(), withheld(), says_withheld=True)
    released(world.bob, third, said(), says_withheld=True)
    assert [side(world.dana, item).says_withheld for item in (first, second, third)] == [False, True, False]
    pages = [
        world.client(world.dana).get(reverse("item_page", args=[each.pk])).content.decode() for each in (first, second)
    ]
    assert ["withholds something" in page for page in pages] == [False, True]
    assert not any(SECRET in page for page in pages)


def test_what_was_released_is_fixed_and_taken_back_only_for_a_new_version(world: World) -> None:
    (item,) = a_day(world)
    first = released(world.bob, item, said(FACT), withheld(SECRET))
    with acting(world.bob):
        with pytest.raises(NotPossible, match="Take it back to correct it"):
            returns.write(actor=world.bob, item=item, said=said())
        for change in ("answer = ''", "says_withheld = true", "released_at = now()"):
            with (
                pytest.raises(ProgrammingError, match="does not change"),
                transaction.atomic(),
                connection.cursor() as sql,
            ):
                sql.execute(f"UPDATE conferences_researchreturn SET {change}")
        with connection.cursor() as sql:
            sql.execute("UPDATE conferences_statement SET text = 'x'")
            assert sql.rowcount == 0
            sql.execute("DELETE FROM conferences_statement")
            assert sql.rowcount == 0
        draft = returns.take_back(actor=world.bob, item=item, research_return=first)
        assert (draft.version, draft.released_at) == (2, None)
        assert {each.text for each in draft.statements.all()} == {FACT, SECRET}
        first.refresh_from_db()
        with pytest.raises(NotPossible, match="taken back already"):
            returns.take_back(actor=world.bob, item=item, research_return=first)
    assert seen_by(world.dana) == (set(), 0)
    with acting(world.bob):
        statement = draft.statements.get(text=FACT)
        returns.write(actor=world.bob, item=item, said=said("One call in March."), statement=statement)
        returns.release(actor=world.bob, item=item, answer="known")
    assert seen_by(world.dana) == ({"One call in March."}, 1)
    assert seen_by(world.bob)[1] == 2


def test_what_does_not_fit_is_refused_in_words(world: World) -> None:
    (item,) = a_day(world)
    tomorrow = timezone.localdate() + timedelta(days=1)
    refused = {
        "Write down what your agency knows, and where from.": said(" "),
        "The date of what your agency knows is today or earlier.": said(dated_on=tomorrow),
        "Choose the legal basis for sharing.": said(legal_gateway=""),
        "Say why your agency does not share this.": said(legal_gateway="", withheld_because=" "),
    }
    with acting(world.bob):
        for sentence, each in refused.items():
            with pytest.raises(NotPossible, match=sentence):
                returns.write(actor=world.bob, item=item, said=each)
        with pytest.raises(NotPossible, match="Add what your agency knows"):
            returns.release(actor=world.bob, item=item, answer="known")
        returns.write(actor=world.bob, item=item, said=said())
        with pytest.raises(NotPossible, match="Remove them first"):
            returns.nothing_known(actor=world.bob, item=item)
        assert list(ResearchReturn.objects.filter(released_at__isnull=False)) == []


def test_nothing_known_in_one_click_from_the_home_page(world: World) -> None:
    (item,) = a_day(world)
    browser = world.client(world.bob)
    address = reverse("return_nothing_known", args=[item.pk])
    home = browser.get(reverse("home")).content.decode()
    assert f'action="{address}"' in home
    assert browser.post(address, {"from": "home"})["Location"] == reverse("home")
    assert f'action="{address}"' not in browser.get(reverse("home")).content.decode()
    assert side(world.dana, item).is_nothing_known
    with acting(world.bob):
        assert not any("research return" in each.text for each in to_dos(world.bob))


def test_a_return_written_on_the_pages(world: World) -> None:
    (item,) = a_day(world)
    browser, address = world.client(world.bob), reverse("return_page", args=[item.pk])
    typed = {
        "kind": "opinion",
        "text": "They seem afraid.",
        "source": "A visit",
        "dated_on": f"{timezone.localdate():%d/%m/%Y}",
        "share": "share",
    }
    refused = browser.post(address, typed).content.decode()
    assert "Choose the legal basis on which you share it" in refused
    assert "They seem afraid." in refused
    assert browser.post(address, {**typed, "legal_gateway": "care_act_2014"}).status_code in {200, 302}
    assert (
        browser.post(address, {**typed, "share": "withhold", "withheld_because": "Not ours to tell."}).status_code
        == 302
    )
    with acting(world.bob):
        mine = Statement.objects.get(is_shared=False)
    change = reverse("statement_change", args=[mine.pk])
    assert "Not ours to tell." in browser.get(change).content.decode()
    assert world.client(world.dana).get(change).status_code == 404
    browser.post(change, {**typed, "text": "They are afraid.", "share": "withhold", "withheld_because": "Not ours."})
    browser.post(reverse("return_release", args=[item.pk]), {"says_withheld": "on"})
    shown = browser.get(address).content.decode()
    assert "They are afraid." in shown
    assert "Released" in shown
    assert "They are afraid." not in world.client(world.dana).get(reverse("item_page", args=[item.pk])).content.decode()
    assert browser.post(reverse("return_take_back", args=[item.pk])).status_code == 302
    assert browser.post(change, {"remove": "yes"}).status_code == 302
    assert "Versions that were taken back" in browser.get(address).content.decode()
    with acting(world.alice):
        verbs = set(Event.objects.filter(subject=item.case.reference).values_list("verb", flat=True))
    assert {"return.read", "return.write", "return.release", "return.take_back"} <= verbs


def test_an_agency_is_reminded_once_by_date(world: World) -> None:
    """The schedule may run as often as it likes; whoever has released a return, or is not asked, hears nothing."""
    first, second = a_day(world, 2, invited=[world.housing.pk])
    released(world.bob, second)

    def told() -> list[tuple[str, str]]:
        with acting(world.bob):
            return list(Notice.objects.filter(kind="return_due").values_list("subject", "path"))

    with acting(world.dana):
        conference = Conference.objects.get(pk=first.conference_id)
        with pytest.raises(NotPossible, match="today or later"):
            set_due(actor=world.dana, conference=conference, day=timezone.localdate() - timedelta(days=1))
        later = timezone.now() + timedelta(days=20)
        Conference.objects.filter(pk=conference.pk).update(held_at=later)
        conference.refresh_from_db()
        set_due(actor=world.dana, conference=conference, day=timezone.localdate() + timedelta(days=9))
    assert remind(world.partnership) == 0
    with acting(world.dana):
        set_due(actor=world.dana, conference=conference, day=timezone.localdate() + timedelta(days=2))
    assert (remind(world.partnership), remind(world.partnership), remind(world.other_partnership)) == (1, 0, 0)
    assert told() == [(first.case.reference, reverse("return_page", args=[first.pk]))]
    assert by_sql(world.bob, "SELECT item_id FROM app.claim_return_reminders(9, 9)") == []


def test_who_released_is_shown_to_the_chair_without_what(world: World) -> None:
    (item,) = a_day(world, invited=[world.housing.pk, world.harbour.pk])
    released(world.bob, item, said())
    address = reverse("conference_returns", args=[item.conference_id])
    shown = world.client(world.dana).get(address).content.decode()
    assert 'data-label="Released">Ashbridge Housing<' in shown
    assert FACT not in shown
    day = timezone.localdate() + timedelta(days=1)
    assert world.client(world.dana).post(address, {"due_on": f"{day:%d/%m/%Y}"}).status_code == 302
    assert world.client(world.bob).post(address, {"due_on": f"{day:%d/%m/%Y}"}).status_code == 403
    assert items_of(world.dana, item.conference)[0].conference.returns_due_on == day
