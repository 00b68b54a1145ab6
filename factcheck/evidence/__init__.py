"""Passages linked to claims with a stance; what was looked for; who was asked."""
