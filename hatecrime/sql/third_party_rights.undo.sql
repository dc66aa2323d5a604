REVOKE ALL ON django_session, account_emailaddress, account_emailconfirmation FROM app;
REVOKE ALL ON django_content_type, django_migrations, auth_permission FROM app;
