"""Single sign-on against a real provider: who comes in, who does not, and what a forger of the way back gets."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from audit.models import Event
from partners.models import BoundAccount, Membership, Seat, SingleSignOn, User
from partners.roles import Role
from partners.scope import acting
from tests.oidc.conftest import Door
from tests.partners.test_administration import text_of
from tests.personas import SINCE

NOT_OURS = "This account of your organisation does not open an account here."
NO_ANSWER = "Your organisation's sign-in did not answer as it should."
PASSWORD = "a quiet harbour at noon"


def refused(door: Door, answer: object, sentence: str) -> bool:
    """Say whether the browser got the sentence and nothing else."""
    got = answer
    return getattr(got, "status_code") == 403 and sentence in text_of(got) and not door.is_open  # noqa: B009


def query_of(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def verbs_of(door: Door, person: str = "bob") -> list[str]:
    with acting(door.world.grace):
        about = Event.objects.filter(user_id=door.world.people()[person].user_id)
        found = about.filter(verb__regex=r"^(user|session)\.").order_by("at")
        return list(found.values_list("verb", flat=True))


def test_an_invited_person_signs_in_from_the_first_page_to_the_last(door: Door) -> None:
    assert reverse("sign_on_find") in door.browser.get(reverse("account_login")).content.decode()
    led = door.browser.post(reverse("sign_on_find"), {"email": "Bob@Example.org"})
    assert led.headers["Location"] == reverse("sign_on_page", args=[door.seat.pk])
    page = door.browser.get(led.headers["Location"])
    assert f"You go to the sign-in of Ashbridge Housing at {door.at.issuer.partition('://')[2]}" in text_of(page)
    there = door.go()
    answer = door.come_back(door.sign_in_there(there))
    assert answer.headers["Location"] == "/"
    assert "Acting for Ashbridge Housing" in text_of(door.browser.get("/"))
    assert verbs_of(door) == ["user.bind", "session.begin"]
    bound = BoundAccount.objects.get()
    assert (bound.user_id, bound.issuer, bound.subject) == (door.world.bob.user_id, door.at.issuer, "of-bob")


def test_the_provider_is_asked_with_pkce_a_state_and_a_nonce(door: Door) -> None:
    first, second = query_of(door.go()), query_of(door.go())
    assert (first["code_challenge_method"], first["response_type"]) == ("S256", "code")
    for name in ("code_challenge", "state", "nonce"):
        assert len(first[name]) >= 16
        assert first[name] != second[name]


def test_it_leads_on_to_where_the_person_was_going(door: Door) -> None:
    answer = door.come_back(door.sign_in_there(door.go(next="/cases/")))
    assert answer.headers["Location"] == "/cases/"


@pytest.mark.parametrize("wanted", ["https://elsewhere.org/", "//elsewhere.org/"])
def test_it_never_leads_elsewhere(door: Door, wanted: str) -> None:
    assert door.come_back(door.sign_in_there(door.go(next=wanted))).headers["Location"] == "/"


def test_an_unknown_address_does_not_come_in_and_makes_no_account(door: Door) -> None:
    before = User.objects.count()
    assert refused(door, door.sign_in(sub="new", email="nobody@example.org"), NOT_OURS)
    assert (User.objects.count(), BoundAccount.objects.count()) == (before, 0)
    with acting(door.world.grace):
        assert not Event.objects.filter(verb="session.begin").exists()


@pytest.mark.parametrize("claims", [{"email_verified": False}, {"email_verified": "true"}, {"email": ""}])
def test_an_address_that_is_not_verified_binds_nothing(door: Door, claims: dict[str, object]) -> None:
    assert refused(door, door.sign_in(**claims), NOT_OURS)
    assert not BoundAccount.objects.exists()


@pytest.mark.parametrize("name", ["alice", "judy", "frank"])
def test_people_of_other_agencies_do_not_come_in(door: Door, name: str) -> None:
    """Housing's provider says who somebody at Housing is, and nothing of the unit or of the next partnership."""
    assert refused(door, door.sign_in(sub=name, email=f"{name}@example.org"), NOT_OURS)


def test_an_address_outside_the_agencys_domains_does_not_come_in(door: Door) -> None:
    User.objects.filter(pk=door.world.bob.person).update(email="bob@elsewhere.org")
    assert refused(door, door.sign_in(email="bob@elsewhere.org"), NOT_OURS)


def test_a_disabled_person_does_not_come_in(door: Door) -> None:
    User.objects.filter(pk=door.world.bob.person).update(is_active=False)
    assert refused(door, door.sign_in(), NOT_OURS)


def test_a_person_whose_role_has_ended_or_not_begun_does_not_come_in(door: Door) -> None:
    bobs = Membership.objects.filter(user_id=door.world.bob.person)
    tomorrow = timezone.localdate() + timedelta(days=1)
    for change in ({"ended_at": timezone.now()}, {"ended_at": None, "since": tomorrow}):
        bobs.update(**change)
        assert refused(door, door.sign_in(), NOT_OURS)


def test_the_first_sign_in_binds_the_account_and_later_only_that_counts(door: Door) -> None:
    door.sign_in()
    assert door.is_open
    door.browser = Client()
    answer = door.sign_in(sub="of-a-newcomer")
    assert refused(door, answer, "Your account here belongs to another account of your organisation.")
    door.browser = Client()
    door.sign_in(email="robert@example.org", email_verified=False)
    assert door.is_open
    assert "session.refuse" in verbs_of(door)


def test_a_forged_state_is_refused(door: Door) -> None:
    path = door.sign_in_there(door.go())
    forged = re.sub(r"state=[^&]+", "state=forged-by-somebody", path)
    assert refused(door, door.come_back(forged), NO_ANSWER)
    assert refused(door, door.come_back(re.sub(r"state=[^&]+&?", "", path)), NO_ANSWER)


def test_the_way_back_of_another_browser_is_refused(door: Door) -> None:
    """Nobody signs somebody else's browser in as themselves."""
    path = door.sign_in_there(door.go())
    door.browser = Client()
    assert refused(door, door.come_back(path), NO_ANSWER)


def test_a_way_back_is_used_once(door: Door) -> None:
    path = door.sign_in_there(door.go())
    assert door.come_back(path).status_code == 302
    door.browser.post(reverse("account_logout"))
    assert refused(door, door.come_back(path), NO_ANSWER)


def test_a_code_that_was_used_is_refused_with_a_new_state_too(door: Door) -> None:
    path = door.sign_in_there(door.go())
    code = query_of(path)["code"]
    door.come_back(path)
    door.browser.post(reverse("account_logout"))
    state = query_of(door.go())["state"]
    again = f"{reverse('sign_on_return', args=[door.seat.pk])}?{urlencode({'code': code, 'state': state})}"
    assert refused(door, door.come_back(again), NO_ANSWER)


def test_a_code_of_another_sign_in_is_refused_by_its_challenge(door: Door) -> None:
    stolen = query_of(door.sign_in_there(door.go()))["code"]
    door.browser = Client()
    state = query_of(door.go())["state"]
    path = f"{reverse('sign_on_return', args=[door.seat.pk])}?{urlencode({'code': stolen, 'state': state})}"
    assert refused(door, door.come_back(path), NO_ANSWER)


def test_a_token_with_another_nonce_is_refused(door: Door) -> None:
    there = re.sub(r"nonce=[^&]+", "nonce=of-somebody-else", door.go())
    assert refused(door, door.come_back(door.sign_in_there(there)), NO_ANSWER)


def test_a_provider_by_another_name_is_refused(door: Door) -> None:
    path = door.sign_in_there(door.go())
    mixed = re.sub(r"iss=[^&]+", "iss=https%3A%2F%2Felsewhere.org", path)
    assert refused(door, door.come_back(mixed), NO_ANSWER)
    door.set_up(issuer=door.at.issuer.replace("127.0.0.1", "localhost"))
    answer = door.browser.get(reverse("sign_on_go", args=[door.seat.pk]))
    assert refused(door, answer, NO_ANSWER)


def test_a_way_back_to_another_agency_is_refused(door: Door) -> None:
    door.set_up(agency=door.world.harbour)
    harbour = Seat.objects.get(agency=door.world.harbour)
    path = door.sign_in_there(door.go()).replace(str(door.seat.pk), str(harbour.pk))
    assert refused(door, door.come_back(path), NO_ANSWER)


def test_a_wrong_secret_is_refused(door: Door) -> None:
    door.set_up(secret="not-the-secret")
    assert refused(door, door.sign_in(), NO_ANSWER)


def test_a_provider_that_is_away_is_said(door: Door) -> None:
    door.set_up(issuer="http://127.0.0.1:9")
    assert refused(door, door.browser.get(reverse("sign_on_go", args=[door.seat.pk])), NO_ANSWER)


def test_what_is_switched_off_or_not_approved_is_not_there(door: Door) -> None:
    path = door.sign_in_there(door.go())
    with acting(door.world.frank):
        SingleSignOn.objects.update(
            changed_by_id=door.world.frank.person, is_on=False, approved_by=None, approved_at=None
        )
    assert door.come_back(path).status_code == 404
    for name in ("sign_on_page", "sign_on_go"):
        assert door.browser.get(reverse(name, args=[door.seat.pk])).status_code == 404
    found = door.browser.post(reverse("sign_on_find"), {"email": "bob@example.org"})
    assert "No organisation signs in this way with that address." in text_of(found)
    assert not door.is_open


def with_password(door: Door, name: str) -> Client:
    user = User.objects.get(email=f"{name}@example.org")
    user.set_password(PASSWORD)
    user.save()
    browser = Client()
    browser.last = browser.post(  # type: ignore[attr-defined]
        reverse("account_login"), {"login": user.email, "password": PASSWORD}, follow=True
    )
    return browser


def test_the_agencys_people_get_in_with_no_password(door: Door) -> None:
    browser = with_password(door, "bob")
    assert "Your organisation has switched passwords off here." in text_of(browser.last)  # type: ignore[attr-defined]
    assert browser.get("/").status_code == 302
    assert "session.refuse" in verbs_of(door)
    assert with_password(door, "alice").get("/").status_code == 200


def test_passwords_hold_where_the_agency_keeps_them(door: Door) -> None:
    door.set_up(keeps_password=True)
    assert with_password(door, "bob").get("/").status_code == 200


def test_switching_it_on_ends_what_a_password_opened(door: Door) -> None:
    door.set_up(is_on=False)
    browser = with_password(door, "bob")
    assert browser.get(reverse("case_list")).status_code == 200
    door.set_up()
    assert browser.get(reverse("case_list")).status_code == 403


def test_with_an_agencys_account_a_person_acts_for_that_agency_alone(door: Door) -> None:
    Membership.objects.create(
        user_id=door.world.bob.person,
        agency=door.world.harbour,
        partnership=door.world.partnership,
        role=Role.REPRESENTATIVE,
        since=SINCE,
    )
    door.sign_in()
    page = text_of(door.browser.get(reverse("acting_choose")))
    assert "Ashbridge Housing" in page
    assert "Harbour Advice" not in page
    assert "Acting for Harbour Advice" in text_of(with_password(door, "bob").get("/"))


def is_second(browser: Client, user: AbstractBaseUser) -> bool:
    return any(record["method"] == "mfa" for record in browser.session["account_authentication_methods"])


@pytest.mark.parametrize(
    ("trusts", "amr", "counts"),
    [(True, ["pwd", "otp"], True), (True, ["pwd"], False), (True, [], False), (False, ["pwd", "mfa"], False)],
)
def test_the_providers_second_factor_counts_only_where_the_settings_say_so(
    door: Door, settings: object, trusts: bool, amr: list[str], counts: bool
) -> None:
    door.set_up(trusts_second_factor=trusts)
    settings.SECOND_FACTOR = "required"  # type: ignore[attr-defined]
    door.sign_in(amr=amr)
    answer = door.browser.get("/")
    assert (answer.status_code == 200) is counts
    if not counts:
        assert answer.headers["Location"].startswith(reverse("mfa_index"))


FRESH = reverse_lazy("person_new")


def promote(door: Door) -> None:
    """Make Bob an administrator too, who comes to a page that asks him to confirm who is sitting there."""
    Membership.objects.create(
        user_id=door.world.bob.person,
        agency=door.world.housing,
        partnership=door.world.partnership,
        role=Role.ADMINISTRATOR,
        since=SINCE,
    )


def test_a_person_confirms_at_the_provider_and_goes_on(door: Door) -> None:
    promote(door)
    door.set_up(trusts_second_factor=True)
    door.sign_in(amr=["otp"])
    asked = door.browser.get(FRESH).headers["Location"]
    assert asked == f"{reverse('sign_on_confirm')}?next={FRESH}"
    assert "You go to the sign-in of Ashbridge Housing" in text_of(door.browser.get(asked))
    there = door.browser.get(f"{reverse('sign_on_confirm_go')}?next={FRESH}").headers["Location"]
    assert (query_of(there)["prompt"], query_of(there)["max_age"]) == ("login", "0")
    answer = door.come_back(door.sign_in_there(there, amr=["otp"]))
    assert answer.headers["Location"] == FRESH
    assert door.browser.get(FRESH).status_code == 200
    assert "session.confirm" in verbs_of(door)


@pytest.mark.parametrize("person", [{"amr": ["pwd"]}, {"sub": "of-somebody-else", "amr": ["otp"]}])
def test_nobody_else_confirms_and_a_password_confirms_nothing(door: Door, person: dict[str, object]) -> None:
    promote(door)
    door.set_up(trusts_second_factor=True)
    door.sign_in(amr=["otp"])
    there = door.browser.get(reverse("sign_on_confirm_go")).headers["Location"]
    answer = door.come_back(door.sign_in_there(there, **person))
    assert answer.status_code == 403
    assert "did not confirm that it is you" in text_of(answer)
    assert door.browser.get(FRESH).status_code == 302


def test_a_sign_in_of_another_tab_confirms_nothing(door: Door) -> None:
    promote(door)
    door.set_up(trusts_second_factor=True)
    second = door.go()
    door.sign_in(amr=["otp"])
    answer = door.come_back(door.sign_in_there(second, amr=["otp"]))
    assert answer.headers["Location"] == "/"
    assert door.browser.get(FRESH).status_code == 302


def test_where_the_providers_second_factor_does_not_count_ours_confirms(door: Door) -> None:
    promote(door)
    door.sign_in(amr=["otp"])
    assert door.browser.get(FRESH).headers["Location"].startswith(reverse("account_reauthenticate"))
    led = door.browser.get(reverse("sign_on_confirm_go"))
    assert led.headers["Location"] == reverse("account_reauthenticate")
