"""Bringing in what was handed over, file by file and member by member: seen while it runs, and safe to kill."""
