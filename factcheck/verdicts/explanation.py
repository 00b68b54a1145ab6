"""The small Markdown of explanations, as HTML for pages and as Markdown with footnotes for articles.

Paragraphs, line breaks, emphasis, links, lists and quotation blocks (CommonMark 0.31); no headings, code,
images, tables or HTML: an explanation is a few paragraphs inside somebody else's page. Reference definitions
(`[E-0012]: address`) are off, since they would turn a reference token into a link of the writer's choice.

What comes out went through bleach last, so that a fault of the parser is not a hole in the page.
"""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from urllib.parse import unquote

import bleach
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from factcheck.verdicts.references import (
    TOKEN,
    Unreferenced,
    numbered,
    references,
    unreferenced,
)

__all__ = ["Unreferenced", "numbered", "references", "render", "to_markdown_with_footnotes", "unreferenced"]

ALLOWED_TAGS = frozenset({"p", "em", "strong", "a", "ul", "ol", "li", "blockquote", "sup", "br"})
ALLOWED_ATTRIBUTES = {"a": ["href", "id", "class", "rel"], "sup": ["class"]}
ALLOWED_PROTOCOLS = frozenset({"http", "https", "mailto"})
_RULES = (
    "list",
    "blockquote",
    "newline",
    "escape",
    "emphasis",
    "link",
    "autolink",
    "balance_pairs",
    "fragments_join",
)


def render(text: str, *, link: Callable[[str], str | None]) -> str:
    """The explanation as HTML that is safe to mark as such.

    `link` gives the address a reference leads to (often `#note-3`), or None for one that leads nowhere. The
    first reference to an id has the element id `ref-N`, later ones `ref-N-2` and so on.
    """
    env = {"numbers": numbered(text), "link": link, "seen": {}}
    html = _parser().render(text, env)
    clean: str = bleach.clean(
        html, tags=ALLOWED_TAGS, attributes=ALLOWED_ATTRIBUTES, protocols=ALLOWED_PROTOCOLS, strip=True
    )
    return clean


def to_markdown_with_footnotes(text: str, notes: Mapping[str, str]) -> str:
    """The explanation for an article: GitHub-style footnotes, `[^1]` in the text and `[^1]: note` beneath.

    `notes` maps public ids to the note's Markdown; a reference without one keeps its public id as its note.
    """
    numbers = numbered(text)
    if not numbers:
        return text

    def footnote(public_id: str) -> str:
        return f"[^{numbers[public_id]}]"

    body = TOKEN.sub(lambda match: footnote(match[1]) if match[1] in numbers else match[0], text)
    lines = [
        # Further lines of a footnote are indented by four, or they would end it.
        f"{footnote(public_id)}: " + notes.get(public_id, public_id).strip().replace("\n", "\n    ")
        for public_id in numbers
    ]
    return body.rstrip() + "\n\n" + "\n".join(lines) + "\n"


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "maxNesting": 20}).enable(list(_RULES))
    parser.inline.ruler.before("link", "reference_token", _reference_token)
    parser.validateLink = _may_link  # type: ignore[method-assign]
    parser.add_render_rule("reference", _render_reference)
    parser.add_render_rule("link_open", _render_link_open)
    return parser


def _may_link(url: str) -> bool:
    """Whether an address of the writer's becomes a link: absolute, and no reference token hidden in it."""
    scheme = url.strip().casefold().partition(":")[0]
    return scheme in ALLOWED_PROTOCOLS and not TOKEN.search(unquote(url))


def _reference_token(state: StateInline, silent: bool) -> bool:
    """A rule before that of links, so that `[E-0012](address)` is a reference and not a link.

    Brackets inside the words of a link must be brackets to the parser, so words that hold a reference make no
    link either: one link never lies in another.
    """
    found = TOKEN.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("reference", "sup", 0)
        token.content = found[1]
    state.pos = found.end()
    return True


def _render_reference(
    _renderer: RendererProtocol, tokens: Sequence[Token], at: int, _options: OptionsDict, env: EnvType
) -> str:
    public_id = tokens[at].content
    number = env["numbers"].get(public_id)
    if number is None:
        return escape(f"[{public_id}]")
    address = env["link"](public_id)
    if address is None:
        return f'<sup class="ref">[{number}]</sup>'
    time = env["seen"][public_id] = env["seen"].get(public_id, 0) + 1
    element_id = f"ref-{number}" if time == 1 else f"ref-{number}-{time}"
    return f'<sup class="ref"><a href="{escape(address)}" id="{element_id}">[{number}]</a></sup>'


def _render_link_open(
    renderer: RendererProtocol, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    address = escape(str(tokens[at].attrGet("href") or ""))
    return f'<a href="{address}" rel="nofollow noopener">'
