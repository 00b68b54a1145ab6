"""Whether a page kept its words back: until a script has run, or until somebody signs in.

A guess from the bytes alone, and a cautious one: a page that says much is taken as it is, whatever stands beside.
"""

import re
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from .draft import Draft
from .errors import NoText
from .html import parse
from .html_container import linked_share
from .html_walk import Walk

type Need = Literal["script", "sign-in", ""]

#: Letters and figures in paragraphs. A page that says more than this holds its article ...
_ARTICLE = 1_500
#: ... one that says less than this may be a bare form ...
_FORM = 500
#: ... and less than this is next to nothing.
_NOTHING = 150
#: Letters and figures. Shorter blocks are labels and buttons.
_PARAGRAPH = 30
_JS = r"java\s?script"
#: What a page says that does nothing without its scripts, or while it looks who is there.
_SCRIPT = (
    rf"(?:enable|activate|turn on|requires?|needs?|allow)\W+(?:\w+\W+){{0,3}}{_JS}",
    rf"{_JS}\W+(?:\w+\W+){{0,4}}(?:disabled|required|enabled|not supported|not available|turned off)",
    rf"{_JS}\W+(?:\w+\W+){{0,4}}(?:aktivieren|deaktiviert|erforderlich|benötigt)",
    rf"(?:aktivieren|benötigt|erfordert)\W+(?:\w+\W+){{0,3}}{_JS}",
    rf"(?:activer|activez|nécessite|active|activar|habilitar|requiere|necesita)\W+(?:\w+\W+){{0,3}}{_JS}",
    rf"(?:включите|включить|требуется|нуж[её]н|необходим)\W+(?:\w+\W+){{0,3}}{_JS}",
    r"checking (?:if the site connection is secure|your browser)",
    r"verif(?:y|ying) (?:that )?you are (?:a )?human",
)
#: What a page says instead of its article to those who have not signed in or paid.
_SIGN_IN = (
    r"(?:log|sign)[ -]?in (?:or \w+(?: up| an account)? )?(?:to|and) (?:continue|read|view|see|access|get access)",
    r"you (?:must|need to|have to) (?:be (?:logged|signed)|log|sign)[ -]?in",
    r"please (?:log|sign)[ -]?in",
    r"(?:subscribe|register|create (?:a free |an )?account) (?:now )?(?:to|and) (?:continue|keep|read|unlock|view)",
    r"to (?:(?:continue|keep) reading|read the (?:full|rest))\W+(?:\w+\W+){0,6}(?:subscri\w+|sign|log|regist\w+)",
    r"(?:is|only|exclusive(?:ly)?|available) (?:only )?(?:for|to) (?:our )?(?:paying )?(?:subscribers|members)\b",
    r"already a (?:subscriber|member)\?",
    r"(?:bitte|jetzt) (?:melden sie sich|einloggen|anmelden)",
    r"(?:nur )?für abonnenten|weiter ?lesen mit",
    r"(?:connectez|abonnez|inscrivez)-vous pour|réservé (?:aux|à nos) abonnés",
    r"inici[ea] sesión para|(?:sol[oa] |exclusiv[oa] )para suscriptores|suscríb(?:ase|ete) para",
    r"войдите,? чтобы|только (?:для )?подписчик\w+|оформите подписку,? чтобы",
)
_NOT_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)


def _any(expressions: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in expressions), re.IGNORECASE)


_ASKS_FOR_SCRIPT, _ASKS_TO_SIGN_IN = _any(_SCRIPT), _any(_SIGN_IN)


@dataclass(frozen=True)
class _Shown:
    """What the page shows without scripts: all its words, and the letters and figures in its paragraphs."""

    text: str
    said: int


def needs(source: str) -> Need:
    """What a page wants before it shows its words; empty: nothing, it shows them.

    Raises NestedTooDeep where the page can't be parsed whole.
    """
    try:
        root = parse(source)
    except NoText:
        return ""
    shown = _shown(root)
    if shown.said > _ARTICLE:
        return ""
    if _wants_sign_in(root, shown):
        return "sign-in"
    return "script" if _wants_script(root, shown) else ""


def _shown(root: etree._Element) -> _Shown:
    draft = Draft()
    Walk(draft).page(root)
    text, blocks = draft.finish()
    sizes = (
        sum(map(str.isalnum, text[block.start : block.end]))
        for block in blocks
        if block.kind != "boilerplate" and linked_share(block) < 0.5
    )
    return _Shown(text, sum(size for size in sizes if size >= _PARAGRAPH))


def _wants_sign_in(root: etree._Element, shown: _Shown) -> bool:
    asks = bool(_ASKS_TO_SIGN_IN.search(shown.text))
    if asks and (shown.said <= _FORM or _is_not_free(root)):
        return True
    has_form = any((node.get("type") or "").lower() == "password" for node in root.iter("input"))
    return has_form and shown.said <= _NOTHING


def _is_not_free(root: etree._Element) -> bool:
    """Whether the page tells search engines that its article is not for everybody."""
    return any(_NOT_FREE.search(node.text or "") for node in root.iter("script"))


def _wants_script(root: etree._Element, shown: _Shown) -> bool:
    if next(root.iter("script"), None) is None:
        return False
    if not any(map(str.isalnum, shown.text)):
        return True
    said_without = " ".join(" ".join(node.itertext()) for node in root.iter("noscript"))
    asks = bool(_ASKS_FOR_SCRIPT.search(said_without) or _ASKS_FOR_SCRIPT.search(shown.text))
    return (asks and shown.said <= _FORM) or (shown.said <= _NOTHING and _has_empty_root(root))


def _has_empty_root(root: etree._Element) -> bool:
    """Whether the page holds the empty element into which the usual frameworks put everything."""
    return any(
        (node.get("id") or "").lower() in ("root", "app", "__next", "__nuxt", "___gatsby", "svelte", "main-app")
        and not "".join(node.itertext()).strip()
        for node in root.iter("div", "main")
    )
