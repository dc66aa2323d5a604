"""The sharing agreement and the code of conduct: nobody sees a case before accepting what is in force."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse
from django.utils import timezone

from audit.models import Event
from cases.models import Case
from partners.actions.agreements import write_agreement
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.models import Acceptance, Agreement, Seat
from partners.models.agreement import Kind
from partners.scope import acting
from tests.partners.test_administration import text_of
from tests.personas import World
from tests.security.access_matrix import MATRIX
from tests.security.access_row import Row
from tests.security.records import new_access, new_case

KEY = "00000000-0000-4000-8000-000000000000"
AGREE = reverse("agreement_accept")
WORDS = "We share what helps the victim.\n\nWe keep it to ourselves."


def write(
    world: World, kind: Kind = Kind.SHARING_AGREEMENT, *, title: str = "How we share", days: int = 0
) -> Agreement:
    """Write a version that comes into force in some days."""
    day = timezone.localdate() + timedelta(days=days)
    with acting(world.frank):
        return write_agreement(actor=world.frank, kind=kind, title=title, text=WORDS, in_force_from=day)


@pytest.fixture
def case(world: World) -> Case:
    with acting(world.alice):
        made = new_case(world.alice)
        made.save(force_insert=True)
        new_access(world.alice, made, world.alice, "lead").save(force_insert=True)
        return made


def page_of(case: Case) -> str:
    return reverse("case_page", args=[case.reference])


def asked(path: str) -> str:
    return f"{AGREE}?next={path}"


def events(world: World, verb: str) -> list[tuple[object, object]]:
    with acting(world.grace):
        found = Event.objects.filter(verb=verb).order_by("at")
        return list(found.values_list("user_id", "facts"))


def test_without_an_agreement_nothing_is_asked_and_the_administrator_is_told(world: World, case: Case) -> None:
    assert world.client(world.alice).get(page_of(case)).status_code == 200
    home = text_of(world.client(world.frank).get("/"))
    assert "Write the sharing agreement: there is none yet" in home
    assert "Write the code of conduct: there is none yet" in home
    assert "There is no sharing agreement yet." in text_of(world.client(world.frank).get(reverse("administration")))
    assert "there is none yet" not in text_of(world.client(world.erin).get("/"))


def test_both_texts_are_accepted_before_the_first_case_is_shown(world: World, case: Case) -> None:
    texts = [write(world), write(world, Kind.CODE_OF_CONDUCT, title="How we behave")]
    alices = world.client(world.alice)
    led = alices.get(page_of(case))
    assert (led.status_code, led.headers["Location"]) == (302, asked(page_of(case)))
    shown = text_of(alices.get(led.headers["Location"]))
    for words in ("How we share", "How we behave", "We share what helps the victim.", "We keep it to ourselves."):
        assert words in shown
    assert case.reference not in shown

    halfway = alices.post(AGREE, {"sharing_agreement": "on", "next": page_of(case)})
    assert "Tick the box to accept the code of conduct" in text_of(halfway)
    assert alices.get(page_of(case)).status_code == 302
    both = alices.post(AGREE, {"sharing_agreement": "on", "code_of_conduct": "on", "next": page_of(case)})
    assert both.headers["Location"] == page_of(case)
    assert alices.get(page_of(case)).status_code == 200
    kinds = [{"agreement": text.kind, "version": 1} for text in sorted(texts, key=lambda text: text.kind)]
    assert events(world, "agreement.accept") == [(world.alice.user_id, facts) for facts in kinds]
    assert events(world, "case.read") == [(world.alice.user_id, {})]


def test_a_new_version_asks_everybody_again_from_its_day(
    world: World, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(world)
    alices = world.client(world.alice)
    alices.post(AGREE, {"sharing_agreement": "on"})
    write(world, title="How we share now", days=1)
    assert alices.get(page_of(case)).status_code == 200
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_: tomorrow)
    assert alices.get(page_of(case)).headers["Location"] == asked(page_of(case))
    assert "How we share now" in text_of(alices.get(AGREE))
    alices.post(AGREE, {"sharing_agreement": "on"})
    assert alices.get(page_of(case)).status_code == 200
    assert alices.get(AGREE).status_code == 200


def test_the_interface_refuses_with_the_sentence(world: World, case: Case) -> None:
    write(world)
    alices = world.client(world.alice)
    for answer in (
        alices.get(reverse("api_case_list")),
        alices.get(reverse("api_case", args=[case.reference])),
        alices.post(reverse("api_incident_record"), {}, content_type="application/json"),
    ):
        assert answer.status_code == 403
        assert answer.json()["detail"].startswith("Accept your partnership's sharing agreement and code of conduct")


def any_path(name: str, row: Row) -> str:
    """Return an address of this name with keys of nothing; the door is asked before a record is looked for."""
    ((route, names),) = get_resolver().reverse_dict.getlist(name)[0][0]
    assert route
    return reverse(name, kwargs={key: "0" if key == "reference" else KEY for key in names} | row.fixed)


def test_every_page_with_cases_leads_there_first(world: World) -> None:
    """Every address that a role which sees cases opens, as the access matrix declares them, and no other."""
    write(world)
    browser = world.client(world.dana)
    led, open_ = set[str](), set[str]()
    for name, row in MATRIX.items():
        if not row.needs or row.signed_out or not any(world.dana.may(permission) for permission in row.needs):
            continue
        answer = browser.get(any_path(name, row))
        if answer.status_code == 405:
            answer = browser.post(any_path(name, row))
        (led if answer.headers.get("Location", "").startswith(AGREE) else open_).add(name)
    assert open_ == {"service_list", "service_page"}
    assert {"case_list", "case_page", "conference_page", "action_list", "referral_list", "incident_start"} <= led


@pytest.mark.parametrize("name", ["erin", "frank", "grace", "ivan"])
def test_who_sees_no_case_is_not_asked(world: World, name: str) -> None:
    write(world)
    actor: Actor = world.people()[name]
    browser = world.client(actor)
    first = {"erin": "report_list", "frank": "administration", "grace": "audit_list", "ivan": "monitoring_list"}[name]
    assert browser.get(reverse(first)).status_code == 200
    assert "This is in force in Ashbridge Safer Together." in text_of(browser.get(AGREE))
    browser.post(AGREE, {"sharing_agreement": "on"})
    with acting(world.frank):
        assert not Acceptance.objects.exists()


def test_what_is_sent_is_refused_until_then(world: World, case: Case) -> None:
    write(world)
    answer = world.client(world.alice).post(reverse("case_close", args=[case.reference]), {})
    assert answer.headers["Location"] == asked("/")


@pytest.mark.parametrize("wanted", ["//elsewhere.org/", "https://elsewhere.org/", "\\elsewhere"])
def test_the_way_on_never_leads_elsewhere(world: World, wanted: str) -> None:
    write(world)
    answer = world.client(world.alice).post(AGREE, {"sharing_agreement": "on", "next": wanted})
    assert answer.headers["Location"] == "/"


def test_the_administrator_writes_a_version_and_sees_who_accepted(world: World) -> None:
    franks = world.client(world.frank)
    answers = {
        "kind": "code_of_conduct",
        "title": "How we behave",
        "text": WORDS,
        "in_force_from": f"{timezone.localdate():%d/%m/%Y}",
    }
    written = franks.post(reverse("agreement_write"), answers, follow=True)
    assert "Version 1 is written." in text_of(written)
    assert "Accepted by 0 of the 5 people who see cases." in text_of(written)
    world.client(world.bob).post(AGREE, {"code_of_conduct": "on"})
    with acting(world.frank):
        key = Agreement.objects.get().pk
    page = reverse("agreement_page", args=[key])
    assert "Accepted by 1 of the 5 people who see cases." in text_of(franks.get(page))
    again = franks.get(reverse("agreement_write"), {"kind": "code_of_conduct"})
    assert WORDS.partition("\n")[0] in text_of(again)
    assert "Version 2 is written." in text_of(franks.post(reverse("agreement_write"), answers, follow=True))
    assert events(world, "agreement.write") == [
        (world.frank.user_id, {"agreement": "code_of_conduct", "version": number}) for number in (1, 2)
    ]


def test_what_is_wrong_with_a_version_is_said(world: World) -> None:
    write(world, days=5)
    today = timezone.localdate()
    for day, sentence in (
        (today - timedelta(days=1), "comes into force today or later"),
        (today, "before the one that it replaces"),
    ):
        answers = {"kind": "sharing_agreement", "title": "T", "text": "Kept words", "in_force_from": f"{day:%d/%m/%Y}"}
        said = text_of(world.client(world.frank).post(reverse("agreement_write"), answers))
        assert sentence in said
        assert "Kept words" in said
    with acting(world.erin), pytest.raises(NotPermitted):
        write_agreement(actor=world.erin, kind=Kind.CODE_OF_CONDUCT, title="T", text="T", in_force_from=today)
    with acting(world.frank), pytest.raises(NotPossible, match="Write the text"), transaction.atomic():
        write_agreement(actor=world.frank, kind=Kind.CODE_OF_CONDUCT, title="T", text=" \n", in_force_from=today)


def test_who_signed_for_an_agency_and_when_stands_on_the_page_of_agencies(world: World) -> None:
    franks = world.client(world.frank)
    seat = Seat.objects.get(agency=world.housing)
    path = reverse("seat_sign", args=[seat.pk])
    answers = {"signed_by": "Hari Homes, Head of Housing", "signed_on": "2/3/2026"}
    assert "There is no sharing agreement in force yet." in text_of(franks.post(path, answers))
    write(world)
    assert "Version 1 signed by Hari Homes, Head of Housing on 2 March 2026" in text_of(
        franks.post(path, answers, follow=True)
    )
    assert "Version 1 signed by Hari Homes, Head of Housing on 2 March 2026" in text_of(
        franks.get(reverse("administration"))
    )
    write(world)
    assert "Not the version in force" in text_of(franks.get(reverse("seat_page", args=[seat.pk])))
    ahead = {**answers, "signed_on": f"{timezone.localdate() + timedelta(days=3):%d/%m/%Y}"}
    assert "cannot lie ahead" in text_of(franks.post(path, ahead))
