DROP POLICY telling_insert ON cases_telling;
DROP POLICY telling_select ON cases_telling;
REVOKE ALL ON cases_telling FROM app;
ALTER TABLE cases_telling DISABLE ROW LEVEL SECURITY;
