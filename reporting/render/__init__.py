"""Reports as HTML, PDF and JSON: each takes tables and asks the database nothing."""
