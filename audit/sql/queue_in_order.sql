UPDATE audit_unsealed u SET at = e.at FROM audit_event e WHERE e.id = u.event_id;

CREATE OR REPLACE FUNCTION app.queue_event() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    INSERT INTO audit_unsealed (event_id, chain, at)
    VALUES (NEW.id, coalesce(NEW.partnership_id, '00000000-0000-0000-0000-000000000000'), NEW.at);
    RETURN NULL;
END $$;

-- Seal waiting events, the oldest first, at most so many of each chain; return how many were sealed. Only one
-- transaction at a time works on a chain: another passes it by. Running it twice seals nothing twice.
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
    LOOP
        IF this_chain IS NULL THEN
            SELECT chain INTO this_chain FROM audit_unsealed ORDER BY chain LIMIT 1;
        ELSE
            SELECT chain INTO this_chain FROM audit_unsealed WHERE chain > this_chain ORDER BY chain LIMIT 1;
        END IF;
        EXIT WHEN NOT FOUND;
        CONTINUE WHEN NOT pg_try_advisory_xact_lock(hashtextextended('audit_head ' || this_chain::text, 0));
        moment := clock_timestamp();
        SELECT number, hash INTO last_number, last_hash FROM audit_head WHERE chain = this_chain;
        IF NOT FOUND THEN
            last_number := 0;
            last_hash := sha256('');
            INSERT INTO audit_head (chain, number, hash) VALUES (this_chain, last_number, last_hash);
        END IF;
        -- As text, so that it is planned for this many events: the plan for any number reads the whole log.
        FOR event IN EXECUTE
            'SELECT e.* FROM (SELECT event_id, at FROM audit_unsealed WHERE chain = $1'
            ' ORDER BY at, event_id LIMIT $2) u JOIN audit_event e ON e.id = u.event_id ORDER BY u.at, u.event_id'
            USING this_chain, most
        LOOP
            DELETE FROM audit_unsealed WHERE event_id = event.id;
            CONTINUE WHEN EXISTS (SELECT FROM audit_seal WHERE event_id = event.id);
            last_number := last_number + 1;
            last_hash := sha256(last_hash || app.sealed_bytes(last_number, moment, event));
            INSERT INTO audit_seal (event_id, chain, number, hash, sealed_at)
            VALUES (event.id, this_chain, last_number, last_hash, moment);
            sealed := sealed + 1;
        END LOOP;
        UPDATE audit_head SET number = last_number, hash = last_hash WHERE chain = this_chain;
    END LOOP;
    RETURN sealed;
END $$;
