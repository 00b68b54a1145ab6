"""Bytes as received, and the text drawn from them."""
