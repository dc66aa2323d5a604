-- The four database roles (docs/decisions/0002). Run as a superuser of the cluster, connected to the application's
-- database; running it again changes nothing. Passwords are set apart from this file, by whoever holds the secrets.
--
--   owner   owns the database and everything in it; runs migrations and nothing else
--   app     web, workers and commands: owns nothing, cannot pass row-level security, cannot TRUNCATE
--   stats   reads the views of schema stats, which the migrations open to it
--   backup  reads every row for dumps, and can do nothing else

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['owner', 'app', 'stats', 'backup'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I', name);
        END IF;
    END LOOP;
    EXECUTE format('ALTER DATABASE %I OWNER TO owner', current_database());
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO app, stats, backup', current_database());
END $$;

ALTER ROLE owner WITH LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE app WITH LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE stats WITH LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE backup WITH LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION BYPASSRLS;
GRANT pg_read_all_data TO backup;

ALTER SCHEMA public OWNER TO owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO app;

-- A statement that hangs holds a page and its locks: the roles that serve pages give up after a minute.
ALTER ROLE app SET statement_timeout = '60s';
ALTER ROLE stats SET statement_timeout = '60s';
ALTER ROLE stats SET default_transaction_read_only = on;
