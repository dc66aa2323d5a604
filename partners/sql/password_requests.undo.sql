REVOKE ALL ON partners_passwordrequest FROM app;
