DROP POLICY event_select ON audit_event;
DROP POLICY event_insert ON audit_event;
REVOKE ALL ON audit_event FROM app;
ALTER TABLE audit_event DISABLE ROW LEVEL SECURITY;
DROP SCHEMA app CASCADE;
