"""Partnerships, agencies, people, roles, the acting person and the database scope."""
