DROP POLICY referral_history_select ON referrals_referralhistory;
REVOKE ALL ON referrals_referralhistory FROM app;
ALTER TABLE referrals_referralhistory DISABLE ROW LEVEL SECURITY;
DROP POLICY service_history_select ON referrals_servicehistory;
REVOKE ALL ON referrals_servicehistory FROM app;
ALTER TABLE referrals_servicehistory DISABLE ROW LEVEL SECURITY;
