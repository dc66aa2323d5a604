DROP POLICY satisfaction_insert ON cases_satisfaction;
DROP POLICY satisfaction_select ON cases_satisfaction;
REVOKE ALL ON cases_satisfaction FROM app;
ALTER TABLE cases_satisfaction DISABLE ROW LEVEL SECURITY;
