"""The engine that starts the embedded PostgreSQL, roles, grants, the actor of a transaction."""
