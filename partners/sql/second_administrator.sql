-- Which roles see cases. `partners/roles.py` says the same; a test compares the two.
CREATE FUNCTION app.role_sees_cases(role text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN role IN ('caseworker', 'chair', 'representative', 'responsible_person');

-- A proposal is written by an administrator in their own name, and decided by another one in theirs.
ALTER TABLE partners_proposal ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON partners_proposal TO app;
GRANT UPDATE (outcome, decided_by_id, decided_at) ON partners_proposal TO app;
CREATE POLICY proposal_select ON partners_proposal FOR SELECT TO app
    USING (partnership_id = app.scope_partnership() AND app.scope_has_role('administrator'));
CREATE POLICY proposal_insert ON partners_proposal FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership() AND app.scope_has_role('administrator')
                AND proposed_by_id = app.scope_user() AND outcome = '');
CREATE POLICY proposal_update ON partners_proposal FOR UPDATE TO app
    USING (partnership_id = app.scope_partnership() AND app.scope_has_role('administrator') AND outcome = '')
    WITH CHECK (partnership_id = app.scope_partnership() AND decided_by_id = app.scope_user());

-- The net beneath `partners.rules`. A person writes two kinds of roles only when another administrator has approved
-- exactly that: a role of their own that sees cases, and anybody's role as administrator, who would be the second one.
-- Ending a role is free. A command at the machine has no person in its scope.
CREATE FUNCTION app.check_two_administrators() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF app.scope_user() IS NULL
       OR NOT (NEW.role = 'administrator' OR NEW.user_id = app.scope_user() AND app.role_sees_cases(NEW.role)) THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE'
       AND (NEW.user_id, NEW.agency_id, NEW.partnership_id, NEW.role)
           = (OLD.user_id, OLD.agency_id, OLD.partnership_id, OLD.role)
       AND NEW.since >= OLD.since AND (OLD.ended_at IS NULL OR NEW.ended_at <= OLD.ended_at)
       AND coalesce(NEW.until, 'infinity') <= coalesce(OLD.until, 'infinity') THEN
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT FROM public.partners_proposal p
               WHERE p.id = NEW.id AND p.user_id = NEW.user_id AND p.agency_id = NEW.agency_id
                 AND p.partnership_id = NEW.partnership_id AND p.role = NEW.role AND p.outcome = 'approved'
                 AND NEW.since >= p.since AND coalesce(NEW.until, 'infinity') <= coalesce(p.until, 'infinity')) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'This role takes a second administrator.' USING ERRCODE = 'insufficient_privilege';
END $$;
REVOKE ALL ON FUNCTION app.check_two_administrators() FROM PUBLIC;
CREATE TRIGGER check_two_administrators BEFORE INSERT OR UPDATE ON partners_membership
    FOR EACH ROW EXECUTE FUNCTION app.check_two_administrators();
