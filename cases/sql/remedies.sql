-- The remedies ledger stands beside the people, under the section `people`. The lead agency keeps it, and only adds.
ALTER TABLE cases_remedy ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_remedy TO app;
CREATE POLICY remedy_select ON cases_remedy FOR SELECT TO app
    USING (EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_remedy.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'people' = ANY (a.sections)));
-- For a subject of this case, whom the policies on people let the scope's person see.
CREATE POLICY remedy_insert ON cases_remedy FOR INSERT TO app
    WITH CHECK (agency_id = app.scope_agency() AND app.leads(case_id) AND EXISTS (
        SELECT 1 FROM cases_person p
        WHERE p.id = cases_remedy.person_id AND p.case_id = cases_remedy.case_id AND p.part = 'subject'));

ALTER TABLE cases_remedyentry ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_remedyentry TO app;
CREATE POLICY remedy_entry_select ON cases_remedyentry FOR SELECT TO app
    USING (EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_remedyentry.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'people' = ANY (a.sections)));
CREATE POLICY remedy_entry_insert ON cases_remedyentry FOR INSERT TO app
    WITH CHECK (agency_id = app.scope_agency() AND recorded_by_id = app.scope_user() AND app.leads(case_id) AND EXISTS (
        SELECT 1 FROM cases_remedy r
        WHERE r.id = cases_remedyentry.remedy_id AND r.case_id = cases_remedyentry.case_id));
