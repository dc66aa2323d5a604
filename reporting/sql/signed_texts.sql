-- The texts of a release as they were signed, with their headings: set with the signature, and fixed like it. Of what was
-- published before this column, they are those of the file in which they stand.
UPDATE reporting_release r SET signed_texts = (
    SELECT coalesce(jsonb_agg(jsonb_build_object('key', t ->> 'key', 'title', t ->> 'title', 'words', (
        SELECT coalesce(string_agg(p, E'\n' ORDER BY place), '')
        FROM jsonb_array_elements_text(t -> 'paragraphs') WITH ORDINALITY AS paragraph (p, place))) ORDER BY number), '[]')
    FROM reporting_releasefile f,
         jsonb_array_elements(convert_from(f.content, 'UTF8')::jsonb -> 'narrative') WITH ORDINALITY AS text (t, number)
    WHERE f.release_id = r.id AND f.format = 'json')
WHERE state IN ('published', 'withdrawn');

GRANT UPDATE (signed_texts) ON reporting_release TO app;

CREATE OR REPLACE FUNCTION app.keep_release() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
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
    IF OLD.state <> 'draft' AND (NEW.signed_sha256, NEW.signed_texts, NEW.signed_by_id, NEW.signed_at)
        IS DISTINCT FROM (OLD.signed_sha256, OLD.signed_texts, OLD.signed_by_id, OLD.signed_at) THEN
        RAISE EXCEPTION 'The signature of a release is fixed.' USING ERRCODE = '23514';
    END IF;
    IF OLD.state <> 'signed' AND NEW.published_at IS DISTINCT FROM OLD.published_at THEN
        RAISE EXCEPTION 'When a release was published is fixed.' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
