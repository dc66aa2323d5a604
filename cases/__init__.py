"""Incidents, people, risk, the decision, and who may see a case."""
