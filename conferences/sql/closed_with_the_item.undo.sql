CREATE POLICY minutespart_closed ON conferences_minutespart AS RESTRICTIVE FOR ALL TO app
    USING (case_id IS NULL OR case_id <> ALL (ARRAY(SELECT app.closed_cases())));
CREATE POLICY correction_closed ON conferences_correction AS RESTRICTIVE FOR ALL TO app
    USING (case_id IS NULL OR case_id <> ALL (ARRAY(SELECT app.closed_cases())));
CREATE POLICY repeat_closed ON conferences_repeat AS RESTRICTIVE FOR ALL TO app
    USING (case_id <> ALL (ARRAY(SELECT app.closed_cases())));
