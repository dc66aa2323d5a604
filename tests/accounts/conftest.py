"""People who sign in with a password and a second factor, where one is required."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import LazySettings
from django.test import Client

from partners.models import User
from tests.personas import World

PASSWORD = "seven-quiet-otters-sing"
SIGN_IN = "/account/sign-in/"
SECOND_STEP = "/account/second-step/"


@pytest.fixture
def required(settings: LazySettings) -> None:
    """Ask everybody for a second factor, as production does."""
    settings.SECOND_FACTOR = "required"


@pytest.fixture
def alice(world: World) -> User:
    """Alice, with a password she knows."""
    return with_password(world, "alice")


def with_password(world: World, name: str) -> User:
    """Give a person a password."""
    user = User.objects.get(pk=world.people()[name].person)
    user.set_password(PASSWORD)
    user.save()
    return user


def code_of(secret: str, *, steps: int = 0) -> str:
    """Return what an authenticator app shows, or showed or will show, so many times 30 seconds away."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def give_password(client: Client, user: User) -> str:
    """Go through the first step of signing in, and return where it leads."""
    response = client.post(SIGN_IN, {"login": user.email, "password": PASSWORD})
    assert response.status_code == 302
    return response.headers["Location"]


def set_up_app(client: Client) -> str:
    """Set up an authenticator app as a signed-in person does, and return its key."""
    page = client.get(f"{SECOND_STEP}app/").content.decode()
    found = re.search(r'class="site-key">(\w+)<', page)
    assert found
    secret = found[1]
    assert client.post(f"{SECOND_STEP}app/", {"code": code_of(secret)}).status_code == 302
    return secret


def sign_in(client: Client, user: User, secret: str, *, steps: int = 1) -> None:
    """Sign in with both factors; the code of now was used up when the app was set up, so the next one is taken."""
    assert give_password(client, user) == f"{SECOND_STEP}sign-in/"
    assert client.post(f"{SECOND_STEP}sign-in/", {"code": code_of(secret, steps=steps)}).status_code == 302
