"""Statistics, tables, charts and reports."""
