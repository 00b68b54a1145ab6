"""Words that deny, and words that make a number larger, in English, Russian, German, French and Spanish, as data."""

NEGATIONS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "no not never none nobody nothing nor neither without cannot denied denies deny",
        "ru": "не нет никогда никто ничего нигде никаких никакой без отрицает опроверг",
        "de": "nicht kein keine keinem keinen keiner keines nie niemals niemand nichts ohne weder bestreitet",
        # In French "ne" goes with "pas", "jamais" and "aucun": only these are counted, so that one denial is one.
        "fr": "pas jamais aucun aucune sans personne nie dément",
        "es": "no nunca jamás ninguno ninguna ningún nadie nada sin niega desmiente",
    }.items()
}

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
