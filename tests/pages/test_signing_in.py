"""Signing in and out, and setting a password, as a browser does it."""

import re

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django.asserts import assertContains, assertInHTML, assertRedirects

from partners.actions import password_links
from partners.models import User
from tests.personas import World

PASSWORD = "seven-quiet-otters-sing"
SIGN_IN = "/account/sign-in/"
FORGOTTEN = "/account/password/forgotten/"


@pytest.fixture
def alice(world: World) -> User:
    """Alice, with a password she knows."""
    user = User.objects.get(pk=world.alice.person)
    user.set_password(PASSWORD)
    user.save()
    return user


def send_waiting_links() -> None:
    """Do what the worker does."""
    for wanted in password_links.waiting():
        password_links.send(wanted_id=wanted)


def test_signing_in_by_email_and_password(client: Client, alice: User) -> None:
    response = client.post(SIGN_IN, {"login": "Alice@Example.org", "password": PASSWORD})
    assertRedirects(response, "/", fetch_redirect_response=False)
    assert client.session["_auth_user_id"] == str(alice.pk)


def test_the_form_asks_for_two_things_and_offers_a_way_to_a_new_password(client: Client, db: None) -> None:
    html = client.get(SIGN_IN).content.decode()
    assert re.findall(r'<input type="(\w+)" name="(login|password)"', html) == [
        ("email", "login"),
        ("password", "password"),
    ]
    assertInHTML(f'<a class="govuk-link" href="{FORGOTTEN}">Have you forgotten your password?</a>', html)


@pytest.mark.parametrize("email", ["alice@example.org", "nobody@example.org"])
def test_a_wrong_password_and_an_unknown_address_look_the_same(client: Client, alice: User, email: str) -> None:
    response = client.post(SIGN_IN, {"login": email, "password": "something else entirely"})
    assertContains(response, "The email address or password is not right. Check both and try again.")
    assertContains(response, "<title>Error: Sign in")
    assertContains(response, f'value="{email}"')
    assert "_auth_user_id" not in client.session


def test_a_closed_account_is_told_so_and_stays_out(client: Client, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(is_active=False)
    response = client.post(SIGN_IN, {"login": alice.email, "password": PASSWORD})
    assertContains(response, "This account is closed", status_code=403)
    assert "_auth_user_id" not in client.session


def test_signing_out(client: Client, alice: User) -> None:
    client.force_login(alice)
    assertRedirects(client.post("/account/sign-out/"), SIGN_IN)
    assert "_auth_user_id" not in client.session


def test_asking_first_before_signing_out(client: Client, alice: User) -> None:
    client.force_login(alice)
    assertContains(client.get("/account/sign-out/"), "Do you want to sign out?")
    assert "_auth_user_id" in client.session


def test_nobody_can_sign_up() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_a_new_password_through_a_link(client: Client, alice: User, mailoutbox: list[EmailMessage]) -> None:
    assertRedirects(client.post(FORGOTTEN, {"email": alice.email}), f"{FORGOTTEN}sent/")
    send_waiting_links()
    (message,) = mailoutbox
    assert message.subject == "Hate crime casework: Set your password"
    assert message.to == [alice.email]
    assert "Alice" not in message.body
    (link,) = re.findall(r"http://[^/]+(/\S+)", str(message.body))
    page = client.get(link, follow=True)
    assertContains(page, "Set a new password")
    new = "nine-loud-herons-dive"
    done = client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})
    assertRedirects(done, "/account/password/new/done/")
    assert User.objects.get(pk=alice.pk).check_password(new)
    assertContains(client.get(link, follow=True), "This link no longer works")


def test_an_unknown_address_is_answered_alike_and_gets_no_email(
    client: Client, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    assertRedirects(client.post(FORGOTTEN, {"email": "nobody@example.org"}), f"{FORGOTTEN}sent/")
    send_waiting_links()
    assert mailoutbox == []


def test_changing_the_password_is_told_by_email(client: Client, alice: User, mailoutbox: list[EmailMessage]) -> None:
    client.post(SIGN_IN, {"login": alice.email, "password": PASSWORD})
    new = "nine-loud-herons-dive"
    answers = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    response = client.post("/account/password/change/", answers)
    assertRedirects(response, "/", fetch_redirect_response=False)
    assert User.objects.get(pk=alice.pk).check_password(new)
    (message,) = mailoutbox
    assert message.subject == "Hate crime casework: Your password has been changed"
    assert "If this was not you, tell your partnership administrator at once." in message.body


def test_a_short_password_is_refused_with_its_reason(client: Client, alice: User) -> None:
    client.post(SIGN_IN, {"login": alice.email, "password": PASSWORD})
    answers = {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    response = client.post("/account/password/change/", answers)
    assertContains(response, "at least 12 characters")
    assert User.objects.get(pk=alice.pk).check_password(PASSWORD)


def test_a_page_that_is_not_there(client: Client, alice: User) -> None:
    client.force_login(alice)
    response = client.get("/nowhere/")
    assertContains(response, '<h1 class="govuk-heading-l">Page not found</h1>', status_code=404, html=True)
    assertContains(response, "Acting for", status_code=404)
