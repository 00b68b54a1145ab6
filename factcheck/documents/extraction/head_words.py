"""Words that introduce a date, a name, an address or a picture's caption, in five languages, as data."""

#: Before the date of publication on a line of its own.
PUBLISHED = (
    "published on",
    "published",
    "posted on",
    "posted",
    "date",
    "опубликовано",
    "дата публикации",
    "дата",
    "veröffentlicht am",
    "veröffentlicht",
    "stand",
    "datum",
    "publié le",
    "publié",
    "publicado el",
    "publicado",
    "fecha",
)
#: Before a name; the second set only with a colon.
BY = ("by", "von", "par", "por")
AUTHOR = ("by", "author", "authors", "автор", "авторы", "autor", "autorin", "auteur", "autora")
#: Small words inside a line of names.
_BETWEEN_NAMES = """and & und et y и de del della da di du la le van von der den bin al of in for"""
BETWEEN_NAMES = frozenset(_BETWEEN_NAMES.split())
#: What people who write are, in the words between commas after their names.
ROLES = (
    *("staff", "writer", "writers", "reporter", "reporters", "correspondent", "correspondents", "editor", "editors"),
    *("columnist", "journalist", "journalists", "contributor", "contributors", "корреспондент", "журналист"),
    *("обозреватель", "редактор", "redakteur", "redakteurin", "redaktion", "korrespondent", "korrespondentin"),
    *("journalistin", "reporterin", "rédacteur", "rédactrice", "journaliste", "correspondant", "correspondante"),
    *("redactor", "redactora", "periodista", "corresponsal"),
)
#: Before the address that a copy was taken from.
ADDRESS = (
    "original url",
    "original link",
    "source url",
    "source link",
    "canonical url",
    "permalink",
    "url",
    "ссылка на оригинал",
    "original-url",
    "url original",
    "url d'origine",
)
#: At the beginning of a caption or of its credit.
PICTURE = (
    "photo",
    "photograph",
    "picture",
    "image",
    "caption",
    "file photo",
    "фото",
    "foto",
    "bild",
    "illustration",
)
AGENCIES = (
    "ap photo",
    "reuters",
    "afp",
    "epa",
    "getty",
    "tass",
    "dpa",
    "efe",
    "ria novosti",
    "тасс",
    "риа новости",
)
