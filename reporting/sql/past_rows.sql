-- The rows that figures were made of as they were at each moment, from the history of their tables: a stored report is
-- counted anew as of its own moment. Coded columns only. `what` is "insert", "update", "delete" or "found" (there
-- before its history began); `number` is the order of writing.

CREATE VIEW stats.incidents_past AS
    SELECT partnership_id, id, pgh_id AS number, pgh_label AS what, pgh_created_at AS at, case_id, agency_id,
           recorded_on, occurred_from, occurred_precision, kind, offence, strands, perceived_religion, reported_by,
           flags, incident_type, area, premises, outcome, consent, pack_given
    FROM public.cases_incidenthistory;

CREATE VIEW stats.people_past AS
    SELECT c.partnership_id, p.id, p.pgh_id AS number, p.pgh_label AS what, p.pgh_created_at AS at, p.incident_id,
           p.part, p.age, p.sex, p.ethnicity
    FROM public.cases_personhistory p JOIN public.cases_case c ON c.id = p.case_id
    WHERE p.part IN ('victim', 'subject');

CREATE VIEW stats.cases_past AS
    SELECT partnership_id, id, pgh_id AS number, pgh_label AS what, pgh_created_at AS at, lead_agency_id, opened_on,
           closed_on, closing_outcome
    FROM public.cases_casehistory;

CREATE VIEW stats.actions_past AS
    SELECT partnership_id, id, pgh_id AS number, pgh_label AS what, pgh_created_at AS at, agency_id, state, due_on,
           agreed_at, answered_at
    FROM public.conferences_actionhistory;

CREATE VIEW stats.conferences_past AS
    SELECT partnership_id, id, pgh_id AS number, pgh_label AS what, pgh_created_at AS at, panel_id, state,
           agenda_published_at, held_at
    FROM public.conferences_conferencehistory;

CREATE VIEW stats.conference_items_past AS
    SELECT c.partnership_id, i.id, i.pgh_id AS number, i.pgh_label AS what, i.pgh_created_at AS at, i.conference_id,
           i.case_id
    FROM public.conferences_itemhistory i JOIN public.conferences_conference c ON c.id = i.conference_id;

CREATE VIEW stats.invitations_past AS
    SELECT c.partnership_id, i.id, i.pgh_id AS number, i.pgh_label AS what, i.pgh_created_at AS at, i.conference_id,
           i.agency_id, i.withdrawn_at
    FROM public.conferences_invitationhistory i JOIN public.conferences_conference c ON c.id = i.conference_id;

CREATE VIEW stats.attendances_past AS
    SELECT c.partnership_id, a.id, a.pgh_id AS number, a.pgh_label AS what, a.pgh_created_at AS at, a.conference_id,
           a.agency_id, a.presence, a.sent_information
    FROM public.conferences_attendancehistory a JOIN public.conferences_conference c ON c.id = a.conference_id;

CREATE VIEW stats.referrals_past AS
    SELECT partnership_id, id, pgh_id AS number, pgh_label AS what, pgh_created_at AS at, from_agency_id, to_agency_id,
           service_id, state, sent_at, answered_at
    FROM public.referrals_referralhistory;

GRANT SELECT ON ALL TABLES IN SCHEMA stats TO stats;
