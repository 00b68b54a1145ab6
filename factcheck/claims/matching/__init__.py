"""Have we answered this before? The closest claims and earlier checks to a text.

`spoken` reads a post, `scoring` says how near a known claim is to it and why, `finding` asks the index and PostgreSQL.
"""
