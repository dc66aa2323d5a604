DROP POLICY remedy_entry_insert ON cases_remedyentry;
DROP POLICY remedy_entry_select ON cases_remedyentry;
REVOKE ALL ON cases_remedyentry FROM app;
ALTER TABLE cases_remedyentry DISABLE ROW LEVEL SECURITY;
DROP POLICY remedy_insert ON cases_remedy;
DROP POLICY remedy_select ON cases_remedy;
REVOKE ALL ON cases_remedy FROM app;
ALTER TABLE cases_remedy DISABLE ROW LEVEL SECURITY;
