"""Append-only record of every change, written by the database itself."""
