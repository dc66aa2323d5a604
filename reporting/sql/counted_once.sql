-- A case that was handed over stands in two partnerships (docs/decisions/0027). What happened before that is counted by
-- the one that recorded it, and by no other.
CREATE OR REPLACE VIEW stats.incidents AS
    SELECT id, case_id, partnership_id, agency_id, source, recorded_on, occurred_from, occurred_to, occurred_precision,
           kind, offence, strands, perceived_religion, reported_by, flags, incident_type, area, premises, outcome,
           consent, pack_given
    FROM public.cases_incident WHERE transfer_id IS NULL;

CREATE OR REPLACE VIEW stats.victims AS
    SELECT i.partnership_id, p.incident_id, p.age, p.sex, p.ethnicity, p.is_anonymous
    FROM public.cases_person p JOIN public.cases_incident i ON i.id = p.incident_id AND i.transfer_id IS NULL
    WHERE p.part = 'victim';

CREATE OR REPLACE VIEW stats.subjects AS
    SELECT i.partnership_id, p.incident_id, p.age, p.sex, p.ethnicity
    FROM public.cases_person p JOIN public.cases_incident i ON i.id = p.incident_id AND i.transfer_id IS NULL
    WHERE p.part = 'subject';

CREATE OR REPLACE VIEW stats.assessments AS
    SELECT c.partnership_id, a.id, a.case_id, a.agency_id, a.scored_band, a.band, a.completed_at,
           (a.completed_at AT TIME ZONE 'Europe/London')::date AS completed_on
    FROM public.cases_assessment a JOIN public.cases_case c ON c.id = a.case_id
    WHERE NOT EXISTS (SELECT 1 FROM public.cases_transferanswer t
                      WHERE t.copy_id = a.case_id AND a.completed_at < t.answered_at);

CREATE OR REPLACE VIEW stats.lowerings AS
    SELECT c.partnership_id, l.case_id, l.assessment_id, l.from_band, l.band, w.answered_at,
           (w.answered_at AT TIME ZONE 'Europe/London')::date AS answered_on
    FROM public.cases_lowering l
    JOIN public.cases_loweringanswer w ON w.lowering_id = l.id AND w.verdict = 'confirmed'
    JOIN public.cases_case c ON c.id = l.case_id
    WHERE NOT EXISTS (SELECT 1 FROM public.cases_transferanswer t
                      WHERE t.copy_id = l.case_id AND w.answered_at < t.answered_at);

CREATE OR REPLACE VIEW stats.incidents_past AS
    SELECT partnership_id, id, pgh_id AS number, pgh_label AS what, pgh_created_at AS at, case_id, agency_id,
           recorded_on, occurred_from, occurred_precision, kind, offence, strands, perceived_religion, reported_by,
           flags, incident_type, area, premises, outcome, consent, pack_given
    FROM public.cases_incidenthistory WHERE transfer_id IS NULL;

CREATE OR REPLACE VIEW stats.people_past AS
    SELECT c.partnership_id, p.id, p.pgh_id AS number, p.pgh_label AS what, p.pgh_created_at AS at, p.incident_id,
           p.part, p.age, p.sex, p.ethnicity
    FROM public.cases_personhistory p JOIN public.cases_case c ON c.id = p.case_id
    WHERE p.part IN ('victim', 'subject') AND NOT EXISTS (
        SELECT 1 FROM public.cases_incident i WHERE i.id = p.incident_id AND i.transfer_id IS NOT NULL);
