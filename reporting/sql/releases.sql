-- A release belongs to a partnership. Its figures are fixed from the draft on, its words from the signature on, and the
-- files are written once, before it is published. Nothing of it is ever removed.

ALTER TABLE reporting_release ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON reporting_release TO app;
GRANT UPDATE (state, attempt, leased_until, failure, content, hidden, considered, signed_sha256, signed_by_id,
              signed_at, published_at, withdrawn_by_id, withdrawn_at, withdrawn_why) ON reporting_release TO app;
CREATE POLICY release_select ON reporting_release FOR SELECT TO app
    USING (partnership_id = app.scope_partnership());
CREATE POLICY release_insert ON reporting_release FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership() AND state = 'requested' AND EXISTS (
        SELECT 1 FROM reporting_reportrun r
        WHERE r.id = run_id AND r.partnership_id = reporting_release.partnership_id AND r.state = 'stored'
          AND r.report = reporting_release.report AND r.period = reporting_release.period));
CREATE POLICY release_update ON reporting_release FOR UPDATE TO app
    USING (partnership_id = app.scope_partnership() AND state::text = ANY (ARRAY['requested', 'draft', 'signed', 'published']))
    WITH CHECK (partnership_id = app.scope_partnership());

ALTER TABLE reporting_releasetext ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON reporting_releasetext TO app;
CREATE POLICY release_text_select ON reporting_releasetext FOR SELECT TO app
    USING (partnership_id = app.scope_partnership());
CREATE POLICY release_text_insert ON reporting_releasetext FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership() AND written_by_id = app.scope_user() AND EXISTS (
        SELECT 1 FROM reporting_release r WHERE r.id = release_id AND r.state = 'draft'
          AND r.partnership_id = reporting_releasetext.partnership_id));

ALTER TABLE reporting_releasefile ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON reporting_releasefile TO app;
CREATE POLICY release_file_select ON reporting_releasefile FOR SELECT TO app
    USING (partnership_id = app.scope_partnership());
CREATE POLICY release_file_insert ON reporting_releasefile FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership() AND EXISTS (
        SELECT 1 FROM reporting_release r WHERE r.id = release_id AND r.state = 'signed'
          AND r.partnership_id = reporting_releasefile.partnership_id));

-- A policy cannot compare a row with what it was; this can.
CREATE FUNCTION app.keep_release() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
        ('requested', 'draft'), ('requested', 'failed'), ('draft', 'signed'), ('draft', 'discarded'),
        ('signed', 'published'), ('published', 'withdrawn')) THEN
        RAISE EXCEPTION 'A release that is % does not become %.', OLD.state, NEW.state USING ERRCODE = '23514';
    END IF;
    IF OLD.state <> 'requested'
        AND (NEW.content, NEW.hidden, NEW.considered) IS DISTINCT FROM (OLD.content, OLD.hidden, OLD.considered) THEN
        RAISE EXCEPTION 'The figures of a release are fixed.' USING ERRCODE = '23514';
    END IF;
    IF OLD.state <> 'draft' AND (NEW.signed_sha256, NEW.signed_by_id, NEW.signed_at)
        IS DISTINCT FROM (OLD.signed_sha256, OLD.signed_by_id, OLD.signed_at) THEN
        RAISE EXCEPTION 'The signature of a release is fixed.' USING ERRCODE = '23514';
    END IF;
    IF OLD.state <> 'signed' AND NEW.published_at IS DISTINCT FROM OLD.published_at THEN
        RAISE EXCEPTION 'When a release was published is fixed.' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_release BEFORE UPDATE ON reporting_release FOR EACH ROW EXECUTE FUNCTION app.keep_release();
