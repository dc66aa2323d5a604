DROP POLICY counter_allegation_insert ON cases_counterallegation;
DROP POLICY counter_allegation_select ON cases_counterallegation;
REVOKE ALL ON cases_counterallegation FROM app;
ALTER TABLE cases_counterallegation DISABLE ROW LEVEL SECURITY;
