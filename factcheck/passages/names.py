# ruff: noqa: RUF001  (word lists in several alphabets)
"""The names people speak under, without the titles that newsrooms hang on them.

"President Lukashenko" in one paper and "Lukashenko" in another are one voice; "the King of Belgium" and
"the Prime Minister of Belgium" are two, although both end alike once the title is gone. So a title is taken
off only where a name is left. First names are never supplied: "Petrov" and "Ivan Petrov" may be two people.
"""

import re
import unicodedata
from collections.abc import Sequence

# Data, by language; matched without case and accents, a trailing full stop ignored. Longest phrase first.
TITLES: dict[str, tuple[str, ...]] = {
    "en": (
        "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "lord", "lady", "dr", "prof", "professor", "rev",
        "president", "vice president", "prime minister", "deputy prime minister", "foreign minister",
        "defence minister", "defense minister", "interior minister", "finance minister", "minister",
        "chancellor", "secretary of state", "secretary", "ambassador", "senator", "sen", "rep", "governor",
        "gov", "mayor", "king", "queen", "prince", "princess", "pope", "patriarch", "general", "gen",
        "lt gen", "maj gen", "colonel", "col", "lt col", "lieutenant", "lt", "major", "maj", "captain",
        "capt", "sergeant", "sgt", "admiral", "adm", "judge", "justice", "spokesman", "spokeswoman",
        "spokesperson", "his excellency", "her excellency",
    ),
    "ru": (
        "г", "г-н", "г-жа", "господин", "госпожа", "президент", "вице-президент", "премьер-министр",
        "премьер", "министр", "министр обороны", "министр иностранных дел", "глава мид", "канцлер", "посол",
        "генерал", "генерал-майор", "генерал-лейтенант", "полковник", "майор", "губернатор", "мэр",
        "сенатор", "депутат", "патриарх", "профессор", "доктор", "пресс-секретарь",
    ),
    "de": (
        "herr", "frau", "doktor", "präsident", "präsidentin", "bundespräsident", "bundeskanzler",
        "bundeskanzlerin", "kanzler", "kanzlerin", "minister", "ministerin", "außenminister",
        "außenministerin", "verteidigungsminister", "verteidigungsministerin", "innenminister",
        "ministerpräsident", "ministerpräsidentin", "botschafter", "general", "oberst", "bürgermeister",
        "sprecher", "sprecherin",
    ),
    "fr": (
        "m", "mme", "mlle", "monsieur", "madame", "président", "présidente", "premier ministre",
        "première ministre", "ministre", "chancelier", "chancelière", "général", "colonel", "maire",
        "sénateur", "sénatrice", "député", "députée", "ambassadeur", "roi", "reine", "pape", "porte-parole",
    ),
    "es": (
        "sr", "sra", "srta", "señor", "señora", "don", "doña", "doctor", "doctora", "presidente",
        "presidenta", "primer ministro", "primera ministra", "ministro", "ministra", "canciller",
        "embajador", "embajadora", "coronel", "alcalde", "alcaldesa", "senador", "senadora", "rey", "reina",
        "papa", "portavoz", "vocero",
    ),
}  # fmt: skip

# What follows a title when the title IS the description ("President of ...") and no name stands there.
_OFFICE_WORDS = frozenset(
    ("of", "for", "and", "to", "the", "de", "du", "des", "del", "la", "le", "vom", "und", "y", "et", "в",
     "по", "и", "на", "us", "usa", "uk", "eu", "un", "nato", "сша", "рф", "ес", "оон")
)  # fmt: skip
# Russian says "President of Russia" by case ending alone; no surname in the nominative ends like these.
_GENITIVE_PLACE = re.compile(r"(?:ии|ины|ши|уси)$")


# Cyrillic and Greek letters that are drawn like Latin ones, in either case. No two letters of one alphabet become
# the same, so names within one stay apart.
_LOOKS_LIKE = str.maketrans(
    "авеікмнорстухјѕ" + "αβεζηικμνορτυχ",
    "abeikmhopctyxjs" + "abezhikmnoptyx",
)  # fmt: skip


def plain(name: str) -> str:
    """The name without case, accents, invisible characters and extra white space; for comparing, never for showing."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(
        letter for letter in decomposed if not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf"
    )
    return " ".join(bare.replace("’", "'").split())


def _phrases() -> frozenset[tuple[str, ...]]:
    every = (title for titles in TITLES.values() for title in titles)
    return frozenset(tuple(plain(title).split()) for title in every)


TITLE_PHRASES = _phrases()
_LONGEST = max(len(phrase) for phrase in TITLE_PHRASES)


def title_length(words: Sequence[str]) -> int:
    """How many of the first words are one title; 0 when they do not begin with one."""
    bare = [plain(word).rstrip(".") for word in words[:_LONGEST]]
    lengths = range(min(_LONGEST, len(bare)), 0, -1)
    return next((n for n in lengths if tuple(bare[:n]) in TITLE_PHRASES), 0)


def is_place_in_genitive(word: str) -> bool:
    """Whether a Russian word reads as a country a title belongs to ("президент России")."""
    return bool(_GENITIVE_PLACE.search(plain(word)))


def without_titles(name: str) -> str:
    """The name without leading titles; unchanged where taking them off would leave no name."""
    words = name.split()
    rest = words
    while length := title_length(rest):
        rest = rest[length:]
    if not rest or len(rest) == len(words):
        return " ".join(words)
    first = plain(rest[0]).strip(".,")
    if first in _OFFICE_WORDS or is_place_in_genitive(first):
        return " ".join(words)
    return " ".join(rest)


def same_voice_key(name: str) -> str:
    """One key per voice: equal for two spellings of a name that differ in case, accents, titles, spacing, or in
    letters of another alphabet that look the same.

    Empty for a speaker who is not named: nothing shows that two unnamed speakers are one.
    """
    return plain(without_titles(plain(name))).strip(" .,;:").translate(_LOOKS_LIKE)
