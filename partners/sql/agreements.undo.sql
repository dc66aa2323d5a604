DROP POLICY acceptance_select ON partners_acceptance;
DROP POLICY acceptance_insert ON partners_acceptance;
DROP POLICY agreement_select ON partners_agreement;
DROP POLICY agreement_insert ON partners_agreement;
REVOKE ALL ON partners_acceptance, partners_agreement FROM app;
