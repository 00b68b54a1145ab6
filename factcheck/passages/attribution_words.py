# ruff: noqa: RUF001  (word lists in several alphabets)
"""The words by which a text shows who speaks, as data, by language. Compared without case.

Verbs are single words; phrases are words separated by single spaces. A language that is not here yields no
guess: `attribution` then says nothing rather than reading it as English.
"""

from dataclasses import dataclass, field


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(*lines: str) -> tuple[tuple[str, ...], ...]:
    """Longest first, so that the longest that fits is taken."""
    return tuple(sorted((tuple(line.split()) for line in lines), key=len, reverse=True))


@dataclass(frozen=True)
class Words:
    """The word lists of one language."""

    say: frozenset[str]
    """Verbs of saying that may also introduce indirect speech."""
    quote: frozenset[str]
    """Verbs that show a speaker only next to quotation marks ("called it “...”")."""
    between: frozenset[str]
    """Auxiliaries and adverbs between a name and its verb."""
    according: tuple[tuple[str, ...], ...]
    """Phrases before the one whose words these are."""
    citing: tuple[tuple[str, ...], ...]
    """Phrases before the outlet through which the words came."""
    talking_to: tuple[tuple[str, ...], ...]
    """Phrases before the outlet that somebody talked to; before anybody else they show nothing."""
    anonymous: tuple[tuple[str, ...], ...]
    """Words that show an origin without naming it."""
    witnessed: tuple[tuple[str, ...], ...]
    """Words by which the writer tells of having seen or heard it."""
    to_us: tuple[tuple[str, ...], ...]
    """What follows a verb of saying when it was said to the writer or the outlet."""
    roles: frozenset[str]
    """Nouns for speakers who may go unnamed ("the ministry said")."""
    pronouns: frozenset[str]
    articles: frozenset[str] = field(default=frozenset())
    nouns_are_capital: bool = False
    """German: a capital letter shows a noun, not a name."""
    not_names: frozenset[str] = field(default=frozenset())
    """Words that begin sentences with a capital and are no names."""


OUTLETS = _words(
    """newspaper agency daily weekly magazine broadcaster channel radio tv television times news post guardian
    herald tribune journal telegraph gazette press media reuters tass afp ap bbc cnn interfax ria belta dpa efe
    ansa xinhua kommersant bloomberg spiegel zeit monde figaro zeitung agentur nachrichtenagentur sender
    tageszeitung rundfunk journaux quotidien agence chaîne periódico diario agencia cadena газета газеты газете
    газету издание издания изданию издание агентство агентства агентству телеканал телеканала телеканалу
    радиостанция радиостанции тасс риа интерфакс белта коммерсант коммерсантъ рбк"""
)
"""Words that show that a name is an outlet's; in every language at once, since names travel."""
OUTLET_NOUNS = _words(
    """newspaper agency daily weekly magazine broadcaster channel zeitung agentur nachrichtenagentur sender
    tageszeitung quotidien agence chaîne periódico diario agencia cadena газета газеты газете газету издание
    издания изданию агентство агентства агентству телеканал телеканала телеканалу радиостанция радиостанции"""
)
"""Those of them that are no part of the name when they stand in small letters."""

CONNECTIVES = _words(
    """in on at of for to with from by after before during as and or who that when while over about against into
    near since until because but в на о об из от до и а но что как когда после во при для у с по к in im am auf
    an von zu mit nach vor und oder dass wenn bei für über à au en de du des avec par pour dans sur et que quand
    après avant sans con por para sobre y cuando tras antes desde hasta sin"""
)
"""Small words at which a name or a description of a speaker ends."""

LANGUAGES: dict[str, Words] = {
    "en": Words(
        say=_words(
            """said says say told tells stated states warned warns claimed claims added adds reported reports
            confirmed insisted denied acknowledged explained wrote writes argued noted replied answered stressed
            declared testified"""
        ),
        quote=_words("called calling described describing urged urging asked accused blamed tweeted posted"),
        between=_words(
            """has have had also later previously then earlier repeatedly publicly once again already just
            recently himself herself"""
        ),
        according=_phrases("according to", "in the words of"),
        citing=_phrases("citing", "cited by", "quoted by", "as quoted by", "as reported by"),
        talking_to=_phrases("speaking to", "in an interview with", "interviewed by"),
        anonymous=_phrases(
            "reportedly", "allegedly", "sources say", "sources said", "a source said", "officials said",
            "it was reported", "it is reported", "it is claimed", "it is said", "on condition of anonymity",
            "people familiar with", "sources close to", "according to sources", "according to a source",
            "rumoured", "rumored",
        ),
        witnessed=_phrases(
            "i saw", "we saw", "i heard", "we heard", "i watched", "we watched", "our reporter saw",
            "our correspondent saw", "our reporter counted", "we counted", "i counted",
        ),
        to_us=_phrases("us", "me", "our reporter", "our correspondent", "this newspaper", "this reporter"),
        roles=_words(
            """spokesman spokeswoman spokesperson ministry minister president police government chancellor army
            mayor governor office party company department council commission ambassador general chief leader head
            secretary director analyst expert historian activist commander lawmaker official envoy"""
        ),
        pronouns=_words("he she they who it"),
        articles=_words("the a an his her its their our"),
        not_names=_words("the but and however then later on in when as while after before it he she they i we"),
    ),
    "ru": Words(
        say=_words(
            """сказал сказала сказали заявил заявила заявили заявило сообщил сообщила сообщили сообщило сообщает
            говорит говорят отметил отметила подчеркнул подчеркнула добавил добавила пояснил пояснила рассказал
            рассказала рассказали утверждает утверждают утверждал пишет писал подтвердил подтвердила ответил
            ответила предупредил предупредила"""
        ),
        quote=_words("назвал назвала призвал призвала обвинил обвинила"),
        between=_words("также ранее позже уже затем тогда не"),
        according=_phrases("по словам", "по мнению", "согласно", "по данным"),
        citing=_phrases("со ссылкой на", "ссылаясь на", "как сообщает", "как пишет", "передает", "передаёт"),
        talking_to=_phrases("в интервью", "в беседе с"),
        anonymous=_phrases(
            "якобы", "как сообщается", "по неподтвержденным данным", "по неподтверждённым данным",
            "по некоторым данным", "по слухам", "источник сообщил", "источники сообщают",
            "на условиях анонимности",
        ),
        witnessed=_phrases("я видел", "я видела", "мы видели", "я слышал", "я слышала", "мы слышали"),
        to_us=_phrases("нам", "мне", "нашему корреспонденту", "нашему изданию", "нашей газете"),
        roles=_words(
            """пресс-секретарь представитель министерство минобороны мид министр президент полиция правительство
            кремль глава посол генерал губернатор мэр"""
        ),
        pronouns=_words("он она они оно"),
        not_names=_words("но и однако затем позже в на когда как после до он она они я мы это"),
    ),
    "de": Words(
        say=_words(
            """sagte sagt sagten erklärte erklärt erklärten warnte behauptete behauptet betonte betont berichtete
            berichtet berichteten bestätigte schrieb schreibt ergänzte meinte teilte antwortete"""
        ),
        quote=_words("nannte bezeichnete forderte kritisierte"),
        between=_words("auch zuvor später dann bereits hat habe"),
        according=_phrases("laut", "nach angaben von", "nach angaben der", "nach angaben des", "nach worten von"),
        citing=_phrases("unter berufung auf", "wie berichtet", "zitiert von"),
        talking_to=_phrases("im gespräch mit", "in einem interview mit", "im interview mit"),
        anonymous=_phrases("angeblich", "dem vernehmen nach", "es heißt", "aus kreisen", "laut kreisen"),
        witnessed=_phrases("ich sah", "wir sahen", "ich habe gesehen", "wir haben gesehen", "ich hörte"),
        to_us=_phrases("uns", "mir", "unserer zeitung", "unserer redaktion", "dieser zeitung"),
        roles=_words(
            """sprecher sprecherin ministerium minister ministerin präsident präsidentin polizei regierung kreml
            kanzler kanzlerin botschafter"""
        ),
        pronouns=_words("er sie es"),
        nouns_are_capital=True,
        articles=_words("der die das dem den des ein eine einer"),
        not_names=_words("aber und doch dann später am im in als wie nach vor er sie es ich wir der die das"),
    ),
    "fr": Words(
        say=_words(
            """dit disait déclaré déclare affirmé affirme indiqué indique expliqué explique ajouté ajoute assuré
            assure rapporté rapporte averti confirmé écrit répondu souligné"""
        ),
        quote=_words("qualifié qualifie appelé dénoncé accusé"),
        between=_words("a ont avait avaient aussi également déjà ensuite plus tard nous m'a"),
        according=_phrases("selon", "d'après", "d’après"),
        citing=_phrases("citant", "cité par", "citée par", "rapporté par"),
        talking_to=_phrases("dans un entretien à", "dans un entretien au", "interrogé par"),
        anonymous=_phrases(
            "selon des sources", "selon une source", "sous couvert d'anonymat", "sous couvert d’anonymat",
            "prétendument", "de source proche",
        ),
        witnessed=_phrases("j'ai vu", "j’ai vu", "nous avons vu", "j'ai entendu", "j’ai entendu"),
        to_us=_phrases("à notre journal", "à notre correspondant", "à notre rédaction"),
        roles=_words("porte-parole ministère ministre président présidente police gouvernement kremlin maire"),
        pronouns=_words("il elle ils elles on"),
        articles=_words("le la les l un une du des"),
        not_names=_words("mais et cependant puis en dans quand comme après avant il elle ils je nous le la les"),
    ),
    "es": Words(
        say=_words(
            """dijo dice dijeron declaró declara afirmó afirma indicó explicó añadió aseguró informó informa
            advirtió confirmó escribió respondió señaló sostuvo negó"""
        ),
        quote=_words("calificó llamó denunció acusó pidió"),
        between=_words("también ha había ya luego después nos me"),
        according=_phrases("según", "de acuerdo con", "en palabras de"),
        citing=_phrases("citando a", "citando", "citado por", "citada por"),
        talking_to=_phrases("en una entrevista con", "en declaraciones a"),
        anonymous=_phrases(
            "supuestamente", "presuntamente", "según fuentes", "bajo condición de anonimato", "fuentes cercanas"
        ),
        witnessed=_phrases("yo vi", "vimos", "he visto", "hemos visto", "oímos"),
        to_us=_phrases("a este diario", "a este periódico", "a nuestro corresponsal", "a nuestra redacción"),
        roles=_words("portavoz ministerio ministro ministra presidente presidenta policía gobierno kremlin alcalde"),
        pronouns=_words("él ella ellos ellas"),
        articles=_words("el la los las un una del"),
        not_names=_words("pero y sin luego en cuando como tras antes él ella ellos yo nosotros el la los las"),
    ),
}  # fmt: skip
