-- Reports belong to a partnership. A stored file is never changed.

ALTER TABLE reporting_reportrun ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON reporting_reportrun TO app;
CREATE POLICY run_select ON reporting_reportrun FOR SELECT TO app
    USING (partnership_id = app.scope_partnership());
CREATE POLICY run_insert ON reporting_reportrun FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership());
CREATE POLICY run_update ON reporting_reportrun FOR UPDATE TO app
    USING (partnership_id = app.scope_partnership() AND state <> 'stored')
    WITH CHECK (partnership_id = app.scope_partnership());

ALTER TABLE reporting_reportfile ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON reporting_reportfile TO app;
CREATE POLICY file_select ON reporting_reportfile FOR SELECT TO app
    USING (partnership_id = app.scope_partnership());
CREATE POLICY file_insert ON reporting_reportfile FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership());
