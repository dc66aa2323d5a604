-- How victims found the way they were treated stands beside the people, under the section `people`. The lead agency
-- asks, and only adds. The access it reads by, and the person, are out of sight where the case is closed to somebody.
ALTER TABLE cases_satisfaction ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_satisfaction TO app;
CREATE POLICY satisfaction_select ON cases_satisfaction FOR SELECT TO app
    USING (EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_satisfaction.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'people' = ANY (a.sections)));
-- Of a victim of this case, whom the policies on people let the scope's person see.
CREATE POLICY satisfaction_insert ON cases_satisfaction FOR INSERT TO app
    WITH CHECK (agency_id = app.scope_agency() AND recorded_by_id = app.scope_user() AND app.leads(case_id) AND EXISTS (
        SELECT 1 FROM cases_person p
        WHERE p.id = cases_satisfaction.person_id AND p.case_id = cases_satisfaction.case_id AND p.part = 'victim'));
