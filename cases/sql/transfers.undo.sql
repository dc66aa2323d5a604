DROP FUNCTION app.transfer_figures(date);
DROP FUNCTION app.instrument_of(uuid);
DROP FUNCTION app.accept_transfer(uuid, text, date);
ALTER POLICY incident_insert ON cases_incident
    WITH CHECK (partnership_id = app.scope_partnership() AND agency_id = app.scope_agency() AND EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_incident.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'summary' = ANY (a.sections)));
DROP POLICY transfer_paper_insert ON cases_transferpaper;
DROP POLICY transfer_paper_select ON cases_transferpaper;
REVOKE ALL ON cases_transferpaper FROM app;
ALTER TABLE cases_transferpaper DISABLE ROW LEVEL SECURITY;
DROP POLICY transfer_answer_insert ON cases_transferanswer;
DROP POLICY transfer_answer_select ON cases_transferanswer;
REVOKE ALL ON cases_transferanswer FROM app;
ALTER TABLE cases_transferanswer DISABLE ROW LEVEL SECURITY;
DROP POLICY transfer_hidden ON cases_transfer;
DROP POLICY transfer_closed ON cases_transfer;
DROP POLICY transfer_insert ON cases_transfer;
DROP POLICY transfer_select ON cases_transfer;
REVOKE ALL ON cases_transfer FROM app;
ALTER TABLE cases_transfer DISABLE ROW LEVEL SECURITY;
DROP FUNCTION app.hidden_transfers();
