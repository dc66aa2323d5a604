DROP POLICY file_insert ON reporting_reportfile;
DROP POLICY file_select ON reporting_reportfile;
REVOKE ALL ON reporting_reportfile FROM app;
ALTER TABLE reporting_reportfile DISABLE ROW LEVEL SECURITY;
DROP POLICY run_update ON reporting_reportrun;
DROP POLICY run_insert ON reporting_reportrun;
DROP POLICY run_select ON reporting_reportrun;
REVOKE ALL ON reporting_reportrun FROM app;
ALTER TABLE reporting_reportrun DISABLE ROW LEVEL SECURITY;
