"""A provider on loopback for the tests of single sign-on, and people who sign in there."""

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests
from django.conf import settings
from django.test import Client
from django.urls import reverse

from hatecrime.runtime import npm
from hatecrime.runtime.provider import NONE, program
from partners.actions.sign_on import SignOnSettings, approve, configure
from partners.actor import Actor
from partners.models import Agency, Seat, SingleSignOn
from partners.queries_sign_on import return_address
from partners.scope import acting
from tests.personas import World
from tests.runtime.machine import free_port
from tests.security.administrators import appoint

CLIENT, SECRET = "hatecrime", "only-the-provider-and-we-know-this"


@dataclass(frozen=True)
class At:
    """The provider: what it calls itself."""

    issuer: str


@pytest.fixture(scope="module")
def provider(people_of_tests: World, django_db_blocker: Any) -> Iterator[At]:
    """One server for the module, which knows where each agency's people come back to."""
    folder = os.environ.get("HATECRIME_OIDC")
    if not folder:
        pytest.skip(NONE)
    with django_db_blocker.unblock():
        addresses = [return_address(key) for key in Seat.objects.values_list("pk", flat=True)]
    port = free_port()
    command = [str(npm.node()), str(program(folder)), str(port), CLIENT, SECRET, *addresses]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == b"ready\n"
        yield At(f"http://127.0.0.1:{port}")
        server.terminate()


@dataclass
class Door:
    """Housing's single sign-on, and a browser in front of it."""

    world: World
    at: At
    gina: Actor
    seat: Seat
    browser: Client = field(default_factory=Client)

    def set_up(self, *, agency: Agency | None = None, **over: Any) -> SingleSignOn:
        """Let one administrator write the settings, and another one approve them."""
        given: dict[str, Any] = {
            "issuer": self.at.issuer,
            "client_id": CLIENT,
            "secret": SECRET,
            "domains": ("example.org",),
            "is_on": True,
            "keeps_password": False,
            "trusts_second_factor": False,
        }
        seat = Seat.objects.get(agency=agency) if agency else self.seat
        with acting(self.world.frank):
            sign_on = configure(actor=self.world.frank, seat=seat, wanted=SignOnSettings(**given | over))
        with acting(self.gina):
            approve(actor=self.gina, sign_on=sign_on)
        return sign_on

    def go(self, seat: Seat | None = None, **query: str) -> str:
        """Begin, and return the address of the provider to which the browser is led."""
        answer = self.browser.get(reverse("sign_on_go", args=[(seat or self.seat).pk]), query)
        assert answer.status_code == 302, answer.content
        return str(answer.headers["Location"])

    def sign_in_there(self, address: str, **person: Any) -> str:
        """Sign in at the provider, and return the address with which it sends the browser back."""
        claims = {"sub": "of-bob", "email": "bob@example.org", "email_verified": True, "amr": ["pwd"]} | person
        with requests.Session() as session:
            for _ in range(6):
                answer = session.get(address, headers={"x-sign-in": json.dumps(claims)}, allow_redirects=False)
                address = requests.compat.urljoin(address, answer.headers["Location"])  # type: ignore[attr-defined]
                if address.startswith(settings.BASE_URL):
                    return address.removeprefix(settings.BASE_URL)
        raise AssertionError(address)

    def come_back(self, path: str) -> Any:
        """Let the browser take the answer to us."""
        return self.browser.get(path)

    def sign_in(self, **person: Any) -> Any:
        """Do all of it."""
        return self.come_back(self.sign_in_there(self.go(), **person))

    @property
    def is_open(self) -> bool:
        """Whether the browser is signed in, with a role."""
        return self.browser.get("/").status_code == 200


@pytest.fixture
def door(world: World, provider: At) -> Door:
    seat = Seat.objects.select_related("agency").get(agency=world.housing)
    made = Door(world, provider, appoint(world, "gina"), seat)
    made.set_up()
    return made
