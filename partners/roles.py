"""Roles and what each may do. They are code, not data: a change is reviewed, tested and released."""

from enum import StrEnum


class Permission(StrEnum):
    """Everything a person can be allowed to do, as `resource:action`, in alphabetical order."""

    ACTION_UPDATE = "action:update"
    AGENDA_ARRANGE = "agenda:arrange"
    AUDIT_READ = "audit:read"
    CASE_CLOSE = "case:close"
    CASE_LOG = "case:log"
    CASE_READ = "case:read"
    CASE_SHARE = "case:share"
    CASE_TRANSFER = "case:transfer"
    CONFERENCE_CONVENE = "conference:convene"
    CONFERENCE_OVERSEE = "conference:oversee"
    CONFERENCE_READ = "conference:read"
    CONFERENCE_RUN = "conference:run"
    CONSULTATION_ANSWER = "consultation:answer"
    DECISION_RECORD = "decision:record"
    INCIDENT_IMPORT = "incident:import"
    MONITORING_READ = "monitoring:read"
    PARTNERSHIP_ADMINISTER = "partnership:administer"
    REFERRAL_ANSWER = "referral:answer"
    REFERRAL_READ = "referral:read"
    REFERRAL_SEND = "referral:send"
    REPORT_PRODUCE = "report:produce"
    REPORT_READ = "report:read"
    REPORT_SIGN = "report:sign"
    RISK_ASSESS = "risk:assess"
    SERVICE_READ = "service:read"


class Role(StrEnum):
    """A person's role in an agency within a partnership (domain: people and bodies)."""

    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    CASEWORKER = "caseworker"
    CHAIR = "chair"
    COORDINATOR = "coordinator"
    MANAGER = "manager"
    MONITOR = "monitor"
    REPRESENTATIVE = "representative"
    RESPONSIBLE_PERSON = "responsible_person"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Role.ADMINISTRATOR: "Partnership administrator",
    Role.AUDITOR: "Auditor",
    Role.CASEWORKER: "Caseworker",
    Role.CHAIR: "Panel chair",
    Role.COORDINATOR: "Panel coordinator",
    Role.MANAGER: "Partnership manager",
    Role.MONITOR: "Monitoring officer",
    Role.REPRESENTATIVE: "Agency representative",
    Role.RESPONSIBLE_PERSON: "Responsible Person",
}

_P = Permission
_TAKES_PART = frozenset(
    {
        _P.ACTION_UPDATE,
        _P.CASE_READ,
        _P.CONFERENCE_READ,
        _P.CONSULTATION_ANSWER,
        _P.REFERRAL_ANSWER,
        _P.REFERRAL_READ,
        _P.SERVICE_READ,
    }
)
_CASEWORK = _TAKES_PART | {
    _P.CASE_CLOSE,
    _P.CASE_LOG,
    _P.CASE_SHARE,
    _P.CONFERENCE_CONVENE,
    _P.DECISION_RECORD,
    _P.INCIDENT_IMPORT,
    _P.REFERRAL_SEND,
    _P.RISK_ASSESS,
}
_ARRANGES = frozenset({_P.AGENDA_ARRANGE, _P.CONFERENCE_OVERSEE})

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset({_P.PARTNERSHIP_ADMINISTER, _P.SERVICE_READ}),
    Role.AUDITOR: frozenset({_P.AUDIT_READ}),
    Role.CASEWORKER: frozenset(_CASEWORK),
    Role.CHAIR: frozenset(_CASEWORK | _ARRANGES | {_P.CASE_TRANSFER, _P.CONFERENCE_RUN}),
    Role.COORDINATOR: _TAKES_PART | _ARRANGES,
    Role.MANAGER: frozenset(
        {_P.CONFERENCE_OVERSEE, _P.REPORT_PRODUCE, _P.REPORT_READ, _P.REPORT_SIGN, _P.SERVICE_READ}
    ),
    Role.MONITOR: frozenset({_P.MONITORING_READ, _P.SERVICE_READ}),
    Role.REPRESENTATIVE: _TAKES_PART,
    Role.RESPONSIBLE_PERSON: frozenset(_CASEWORK | {_P.CASE_TRANSFER}),
}
"""What each role may do. Administrators and auditors see no case content; managers and monitors see no people."""


def permissions_of(roles: frozenset[Role]) -> frozenset[Permission]:
    """Return everything that any of `roles` allows."""
    return frozenset(permission for role in roles for permission in GRANTS[role])
