"""What logs must not hold."""

import logging
import re

#: Addresses that let somebody in: of each the part before the secret.
_WAY_IN = re.compile(r"(/(?:sign-in|invitation|accounts/password/reset/key)/)[^/\s]+")


class WithoutWaysIn(logging.Filter):
    """Leave the tokens of links out of what is logged: a refused request leaves its link unused, so it still works."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if (masked := _WAY_IN.sub(r"\1…", message)) != message:
            record.msg, record.args = masked, ()
        return True
