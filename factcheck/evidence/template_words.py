"""Filling in the template of an enquiry. An unknown name in braces stays as it is, so that nothing typed is lost."""

import re
from collections.abc import Mapping


def filled(text: str, values: Mapping[str, str]) -> str:
    """`text` with `{claim}` and the like replaced; a name without a value stays, for the person to see."""
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1]) or found[0], text)
