"""Case conferences and the actions they agree."""
