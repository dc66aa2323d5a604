-- Somebody who has forgotten a password is nobody yet, so the table has no row security; it holds no link and no address.
GRANT SELECT, INSERT ON partners_passwordrequest TO app;
GRANT UPDATE (sent_at) ON partners_passwordrequest TO app;
