-- Both are read to sign in, before anyone is acting, so they are on the exempt list; the client's secret is encrypted.
GRANT SELECT, INSERT, UPDATE ON partners_singlesignon TO app;
GRANT SELECT, INSERT ON partners_boundaccount TO app;

-- Whoever runs an agency's provider can be anybody of that agency. So what one administrator writes waits for another:
-- a change takes the approval away and carries the name of who made it, and an approval changes nothing else.
CREATE FUNCTION app.check_sign_on() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF app.scope_user() IS NULL THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE'
       AND (NEW.id, NEW.seat_id, NEW.issuer, NEW.client_id, NEW.sealed_secret, NEW.domains, NEW.is_on,
            NEW.keeps_password, NEW.trusts_second_factor, NEW.changed_by_id)
           IS NOT DISTINCT FROM
           (OLD.id, OLD.seat_id, OLD.issuer, OLD.client_id, OLD.sealed_secret, OLD.domains, OLD.is_on,
            OLD.keeps_password, OLD.trusts_second_factor, OLD.changed_by_id)
       AND NEW.approved_by_id = app.scope_user() THEN
        RETURN NEW;
    END IF;
    IF NEW.changed_by_id = app.scope_user() AND NEW.approved_by_id IS NULL THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Single sign-on takes a second administrator.' USING ERRCODE = 'insufficient_privilege';
END $$;
REVOKE ALL ON FUNCTION app.check_sign_on() FROM PUBLIC;
CREATE TRIGGER check_sign_on BEFORE INSERT OR UPDATE ON partners_singlesignon
    FOR EACH ROW EXECUTE FUNCTION app.check_sign_on();
