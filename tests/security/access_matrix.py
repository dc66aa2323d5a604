"""What every address answers, to whom: the declaration that `test_access_matrix.py` holds the site to.

A row says which permissions open the address (any of them; none named: everybody with a role; `OPEN`: everybody), and
what it answers to GET and to POST. Where the address names a record, the answer depends on how the record stands to the
person: own (their agency's), shared (another agency's, shared with theirs), other (hidden from them). What was shared
until it expired or was revoked is as other; what is of another partnership, mixed up or missing is not found, nor what
is about a case that is closed to the person. Without the permission the answer is 403 whatever the record; signed out
it is the way to sign in.

200 shows a page, 302 leads on, 400 and 409 refuse what was sent, 403 says what the rule is, 404 knows nothing, 405 has
no such method. The cases are new: what needs an assessment or a decision leads back to the case's page, which says so.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models

from cases.models import (
    Assessment,
    Case,
    CaseAccess,
    CaseTask,
    Consultation,
    Decision,
    Document,
    EmergencyAccess,
    Incident,
    IncidentDraft,
    InstrumentVersion,
    Lowering,
    Remedy,
)
from cases.sections import Section
from conferences.models import (
    Action,
    AgendaReferral,
    Conference,
    Correction,
    Item,
    Minutes,
    MinutesPart,
    Panel,
    Recusal,
    Repeat,
    ResearchReturn,
    Statement,
)
from partners.models import Agreement, Membership, Notice, Proposal, Seat
from partners.roles import Permission
from referrals.models import Referral, Service
from reporting.models import ReportRun

P = Permission
OPEN = None
_NOT_BY_SECTIONS = {
    *(Action, AgendaReferral, Conference, Consultation, Correction, Item, Minutes, MinutesPart, Recusal, Referral),
    *(Repeat, ResearchReturn, Statement),
}
"""What an agency is given apart from the sections of the case."""
ASHBRIDGE = ("alice", "bob", "charlie", "dana", "erin", "frank", "grace", "heidi", "ivan")
Outcome = tuple[int, int]
Record = Callable[[Any], dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """What one address answers. `never` marks the methods that it refuses to everybody, before asking who they are.

    `signed_out` is what an address without a way to sign in says to nobody, whatever the method. `section` is the part
    of the case that the record stands in: an agency without it does not find the record.
    """

    needs: tuple[Permission, ...] | None
    outcomes: dict[str, Outcome]
    table: type[models.Model] = Case
    record: Record | None = None
    fixed: dict[str, Any] = field(default_factory=dict)
    but: dict[str, dict[str, Outcome]] = field(default_factory=dict)
    signed_out: int | None = None
    section: Section | None = None

    @property
    def of_case(self) -> bool:
        """Whether what is asked for stands in one case, so that the case's sections decide."""
        return self.hangs_on_a_case and self.table not in _NOT_BY_SECTIONS

    @property
    def hangs_on_a_case(self) -> bool:
        """Whether what is asked for is about a case, and closed to whom the case is closed."""
        keys = [field for field in self.table._meta.fields if field.name == "case"]
        loose = {Case, Conference, Correction, Minutes, MinutesPart, Statement}
        return self.table in loose or any(not key.null for key in keys)

    @property
    def hangs_on_an_item(self) -> bool:
        """Whether what is asked for is gone for whoever has stepped out of its item."""
        return self.table in {Action, Conference, Correction, Item, Recusal, ResearchReturn, Statement}

    @property
    def never(self) -> tuple[bool, bool]:
        get, post = zip(*self.outcomes.values(), strict=True)
        return set(get) == {405}, set(post) == {405}


def page(*needs: Permission, get: int = 200, post: int = 405, **kwargs: Any) -> Row:
    """An address without a record."""
    return Row(needs, {"any": (get, post)}, **kwargs)


def of(
    table: type[models.Model], record: Record, *needs: Permission, own: Outcome, shared: Outcome, **kwargs: Any
) -> Row:
    """An address of a record; a hidden one is not found, whatever is asked of it."""
    other = tuple(405 if {own[place], shared[place]} == {405} else 404 for place in (0, 1))
    outcomes = {"own": own, "shared": shared, "other": (other[0], other[1])}
    return Row(needs, outcomes, table=table, record=record, **kwargs)


def common(table: type[models.Model], record: Record, *needs: Permission, gives: Outcome, **kwargs: Any) -> Row:
    """An address of something that belongs to a partnership as a whole: hidden only from other partnerships."""
    everybody = {name: {"other": gives} for name in ASHBRIDGE}
    return of(table, record, *needs, own=gives, shared=gives, but=everybody, **kwargs)


def case(*needs: Permission, own: Outcome, shared: Outcome, **kwargs: Any) -> Row:
    """An address of a case."""
    return of(Case, lambda row: {"reference": row.reference}, *needs, own=own, shared=shared, **kwargs)


def by(name: str) -> Record:
    """Name a record by its key."""
    return lambda row: {name: row.pk}


def document(row: Document) -> dict[str, Any]:
    """Name a document within its case."""
    return {"reference": row.case.reference, "document_id": row.pk}


def instrument(row: InstrumentVersion) -> dict[str, Any]:
    """Name a version of a risk instrument by what it says."""
    return {"fingerprint": row.fingerprint}


def by_user(membership: Membership) -> dict[str, Any]:
    """Name the person who has a role."""
    return {"user_id": membership.user_id}


PAGE, FORM, LATER, LEADS_ON, DONE = (200, 405), (200, 200), (302, 302), (302, 405), (405, 302)
READ_ONLY = (200, 403)
REFUSED, GONE = (403, 403), (404, 404)
READ, NOT_READ = (200, 403), (403, 405)
KEY = by("key")
NOT_MINE = {name: {"own": GONE} for name in ("dana", "erin", "frank", "grace", "heidi", "karim", "lena")}
"""What is a person's own is not her colleagues'."""
LED_AWAY = {"nobody": {"any": (302, 302)}}
"""Who has not signed in is led to do so."""
NOT_THE_CHAIR = {"heidi": {"own": REFUSED}}
"""Alice chairs; Dana may run any conference of the agency; Heidi may read it."""

READS = {"heidi": {"own": (200, 403)}}
"""The same, of what others than the chair may read."""

NOBODYS = "00000000-0000-4000-8000-000000000000"
"""The key of nothing."""

MATRIX: dict[str, Row] = {
    # Signing in, and what watches the site
    "healthy": Row(OPEN, {"any": (200, 405)}),
    "account_login": Row(OPEN, {"any": (302, 302)}, but={"nobody": {"any": (200, 200)}}),
    "sign_on_find": Row(OPEN, {"any": (302, 302)}, but={"nobody": {"any": (200, 200)}}),
    "sign_on_page": Row(OPEN, {"any": (302, 405)}, but={"nobody": {"any": (404, 405)}}, fixed={"key": NOBODYS}),
    "sign_on_go": Row(OPEN, {"any": (302, 405)}, but={"nobody": {"any": (404, 405)}}, fixed={"key": NOBODYS}),
    "sign_on_return": Row(OPEN, {"any": (404, 405)}, fixed={"key": NOBODYS}),
    "sign_on_confirm": Row(OPEN, {"any": (302, 405)}),
    "sign_on_confirm_go": Row(OPEN, {"any": (302, 405)}),
    "account_logout": Row(OPEN, {"any": (200, 302)}, but={"nobody": {"any": (302, 302)}}),
    "account_reauthenticate": Row(OPEN, {"any": (200, 200)}, but=LED_AWAY),
    "account_change_password": Row(OPEN, {"any": (200, 200)}, but={"nobody": {"any": (302, 302)}}),
    "account_reset_password": Row(OPEN, {"any": (200, 200)}),
    "account_reset_password_done": Row(OPEN, {"any": (200, 405)}),
    "account_reset_password_from_key": Row(OPEN, {"any": (200, 200)}, fixed={"uidb36": "0", "key": "0"}),
    "account_reset_password_from_key_done": Row(OPEN, {"any": (200, 405)}),
    "mfa_index": Row(OPEN, {"any": (200, 405)}, but=LED_AWAY),
    "mfa_authenticate": Row(OPEN, {"any": (302, 302)}),
    "mfa_reauthenticate": Row(OPEN, {"any": (302, 302)}),
    "mfa_activate_totp": Row(OPEN, {"any": (200, 200)}, but=LED_AWAY),
    "mfa_totp_picture": Row(OPEN, {"any": (200, 405)}, but={"nobody": {"any": (302, 405)}}),
    "mfa_deactivate_totp": Row(OPEN, {"any": (404, 404)}, but=LED_AWAY),
    "mfa_view_recovery_codes": Row(OPEN, {"any": (404, 405)}, but=LED_AWAY),
    "mfa_generate_recovery_codes": Row(OPEN, {"any": (200, 200)}, but=LED_AWAY),
    "mfa_add_webauthn": Row(OPEN, {"any": (200, 200)}, but=LED_AWAY),
    "mfa_reauthenticate_webauthn": Row(OPEN, {"any": (302, 302)}),
    "mfa_edit_webauthn": Row(OPEN, {"any": (404, 404)}, fixed={"pk": 0}, but=LED_AWAY),
    "mfa_remove_webauthn": Row(OPEN, {"any": (404, 404)}, fixed={"pk": 0}, but=LED_AWAY),
    # Sessions, and what could not be sent
    "session_list": page(),
    "session_end": page(get=405, post=302),
    "session_time": Row(OPEN, {"any": (200, 200)}),
    "unsent_page": page(),
    "unsent_keep": page(get=405, post=400),
    "unsent_discard": page(get=405, post=302),
    # Everybody's own
    "home": page(),
    "acting_choose": page(post=200),
    "agreement_accept": page(post=200),
    "notice_list": page(),
    "notice_read_all": page(get=405, post=302),
    "notice_open": of(Notice, by("notice_id"), own=(302, 405), shared=(404, 405), but=NOT_MINE),
    "notice_read": of(Notice, by("notice_id"), own=(405, 302), shared=(405, 404), but=NOT_MINE),
    # Cases
    "case_list": page(P.CASE_READ),
    "case_page": case(P.CASE_READ, own=PAGE, shared=PAGE),
    "case_history": case(P.CASE_READ, own=PAGE, shared=PAGE),
    "case_openings": case(P.CASE_READ, own=PAGE, shared=(403, 405)),
    "assessment_new": case(P.CASE_READ, own=FORM, shared=REFUSED),
    "assessment_page": of(
        Assessment,
        lambda row: {"reference": row.case.reference, "assessment_id": row.pk},
        P.CASE_READ,
        own=PAGE,
        shared=PAGE,
        section=Section.RISK,
    ),
    "document_add": case(P.CASE_READ, own=FORM, shared=FORM, section=Section.DOCUMENTS),
    "document_download": of(Document, document, P.CASE_READ, own=PAGE, shared=PAGE, section=Section.DOCUMENTS),
    "document_remove": of(Document, document, P.CASE_READ, own=(200, 302), shared=REFUSED, section=Section.DOCUMENTS),
    "decision_new": case(P.CASE_READ, own=LATER, shared=REFUSED),
    "decision_reopen": case(P.CASE_READ, own=LATER, shared=REFUSED),
    "lowering_answer": of(
        Lowering,
        lambda row: {"reference": row.case.reference, "assessment_id": row.assessment_id},
        P.CASE_READ,
        own=REFUSED,
        shared=REFUSED,
        but={"dana": {"own": FORM}, "heidi": {"own": FORM}},
    ),
    "consultation_new": case(P.CASE_READ, own=FORM, shared=REFUSED),
    "consultation_page": of(Consultation, by("consultation_id"), P.CONSULTATION_ANSWER, own=LATER, shared=FORM),
    "decision_countersign": of(
        Decision,
        lambda row: {"reference": row.case.reference, "decision_id": row.pk},
        P.CASE_READ,
        own=REFUSED,
        shared=REFUSED,
        but={"heidi": {"own": LATER}},
    ),
    "work_plan": case(P.CASE_READ, own=LATER, shared=REFUSED),
    "task_new": case(P.CASE_READ, own=LATER, shared=REFUSED),
    "task_answer": of(CaseTask, by("task_id"), P.CASE_READ, own=FORM, shared=GONE),
    "counter_new": case(P.CASE_READ, own=FORM, shared=REFUSED),
    "remedy_new": case(P.CASE_READ, own=FORM, shared=REFUSED),
    "remedy_page": of(Remedy, by("remedy_id"), P.CASE_READ, own=FORM, shared=READ_ONLY, section=Section.PEOPLE),
    "case_safety": of(
        Incident,
        lambda row: {"reference": row.case.reference, "incident_id": row.pk},
        P.CASE_READ,
        own=(200, 302),
        shared=REFUSED,
    ),
    "case_told": case(P.CASE_READ, own=FORM, shared=REFUSED),
    "case_close": case(P.CASE_READ, own=FORM, shared=REFUSED),
    "access_revoke": of(
        CaseAccess,
        lambda row: {"reference": row.case.reference, "access_id": row.pk},
        P.CASE_READ,
        own=(200, 302),
        shared=REFUSED,
    ),
    # Who may see a case, and emergencies
    "case_sight": case(P.CASE_READ, own=PAGE, shared=PAGE),
    "case_restrict": case(P.CASE_READ, own=FORM, shared=REFUSED),
    "case_unrestrict": case(P.CASE_READ, own=(200, 302), shared=REFUSED),
    "case_name": case(P.CASE_READ, own=FORM, shared=REFUSED),
    "case_unname": case(P.CASE_READ, own=GONE, shared=REFUSED, fixed={"user_id": UUID(int=0)}),
    "conflict_declare": case(P.CASE_READ, own=FORM, shared=FORM),
    "wall_new": case(P.CASE_READ, own=FORM, shared=REFUSED),
    "wall_lift": case(P.CASE_READ, own=GONE, shared=REFUSED, fixed={"wall_id": UUID(int=0)}),
    "emergency_open": page(P.CASE_READ, post=200),
    "emergency_review_list": page(P.CASE_SHARE),
    "emergency_review": of(EmergencyAccess, by("use_id"), P.CASE_SHARE, own=FORM, shared=GONE),
    # Conferences and actions
    "agenda_refer": case(P.CASE_SHARE, own=LATER, shared=REFUSED),
    "agenda_take_back": of(AgendaReferral, KEY, P.CASE_SHARE, own=DONE, shared=(405, 404)),
    "panel_list": page(P.AGENDA_ARRANGE),
    "panel_new": page(P.AGENDA_ARRANGE, post=200),
    "panel_page": of(Panel, KEY, P.AGENDA_ARRANGE, own=PAGE, shared=(404, 405)),
    "panel_change": of(Panel, KEY, P.AGENDA_ARRANGE, own=FORM, shared=GONE),
    "panel_end": of(Panel, KEY, P.AGENDA_ARRANGE, own=DONE, shared=(405, 404)),
    "panel_plan": of(Panel, KEY, P.AGENDA_ARRANGE, own=FORM, shared=GONE),
    "conference_agenda": of(Conference, KEY, P.CONFERENCE_READ, own=FORM, shared=REFUSED, but=NOT_THE_CHAIR),
    "agenda_publish": of(Conference, KEY, P.CONFERENCE_READ, own=DONE, shared=DONE),
    "agenda_withdraw": of(Conference, KEY, P.CONFERENCE_READ, own=DONE, shared=DONE),
    "agenda_place": of(
        Conference,
        lambda row: {"key": row.pk, "referral": UUID(NOBODYS)},
        P.CONFERENCE_READ,
        own=(405, 404),
        shared=(405, 404),
    ),
    "agenda_take_off": of(Item, KEY, P.CONFERENCE_READ, own=DONE, shared=DONE),
    "agenda_invite": of(Item, KEY, P.CONFERENCE_READ, own=FORM, shared=REFUSED, but=NOT_THE_CHAIR),
    "conference_move": of(Conference, KEY, P.CONFERENCE_READ, own=FORM, shared=REFUSED, but=NOT_THE_CHAIR),
    "conference_calendar": of(Conference, KEY, P.CONFERENCE_READ, own=PAGE, shared=PAGE),
    "conference_overview": page(P.CONFERENCE_OVERSEE),
    "conference_convene": case(P.CONFERENCE_CONVENE, own=LATER, shared=REFUSED),
    "conference_list": page(P.CONFERENCE_READ),
    "conference_page": of(Conference, KEY, P.CONFERENCE_READ, own=PAGE, shared=PAGE),
    "conference_attendance": of(Conference, KEY, P.CONFERENCE_READ, own=FORM, shared=REFUSED, but=NOT_THE_CHAIR),
    "conference_run": of(Conference, KEY, P.CONFERENCE_READ, own=LEADS_ON, shared=NOT_READ, but=NOT_THE_CHAIR),
    "conference_earlier": of(Conference, KEY, P.CONFERENCE_READ, own=PAGE, shared=NOT_READ, but=NOT_THE_CHAIR),
    "conference_returns": of(Conference, KEY, P.CONFERENCE_READ, own=FORM, shared=READ, but=READS),
    # The day's screen, research returns, stepping out
    "item_page": of(Item, KEY, P.CONFERENCE_READ, own=FORM, shared=READ, but=READS),
    "item_begin": of(Item, KEY, P.CONFERENCE_READ, own=DONE, shared=(405, 403), but=NOT_THE_CHAIR),
    "item_note": of(
        Item, KEY, P.CONFERENCE_READ, own=(405, 422), shared=(405, 403), fixed={"field": "decision"}, but=NOT_THE_CHAIR
    ),
    "recusal_new": of(Item, KEY, P.CONFERENCE_READ, own=FORM, shared=(200, 302), but={"heidi": {"own": (200, 302)}}),
    "recusal_lift": of(Recusal, KEY, P.CONFERENCE_READ, own=DONE, shared=(405, 403), but=NOT_THE_CHAIR),
    "return_page": of(Item, KEY, P.CONFERENCE_READ, own=FORM, shared=FORM),
    "return_release": of(Item, KEY, P.CONFERENCE_READ, own=DONE, shared=DONE),
    "return_nothing_known": of(Item, KEY, P.CONFERENCE_READ, own=DONE, shared=DONE),
    "return_take_back": of(Item, KEY, P.CONFERENCE_READ, own=DONE, shared=(405, 404)),
    "statement_change": of(Statement, KEY, P.CONFERENCE_READ, own=FORM, shared=GONE),
    "conference_finalise": of(Conference, KEY, P.CONFERENCE_READ, own=FORM, shared=REFUSED, but=NOT_THE_CHAIR),
    "conference_call_off": of(Conference, KEY, P.CONFERENCE_CONVENE, own=(200, 302), shared=REFUSED, but=NOT_THE_CHAIR),
    "minutes_page": of(Minutes, lambda row: {"key": row.conference_id}, P.CONFERENCE_READ, own=PAGE, shared=PAGE),
    "minutes_pdf": of(Minutes, lambda row: {"key": row.conference_id}, P.CONFERENCE_READ, own=PAGE, shared=PAGE),
    "minutes_circulate": of(Conference, KEY, P.CONFERENCE_READ, own=FORM, shared=REFUSED, but=NOT_THE_CHAIR),
    "draft_page": of(Conference, KEY, P.CONFERENCE_READ, own=FORM, shared=FORM),
    "correction_answer": of(Correction, KEY, P.CONFERENCE_READ, own=FORM, shared=GONE, but=NOT_THE_CHAIR),
    "minutes_amend": of(
        MinutesPart, lambda row: {"key": row.item_id}, P.CONFERENCE_READ, own=FORM, shared=REFUSED, but=NOT_THE_CHAIR
    ),
    "repeat_page": of(Repeat, KEY, P.CONFERENCE_READ, own=FORM, shared=GONE),
    "reminder_choose": page(P.ACTION_UPDATE, get=405, post=302),
    "action_list": page(P.ACTION_UPDATE),
    "action_answer": of(Action, KEY, P.ACTION_UPDATE, own=FORM, shared=FORM),
    # Referrals and support services
    "referral_new": case(P.REFERRAL_SEND, own=FORM, shared=REFUSED),
    "referral_list": page(P.REFERRAL_READ),
    "referral_page": of(Referral, by("referral_id"), P.REFERRAL_READ, own=PAGE, shared=PAGE),
    "referral_answer": of(Referral, by("referral_id"), P.REFERRAL_ANSWER, own=(405, 403), shared=(405, 200)),
    "referral_withdraw": of(Referral, by("referral_id"), P.REFERRAL_SEND, own=(405, 302), shared=(405, 403)),
    "service_list": page(P.SERVICE_READ),
    "service_new": page(P.PARTNERSHIP_ADMINISTER, post=200),
    "service_page": common(Service, by("service_id"), P.SERVICE_READ, gives=PAGE),
    "service_edit": common(Service, by("service_id"), P.PARTNERSHIP_ADMINISTER, gives=FORM),
    # What the partnership sees without seeing people
    "monitoring_list": page(P.MONITORING_READ),
    "report_list": page(P.REPORT_READ),
    "report_request": page(P.REPORT_PRODUCE, post=200),
    "report_page": common(ReportRun, by("run_id"), P.REPORT_READ, gives=PAGE),
    "report_progress": common(ReportRun, by("run_id"), P.REPORT_READ, gives=LEADS_ON),
    "report_again": common(ReportRun, by("run_id"), P.REPORT_PRODUCE, gives=DONE),
    "report_add_pdf": common(ReportRun, by("run_id"), P.REPORT_READ, gives=DONE),
    "report_download": common(ReportRun, by("run_id"), P.REPORT_READ, gives=PAGE, fixed={"format_": "pdf"}),
    # The access log and administration
    "audit_list": page(P.AUDIT_READ),
    "audit_export": page(P.AUDIT_READ),
    "administration": page(P.PARTNERSHIP_ADMINISTER),
    "partnership_settings": page(P.PARTNERSHIP_ADMINISTER, post=200),
    "agency_new": page(P.PARTNERSHIP_ADMINISTER, post=200),
    "person_new": page(P.PARTNERSHIP_ADMINISTER, post=200),
    "person_page": common(Membership, by_user, P.PARTNERSHIP_ADMINISTER, gives=PAGE),
    "person_link": common(Membership, by_user, P.PARTNERSHIP_ADMINISTER, gives=DONE),
    "role_give": common(Membership, by_user, P.PARTNERSHIP_ADMINISTER, gives=FORM),
    "person_edit": common(Membership, by_user, P.PARTNERSHIP_ADMINISTER, gives=FORM),
    "proposal_page": common(Proposal, by("proposal_id"), P.PARTNERSHIP_ADMINISTER, gives=PAGE),
    "proposal_approve": common(Proposal, by("proposal_id"), P.PARTNERSHIP_ADMINISTER, gives=DONE),
    "proposal_refuse": common(Proposal, by("proposal_id"), P.PARTNERSHIP_ADMINISTER, gives=DONE),
    "seat_page": common(Seat, by("seat_id"), P.PARTNERSHIP_ADMINISTER, gives=PAGE),
    "seat_edit": common(Seat, by("seat_id"), P.PARTNERSHIP_ADMINISTER, gives=FORM),
    "sign_on_edit": common(Seat, by("seat_id"), P.PARTNERSHIP_ADMINISTER, gives=FORM),
    "sign_on_approve": common(Seat, by("seat_id"), P.PARTNERSHIP_ADMINISTER, gives=(405, 404)),
    "seat_sign": common(Seat, by("seat_id"), P.PARTNERSHIP_ADMINISTER, gives=FORM),
    "seat_end": common(Seat, by("seat_id"), P.PARTNERSHIP_ADMINISTER, gives=(200, 302)),
    "instrument_list": page(P.PARTNERSHIP_ADMINISTER),
    "instrument_upload": page(P.PARTNERSHIP_ADMINISTER, post=200),
    "instrument_page": common(InstrumentVersion, instrument, P.PARTNERSHIP_ADMINISTER, gives=PAGE),
    "instrument_try": common(InstrumentVersion, instrument, P.PARTNERSHIP_ADMINISTER, gives=FORM),
    "instrument_publish": common(InstrumentVersion, instrument, P.PARTNERSHIP_ADMINISTER, gives=FORM),
    "instrument_thresholds": common(InstrumentVersion, instrument, P.PARTNERSHIP_ADMINISTER, gives=FORM),
    "instrument_choose": common(InstrumentVersion, instrument, P.PARTNERSHIP_ADMINISTER, gives=DONE),
    "instrument_file": common(InstrumentVersion, instrument, P.PARTNERSHIP_ADMINISTER, gives=PAGE),
    "agreement_write": page(P.PARTNERSHIP_ADMINISTER, post=200),
    "agreement_page": common(Agreement, by("agreement_id"), P.PARTNERSHIP_ADMINISTER, gives=PAGE),
    "person_disable": common(Membership, by_user, P.PARTNERSHIP_ADMINISTER, gives=DONE),
    "person_second_step": common(Membership, by_user, P.PARTNERSHIP_ADMINISTER, gives=(200, 302)),
    "person_sign_out": common(Membership, by_user, P.PARTNERSHIP_ADMINISTER, gives=DONE),
    "person_enable": common(Membership, by_user, P.PARTNERSHIP_ADMINISTER, gives=DONE),
    "role_end": common(Membership, by("membership_id"), P.PARTNERSHIP_ADMINISTER, gives=DONE),
    # The programming interface
    "api_case_list": page(P.CASE_READ, signed_out=403),
    "api_case": case(P.CASE_READ, own=PAGE, shared=PAGE, signed_out=403),
    "api_incident_record": page(P.CASE_LOG, get=405, post=415, signed_out=403),
    # Logging an incident
    "incident_import": page(P.INCIDENT_IMPORT, post=200),
    "incident_start": page(P.CASE_LOG, post=302),
    "incident_resume": of(IncidentDraft, by("draft_id"), P.CASE_LOG, own=(302, 405), shared=(404, 405), but=NOT_MINE),
    "incident_page": of(
        IncidentDraft, by("draft_id"), P.CASE_LOG, own=FORM, shared=GONE, fixed={"step": "when"}, but=NOT_MINE
    ),
    "incident_check": of(IncidentDraft, by("draft_id"), P.CASE_LOG, own=FORM, shared=GONE, but=NOT_MINE),
    "incident_discard": of(IncidentDraft, by("draft_id"), P.CASE_LOG, own=(200, 302), shared=GONE, but=NOT_MINE),
    "incident_logged": of(
        Incident,
        lambda row: {"reference": row.case.reference, "incident_id": row.pk},
        P.CASE_LOG,
        own=PAGE,
        shared=(404, 405),
    ),
}
