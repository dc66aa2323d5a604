-- How many working days a decision took, against the limit of its day; empty where nobody measured it then.
CREATE OR REPLACE VIEW stats.decisions AS
    SELECT c.partnership_id, d.case_id, d.agency_id, d.recommendation, d.choice, d.due_on, d.decided_at,
           (d.decided_at AT TIME ZONE 'Europe/London')::date AS decided_on, d.counted_from, d.working_days, d.limit_days
    FROM public.cases_decision d JOIN public.cases_case c ON c.id = d.case_id;
