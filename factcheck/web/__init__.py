"""The htmx layer, middleware, template tags and base components; no models."""
