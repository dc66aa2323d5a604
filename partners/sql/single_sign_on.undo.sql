DROP TRIGGER check_sign_on ON partners_singlesignon;
DROP FUNCTION app.check_sign_on();
REVOKE ALL ON partners_singlesignon, partners_boundaccount FROM app;
