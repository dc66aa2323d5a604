-- Give the four database roles their passwords, read by psql from the secrets so that no command line shows them.
\set owner_password `cat "${SECRETS_FOLDER:-/run/secrets}/owner_password"`
\set app_password `cat "${SECRETS_FOLDER:-/run/secrets}/app_password"`
\set stats_password `cat "${SECRETS_FOLDER:-/run/secrets}/stats_password"`
\set backup_password `cat "${SECRETS_FOLDER:-/run/secrets}/backup_password"`
ALTER ROLE owner PASSWORD :'owner_password';
ALTER ROLE app PASSWORD :'app_password';
ALTER ROLE stats PASSWORD :'stats_password';
ALTER ROLE backup PASSWORD :'backup_password';
