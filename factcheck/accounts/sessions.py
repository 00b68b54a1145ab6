"""Sessions as Django keeps them in the database. Only how one is found is written out: every page begins with it."""

from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

from factcheck.database.written_out import select

_FIND = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        """What the session holds; one that has run out, or never was, is a new one."""
        for (data,) in select(_FIND, self.session_key, timezone.now()):
            return self.decode(data)
        self._session_key = None
        return {}
