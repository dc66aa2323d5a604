CREATE OR REPLACE FUNCTION app.queue_event() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    INSERT INTO audit_unsealed (event_id, chain)
    VALUES (NEW.id, coalesce(NEW.partnership_id, '00000000-0000-0000-0000-000000000000'));
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION app.seal_events(most integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    this_chain uuid;
    last_number bigint;
    last_hash bytea;
    moment timestamptz;
    event audit_event;
    sealed integer := 0;
BEGIN
    FOR this_chain IN SELECT DISTINCT chain FROM audit_unsealed ORDER BY chain LOOP
        CONTINUE WHEN NOT pg_try_advisory_xact_lock(hashtextextended('audit_head ' || this_chain::text, 0));
        moment := clock_timestamp();
        SELECT number, hash INTO last_number, last_hash FROM audit_head WHERE chain = this_chain;
        IF NOT FOUND THEN
            last_number := 0;
            last_hash := sha256('');
            INSERT INTO audit_head (chain, number, hash) VALUES (this_chain, last_number, last_hash);
        END IF;
        FOR event IN
            SELECT e.* FROM audit_unsealed u JOIN audit_event e ON e.id = u.event_id
            WHERE u.chain = this_chain AND NOT EXISTS (SELECT FROM audit_seal s WHERE s.event_id = e.id)
            ORDER BY e.at, e.id LIMIT most
        LOOP
            last_number := last_number + 1;
            last_hash := sha256(last_hash || app.sealed_bytes(last_number, moment, event));
            INSERT INTO audit_seal (event_id, chain, number, hash, sealed_at)
            VALUES (event.id, this_chain, last_number, last_hash, moment);
            sealed := sealed + 1;
        END LOOP;
        UPDATE audit_head SET number = last_number, hash = last_hash WHERE chain = this_chain;
        DELETE FROM audit_unsealed u USING audit_seal s WHERE s.event_id = u.event_id AND u.chain = this_chain;
    END LOOP;
    RETURN sealed;
END $$;
