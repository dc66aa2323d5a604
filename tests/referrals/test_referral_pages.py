"""The pages of referrals: what is typed is kept, what is wrong is said, and nobody sees what is not theirs."""

import html
import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from audit.models import Event
from cases.models import Case
from cases.panels import Look, panels_for, timeline_for
from cases.sections import Section
from partners.actor import Actor
from partners.scope import acting
from referrals.models import Referral, ReferralState
from tests.cases import given
from tests.personas import World
from tests.referrals.given import SUMMARY, referral, service


@pytest.fixture
def case(world: World) -> Case:
    return given.new_case(world.alice, consent="given")


def text_of(answer: Any) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split()))


def asked(world: World, case: Case, actor: Actor | None = None, **answers: Any) -> HttpResponse:
    """Send the form with everything filled in, but for `answers`."""
    plain: dict[str, Any] = {
        "receiver": f"agency:{world.housing.pk}",
        "sections": ["risk"],
        "summary": SUMMARY,
        "legal_gateway": "consent",
        "gateway_reason": "",
    }
    client = world.client(actor or world.alice)
    answer: Any = client.post(reverse("referral_new", args=[case.reference]), {**plain, **answers})
    found: HttpResponse = answer
    return found


def only_referral(world: World) -> Referral:
    with acting(world.alice):
        return Referral.objects.get()


def test_the_form_offers_the_partnerships_agencies_and_listed_services(world: World, case: Case) -> None:
    outside = service(world.frank)
    service(world.frank, "Closed Helpline", is_listed=False)
    service(world.judy, "Northmere Counselling")
    page = world.client(world.alice).get(reverse("referral_new", args=[case.reference])).content.decode()
    offered = set(re.findall(r'<option value="((?:agency|service):[^"]+)"', page))
    agencies = {f"agency:{agency.pk}" for agency in (world.housing, world.harbour, world.watch)}
    assert offered == agencies | {f"service:{outside.pk}"}


def test_sending_leads_to_the_referrals_page(world: World, case: Case) -> None:
    answer = asked(world, case)
    sent = only_referral(world)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/referrals/{sent.pk}/")
    assert sent.sections == ["risk", "summary"]


def test_the_whole_case_is_every_section(world: World, case: Case) -> None:
    asked(world, case, sections=["whole"])
    assert only_referral(world).sections == sorted(Section)


def test_a_service_is_chosen_by_name(world: World, case: Case) -> None:
    outside = service(world.frank)
    asked(world, case, receiver=f"service:{outside.pk}")
    assert (only_referral(world).service_id, only_referral(world).to_agency_id) == (outside.pk, None)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"receiver": ""}, "Choose who receives the referral"),
        ({"receiver": "agency:nobody"}, "Choose one of the answers in the list."),
        ({"summary": ""}, "Write a short summary. The receiver reads it before it accepts"),
        ({"legal_gateway": ""}, "Choose consent or the legal gateway"),
        ({"legal_gateway": "vital_interests"}, "Write why you share without consent."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    world: World, case: Case, answers: dict[str, Any], sentence: str
) -> None:
    answers = {"summary": "Typed with care", **answers}
    answer = asked(world, case, **answers)
    assert answer.status_code == 200
    assert text_of(answer).count(sentence) >= 2
    assert "<title>Error: " in answer.content.decode()
    assert ("Typed with care" in answer.content.decode()) == bool(answers["summary"])
    with acting(world.alice):
        assert Referral.objects.count() == 0


def test_refused_consent_is_warned_of_and_refused_at_its_question(world: World) -> None:
    case = given.new_case(world.alice, consent="refused")
    page = world.client(world.alice).get(reverse("referral_new", args=[case.reference]))
    assert "The person did not agree to share." in text_of(page)
    answer = asked(world, case)
    assert 'id="id_legal_gateway_error"' in answer.content.decode()
    assert "Consent to share was refused." in text_of(answer)


def test_a_second_referral_to_the_same_receiver_is_refused_on_the_page(world: World, case: Case) -> None:
    asked(world, case)
    assert "A referral to the same receiver is waiting for an answer." in text_of(asked(world, case))


def test_another_agency_with_access_cannot_refer_and_one_without_sees_nothing(world: World, case: Case) -> None:
    given.shared(world.alice, case, world.housing, *Section)
    answer = asked(world, case, world.bob)
    assert answer.status_code == 403
    assert "Only the lead agency can share this case." in text_of(answer)
    assert asked(world, case, world.charlie).status_code == 404
    assert asked(world, case, world.erin).status_code == 403


def test_a_closed_case_leads_back_with_the_reason(world: World) -> None:
    closed = given.closed_case(world.alice)
    answer = world.client(world.alice).get(reverse("referral_new", args=[closed.reference]), follow=True)
    assert answer.redirect_chain == [(reverse("case_page", args=[closed.reference]), 302)]
    assert "This case is closed. Re-open it first." in text_of(answer)


def test_the_receiver_reads_the_summary_and_nothing_of_the_case(world: World, case: Case) -> None:
    sent = referral(world.alice, case, world.housing, Section.PEOPLE)
    page = text_of(world.client(world.bob).get(reverse("referral_page", args=[sent.pk])))
    assert SUMMARY in page
    assert Section.PEOPLE.label in page
    assert "Consent of the person" in page
    for secret in (given.NAME, given.STORY, "Open the case"):
        assert secret not in page
    assert world.client(world.bob).get(reverse("case_page", args=[case.reference])).status_code == 404


def test_accepting_on_the_page_opens_the_case(world: World, case: Case) -> None:
    sent = referral(world.alice, case, world.housing, Section.PEOPLE)
    client = world.client(world.bob)
    answer = client.post(reverse("referral_answer", args=[sent.pk]), {"answer": "accept"}, follow=True)
    assert "The referral is accepted." in text_of(answer)
    assert "Open the case" in text_of(answer)
    assert given.NAME in text_of(client.get(reverse("case_page", args=[case.reference])))


def test_declining_on_the_page_needs_a_reason(world: World, case: Case) -> None:
    sent = referral(world.alice, case, world.housing)
    client, path = world.client(world.bob), reverse("referral_answer", args=[sent.pk])
    assert "Write why, so that the sender can look for other help" in text_of(client.post(path, {"answer": "decline"}))
    assert "Choose whether it is accepted or declined" in text_of(client.post(path, {"note": "Kept words"}))
    assert "Kept words" in client.post(path, {"note": "Kept words"}).content.decode()
    client.post(path, {"answer": "decline", "note": "No place until May."})
    page = text_of(world.client(world.alice).get(reverse("referral_page", args=[sent.pk])))
    assert "No place until May." in page
    assert "Declined" in page


def test_a_second_answer_is_explained(world: World, case: Case) -> None:
    sent = referral(world.alice, case, world.housing)
    client, path = world.client(world.bob), reverse("referral_answer", args=[sent.pk])
    client.post(path, {"answer": "accept"})
    again = client.post(path, {"answer": "decline", "note": "n"})
    assert "This referral is no longer waiting for an answer." in text_of(again)


def test_the_sender_withdraws_and_cannot_answer_for_another(world: World, case: Case) -> None:
    sent = referral(world.alice, case, world.housing)
    client = world.client(world.alice)
    assert client.post(reverse("referral_answer", args=[sent.pk]), {"answer": "accept"}).status_code == 403
    answer = client.post(reverse("referral_withdraw", args=[sent.pk]), follow=True)
    assert "The referral is withdrawn." in text_of(answer)
    assert world.client(world.bob).post(reverse("referral_withdraw", args=[sent.pk])).status_code == 403
    again = client.post(reverse("referral_withdraw", args=[sent.pk]), follow=True)
    assert "This referral is no longer waiting for an answer." in text_of(again)


@pytest.mark.parametrize("name", ["charlie", "judy"])
def test_a_referral_between_others_does_not_exist(world: World, case: Case, name: str) -> None:
    sent = referral(world.alice, case, world.housing)
    client = world.client(world.people()[name])
    assert client.get(reverse("referral_page", args=[sent.pk])).status_code == 404
    for action in ("referral_answer", "referral_withdraw"):
        assert client.post(reverse(action, args=[sent.pk]), {"answer": "accept"}).status_code == 404
    assert only_referral(world).state == ReferralState.OFFERED


def test_reading_a_referral_is_written_for_the_agency_that_leads(world: World, case: Case) -> None:
    sent = referral(world.alice, case, world.housing)
    world.client(world.bob).get(reverse("referral_page", args=[sent.pk]))
    with acting(world.alice):
        found = Event.objects.filter(verb="referral.read").values_list("user_id", "subject", "owner_agency_id")
        assert list(found) == [(world.bob.user_id, case.reference, world.unit.pk)]


def test_the_lists_hold_what_waits_for_us_what_waits_for_others_and_what_is_answered(world: World) -> None:
    waiting, done = given.new_case(world.alice), given.new_case(world.alice)
    referral(world.alice, waiting, world.housing)
    answered = referral(world.alice, done, world.housing)
    client = world.client(world.bob)
    client.post(reverse("referral_answer", args=[answered.pk]), {"answer": "accept"})

    def shown(actor: Actor, which: str) -> set[str]:
        page = world.client(actor).get(reverse("referral_list"), {"show": which}).content.decode()
        return {case.reference for case in (waiting, done) if case.reference in page}

    lists = ("received", "sent", "answered", "nonsense")
    w, d = {waiting.reference}, {done.reference}
    assert [shown(world.bob, which) for which in lists] == [w, set(), d, w]
    assert [shown(world.alice, which) for which in lists] == [set(), w, d, set()]
    assert [shown(world.charlie, which) for which in lists] == [set(), set(), set(), set()]


def test_the_case_page_has_its_referrals_and_the_timeline_tells_of_them(world: World, case: Case) -> None:
    sent = referral(world.alice, case, world.housing)
    with acting(world.alice):
        (panel,) = [panel for panel in panels_for(Look(world.alice, case)) if panel.key == "referrals"]
        assert [line.id for line in panel.context["referrals"]] == [sent.pk]
        assert panel.context["referring"] == ""
    world.client(world.bob).post(reverse("referral_answer", args=[sent.pk]), {"answer": "accept"})
    for actor in (world.alice, world.bob):
        with acting(actor):
            texts = {(entry.text, entry.by) for entry in timeline_for(Look(actor, case)) if "eferr" in entry.text}
        assert texts == {
            ("Referred to Ashbridge Housing", "Hate Crime Unit"),
            ("Referral to Ashbridge Housing: accepted", "Ashbridge Housing"),
        }
    page = text_of(world.client(world.alice).get(reverse("case_page", args=[case.reference])))
    assert "Refer this case" in page


def test_another_agency_on_the_case_does_not_see_to_whom_it_was_referred(world: World, case: Case) -> None:
    given.shared(world.alice, case, world.harbour, *Section)
    referral(world.alice, case, world.housing)
    page = text_of(world.client(world.charlie).get(reverse("case_page", args=[case.reference])))
    assert "Ashbridge Housing" not in page
    assert "Refer this case" not in page
