"""Factcheck: a fact-check workbench with provenance."""

__version__ = "0.1.0"
