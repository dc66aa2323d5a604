"""The programming interface (docs/api.md): the same rules and actions as the pages, as JSON."""
