"""Fetching pages from the web: asked for by a person or a watch, carried out by a job, recorded with the proof."""
