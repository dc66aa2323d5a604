-- The outcome of an incident: its own, where a file brought one, else the one its case was closed with. Who closes a case
-- says what came of it; nobody is asked a second time for each of its incidents. A query that asks for no outcome reads no
-- case: PostgreSQL leaves out an outer join of which nothing is wanted.
CREATE OR REPLACE VIEW stats.incidents AS
    SELECT i.id, i.case_id, i.partnership_id, i.agency_id, i.source, i.recorded_on, i.occurred_from, i.occurred_to,
           i.occurred_precision, i.kind, i.offence, i.strands, i.perceived_religion, i.reported_by, i.flags,
           i.incident_type, i.area, i.premises,
           coalesce(nullif(i.outcome, ''), c.closing_outcome)::varchar(60) AS outcome, i.consent, i.pack_given
    FROM public.cases_incident i LEFT JOIN public.cases_case c ON c.id = i.case_id
    WHERE i.transfer_id IS NULL;
