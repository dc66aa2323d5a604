-- Schema stats: what figures are made from, and all that the role stats can read. Coded columns only: no name, no
-- contact, no reference, no narrative. The words of an offence are a code of the partner's own, so they are here.
--
-- A view reads with the rights of its owner, whom row-level security does not bind (the tables ENABLE it and do not
-- FORCE it): figures count every case of a partnership, whoever leads it. So the role app gets nothing here, and every
-- query names its partnership. A moment becomes a day in Europe/London, so that it belongs to one period only.
CREATE SCHEMA stats;
GRANT USAGE ON SCHEMA stats TO stats;

CREATE VIEW stats.partnerships AS
    SELECT id, code, name, nation, reporting_year_starts, decision_limit_days FROM public.partners_partnership;

CREATE VIEW stats.agencies AS
    SELECT s.partnership_id, a.id, a.code, a.name, s.since, s.until
    FROM public.partners_seat s JOIN public.partners_agency a ON a.id = s.agency_id;

CREATE VIEW stats.terms AS
    SELECT partnership_id, nation, vocabulary, code, label, "group", position, centrally_monitored, valid_from, valid_to
    FROM public.cases_term;

CREATE VIEW stats.cases AS
    SELECT id, partnership_id, lead_agency_id, state, opened_on, decision_due_on, band, review_on, closed_on,
           closing_outcome, victim_told_on
    FROM public.cases_case;

CREATE VIEW stats.incidents AS
    SELECT id, case_id, partnership_id, agency_id, source, recorded_on, occurred_from, occurred_to, occurred_precision,
           kind, offence, strands, perceived_religion, reported_by, flags, incident_type, area, premises, outcome,
           consent, pack_given
    FROM public.cases_incident;

CREATE VIEW stats.victims AS
    SELECT i.partnership_id, p.incident_id, p.age, p.sex, p.ethnicity, p.is_anonymous
    FROM public.cases_person p JOIN public.cases_incident i ON i.id = p.incident_id
    WHERE p.part = 'victim';

CREATE VIEW stats.subjects AS
    SELECT i.partnership_id, p.incident_id, p.age, p.sex, p.ethnicity
    FROM public.cases_person p JOIN public.cases_incident i ON i.id = p.incident_id
    WHERE p.part = 'subject';

CREATE VIEW stats.decisions AS
    SELECT c.partnership_id, d.case_id, d.agency_id, d.recommendation, d.choice, d.due_on, d.decided_at,
           (d.decided_at AT TIME ZONE 'Europe/London')::date AS decided_on
    FROM public.cases_decision d JOIN public.cases_case c ON c.id = d.case_id;

CREATE VIEW stats.reopenings AS
    SELECT c.partnership_id, r.case_id, r.agency_id, r.cause, r.reopened_at,
           (r.reopened_at AT TIME ZONE 'Europe/London')::date AS reopened_on
    FROM public.cases_reopening r JOIN public.cases_case c ON c.id = r.case_id;

-- What was agreed in finalised minutes; what is only noted down in an open meeting does not count.
CREATE VIEW stats.actions AS
    SELECT partnership_id, case_id, lead_agency_id, agency_id, state, due_on,
           (agreed_at AT TIME ZONE 'Europe/London')::date AS agreed_on,
           (answered_at AT TIME ZONE 'Europe/London')::date AS answered_on
    FROM public.conferences_action
    WHERE agreed_at IS NOT NULL;

GRANT SELECT ON ALL TABLES IN SCHEMA stats TO stats;
