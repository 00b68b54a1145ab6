"""Word files (.docx) to text and blocks: headers, body, notes, comments and footers, in this order.

The XML is walked by us and not by a library: what is small and hostile would keep the usual one busy for long,
and none of them reads text boxes, notes and tracked changes together.
"""

from dataclasses import replace

from lxml import etree

from .docx_styles import Styles
from .docx_walk import Walk
from .draft import Draft
from .errors import Damaged
from .head import read_head
from .ooxml import Package, Relation, local, value
from .values import Block, Drawing, Found, Statements
from .words import gettext as _

#: Characters of an author's name in a label.
_LONGEST_NAME = 100
_AROUND = frozenset(("boilerplate", "note", "comment"))
_NOTES = {"footnote": "note", "endnote": "endnote"}


def draw(data: bytes) -> Drawing:
    """Text, blocks and statements of a Word file. Raises UnsupportedType or CouldNotRead."""
    package = Package(data)
    return _Document(package).draw()


class _Document:
    def __init__(self, package: Package) -> None:
        self._package = package
        main = (r.target for r in package.relations("").values() if r.kind == "officeDocument")
        self._main = next(main, "word/document.xml")
        self._relations = package.relations(self._main)
        self._styles = Styles(self._part("styles")[0])
        self._draft = Draft()
        self._walk = Walk(self._draft, self._styles)

    def draw(self) -> Drawing:
        root = self._package.xml(self._main)
        if root is None or local(root) != "document":
            raise Damaged(_("It has no Word document in it."))
        self._around(root, "header")
        self._walk.story(root, _links(self._relations))
        self._notes()
        self._comments()
        self._around(root, "footer")
        text, blocks = self._draft.finish()
        blocks, seen = _read_main(text, blocks)
        return Drawing(text, blocks, self._statements(seen, has_words=bool(blocks)))

    def _around(self, root: etree._Element, name: str) -> None:
        """Headers or footers of all sections, each wording once."""
        seen: set[str] = set()
        shown = (value(node, "id") for node in root.iter(f"{{*}}{name}Reference"))
        for key in dict.fromkeys(shown):
            relation = self._relations.get(key)
            part = self._package.xml(relation.target) if relation and not relation.external else None
            if part is None or not relation:
                continue
            trial = Draft()
            Walk(trial, self._styles).story(part, {})
            words = trial.finish()[0]
            if words not in seen:
                seen.add(words)
                self._walk.story(part, _links(self._package.relations(relation.target)), "boilerplate", f"page {name}")

    def _notes(self) -> None:
        """Notes as they are numbered on the page, each under its number; then any that nothing refers to."""
        for kind, word in _NOTES.items():
            root, links = self._part(f"{kind}s")
            if root is None:
                continue
            notes = {value(n, "id"): n for n in root if local(n) == kind and value(n, "type") in ("", "normal")}
            numbered = [key for name, key in self._walk.notes if name == kind and key in notes]
            for number, key in enumerate(numbered, 1):
                self._walk.story(notes.pop(key), links, "note", f"{word} {number}")
            for note in notes.values():
                self._walk.story(note, links, "note", word)

    def _comments(self) -> None:
        root, links = self._part("comments")
        for comment in root if root is not None else ():
            author = " ".join(value(comment, "author").split())[:_LONGEST_NAME]
            self._walk.story(comment, links, "comment", f"comment by {author}" if author else "comment")

    def _part(self, kind: str) -> tuple[etree._Element | None, dict[str, str]]:
        """The part of this kind, and the links that it makes."""
        for relation in self._relations.values():
            if relation.kind == kind and not relation.external:
                return self._package.xml(relation.target), _links(self._package.relations(relation.target))
        return None, {}

    def _statements(self, seen: Statements, *, has_words: bool) -> Statements:
        stated, times = self._package.properties()
        language = stated.language
        if self._styles.language:
            language = Found(self._styles.language, "metadata", _("language of the default style"))
        return Statements(
            title=seen.title or stated.title,
            author=seen.author or stated.author,
            published=seen.published,
            language=language,
            url=seen.url,
            messages=(*seen.messages, *times, *self._messages(has_words)),
        )

    def _messages(self, has_words: bool) -> tuple[str, ...]:
        walk, messages = self._walk, []
        if walk.inserted or walk.deleted:
            messages.append(
                _(
                    "This file has tracked changes: inserted words are read (places: %(inserted)s), "
                    "deleted words are not (places: %(deleted)s).",
                    inserted=walk.inserted,
                    deleted=walk.deleted,
                )
            )
        if walk.hidden:
            messages.append(_("Words formatted as hidden are not read (places: %(hidden)s).", hidden=walk.hidden))
        if walk.pictures and not has_words:
            messages.append(_("This file has pictures and no words: words in pictures are not read."))
        return tuple(messages)


def _links(relations: dict[str, Relation]) -> dict[str, str]:
    return {key: r.target for key, r in relations.items() if r.kind == "hyperlink" and r.external}


def _read_main(text: str, blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], Statements]:
    """Title, date and byline as they stand above the words; notes, comments and page headers count for nothing."""
    main = [index for index, block in enumerate(blocks) if block.kind not in _AROUND]
    inner, seen = read_head(text, tuple(blocks[index] for index in main))
    marked = list(blocks)
    for index, block in zip(main, inner, strict=True):
        marked[index] = block
    if seen.title:
        seen = replace(seen, title=replace(seen.title, value=seen.title.value[:500]))
    return tuple(marked), seen
