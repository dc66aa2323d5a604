-- What these closed is closed already, so nothing could show that they did: a part of minutes and a correction are seen
-- with their item alone (minutespart_select, correction_select), which item_closed closes; a repeat is seen by whoever
-- leads its case (repeat_select), and nobody leads a case that is closed to them (app.leads).
DROP POLICY minutespart_closed ON conferences_minutespart;
DROP POLICY correction_closed ON conferences_correction;
DROP POLICY repeat_closed ON conferences_repeat;
