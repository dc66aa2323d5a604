"""Counting a stored report a second time, row by row in Python: it shares no counting code with `reporting.queries`."""
