REVOKE UPDATE (victim_not_told) ON cases_case FROM app;
