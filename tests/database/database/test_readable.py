"""What can be read is the same to PostgreSQL, which refuses, and to Python, which says so first."""

import sys

import pytest
from django.db import connection

from factcheck.database.readable import READABLE
from factcheck.web.words import says_something

pytestmark = pytest.mark.django_db

#: All but NUL, which PostgreSQL does not hold, and halves of pairs, which are no characters.
CHARACTERS = [chr(code) for code in range(1, sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]


def test_postgresql_and_python_read_every_character_the_same_way():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(letter) FROM unnest(%s::text[]) AS letter WHERE letter ~ %s", [CHARACTERS, READABLE]
        )
        (seen,) = cursor.fetchone()
    assert set(seen) == {character for character in CHARACTERS if says_something(character)}
