"""Words that turn what is said into something else, by language, as data: two texts that differ in one are no copies.

Denial and doubt, words of measure and direction, and contractions that deny. Longer than the list for cues, where a
word too many says something wrong; here it only keeps two passages apart.
"""

from functools import cache

from factcheck.search.words import words

_TURNING = {
    "en": """
        no not never none nobody nothing nor neither without cannot isn't aren't wasn't weren't don't doesn't didn't
        won't wouldn't can't couldn't shouldn't hasn't haven't hadn't mustn't needn't ain't unless except instead
        rather false falsely falsehood untrue untruth untruthful wrong wrongly incorrect inaccurate inaccurately
        mistaken mistake error erroneous erroneously deny denies denied denial denying disproved disproven disprove
        refute refuted rebut rebutted rebuttal reject rejected rejection dispute disputed contest contested
        contradict contradicted contradiction dismiss dismissed disagree disagreed debunk debunked debunking fake
        faked fakery hoax myth lie lies lied lying liar fabricate fabricated fabrication fiction fictional
        fictitious forged forgery manipulated doctored satire satirical parody nonsense bogus sham scam misleading
        mislead misled misinformation disinformation propaganda distorted twisted baseless groundless unfounded
        unproven unverified unsupported unsubstantiated unconfirmed unlikely impossible implausible doubt doubted
        doubtful dubious questionable questioned exaggerated exaggeration overstated rumour rumor alleged allegedly
        alleges supposed supposedly purported purportedly so-called claim claims claimed retract retracted
        retraction correction corrected withdrawn revoked cancelled canceled failed fail refuse refused lack lacked
        lacks hardly barely scarcely seldom rarely almost nearly only merely more less fewer few most least over
        under above below up down before after against half twice double if would should could from two three four
        five six seven eight nine ten eleven twelve dozen hundred thousand million billion trillion percent
        """,
    "ru": """
        не ни нет никогда никто ничего нигде никаких никакой без нельзя кроме вместо ложь ложный ложно ложная ложное
        лжет лживый неправда неверно неверный неправильно ошибочно ошибочный ошибка отрицает отрицал отрицание
        опроверг опровергла опровергли опровергает опровержение отверг отвергает оспаривает спорный фейк фейковый
        фальшивый фальшивка подделка поддельный выдумка выдуманный вымысел миф обман дезинформация пропаганда сатира
        вводит заблуждение бездоказательно необоснованный якобы сомнительно сомневается сомнение слух слухи едва
        почти только лишь больше меньше более менее выше ниже до после против над под если бы два три четыре пять
        шесть семь восемь девять десять сто тысяча тысяч миллион миллионов миллиард миллиардов
        """,
    "de": """
        nicht kein keine keinem keinen keiner keines nie niemals niemand nichts ohne weder außer statt falsch
        fälschlich unwahr unwahrheit unrichtig unzutreffend irrtum irrtümlich fehler bestreitet bestritt bestritten
        dementiert dementi leugnet leugnete widerlegt widerlegen widerspricht zurückgewiesen fake gefälscht
        fälschung erfunden erfindung lüge gelogen mythos märchen falschmeldung irreführend satire unsinn unbelegt
        unbewiesen haltlos angeblich vermeintlich behauptet behauptung zweifelhaft zweifel gerücht kaum fast nur
        mehr weniger über unter vor nach gegen halb doppelt wenn würde zwei drei vier fünf sechs sieben acht neun
        zehn hundert tausend million millionen milliarde milliarden
        """,
    "fr": """
        ne pas jamais aucun aucune sans personne rien nie sauf faux fausse faussement inexact inexacte erroné
        erronée erreur démenti dément démentie nié réfuté réfute conteste contesté contredit rejeté rejette mensonge
        mensonger ment menti fabriqué inventé canular infox intox mythe rumeur trompeur trompeuse satire infondé
        infondée prétendu prétendument allégué douteux doute presque seulement plus moins avant après contre sur
        sous si deux trois quatre cinq six sept huit neuf dix cent mille million millions milliard milliards
        """,
    "es": """
        no nunca jamás ninguno ninguna ningún nadie nada sin niega negó niegan desmiente desmintió desmentido salvo
        falso falsa falsamente falsedad incorrecto incorrecta inexacto erróneo errónea error refuta refutó rechaza
        rechazó contradice disputa mentira miente mintió inventado fabricado bulo engaño engañoso engañosa mito
        rumor sátira infundado infundada supuesto supuestamente presunto presuntamente dudoso duda casi solo sólo
        más menos antes después contra sobre bajo si dos tres cuatro cinco seis siete ocho nueve diez cien mil
        millón millones
        """,
    "it": "non no mai nessuno nessuna niente nulla senza falso falsa bufala smentisce smentito nega errato fuorviante",
    "pt": "não nunca jamais nenhum nenhuma ninguém nada sem falso falsa nega negou desmente errado boato enganoso",
    "nl": "niet geen nooit niemand niets zonder onwaar vals ontkent ontkende onjuist nep misleidend verzonnen",
    "pl": "nie nigdy nikt nic żaden bez fałsz fałszywy nieprawda zaprzecza zaprzeczył kłamstwo mylący",
    "uk": "не ні немає ніколи ніхто нічого без неправда брехня фейк хибно хибний заперечує спростував оманливий",
}


@cache
def turning() -> frozenset[str]:
    """All of them as tokens, in one set: a text may be taken for one of another language, and a word too many harms
    little."""
    return frozenset(token for language, listed in _TURNING.items() for token in words(listed, language))
