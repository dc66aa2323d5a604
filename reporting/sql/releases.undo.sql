DROP TRIGGER keep_release ON reporting_release;
DROP FUNCTION app.keep_release();
DROP POLICY release_file_insert ON reporting_releasefile;
DROP POLICY release_file_select ON reporting_releasefile;
REVOKE ALL ON reporting_releasefile FROM app;
ALTER TABLE reporting_releasefile DISABLE ROW LEVEL SECURITY;
DROP POLICY release_text_insert ON reporting_releasetext;
DROP POLICY release_text_select ON reporting_releasetext;
REVOKE ALL ON reporting_releasetext FROM app;
ALTER TABLE reporting_releasetext DISABLE ROW LEVEL SECURITY;
DROP POLICY release_update ON reporting_release;
DROP POLICY release_insert ON reporting_release;
DROP POLICY release_select ON reporting_release;
REVOKE ALL ON reporting_release FROM app;
REVOKE UPDATE (state, attempt, leased_until, failure, content, hidden, considered, signed_sha256, signed_by_id,
               signed_at, published_at, withdrawn_by_id, withdrawn_at, withdrawn_why) ON reporting_release FROM app;
ALTER TABLE reporting_release DISABLE ROW LEVEL SECURITY;
