-- A counter-allegation links two cases and says on what evidence: it is read by those who read the accounts of both.
ALTER TABLE cases_counterallegation ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_counterallegation TO app;
CREATE POLICY counter_allegation_select ON cases_counterallegation FOR SELECT TO app
    USING (EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_counterallegation.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'account' = ANY (a.sections))
      AND EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_counterallegation.other_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'account' = ANY (a.sections)));
CREATE POLICY counter_allegation_insert ON cases_counterallegation FOR INSERT TO app
    WITH CHECK (agency_id = app.scope_agency() AND recorded_by_id = app.scope_user() AND app.leads(case_id)
      AND (incident_id IS NULL OR EXISTS (
        SELECT 1 FROM cases_incident i
        WHERE i.id = cases_counterallegation.incident_id AND i.case_id = cases_counterallegation.case_id))
      AND EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_counterallegation.other_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'account' = ANY (a.sections)));
