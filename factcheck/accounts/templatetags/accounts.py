"""Filters for the pages about people."""

from django import template

from factcheck.accounts import devices

register = template.Library()


@register.filter
def device(user_agent: str) -> str:
    """What a browser says of itself, in words: `{{ session.user_agent|device }}`."""
    return devices.device_in_words(user_agent)
