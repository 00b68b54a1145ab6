"""Whose words they are where a place or an institution stands between the speaker and the verb.

"X of the University of Y said": X said it, and Y is a town. "Residents of Y said" names nobody.
"""
# ruff: noqa: RUF001  (prepositions in several alphabets)

from factcheck.passages.attribution_names import Noun, Reading, name_before, role_before


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BELONGING = frozenset(("of", "for"))
_PLACING = _words(
    """in at from near with outside by on to about into against after before within across around
    в во из на от под с со у при около о об
    in aus bei nahe mit im am vom zum zur
    à dans chez près en"""
)
#: What these begin is one name with what follows: "the University of Y".
_INSTITUTIONS = _words(
    """university college institute academy ministry department bank council court church office bureau school centre
    center committee chamber house union association federation league board foundation society parliament republic
    kingdom state states city"""
)


def speaker_before(reading: Reading, at: int) -> Noun | None:
    """The name or role that ends at token `at`, and whose words what follows is.

    Across "of", "in" and the like it is the one before them; None where that is no name.
    """
    name = name_before(reading, at)
    if name is None:
        return role_before(reading, at)
    link = _link(reading, name.first)
    if link < 0:
        return name
    if link == 0:
        return None
    word = reading.tokens[link].low
    before = name_before(reading, link - 1)
    if before is None:
        role = role_before(reading, link - 1)
        if role is None:
            return None
        whole = word in _BELONGING
        return Noun(role.first, name.last, _between(reading, role.first, name.last) if whole else role.name)
    if word in _BELONGING and before.name.rpartition(" ")[2].casefold() in _INSTITUTIONS:
        outer = speaker_before(reading, link - 1)
        if outer is None or outer.first != before.first:
            return outer and Noun(outer.first, name.last, outer.name)
        return Noun(before.first, name.last, _between(reading, before.first, name.last), is_outlet=name.is_outlet)
    if before.last - before.first == 1 and _begins(reading, before.first):
        # "Residents of Y", "Police in Y": at the beginning a capital shows no name.
        role = role_before(reading, link - 1)
        return role and Noun(role.first, name.last, role.name)
    outer = speaker_before(reading, link - 1)
    return outer and Noun(outer.first, name.last, outer.name)


def _link(reading: Reading, first: int) -> int:
    """The token that ties the name from `first` on to what stands before it; -1 where none does."""
    at = first - 1
    while at >= 0 and reading.tokens[at].low in reading.words.articles:
        at -= 1
    return at if at >= 0 and reading.tokens[at].low in _BELONGING | _PLACING else -1


def _begins(reading: Reading, first: int) -> bool:
    at = first - 1
    while at >= 0 and reading.tokens[at].low in reading.words.articles:
        at -= 1
    return at < 0 or not reading.tokens[at].is_word


def _between(reading: Reading, first: int, last: int) -> str:
    return " ".join(token.text for token in reading.tokens[first:last]).replace(" .", ".")
