DROP TRIGGER check_two_administrators ON partners_membership;
DROP FUNCTION app.check_two_administrators();
DROP POLICY proposal_select ON partners_proposal;
DROP POLICY proposal_insert ON partners_proposal;
DROP POLICY proposal_update ON partners_proposal;
REVOKE ALL ON partners_proposal FROM app;
DROP FUNCTION app.role_sees_cases(text);
