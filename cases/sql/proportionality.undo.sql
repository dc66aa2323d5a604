DROP FUNCTION app.erase_subject(uuid);
DROP FUNCTION app.coarse_age(smallint);
DROP POLICY erasure_select ON cases_subjecterasure;
REVOKE ALL ON cases_subjecterasure FROM app;
ALTER TABLE cases_subjecterasure DISABLE ROW LEVEL SECURITY;
DROP POLICY proportionality_insert ON cases_proportionalitytest;
DROP POLICY proportionality_select ON cases_proportionalitytest;
REVOKE ALL ON cases_proportionalitytest FROM app;
ALTER TABLE cases_proportionalitytest DISABLE ROW LEVEL SECURITY;
