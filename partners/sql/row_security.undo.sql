DROP FUNCTION app.waiting_notices(integer);
DROP POLICY notice_insert ON partners_notice;
DROP POLICY notice_update ON partners_notice;
DROP POLICY notice_select ON partners_notice;
REVOKE ALL ON partners_notice FROM app;
ALTER TABLE partners_notice DISABLE ROW LEVEL SECURITY;
REVOKE ALL ON partners_user, partners_membership, partners_partnership, partners_agency, partners_seat FROM app;
