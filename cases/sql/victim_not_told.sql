GRANT UPDATE (victim_not_told) ON cases_case TO app;
