-- Every version of boundaries and events, and since when it has been there: a stored report keeps the charts it had.
CREATE VIEW stats.boundaries_past AS
    SELECT l.partnership_id, l.year, l.version, l.loaded_at, r.area, r.polygons
    FROM public.reporting_loading l
    CROSS JOIN LATERAL jsonb_to_recordset(l.content) AS r(area text, polygons jsonb)
    WHERE l.kind = 'boundaries';

CREATE VIEW stats.events_past AS
    SELECT l.partnership_id, l.year, l.version, l.loaded_at, r.name, r.first_on, r.last_on
    FROM public.reporting_loading l
    CROSS JOIN LATERAL jsonb_to_recordset(l.content) AS r(name text, first_on date, last_on date)
    WHERE l.kind = 'events';

GRANT SELECT ON stats.boundaries_past, stats.events_past TO stats;
