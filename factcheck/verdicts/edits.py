"""Proposed edits to a text."""


class EditDoesNotApply(ValueError):
    """The words to be replaced do not stand exactly once in the text."""


def propose_edit(text: str, before: str, after: str) -> str:
    """The text with the single occurrence of `before` replaced by `after`.

    Raises `EditDoesNotApply` when `before` is empty, absent or stands more than once: an edit that lands in
    the wrong place would put words into the author's mouth.
    """
    if not before:
        raise EditDoesNotApply("expected words to replace, got none")
    first = text.find(before)
    if first < 0:
        raise EditDoesNotApply("expected the words to stand in the text, got none: it has changed since")
    # From the next letter, so that occurrences that overlap are seen too.
    if text.find(before, first + 1) >= 0:
        raise EditDoesNotApply("expected the words to stand once in the text, got more: take more words")
    return text[:first] + after + text[first + len(before) :]
