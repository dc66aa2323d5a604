-- A worker that takes a release counts its claim up.
GRANT UPDATE (claim) ON reporting_release TO app;
