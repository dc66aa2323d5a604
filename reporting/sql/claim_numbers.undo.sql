REVOKE UPDATE (claim) ON reporting_release FROM app;
