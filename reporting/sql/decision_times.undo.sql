DROP VIEW stats.decisions;
CREATE VIEW stats.decisions AS
    SELECT c.partnership_id, d.case_id, d.agency_id, d.recommendation, d.choice, d.due_on, d.decided_at,
           (d.decided_at AT TIME ZONE 'Europe/London')::date AS decided_on
    FROM public.cases_decision d JOIN public.cases_case c ON c.id = d.case_id;
GRANT SELECT ON stats.decisions TO stats;
