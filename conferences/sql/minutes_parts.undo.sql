DROP POLICY minutespart_insert ON conferences_minutespart;
CREATE POLICY minutespart_insert ON conferences_minutespart FOR INSERT TO app
    WITH CHECK (chairing_agency_id = app.scope_agency()
        AND EXISTS (SELECT 1 FROM conferences_minutes m JOIN conferences_conference c ON c.id = m.conference_id
                    WHERE m.id = conferences_minutespart.minutes_id AND c.id = conferences_minutespart.conference_id
                      AND c.chairing_agency_id = app.scope_agency())
        AND (item_id IS NULL OR EXISTS (SELECT 1 FROM conferences_item i
             WHERE i.id = conferences_minutespart.item_id AND i.case_id = conferences_minutespart.case_id
               AND i.conference_id = conferences_minutespart.conference_id)));
DROP FUNCTION app.makes_minutes(uuid, uuid);
