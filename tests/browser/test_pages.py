"""Every page of the site, as everybody who may open it: axe, both widths, and no complaint of the browser.

Each person follows the links of every page they come to, and the exact set of pages they get to is declared here.
"""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve, reverse

from cases.forms.intake.steps import STEPS
from tests.browser.conftest import Meet
from tests.browser.looking import look
from tests.browser.people import Visitor
from tests.browser.server import Site
from tests.security.access_matrix import MATRIX

ASKED_FOR = (
    *("home", "account_change_password", "account_logout", "account_reauthenticate", "acting_choose", "mfa_index"),
    *("session_list", "unsent_page"),
)
"""Where everybody begins: what has a link only for some, or a button, is asked for by its address."""
EVERYBODY = {*ASKED_FOR, "account_reset_password", "agreement_accept", "notice_list"}
SET_UP = {"mfa_activate_totp", "mfa_add_webauthn"}
"""Where whoever has confirmed comes to."""
DIRECTORY = EVERYBODY | {"service_list", "service_page"}
PARTNER = DIRECTORY | {
    *("action_list", "case_list", "conference_list", "incident_import", "incident_start", "referral_list"),
}
INVITED = PARTNER | {
    *("action_answer", "assessment_page", "case_page", "conference_page", "minutes_page", "referral_page"),
    *("assessment_new", "case_history", "document_add", "referral_new"),
    *("case_sight", "conflict_declare"),
    *("conference_returns", "item_page", "recusal_new", "return_page"),
}
LEAD = INVITED | {
    *("access_revoke", "case_close", "case_told", "conference_convene", "decision_new", "decision_reopen"),
    *("case_openings", "document_remove"),
    *("case_name", "case_restrict", "case_unname", "case_unrestrict", "wall_lift", "wall_new"),
    *("emergency_review", "emergency_review_list"),
    *("case_safety", "consultation_new", "task_answer", "task_new", "work_plan"),
}
SECOND = {"lowering_answer"}
"""Where whoever did not propose a lower risk comes to."""
CHAIR = LEAD | SECOND | {"conference_attendance", "conference_call_off", "conference_earlier", "conference_finalise"}
PAGES = {
    "alice": LEAD | {"conference_call_off", "incident_check", "incident_discard", "incident_page"},
    "bob": INVITED | {"case_openings", "case_restrict", "case_safety", "consultation_page", "wall_new"},
    "charlie": PARTNER | SET_UP | {"emergency_open"},
    "dana": CHAIR,
    "erin": DIRECTORY | {"report_list", "report_page", "report_request"},
    "frank": DIRECTORY
    | SET_UP
    | {"administration", "agency_new", "partnership_settings", "person_new", "person_page", "service_edit"}
    | {
        "agreement_page",
        "agreement_write",
        "person_edit",
        "person_second_step",
        "proposal_page",
        "role_give",
        "service_new",
    }
    | {"instrument_list", "instrument_page", "instrument_publish", "instrument_thresholds", "instrument_try"}
    | {"instrument_upload"}
    | {"seat_edit", "seat_end", "seat_page", "seat_sign", "sign_on_edit"},
    "grace": EVERYBODY | {"audit_list"},
    "heidi": LEAD | SECOND | {"decision_countersign"},
    "ivan": DIRECTORY | {"monitoring_list"},
}
"""Who gets to which pages. Alice leads and has a draft, Dana chairs, Bob is invited and leads a new case, Charlie has
nothing and has confirmed."""
CONFIRMED = {"charlie", "frank"}
"""Who comes to pages that ask to confirm who is sitting there, and has done so."""
SIGNED_OUT = {
    "account_login": "/account/sign-in/",
    "sign_on_find": "/account/organisation/",
    "sign_on_page": "/account/organisation/{seat}/",
    "account_reset_password": "/account/password/forgotten/",
    "account_reset_password_done": "/account/password/forgotten/sent/",
    "account_reset_password_from_key": "/account/password/new/0-0/",
    "account_reset_password_from_key_done": "/account/password/new/done/",
}
IN_THE_SECOND_STEP = {
    *("mfa_authenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_deactivate_totp"),
    *("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_edit_webauthn", "mfa_remove_webauthn"),
}
"""Pages of somebody who has a second step; `test_second_step.py` looks at them."""
IN_THE_JOB = {"incident_logged", "report_progress"}
"""Pages that last a moment; `test_job.py` looks at them."""
WAYS_ON = {"conference_run", "notice_open", "incident_resume"} | {
    *("sign_on_confirm", "sign_on_confirm_go", "sign_on_go", "sign_on_return"),
}
"""Links that lead to a page of another address."""
NO_PAGES = {
    *("mfa_totp_picture", "session_time"),
    "healthy",
    "audit_export",
    "api_case_list",
    "api_case",
    "document_download",
    "instrument_file",
    "minutes_pdf",
    "report_download",
}
"""What is answered with a file or with data."""
CHANGING = re.compile(r"[0-9A-Za-z]{64}|[0-9a-f-]{36}|[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]|[0-9]+")
"""What differs between two pages that look the same: form tokens, keys, references, numbers and dates."""
OPENED = {
    "case_page": 18,
    "case_sight": 18,
    "conference_page": 4,
    "incident_page": 13,
    "instrument_page": 4,
    "referral_page": 4,
}
LOOKED_AT = {"alice": OPENED | {"case_sight": 2}}
"""How many pages of one kind are opened, and looked at, where it is more than one: cases in every state."""


def test_every_page_is_looked_at() -> None:
    answered = {name for name, row in MATRIX.items() if any(outcome[0] != 405 for outcome in row.outcomes.values())}
    looked_at = set[str]().union(*PAGES.values(), SIGNED_OUT, IN_THE_JOB, IN_THE_SECOND_STEP)
    assert looked_at == answered - WAYS_ON - NO_PAGES


class Walk:
    """Someone's way through the site.

    Attributes:
        looked: the content of every page that anybody looked at.
        seen: how many pages of each kind they came to.
        wrong: what is wrong with them.
    """

    def __init__(self, visitor: Visitor, looked: set[str]) -> None:
        self.visitor = visitor
        self.looked = looked
        self.looked_at = LOOKED_AT.get(visitor.name, {})
        self.known: set[str] = set()
        self.asked: Counter[str] = Counter()
        self.seen: Counter[str] = Counter()
        self.wrong: list[str] = []

    def go(self, *paths: str) -> None:
        """Open these pages, and every kind of page that links lead to."""
        waiting = list(paths)
        while waiting:
            path = waiting.pop(0)
            if path not in self.known and self._is_wanted(path):
                waiting += self._open(path)
            self.known.add(path)

    def _is_wanted(self, path: str) -> bool:
        name = name_of(path)
        if not name or name in NO_PAGES or self.asked[name] >= OPENED.get(name, 1):
            return False
        self.asked[name] += 1
        return True

    def _open(self, path: str) -> Iterator[str]:
        """Look at a page, unless enough of its kind were looked at, and return where its links lead."""
        if self._has_enough_of(name_of(path)):
            status, links = self.visitor.fetch(path)
        else:
            status = self.visitor.go(path).status
            links = self.visitor.links()
            self._look()
        if status != 200:
            self.wrong.append(f"{path} answers {status}")
        return (urlsplit(link).path for link in links)

    def _look(self) -> None:
        landed = name_of(urlsplit(self.visitor.page.url).path)
        if self._has_enough_of(landed):
            return
        self.seen[landed] += 1
        if landed == "home" or self._is_new():
            self.wrong += look(self.visitor.page, f"{self.visitor.role}-{landed}{_number(self.seen[landed])}")

    def _is_new(self) -> bool:
        """Tell whether nobody looked at a page whose content is the same but for its numbers, dates and references."""
        content = CHANGING.sub("", self._main())
        is_new = content not in self.looked
        self.looked.add(content)
        return is_new

    def _main(self) -> str:
        return str(self.visitor.page.locator("main").evaluate("main => main.outerHTML"))

    def _has_enough_of(self, name: str) -> bool:
        return self.seen[name] >= self.looked_at.get(name, 1)


def _number(seen: int) -> str:
    return f"-{seen}" if seen > 1 else ""


def name_of(path: str) -> str:
    """Return the name of an address; blank for what is none of ours."""
    try:
        return resolve(path).url_name or ""
    except Resolver404:
        return ""


@pytest.fixture(scope="module")
def looked() -> set[str]:
    """The content of every page that was looked at, whoever came there first."""
    return set()


@pytest.mark.parametrize("person", PAGES)
def test_pages_of(site: Site, meet: Meet, looked: set[str], person: str) -> None:
    visitor = meet(person).sign_in()
    walk = Walk(visitor.confirm() if person in CONFIRMED else visitor, looked)
    walk.go(*map(reverse, ASKED_FOR), *(_questions(site) if person == "alice" else ()))
    assert walk.wrong == []
    assert set(walk.seen) == PAGES[person]


def _questions(site: Site) -> Iterator[str]:
    """Return the pages of Alice's draft, which is still empty."""
    for step in STEPS:
        yield reverse("incident_page", args=[site.facts["draft"], step.key])
    yield reverse("incident_check", args=[site.facts["draft"]])


def test_pages_of_nobody(site: Site, meet: Meet) -> None:
    visitor = meet("nobody")
    wrong = []
    for name, path in SIGNED_OUT.items():
        assert visitor.go(path.format(**site.facts)).status == 200
        wrong += look(visitor.page, f"{visitor.role}-{name}")
    assert wrong == []


REFUSED = {"/cases/": 403, "/nowhere/": 404}


@pytest.mark.parametrize(("path", "status"), REFUSED.items())
def test_page_that_says_no(meet: Meet, path: str, status: int) -> None:
    """A refusal is a page too. The browser notes that it was refused, and nothing else."""
    visitor = meet("erin").sign_in()
    assert visitor.go(path).status == status
    assert look(visitor.page, f"{visitor.role}-{status}") == []
    complaints, visitor.complaints = visitor.complaints, []
    assert len(complaints) == 1
    assert f"the server responded with a status of {status}" in complaints[0]
