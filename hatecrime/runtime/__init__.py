"""One machine's services: PostgreSQL, Valkey, web, worker and beat, started and stopped together (docs/running.md)."""
