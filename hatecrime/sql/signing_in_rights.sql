-- What the app role may do with the tables of second factors and of the sessions of a person.
GRANT SELECT, INSERT, UPDATE, DELETE ON mfa_authenticator, usersessions_usersession TO app;
