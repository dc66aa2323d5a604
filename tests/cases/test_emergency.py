"""Emergency access: one case, one person, one hour, one reason; never silent, and signed off by another."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from audit.models import Event
from cases.actions.access import revoke
from cases.actions.emergency import open_in_emergency, review
from cases.actions.restricting import name_person, restrict
from cases.actions.walls import wall_off
from cases.closure import blockers_of
from cases.models import Case, CaseAccess, CaseUserObjectPermission, EmergencyAccess
from cases.models.emergency import Verdict
from cases.policy import sections_of, visible_cases
from cases.references import new_reference
from cases.sections import Section
from hatecrime import env
from partners.actions.mail import send
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.models import Notice, User
from partners.queries import actors_of
from partners.roles import Role
from partners.scope import acting
from tests import personas
from tests.cases.given import NAME, STORY, closed_case, decided_case, new_case, shared
from tests.cases.test_restricted import lasting
from tests.personas import World

WHY = "Her brother is on his way to her new address."
LATER = "He has been seen there again this evening."


def opened(actor: Actor, case: Case, why: str = WHY) -> EmergencyAccess:
    with acting(actor):
        assert open_in_emergency(actor=actor, reference=case.reference, reason=why) == case
        return EmergencyAccess.objects.get(case=case, reason=why)


def is_over(lead: Actor, use: EmergencyAccess) -> None:
    """Let the hour have passed."""
    with acting(lead):
        CaseAccess.objects.filter(pk=use.access_id).update(live_until=F("live_from") + timedelta(microseconds=1))


def sees(actor: Actor, case: Case) -> bool:
    with acting(actor):
        return visible_cases(actor).filter(pk=case.pk).exists()


def test_it_opens_one_case_with_all_its_sections_to_one_person_for_an_hour(world: World) -> None:
    personas.person("colleague", world.harbour, world.partnership, Role.CASEWORKER)
    colleague = actors_of(User.objects.get(email="colleague@example.org"))[0]
    case, other = new_case(world.alice), new_case(world.alice)
    use = opened(world.charlie, case)
    with acting(world.charlie):
        assert sections_of(world.charlie, case) == set(use.access.sections) >= {Section.PEOPLE, Section.ACCOUNT}
        assert set(visible_cases(world.charlie)) == {case}
    assert (use.ends_at - use.opened_at, use.reason, use.verdict) == (timedelta(minutes=60), WHY, "")
    access = use.access
    assert (access.user_id, access.agency_id, access.legal_gateway) == (
        world.charlie.person,
        world.harbour.pk,
        "vital_interests",
    )
    assert (access.live_from, access.live_until) == (use.opened_at, use.ends_at)
    assert not sees(colleague, case)
    assert not sees(world.charlie, other)
    is_over(world.alice, use)
    assert not sees(world.charlie, case)


def test_it_opens_a_restricted_case_to_a_colleague_who_can_pass_nothing_on(world: World) -> None:
    case = new_case(world.alice)
    with acting(world.alice):
        restrict(actor=world.alice, case=case, reason="Council staff.")
    use = opened(world.dana, case)
    with acting(world.dana):
        with pytest.raises(NotPermitted, match="Only people who are named"):
            name_person(actor=world.dana, case=case, user_id=world.dana.person)
        with pytest.raises(NotPermitted, match="Only people who are named"):
            wall_off(actor=world.dana, case=case, user_id=world.alice.person, reason="x")
        grant = CaseUserObjectPermission.objects.get(content_object=case)
        grant.pk, grant.user_id = None, world.dana.person
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            grant.save(force_insert=True)
    is_over(world.alice, use)
    assert not sees(world.dana, case)


def test_the_lead_agency_is_told_at_once_without_a_name_in_it(world: World) -> None:
    case = new_case(world.alice)
    opened(world.charlie, case)
    told = set()
    for actor in world.people().values():
        with acting(actor):
            told |= {actor.name for _ in Notice.objects.filter(kind="case_opened_in_emergency")}
    assert told == {"Heidi", "Dana"}
    with acting(world.heidi):
        notice = Notice.objects.get(kind="case_opened_in_emergency")
    send(notice_id=notice.pk, user_id=world.heidi.person)
    (letter,) = mail.outbox
    text = f"{letter.subject} {letter.body}"
    assert case.reference in text
    assert "/emergency/uses/" in text
    assert not any(word in text for word in (NAME, STORY, WHY, "Charlie", "Harbour"))
    with acting(world.grace):
        event = Event.objects.get(verb="emergency.open")
    assert (event.user_id, event.subject, event.owner_agency_id) == (
        world.charlie.person,
        case.reference,
        world.unit.pk,
    )
    assert event.facts == {"minutes": 60}
    assert WHY not in str(event.__dict__)


def test_of_a_restricted_case_only_its_own_people_are_told(world: World) -> None:
    case = new_case(world.alice)
    with acting(world.alice):
        restrict(actor=world.alice, case=case, reason="Council staff.")
    opened(world.charlie, case)
    for actor, expected in ((world.heidi, False), (world.dana, False), (world.alice, True)):
        with acting(actor):
            assert Notice.objects.filter(kind="case_opened_in_emergency").exists() is expected, actor.name


def test_it_is_never_extended(world: World) -> None:
    case = new_case(world.alice)
    use = opened(world.charlie, case)
    with acting(world.charlie), pytest.raises(NotPossible, match="a further use needs a further reason"):
        open_in_emergency(actor=world.charlie, reference=case.reference, reason=LATER)
    with acting(world.charlie), connection.cursor() as cursor:
        cursor.execute("SELECT app.open_in_emergency(%s, %s, 60)", [case.reference, LATER])
        assert cursor.fetchone() == (None,)
        cursor.execute("UPDATE cases_caseaccess SET live_until = live_until + interval '1 minute'")
        assert cursor.rowcount == 0
    with acting(world.alice), pytest.raises(IntegrityError, match="one_persons_hour"), transaction.atomic():
        CaseAccess.objects.filter(pk=use.access_id).update(live_until=F("live_until") + timedelta(microseconds=1))
    with acting(world.alice), pytest.raises(IntegrityError, match="one_persons_hour"), transaction.atomic():
        CaseAccess.objects.filter(pk=use.access_id).update(live_until=None)
    is_over(world.alice, use)
    assert opened(world.charlie, case, LATER).pk != use.pk


def test_no_longer_than_an_hour_can_be_asked_for(world: World) -> None:
    case = new_case(world.alice)
    with acting(world.charlie), connection.cursor() as cursor:
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute("SELECT app.open_in_emergency(%s, %s, 61)", [case.reference, WHY])
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute("SELECT app.open_in_emergency(%s, %s, 60)", [case.reference, "too short"])


def test_no_longer_than_an_hour_can_be_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMERGENCY_MINUTES", "61")
    with pytest.raises(ImproperlyConfigured, match="between 1 and 60"):
        env.whole_number("EMERGENCY_MINUTES", 60, least=1, most=60)


def test_it_cannot_be_written_past_its_function(world: World) -> None:
    case = new_case(world.alice)
    use = opened(world.charlie, case)
    with acting(world.alice):
        forged = CaseAccess.objects.get(pk=use.access_id)
        forged.pk = None
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            forged.save(force_insert=True)
        use.pk = None
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            use.save(force_insert=True)


def test_the_lead_agency_can_take_it_back_at_once(world: World) -> None:
    case = new_case(world.alice)
    use = opened(world.charlie, case)
    with acting(world.heidi):
        revoke(actor=world.heidi, case=case, access=use.access)
    assert not sees(world.charlie, case)


def test_who_needs_it_and_who_may(world: World) -> None:
    case = new_case(world.alice)
    shared(world.alice, case, world.housing)
    for actor in (world.erin, world.frank, world.grace, world.ivan):
        with acting(actor), pytest.raises(NotPermitted, match="does not include cases"):
            open_in_emergency(actor=actor, reference=case.reference, reason=WHY)
        with acting(actor), connection.cursor() as cursor:
            cursor.execute("SELECT app.open_in_emergency(%s, %s, 60)", [case.reference, WHY])
            assert cursor.fetchone() == (None,)
    with acting(world.alice), pytest.raises(NotPossible, match="do not need"):
        open_in_emergency(actor=world.alice, reference=case.reference, reason=WHY)
    with acting(world.charlie), pytest.raises(NotPossible, match="20 characters or more"):
        open_in_emergency(actor=world.charlie, reference=case.reference, reason="Urgent.")
    opened(world.bob, case)
    with acting(world.bob):
        assert Section.PEOPLE in sections_of(world.bob, case)


def test_hidden_unknown_and_elsewhere_give_the_same_page(world: World) -> None:
    walled, elsewhere, unknown = new_case(world.alice), new_case(world.judy), new_reference()
    with acting(world.alice):
        wall_off(actor=world.alice, case=walled, user_id=world.charlie.person, reason="Her cousin.")
    browser = world.client(world.charlie)
    answers = []
    for reference in (walled.reference, elsewhere.reference, unknown):
        answer = browser.post("/emergency/", {"reference": reference, "reason": WHY, "sure": "on"})
        assert WHY in answer.content.decode()
        answers.append(
            (answer.status_code, dict(answer.headers), lasting(answer.content).replace(reference.encode(), b"R"))
        )
    assert answers[0][0] == 200
    assert answers[0] == answers[1] == answers[2]
    with acting(world.grace):
        refused = Event.objects.filter(verb="emergency.refuse").values_list("owner_agency_id", "facts")
        assert list(refused) == [(None, {})] * 3


def test_five_attempts_an_hour(world: World) -> None:
    case = new_case(world.alice)
    with acting(world.charlie):
        for _ in range(5):
            assert open_in_emergency(actor=world.charlie, reference=new_reference(), reason=WHY) is None
        with pytest.raises(NotPossible, match="tried 5 times within an hour"):
            open_in_emergency(actor=world.charlie, reference=case.reference, reason=WHY)
    opened(world.bob, case)


def test_the_page_asks_for_a_fresh_second_step_and_says_what_is_missing(world: World) -> None:
    case = new_case(world.alice)
    stale = world.client(world.charlie, fresh=False)
    assert stale.get("/emergency/").headers["Location"] == f"{reverse('account_reauthenticate')}?next=/emergency/"
    assert stale.post("/emergency/", {"reference": case.reference, "reason": WHY, "sure": "on"}).status_code == 302
    assert not sees(world.charlie, case)
    browser = world.client(world.charlie)
    page = browser.post("/emergency/", {"reference": "7KQ2-M4XD-9K", "reason": "Urgent."}).content.decode()
    for sentence in ("a character is wrong", "in 20 characters or more", "Tick the box"):
        assert sentence in page
    answer = browser.post("/emergency/", {"reference": case.reference.lower(), "reason": WHY, "sure": "on"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/cases/{case.reference}/")
    with acting(world.charlie):
        until = date_format(timezone.localtime(EmergencyAccess.objects.get().ends_at), "H:i")
    page = browser.get(f"/cases/{case.reference}/").content.decode()
    assert f"It closes to you at {until}." in page
    assert NAME in page


def test_another_signs_it_off(world: World) -> None:
    case = decided_case(world.alice)
    use = opened(world.charlie, case)
    with acting(world.alice):
        assert "An emergency use of this case has not been signed off." in blockers_of(case)
        with pytest.raises(NotPermitted, match=r"Only the Responsible Person can sign this off: Heidi\."):
            review(actor=world.alice, use=use, verdict=Verdict.JUSTIFIED, note="Right.")
    with acting(world.bob), pytest.raises(NotPermitted):
        review(actor=world.bob, use=use, verdict=Verdict.JUSTIFIED, note="Right.")
    browser = world.client(world.heidi)
    assert "Sign off the emergency use of case" in browser.get("/").content.decode()
    assert WHY in browser.get(f"/emergency/uses/{use.pk}/").content.decode()
    assert browser.post(f"/emergency/uses/{use.pk}/", {"verdict": "justified"}).status_code == 200
    answer = browser.post(f"/emergency/uses/{use.pk}/", {"verdict": "not_justified", "note": "It could have waited."})
    assert answer.status_code == 302
    assert "Sign off the emergency use" not in browser.get("/").content.decode()
    with acting(world.heidi):
        use.refresh_from_db()
        assert (use.verdict, use.review_note, use.reviewed_by_id) == (
            "not_justified",
            "It could have waited.",
            world.heidi.person,
        )
        assert "An emergency use of this case has not been signed off." not in blockers_of(case)
        with pytest.raises(NotPossible, match="signed off already"):
            review(actor=world.heidi, use=use, verdict=Verdict.JUSTIFIED, note="No, it was right.")
        assert Event.objects.get(verb="emergency.review").facts == {
            "verdict": "not_justified",
            "to_user": str(world.charlie.person),
        }


def test_nobody_signs_off_their_own_use(world: World) -> None:
    """Heidi, the only Responsible Person, used it; then whoever is named for the case signs off."""
    case = new_case(world.alice)
    with acting(world.alice):
        restrict(actor=world.alice, case=case, reason="Council staff.")
    use = opened(world.heidi, case)
    with acting(world.heidi):
        with pytest.raises(NotPermitted, match="Somebody else"):
            review(actor=world.heidi, use=use, verdict=Verdict.JUSTIFIED, note="Right.")
        changed = EmergencyAccess.objects.filter(pk=use.pk).update(
            verdict="justified", review_note="r", reviewed_by_id=world.heidi.person, reviewed_at=timezone.now()
        )
        assert changed == 0
    with acting(world.alice):
        review(actor=world.alice, use=use, verdict=Verdict.JUSTIFIED, note="Right.")


def test_a_closed_case_can_be_opened_in_an_emergency(world: World) -> None:
    assert opened(world.charlie, closed_case(world.alice)).ends_at > timezone.now()


def test_the_timeline_and_the_page_of_the_lead_agency_tell_of_it(world: World) -> None:
    case = new_case(world.alice)
    use = opened(world.charlie, case)
    browser = world.client(world.alice)
    page = browser.get(f"/cases/{case.reference}/").content.decode()
    assert "Opened in an emergency" in page
    assert "Charlie, Harbour Advice, opened this case in an emergency" in page
    assert "Charlie alone" in page
    sight = browser.get(f"/cases/{case.reference}/who-may-see/").content.decode()
    assert WHY in sight
    listed = browser.get("/emergency/uses/").content.decode()
    assert "Only the Responsible Person can sign this off: Heidi." in listed
    assert f"/emergency/uses/{use.pk}/" in listed
    assert WHY not in world.client(world.charlie).get(f"/cases/{case.reference}/").content.decode()
