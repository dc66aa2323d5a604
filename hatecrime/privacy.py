"""The privacy register: every field that we store, with its class. A test fails when a field is not in it.

Classes, from the least to the most careful:

- `key`: a random key or a link to another row; says nothing by itself.
- `setting`: how a partnership, a form or the software is set up.
- `coded`: a date, a code or a number about a case; may be counted, never published below the threshold.
- `staff`: about a person who uses the software.
- `about_person`: coded facts about a victim, witness or subject (age, sex, ethnicity): special category data.
- `narrative`: words that somebody typed; may hold anything, so it is treated as special category data.
- `identifying`: names, contact and places of victims, witnesses and subjects.

The class decides the section that a field may stand in and whether the stats role may read it: `coded` and
`about_person` without a name beside it, nothing else.
"""

from enum import StrEnum


class Privacy(StrEnum):
    """The class of a field."""

    KEY = "key"
    SETTING = "setting"
    CODED = "coded"
    STAFF = "staff"
    ABOUT_PERSON = "about_person"
    NARRATIVE = "narrative"
    IDENTIFYING = "identifying"


_DECLARED = """
audit.Event
    key          id user agency partnership owner_agency request_id
    coded        at verb subject sections reason facts
audit.Seal
    key          event chain
    coded        number hash sealed_at
audit.Head
    key          chain
    coded        number hash
audit.Unsealed
    key          event chain
    coded        at
audit.Posting
    key          id
    setting      day way
partners.Partnership
    key          id
    setting      code name nation reporting_year_starts decision_limit_days countersigns_decisions
    setting      repeat_window_days escalation_days proportionality_limit_days instrument created_at
partners.Agency
    key          id
    setting      code name created_at
partners.Seat
    key          id partnership agency
    setting      is_monitoring since until signed_version signed_on
    staff        signed_by
partners.User
    key          id
    staff        password last_login email name is_active created_at
partners.PasswordRequest
    key          id user
    staff        asked_at sent_at
mfa.Authenticator
    key          id user
    staff        type data created_at last_used_at
usersessions.UserSession
    key          id user
    staff        created_at ip last_seen_at session_key user_agent data
partners.Membership
    key          id user agency partnership
    staff        role since until ended_at
partners.Proposal
    key          id user agency partnership proposed_by decided_by
    staff        role since until email proposed_at outcome decided_at
partners.Agreement
    key          id partnership made_by
    setting      kind version title text in_force_from made_at
partners.Acceptance
    key          id partnership agreement user
    staff        at
partners.SingleSignOn
    key          id seat changed_by approved_by
    setting      issuer client sealed_secret domains is_on keeps_password trusts_second_factor changed_at approved_at
partners.BoundAccount
    key          id user
    staff        issuer subject bound_at
partners.Notice
    key          id partnership user
    coded        kind subject path in_app created_at
    staff        read_at email_attempts email_leased_until emailed_at
cases.Term
    key          id partnership
    setting      vocabulary code label group nation position centrally_monitored valid_from valid_to
cases.Case
    key          id partnership lead_agency opened_by
    coded        reference state opened_on decision_due_on band review_on closed_on closing_outcome victim_told_on
    coded        victim_not_told created_at
cases.CaseAccess
    key          id case partnership agency user granted_by_agency granted_by revoked_by
    coded        granted_at opened_on sections reason legal_gateway live_from live_until revoked_at
cases.Restriction
    key          id case partnership restricted_by lifted_by
    coded        restricted_at lifted_at
    narrative    reason
cases.CaseUserObjectPermission
    key          id user permission content_object
cases.Wall
    key          id case partnership user made_by lifted_by
    coded        made_at lifted_at
    narrative    reason
cases.EmergencyAccess
    key          id case partnership agency user access reviewed_by
    coded        case_reference opened_at ends_at verdict reviewed_at
    narrative    reason review_note
cases.InstrumentVersion
    key          id partnership uploaded_by published_by
    setting      key version document fingerprint uploaded_at publish_from published_at
cases.RiskThresholds
    key          id partnership set_by
    setting      fingerprint medium high incidents within_days set_at
cases.Incident
    key          id case partnership agency recorded_by transfer
    coded        external_reference source recorded_on occurred_from occurred_to occurred_precision kind offence strands
    coded        perceived_religion reported_by flags incident_type area premises outcome consent pack_given created_at
cases.Account
    key          id case incident
    narrative    description danger harm wanted share_without_consent_reason
    identifying  place
    coded        legal_gateway
cases.Person
    key          id case incident
    coded        part is_anonymous
    about_person age sex ethnicity
    identifying  name phone email address safe_contact do_not_tell language description
cases.Telling
    key          id case person agency recorded_by
    coded        told_on how not_told recorded_at
cases.Satisfaction
    key          id case person agency recorded_by
    coded        asked_on outcome recorded_at
    about_person ease_of_contact treatment actions_taken follow_up whole_experience
cases.Assessment
    key          id case agency completed_by
    coded        instrument instrument_version instrument_fingerprint thresholds counted incidents_in_window score
    coded        scored_band band recommendation review_on
    coded        completed_at unknowns
    narrative    answers why judgement_reason
cases.Decision
    key          id case agency assessment decided_by
    coded        recommendation choice due_on decided_at counted_from working_days limit_days needs_countersignature
    narrative    reasons against_reason
cases.Prompt
    key          id case agency
    coded        cause detail raised_at
cases.Lowering
    key          id case agency assessment proposed_by
    coded        from_band band proposed_at
    narrative    reason
cases.LoweringAnswer
    key          id lowering case agency answered_by
    coded        verdict answered_at
    narrative    reason
cases.Countersignature
    key          id decision case agency given_by
    coded        verdict given_at
    narrative    reason
cases.Consultation
    key          id partnership case from_agency to_agency asked_by
    coded        legal_gateway answer_by asked_at
    narrative    question summary
    identifying  about
cases.ConsultationReply
    key          id consultation agency replied_by
    coded        outcome replied_at
    narrative    text
cases.WorkPlan
    key          id case agency made_by
    coded        review_on made_at
    narrative    policy review_found
cases.CaseTask
    key          id case agency owner agreed_by
    coded        due_on agreed_at
    narrative    task
cases.CaseTaskAnswer
    key          id task case agency answered_by
    coded        outcome answered_at
    narrative    note
cases.Remedy
    key          id case person agency
    coded        code opened_at
cases.ProportionalityTest
    key          id case person agency decided_by
    coded        real_risk outcome review_on decided_at
    narrative    necessity less_intrusive proportionality reasons
cases.SubjectErasure
    key          id case person test agency erased_by
    coded        erased_at
cases.CounterAllegation
    key          id case incident other agency recorded_by
    coded        judgement recorded_at
    narrative    evidence
cases.RemedyEntry
    key          id remedy case agency recorded_by
    coded        standing from_on to_on breached_on recorded_at
    narrative    reason terms breach_done next_step
cases.Transfer
    key          id case from_partnership from_agency to_partnership to_agency offered_by
    coded        case_reference legal_gateway gateway sections kinds strands lapses_on offered_at
    narrative    why
cases.TransferAnswer
    key          id transfer agency copy answered_by
    coded        outcome copy_reference answered_at
    narrative    reason
cases.TransferPaper
    key          id transfer case
    coded        section position title made_at
    narrative    content
cases.Document
    key          id case partnership agency added_by removed_by
    coded        kind size sha256 added_at scan scan_attempts scan_leased_until scanned_at removed_at
    narrative    name about
    identifying  content
cases.Reopening
    key          id case agency reopened_by
    coded        cause from_state reopened_at
    narrative    reason
cases.Move
    key          id case agency moved_by
    coded        from_state to_state moved_at
cases.IncidentDraft
    key          id partnership agency user case
    identifying  answers
    coded        started_at saved_at
conferences.Panel
    key          id partnership agency chair
    coded        rhythm first_on starts_at minutes_long ended_on
    staff        name place video_link
conferences.PanelMember
    key          id panel agency user
conferences.AgendaReferral
    key          id partnership case panel lead_agency panel_agency access item referred_by
    coded        sections legal_gateway state referred_at withdrawn_at
    narrative    why
conferences.Conference
    key          id partnership panel chairing_agency chair convened_by finalised_by
    coded        held_at minutes_long access_until state convened_at number finalised_at sequence agenda_published_at
    coded        returns_due_on
    staff        place video_link
conferences.Invitation
    key          id conference item agency chairing_agency access
    coded        sections withdrawn_at return_reminded_at
conferences.CalendarMessage
    key          id notice conference user
    coded        method sequence written_at
    staff        content
conferences.Attendance
    key          id conference agency recorded_by
    staff        name confidentiality_confirmed_at recorded_at
    coded        presence sent_information
conferences.ResearchReturn
    key          id partnership case item agency started_by released_by taken_back_by
    coded        version answer says_withheld started_at released_at taken_back_at
conferences.Statement
    key          id research_return agency
    coded        kind dated_on is_shared legal_gateway written_at
    narrative    text source withheld_because
conferences.Recusal
    key          id partnership case item chairing_agency agency user recused_by lifted_by
    coded        recused_at lifted_at
    staff        name
conferences.Item
    key          id conference case
    coded        position expected_minutes review_on version saved_at used_seconds running_since
    coded        discussion_version decision_version review_on_version
    narrative    discussion decision
conferences.Action
    key          id partnership case item lead_agency agency person agreed_by answered_by
    coded        case_reference due_on due_at_next_meeting state agreed_at answered_at
    narrative    task note
conferences.Minutes
    key          id conference made_by
    coded        edition version corrections_until content_sha256 made_at
conferences.MinutesPart
    key          id minutes conference chairing_agency agency item case
    coded        position
    narrative    content
conferences.Correction
    key          id minutes conference item case agency made_by
    coded        made_at
    narrative    words
conferences.CorrectionAnswer
    key          id correction answered_by
    coded        is_accepted answered_at
    narrative    sentence
conferences.Digest
    key          id partnership user
    staff        day made_at
conferences.Reminder
    key          id digest partnership user action task invitation
    coded        stage round due_on
conferences.ReminderChoice
    key          id user
    staff        in_app chosen_at
conferences.Repeat
    key          id partnership case incident
    coded        flagged_until others noticed_at
conferences.RepeatAnswer
    key          id repeat referral conference answered_by
    coded        answered_at
    narrative    why_not
referrals.Service
    key          id partnership agency
    setting      name offers for_whom where opening languages how_to_refer phone email is_listed
referrals.Referral
    key          id partnership case from_agency to_agency service access sent_by answered_by
    coded        case_reference sections legal_gateway state sent_at answered_at
    narrative    summary gateway_reason answer_note
reporting.ReportRun
    key          id partnership requested_by
    coded        report period period_from period_to version state step steps step_name attempt claim leased_until
    coded        failure content content_sha256 is_scheduled requested_at stored_at reminded_at
reporting.ReportFile
    key          id run partnership
    coded        format content_type content sha256 made_at
reporting.Loading
    key          id partnership loaded_by
    setting      kind year version source where_from
    coded        content loaded_at
reporting.Release
    key          id partnership run requested_by signed_by withdrawn_by
    coded        report period audience tables version threshold state attempt claim leased_until failure content
    coded        hidden considered signed_sha256 requested_at signed_at published_at withdrawn_at
    narrative    withdrawn_why signed_texts
reporting.ReleaseText
    key          id release partnership written_by
    coded        slot version written_at
    narrative    words
reporting.ReleaseFile
    key          id release partnership
    coded        format content_type content sha256 made_at
"""


def _parse(text: str) -> dict[str, dict[str, Privacy]]:
    register: dict[str, dict[str, Privacy]] = {}
    for line in text.strip().splitlines():
        if not line.startswith(" "):
            fields = register.setdefault(line.strip(), {})
            continue
        privacy, *names = line.split()
        for name in names:
            if name in fields:
                raise ValueError(f"{name} is classified twice.")
            fields[name] = Privacy(privacy)
    return register


_HISTORIES = (
    *("partners.Membership", "partners.Partnership", "partners.Seat", "partners.User"),
    *("cases.Account", "cases.Case", "cases.CaseAccess", "cases.CaseUserObjectPermission", "cases.EmergencyAccess"),
    *("cases.Incident", "cases.Person", "cases.Restriction", "cases.Term", "cases.Wall"),
    *("conferences.Action", "conferences.Attendance", "conferences.Conference", "conferences.Invitation"),
    *("conferences.AgendaReferral", "conferences.Item", "conferences.Panel", "conferences.PanelMember"),
    *("conferences.Recusal", "conferences.ResearchReturn", "conferences.Statement"),
    *("referrals.Referral", "referrals.Service"),
)
"""What has a history of its fields (`audit/history.py`): each kept field is of the class that it has in its table."""
_NOT_KEPT = {"partners.User": {"password", "last_login"}}
_OF_EVERY_HISTORY = {
    **dict.fromkeys(("pgh", "pgh_user", "pgh_agency", "pgh_request"), Privacy.KEY),
    **dict.fromkeys(("pgh_created_at", "pgh_label", "pgh_role"), Privacy.CODED),
}


def _histories(register: dict[str, dict[str, Privacy]]) -> dict[str, dict[str, Privacy]]:
    return {
        f"{model}History": _OF_EVERY_HISTORY
        | {name: privacy for name, privacy in register[model].items() if name not in _NOT_KEPT.get(model, ())}
        for model in _HISTORIES
    }


_TABLES = _parse(_DECLARED)
REGISTER = _TABLES | _histories(_TABLES)
"""By model, the class of each field."""
