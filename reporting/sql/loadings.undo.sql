DROP VIEW stats.boundaries, stats.national, stats.targets, stats.events, stats.populations;
DROP POLICY loading_insert ON reporting_loading;
DROP POLICY loading_select ON reporting_loading;
REVOKE ALL ON reporting_loading FROM app;
ALTER TABLE reporting_loading DISABLE ROW LEVEL SECURITY;
