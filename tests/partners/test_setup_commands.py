"""Setting up a partnership from the command line, and the rules that the administrator's pages share."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.test import Client

from audit.models import Event
from partners.models import Agency, Membership, Partnership, Seat, User
from partners.queries import actors_of
from partners.roles import Role
from partners.scope import scope

pytestmark = pytest.mark.usefixtures("empty_database")


def run(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def telford(db: None) -> Partnership:
    run("create_partnership", "TEL", "Telford and Wrekin", "--reporting-year-starts", "1")
    run("create_agency", "HCU", "Hate Crime Unit", "--partnership", "TEL")
    return Partnership.objects.get(code="TEL")


def link_in(text: str) -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", text)
    assert found
    return found.group(1)


def test_the_three_commands_make_somebody_who_can_sign_in(telford: Partnership) -> None:
    out = run("create_user", "Someone.New@Example.org", "--agency", "HCU", "--role", "caseworker")
    user = User.objects.get()
    assert out.startswith(
        "Someone New <someone.new@example.org> has the role “Caseworker” at Hate Crime Unit, Telford and Wrekin.\n"
        "Set a password within three days, once: http"
    )
    (actor,) = actors_of(user)
    assert (actor.agency_name, actor.partnership_name, actor.roles) == (
        "Hate Crime Unit",
        "Telford and Wrekin",
        frozenset({Role.CASEWORKER}),
    )
    assert [(a.email, a.verified, a.primary) for a in EmailAddress.objects.filter(user=user)] == [
        ("someone.new@example.org", True, True)
    ]
    assert telford.reporting_year_starts == 1


def test_the_link_sets_the_password_once(telford: Partnership) -> None:
    path = link_in(run("create_user", "someone@example.org", "--agency", "HCU", "--role", "caseworker"))
    client = Client()
    page = client.get(path, follow=True)
    password = "a long and quiet sentence"
    done = client.post(page.request["PATH_INFO"], {"password1": password, "password2": password})
    assert done.status_code == 302
    assert User.objects.get().check_password(password)
    assert "no longer works" in Client().get(path, follow=True).content.decode()


def test_the_link_ends_after_three_days(telford: Partnership, monkeypatch: pytest.MonkeyPatch) -> None:
    generator = default_token_generator
    now = generator._now()
    monkeypatch.setattr(generator, "_now", lambda: now - timedelta(hours=73))
    run("create_user", "someone@example.org", "--agency", "HCU", "--role", "caseworker")
    user = User.objects.get()
    token = generator.make_token(user)
    assert generator.check_token(user, token)
    monkeypatch.setattr(generator, "_now", lambda: now)
    assert not generator.check_token(user, token)


def test_running_again_adds_the_role_or_says_that_it_is_there(telford: Partnership) -> None:
    someone = ("create_user", "someone@example.org", "--agency", "HCU", "--role")
    run(*someone, "caseworker")
    assert "has already got the role “Caseworker”" in run(*someone, "caseworker")
    assert "has the role “Panel chair”" in run(*someone, "chair")
    assert set(Membership.objects.values_list("role", flat=True)) == {"caseworker", "chair"}
    user = User.objects.get()
    user.set_password("a long and quiet sentence")
    user.save()
    assert "has set a password" in run(*someone, "caseworker")


def test_an_agency_may_sit_in_two_partnerships(telford: Partnership) -> None:
    run("create_partnership", "SHR", "Shropshire", "--nation", "wales", "--decision-limit-days", "3")
    run("create_agency", "hcu", "Hate Crime Unit", "--partnership", "SHR", "--monitoring")
    assert Agency.objects.count() == 1
    assert set(Seat.objects.values_list("partnership__code", "is_monitoring")) == {("TEL", False), ("SHR", True)}
    with pytest.raises(CommandError, match=r"several partnerships\. Say which: SHR, TEL"):
        run("create_user", "someone@example.org", "--agency", "HCU", "--role", "caseworker")
    run("create_user", "someone@example.org", "--agency", "HCU", "--role", "caseworker", "--partnership", "SHR")
    assert Membership.objects.get().partnership.code == "SHR"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("create_partnership", "TEL", "Again"), "a partnership with the code TEL already: Telford and Wrekin"),
        (("create_partnership", "T-L", "Name"), "“T-L” cannot be a code"),
        (("create_partnership", "NEW", " "), "Enter a name"),
        (("create_partnership", "NEW", "New", "--nation", "france"), "“france” is not a nation"),
        (("create_partnership", "NEW", "New", "--reporting-year-starts", "13"), "starts in a month"),
        (("create_partnership", "NEW", "New", "--decision-limit-days", "0"), "1 to 60 working days"),
        (("create_agency", "HCU", "Hate Crime Unit", "--partnership", "TEL"), "has a seat in this partnership already"),
        (("create_agency", "HCU", "Other", "--partnership", "TEL"), "belongs to another agency: Hate Crime Unit"),
        (("create_agency", "HOU", "Housing", "--partnership", "XXX"), "no partnership with the code “XXX”.*TEL"),
        (("create_user", "a@b.org", "--agency", "XXX", "--role", "caseworker"), "no agency with the code “XXX”"),
        (("create_user", "a@b.org", "--agency", "HCU", "--role", "boss"), "“boss” is not a role.*caseworker"),
        (("create_user", "not an address", "--agency", "HCU", "--role", "chair"), "is not an email address"),
    ],
)
def test_a_refusal_is_one_sentence_and_changes_nothing(
    telford: Partnership, arguments: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        run(*arguments)
    assert (Partnership.objects.count(), Agency.objects.count(), Seat.objects.count(), User.objects.count()) == (
        1,
        1,
        1,
        0,
    )


def test_every_step_is_in_the_log(telford: Partnership) -> None:
    run("create_user", "someone@example.org", "--agency", "HCU", "--role", "caseworker")
    with scope(partnership_id=telford.pk, roles=[Role.AUDITOR]):
        verbs = set(Event.objects.values_list("verb", flat=True))
        facts = str(list(Event.objects.values_list("facts", "subject")))
    assert verbs == {"partnership.create", "agency.seat", "user.create", "user.invite", "role.give"}
    assert "someone" not in facts
