CREATE OR REPLACE VIEW stats.incidents AS
    SELECT id, case_id, partnership_id, agency_id, source, recorded_on, occurred_from, occurred_to, occurred_precision,
           kind, offence, strands, perceived_religion, reported_by, flags, incident_type, area, premises, outcome,
           consent, pack_given
    FROM public.cases_incident WHERE transfer_id IS NULL;
