-- Versions of risk instruments: everybody of the partnership reads what is published, administrators what is not as well.
-- A version is published once, by an administrator; apart from that nothing of it ever changes.
ALTER TABLE cases_instrumentversion ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_instrumentversion TO app;
GRANT UPDATE (publish_from, published_by_id, published_at) ON cases_instrumentversion TO app;
CREATE POLICY instrument_select ON cases_instrumentversion FOR SELECT TO app
    USING (partnership_id = app.scope_partnership()
           AND (published_at IS NOT NULL OR app.scope_has_role('administrator')));
CREATE POLICY instrument_insert ON cases_instrumentversion FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership() AND app.scope_has_role('administrator')
                AND uploaded_by_id IS NOT DISTINCT FROM app.scope_user() AND published_at IS NULL);
CREATE POLICY instrument_update ON cases_instrumentversion FOR UPDATE TO app
    USING (partnership_id = app.scope_partnership() AND app.scope_has_role('administrator') AND published_at IS NULL)
    WITH CHECK (partnership_id = app.scope_partnership() AND app.scope_has_role('administrator')
                AND published_by_id IS NOT DISTINCT FROM app.scope_user());

-- Completed assessments point to the words of a version, so that not even the owner of the table changes them.
CREATE FUNCTION app.keep_instrument() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.published_at IS NOT NULL
       OR (OLD.id, OLD.partnership_id, OLD.key, OLD.version, OLD.document, OLD.fingerprint, OLD.uploaded_at)
          IS DISTINCT FROM
          (NEW.id, NEW.partnership_id, NEW.key, NEW.version, NEW.document, NEW.fingerprint, NEW.uploaded_at)
       OR OLD.uploaded_by_id IS DISTINCT FROM NEW.uploaded_by_id THEN
        RAISE EXCEPTION 'A version of a risk instrument never changes.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END; $$;
REVOKE ALL ON FUNCTION app.keep_instrument() FROM PUBLIC;
CREATE TRIGGER keep_instrument BEFORE UPDATE OR DELETE ON cases_instrumentversion
    FOR EACH ROW EXECUTE FUNCTION app.keep_instrument();

-- Thresholds are read by everybody of the partnership and set by its administrators; what was set stays on record.
ALTER TABLE cases_riskthresholds ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_riskthresholds TO app;
CREATE POLICY thresholds_select ON cases_riskthresholds FOR SELECT TO app
    USING (partnership_id = app.scope_partnership());
CREATE POLICY thresholds_insert ON cases_riskthresholds FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership() AND app.scope_has_role('administrator')
                AND set_by_id IS NOT DISTINCT FROM app.scope_user());
