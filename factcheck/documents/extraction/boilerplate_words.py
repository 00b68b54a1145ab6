"""How pages ask for money, subscriptions, clicks and consent, by language, as data.

Each entry is a regular expression, matched without regard to case from the beginning of a paragraph.
"""
# ruff: noqa: RUF001 -- Russian words are meant to be Cyrillic

from typing import TypedDict


class Words(TypedDict):
    #: Opens a message to readers; near the end, everything below belongs to it ...
    opens: tuple[str, ...]
    #: ... if one of these stands in it.
    asks: tuple[str, ...]
    #: The whole of a short paragraph that leads elsewhere: it ends in a colon, or its words are a link.
    leads: tuple[str, ...]
    #: The beginning of a short paragraph that is never part of an article.
    never: tuple[str, ...]


_EN: Words = {
    "opens": (
        r"a message from\b.{0,60}:?$",
        r"dear readers?[,:!]",
        r"support (?:our|independent) journalism",
    ),
    "asks": (
        r"\bsupport (?:us|our|\w+ times)\b",
        r"\bdonat\w+",
        r"\bsubscri\w+",
        r"\bcontribut\w+",
        r"remind me later",
    ),
    "leads": (
        r"read more\b",
        r"(?:read|see|watch) (?:also|next|this)\b",
        r"(?:related|recommended|more) (?:article|articles|stories|story|coverage|content|reading|news)\b",
        r"more (?:on|from|about)\b",
        r"(?:also|further) reading\b",
        r"you (?:may|might) also (?:like|be interested)",
        r"related(?: \w+)?\s*:",
    ),
    "never": (
        r"filed (?:under|in|to)\s*:",
        r"remind me (?:later|next month)",
        r"(?:subscribe|sign up) (?:to|for|now|here|today)\b",
        r"get (?:the|our) .{0,40}newsletter",
        r"(?:share|follow us) (?:this|on|via)\b",
        r"we (?:use|value) (?:cookies|your privacy)",
        r"this (?:site|website) uses cookies",
        r"(?:accept|reject|manage) (?:all )?cookies",
        r"(?:advertisement|skip to (?:main )?content)\.?$",
        r"article continues below",
    ),
}
_RU: Words = {
    "opens": (r"дорогие читатели[,:!]", r"уважаемые читатели[,:!]", r"поддержите (?:нас|нашу|независим\w+)"),
    "asks": (r"\bпожертв\w+", r"\bподдерж\w+", r"\bподпи\w+"),
    "leads": (
        r"чита\w+ (?:также|ещ[её]|далее|подробнее)\b",
        r"(?:подробнее|смотрите также|по теме|материалы по теме)\b",
    ),
    "never": (
        r"подпи(?:шитесь|сывайтесь) на\b",
        r"поделиться(?: в| на|$)",
        r"(?:мы|этот сайт|наш сайт) использу\w+ (?:файлы )?cookie",
        r"напомнить (?:позже|мне)",
        r"реклама\.?$",
    ),
}
_DE: Words = {
    "opens": (r"liebe leser(?:innen)?\b", r"eine nachricht von\b", r"unterstützen sie (?:uns|unseren)"),
    "asks": (r"\bunterstütz\w+", r"\bspend\w+", r"\babonn\w+"),
    "leads": (r"(?:lesen sie (?:auch|mehr)|mehr (?:zum thema|dazu|lesen)|lesen sie dazu|siehe auch)\b",),
    "never": (
        r"(?:jetzt )?(?:newsletter )?abonnieren\b",
        r"(?:melden sie sich|jetzt) .{0,40}newsletter",
        r"(?:artikel|beitrag) teilen",
        r"(?:wir|diese (?:website|seite)) (?:verwende[nt]|nutze[nt]|nutzt) cookies",
        r"anzeige\.?$",
        r"später erinnern",
    ),
}
_FR: Words = {
    "opens": (
        r"ch(?:ers|ères) lect(?:eurs|rices)\b",
        r"un message d[eu]\b.{0,60}:?$",
        r"soutenez (?:-nous|notre|nous)",
    ),
    "asks": (r"\bsouten\w+", r"\bdons?\b", r"\babonn\w+"),
    "leads": (r"(?:lire (?:aussi|la suite|plus)|à lire(?: aussi)?|sur le même sujet|voir aussi)\b",),
    "never": (
        r"abonnez-vous\b",
        r"inscrivez-vous à .{0,40}(?:newsletter|lettre)",
        r"partager (?:sur|cet article|via)\b",
        r"(?:nous utilisons|ce site utilise) des cookies",
        r"publicité\.?$",
        r"me le rappeler plus tard",
    ),
}
_ES: Words = {
    "opens": (r"(?:queridos|estimados) lectores\b", r"un mensaje de\b.{0,60}:?$", r"apoye? (?:nuestro|a)\b"),
    "asks": (r"\bapoy\w+", r"\bdona\w+", r"\bsuscr[ií]\w+"),
    "leads": (
        r"(?:le[ea] (?:también|más)|leer más|más (?:información|sobre))\b",
        r"(?:te puede interesar|noticias relacionadas)\b",
    ),
    "never": (
        r"suscr[ií]b(?:ase|ete)\b",
        r"compart(?:ir|e|a) (?:en|este)\b",
        r"(?:utilizamos|usamos|este sitio (?:utiliza|usa)) cookies",
        r"(?:publicidad|anuncio)\.?$",
        r"recordar(?:me)? más tarde",
    ),
}
WORDS: dict[str, Words] = {"en": _EN, "ru": _RU, "de": _DE, "fr": _FR, "es": _ES}
