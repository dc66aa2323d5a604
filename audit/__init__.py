"""Append-only events: who did, saw or sent what. Imports nothing of ours."""
