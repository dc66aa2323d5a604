DROP POLICY calendarmessage_insert ON conferences_calendarmessage;
DROP POLICY calendarmessage_select ON conferences_calendarmessage;
REVOKE ALL ON conferences_calendarmessage FROM app;
ALTER TABLE conferences_calendarmessage DISABLE ROW LEVEL SECURITY;
