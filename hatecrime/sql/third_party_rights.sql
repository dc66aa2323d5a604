-- What the app role may do with the tables of the libraries we build on. What is not named here it cannot touch.
GRANT SELECT, INSERT, UPDATE, DELETE ON django_session, account_emailaddress, account_emailconfirmation TO app;
GRANT SELECT ON django_content_type, django_migrations, auth_permission TO app;
