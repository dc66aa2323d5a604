"""Every page of the site, as everybody who may open it: axe, both widths, and no complaint of the browser.

Each person follows the links of every page they come to, and the exact set of pages they get to is declared here.
"""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from cases.forms.intake.steps import STEPS
from tests.browser.conftest import Meet
from tests.browser.looking import look
from tests.browser.server import Site
from tests.browser.walking import Looked, Walk
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
    *("conference_returns", "draft_page", "item_page", "recusal_new", "return_page"),
}
LEAD = INVITED | {
    "agenda_refer",
    *("access_revoke", "case_close", "case_satisfaction", "case_told", "conference_convene"),
    *("decision_new", "decision_reopen"),
    *("case_openings", "document_remove"),
    *("case_name", "case_restrict", "case_unname", "case_unrestrict", "wall_lift", "wall_new"),
    *("emergency_review", "emergency_review_list"),
    *("case_safety", "consultation_new", "task_answer", "task_new", "work_plan"),
    *("counter_new", "proportionality_new", "remedy_new", "remedy_page"),
    *("transfer_page", "transfer_paper"),
}
SECOND = {"lowering_answer"}
"""Where whoever did not propose a lower risk comes to."""
CHAIR = (
    LEAD
    | SECOND
    | {
        *("conference_attendance", "conference_call_off", "conference_earlier", "conference_finalise"),
        *("attendance_amend", "correction_answer", "minutes_amend", "minutes_circulate", "repeat_page"),
        *("agenda_invite", "conference_agenda", "conference_move", "conference_overview"),
        *("panel_change", "panel_list", "panel_new", "panel_page", "panel_plan"),
    }
)
PAGES = {
    "alice": LEAD | {"conference_call_off", "conference_move", "incident_check", "incident_discard", "incident_page"},
    "bob": INVITED
    | {"case_openings", "case_restrict", "case_safety", "consultation_page", "wall_new"}
    | {"counter_new", "statement_change"},
    "charlie": PARTNER | SET_UP | {"emergency_open"},
    "dana": CHAIR,
    "erin": DIRECTORY
    | SET_UP
    | {"conference_overview", "report_list", "report_page", "report_request"}
    | {"report_compare", "report_overview", "report_schedule"}
    | {"figures_kind", "figures_list", "figures_load", "figures_page"}
    | {"release_list", "release_new", "release_page", "release_sign", "release_texts", "release_withdraw"},
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
    "heidi": LEAD
    | SECOND
    | SET_UP
    | {"decision_countersign", "emergency_open", "subject_erase"}
    | {"case_transfer", "transfer_answer", "transfer_withdraw"},
    "ivan": DIRECTORY | {"monitoring_list"},
}
"""Who gets to which pages. Alice leads and has a draft, Dana chairs, Bob is invited and leads a new case, Charlie has
nothing and has confirmed, and so has Heidi, who may erase what is not kept."""
CONFIRMED = {"charlie", "erin", "frank", "heidi"}
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
    "conference_calendar",
    "document_download",
    "draft_pdf",
    "instrument_file",
    "minutes_pdf",
    "release_download",
    "report_compare_file",
    "report_download",
}
"""What is answered with a file or with data."""
OPENED = {
    "case_page": 20,
    "case_sight": 20,
    "conference_page": 4,
    "incident_page": 13,
    "instrument_page": 4,
    "referral_page": 4,
    "release_page": 2,
    "transfer_page": 4,
}
"""How many pages of one kind are opened, where it is more than one: cases in every state."""


def test_every_page_is_looked_at() -> None:
    answered = {name for name, row in MATRIX.items() if any(outcome[0] != 405 for outcome in row.outcomes.values())}
    looked_at = set[str]().union(*PAGES.values(), SIGNED_OUT, IN_THE_JOB, IN_THE_SECOND_STEP)
    assert looked_at == answered - WAYS_ON - NO_PAGES


@pytest.fixture(scope="module")
def looked() -> Looked:
    """What was looked at, whoever came there first."""
    return Looked()


@pytest.mark.parametrize("person", PAGES)
def test_pages_of(site: Site, meet: Meet, looked: Looked, person: str) -> None:
    visitor = meet(person).sign_in()
    confirmed = visitor.confirm() if person in CONFIRMED else visitor
    walk = Walk(confirmed, looked, opened=OPENED, files=NO_PAGES)
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
