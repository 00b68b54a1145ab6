"""Pages that compose several stages; no models."""
