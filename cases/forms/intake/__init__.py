"""The pages of the Reporting Form (domain 3), one thing a page."""
