-- What the further tables of reports are counted from: coded columns only, as in stats_views.sql.

CREATE VIEW stats.assessments AS
    SELECT c.partnership_id, a.id, a.case_id, a.agency_id, a.scored_band, a.band, a.completed_at,
           (a.completed_at AT TIME ZONE 'Europe/London')::date AS completed_on
    FROM public.cases_assessment a JOIN public.cases_case c ON c.id = a.case_id;

-- Only what a second person confirmed: until then the level that the answers gave stands.
CREATE VIEW stats.lowerings AS
    SELECT c.partnership_id, l.case_id, l.assessment_id, l.from_band, l.band, w.answered_at,
           (w.answered_at AT TIME ZONE 'Europe/London')::date AS answered_on
    FROM public.cases_lowering l
    JOIN public.cases_loweringanswer w ON w.lowering_id = l.id AND w.verdict = 'confirmed'
    JOIN public.cases_case c ON c.id = l.case_id;

CREATE VIEW stats.remedies AS
    SELECT c.partnership_id, e.id, e.remedy_id, r.case_id, r.agency_id, r.code, e.standing, e.from_on, e.to_on,
           e.recorded_at, (e.recorded_at AT TIME ZONE 'Europe/London')::date AS recorded_on
    FROM public.cases_remedyentry e
    JOIN public.cases_remedy r ON r.id = e.remedy_id
    JOIN public.cases_case c ON c.id = r.case_id;

CREATE VIEW stats.repeats AS
    SELECT partnership_id, incident_id, noticed_at FROM public.conferences_repeat;

CREATE VIEW stats.conferences AS
    SELECT partnership_id, id, chairing_agency_id, panel_id, state, agenda_published_at,
           (held_at AT TIME ZONE 'Europe/London')::date AS held_on
    FROM public.conferences_conference;

CREATE VIEW stats.conference_items AS
    SELECT c.partnership_id, i.id, i.conference_id, i.case_id
    FROM public.conferences_item i JOIN public.conferences_conference c ON c.id = i.conference_id;

CREATE VIEW stats.invitations AS
    SELECT c.partnership_id, i.id, i.conference_id, i.agency_id, i.withdrawn_at
    FROM public.conferences_invitation i JOIN public.conferences_conference c ON c.id = i.conference_id;

CREATE VIEW stats.attendances AS
    SELECT c.partnership_id, a.id, a.conference_id, a.agency_id, a.presence, a.sent_information
    FROM public.conferences_attendance a JOIN public.conferences_conference c ON c.id = a.conference_id;

CREATE VIEW stats.services AS
    SELECT id, partnership_id, name FROM public.referrals_service;

CREATE VIEW stats.referrals AS
    SELECT partnership_id, id, case_id, from_agency_id, to_agency_id, service_id, state, sent_at,
           (sent_at AT TIME ZONE 'Europe/London')::date AS sent_on,
           (answered_at AT TIME ZONE 'Europe/London')::date AS answered_on
    FROM public.referrals_referral;

GRANT SELECT ON ALL TABLES IN SCHEMA stats TO stats;
