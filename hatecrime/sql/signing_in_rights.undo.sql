REVOKE ALL ON mfa_authenticator, usersessions_usersession FROM app;
