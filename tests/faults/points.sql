-- Where the work is held up, in the database of the machine that is broken and in no other: a report that stands in
-- faults.stop waits, at its point, for a lock that whoever breaks the machine holds. Nothing in the product knows of it.

CREATE SCHEMA faults;
CREATE TABLE faults.stop (run uuid PRIMARY KEY, point text NOT NULL, tables integer NOT NULL, steps integer NOT NULL);

CREATE FUNCTION faults.hold(wanted uuid, VARIADIC points text[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, faults AS $$
DECLARE
    chosen text := (SELECT point FROM faults.stop WHERE run = wanted);
BEGIN
    IF chosen = ANY (points) THEN
        IF chosen = 'poison' THEN
            RAISE EXCEPTION 'This report cannot be made.';
        END IF;
        PERFORM pg_advisory_xact_lock(5407);
    END IF;
END $$;

CREATE FUNCTION faults.of_run() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, faults AS $$
DECLARE
    held faults.stop := (SELECT stop FROM faults.stop WHERE run = NEW.id);
BEGIN
    IF held.run IS NULL THEN
        RETURN NEW;
    END IF;
    IF OLD.state = 'requested' AND NEW.state = 'running' THEN
        PERFORM faults.hold(NEW.id, 'before_claim');
    ELSIF NEW.state = 'running' AND OLD.step = 0 AND NEW.step = 1 THEN
        PERFORM faults.hold(NEW.id, 'after_claim');
    ELSIF NEW.state = 'running' AND OLD.step < NEW.step AND NEW.step = held.tables / 2 THEN
        PERFORM faults.hold(NEW.id, 'during_tables', 'poison');
    ELSIF NEW.state = 'running' AND OLD.step < NEW.step AND NEW.step = held.tables THEN
        PERFORM faults.hold(NEW.id, 'after_tables');
    ELSIF NEW.state = 'running' AND OLD.step < NEW.step AND NEW.step = held.steps - 1 THEN
        PERFORM faults.hold(NEW.id, 'before_store');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER faults_of_run BEFORE UPDATE ON reporting_reportrun FOR EACH ROW EXECUTE FUNCTION faults.of_run();

CREATE FUNCTION faults.of_file() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, faults AS $$
BEGIN
    PERFORM faults.hold(NEW.run_id, 'in_storing', 'before_acknowledgement') WHERE NEW.format = 'ods';
    RETURN NEW;
END $$;
CREATE TRIGGER faults_of_file BEFORE INSERT ON reporting_reportfile FOR EACH ROW EXECUTE FUNCTION faults.of_file();

CREATE FUNCTION faults.of_notice() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, faults AS $$
BEGIN
    PERFORM faults.hold(run, 'before_notice') FROM faults.stop
        WHERE NEW.path = '/reports/' || run || '/' AND NEW.email_attempts > OLD.email_attempts;
    RETURN NEW;
END $$;
CREATE TRIGGER faults_of_notice BEFORE UPDATE ON partners_notice FOR EACH ROW EXECUTE FUNCTION faults.of_notice();
