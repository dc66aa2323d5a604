-- A part of minutes and a correction are seen with their item alone (minutespart_select, correction_select), and an item
-- about a case that is closed to somebody is closed (item_closed). A lock of their own closed nothing besides.
DROP POLICY minutespart_closed ON conferences_minutespart;
DROP POLICY correction_closed ON conferences_correction;
