-- Who was told stands beside the people, under the section `people`. The lead agency tells, and says so once.
ALTER TABLE cases_telling ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_telling TO app;
CREATE POLICY telling_select ON cases_telling FOR SELECT TO app
    USING (EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_telling.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'people' = ANY (a.sections)));
CREATE POLICY telling_insert ON cases_telling FOR INSERT TO app
    WITH CHECK (agency_id = app.scope_agency() AND app.leads(case_id) AND EXISTS (
        SELECT 1 FROM cases_person p WHERE p.id = cases_telling.person_id AND p.case_id = cases_telling.case_id));

-- What was recorded of the victims of a case as a whole holds for each of them.
INSERT INTO cases_telling (id, case_id, person_id, agency_id, told_on, how, not_told, recorded_at)
SELECT gen_random_uuid(), c.id, p.id, c.lead_agency_id, c.victim_told_on,
       CASE WHEN c.victim_told_on IS NULL THEN '' ELSE 'not_recorded' END, c.victim_not_told, statement_timestamp()
FROM cases_case c JOIN cases_person p ON p.case_id = c.id AND p.part = 'victim'
WHERE c.victim_told_on IS NOT NULL OR c.victim_not_told <> '';
