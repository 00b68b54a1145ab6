"""Words that deny, and words that make a number larger, in English, Russian, German, French and Spanish, as data."""


def _by_language(**lists: str) -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in lists.items()}


NEGATIONS = _by_language(
    en="no not never none nobody nothing nor neither without cannot",
    ru="не нет никогда никто ничего нигде никаких никакой без",
    de="nicht kein keine keinem keinen keiner keines nie niemals niemand nichts ohne weder",
    # In French "ne" goes with "pas", "jamais" and "aucun": only these are counted, so that one denial is one.
    fr="pas jamais aucun aucune sans personne nie",
    es="no nunca jamás ninguno ninguna ningún nadie nada sin",
)

#: Verbs of denying what was said.
DENYING = _by_language(
    en="denied denies deny denying",
    ru="отрицает отрицал отрицала опроверг опровергла",
    de="bestreitet bestritt dementiert dementierte",
    fr="dément démenti nie",
    es="niega negó desmiente desmintió",
)

#: Denials that stand before a noun and what describes it.
DETERMINERS = _by_language(
    en="no neither without",
    ru="нет никаких никакой без",
    de="kein keine keinem keinen keiner keines ohne",
    fr="aucun aucune sans",
    es="ninguno ninguna ningún sin",
)

#: With these, two denials are one.
CONCORD = frozenset(["ru", "es"])

#: Right after a denial these make it none.
NO_DENIAL = _by_language(
    en="only just merely simply least doubt matter until without unlike fewer less more but yet necessarily wonder",
    ru="только просто менее более меньше больше лишь",
    de="nur allein zuletzt bloß weniger mehr",
    fr="seulement moins plus que",
    es="solo sólo solamente menos más obstante",
)

#: Somewhere after a denial these make it one of a measure: "never so much", "not as many".
LIMITING = _by_language(
    en="so such as more less fewer than enough before until unless except only all every always",
    ru="столько так такой такого таких больше более меньше чем кроме пока",
    de="so solche solch mehr weniger als alle immer außer bis",
    fr="autant tant aussi si plus moins tous toujours sauf",
    es="tan tanto tanta tantos tantas más menos todos siempre salvo",
)

#: What a clause with these says is not said to be so.
HEDGES = _by_language(
    en="if whether unless",
    ru="если ли",
    de="wenn ob falls",
    fr="si",
    es="si",
)

#: Verbs that help others ("has not been said"), folded, of all these languages.
HELPING = frozenset(
    word
    for words in (
        "is are was were be been being am do does did done has have had having will would shall should can could may",
        "might must est sont etait a ont avait ist sind war hat haben hatte wird werden es son fue era ha han habia",
        "hay был была были было будет",
    )
    for word in words.split()
)

#: By the folded word after the number.
SCALES: dict[str, float] = {
    word: value
    for value, words in {
        1e3: "thousand тысяча тысячи тысяч тыс tausend mille mil k",
        1e6: "million millions миллион миллиона миллионов млн millionen mio millon millones m mn",
        1e9: "billion billions миллиард миллиарда миллиардов млрд milliarde milliarden mrd milliard milliards bn",
        1e12: "trillion trillions триллион триллиона триллионов трлн billionen",
    }.items()
    for word in words.split()
}

#: Words for "per cent", as patterns without case.
PERCENT = (
    r"per\s?cent",
    r"percentage\spoints",
    r"процент\w*",
    r"prozent\w*",
    r"pour\scents?",
    r"por\sciento",
)

#: Units that are written in several ways: the stem of each to one of them.
UNITS = {
    short: long
    for long, shorts in {
        "kilomet": "km kilometr kilometer kilometre",
        "meter": "m metr metre",
        "peopl": "person man men",
        "soldier": "troop servicemen serviceman",
        "тысяч": "тыс",
    }.items()
    for short in shorts.split()
}
