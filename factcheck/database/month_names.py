"""Names of months and weekdays in English, Russian, German, French and Spanish, as data."""
# ruff: noqa: RUF001 -- Russian words are meant to be Cyrillic

#: One line a month: full names, inflected forms and abbreviations, of all languages.
#: No name means two months.
_MONTHS = """
january jan январь января янв januar jänner jänn janvier janv enero ene
february feb февраль февраля фев февр februar feber février févr fév febrero
march mar март марта мар märz mär mrz mars marzo
april apr апрель апреля апр avril avr abril abr
may май мая mai mayo
june jun июнь июня июн juni juin junio
july jul июль июля июл juli juillet juil julio
august aug август августа авг août aout agosto ago
september sep sept сентябрь сентября сен сент septembre septiembre setiembre
october oct октябрь октября окт oktober okt octobre octubre
november nov ноябрь ноября ноя нояб novembre noviembre
december dec декабрь декабря дек dezember dez décembre déc diciembre dic
"""
MONTHS: dict[str, int] = {
    name: number for number, line in enumerate(_MONTHS.strip().splitlines(), 1) for name in line.split()
}

_WEEKDAYS = """
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
lundi mardi mercredi jeudi vendredi samedi dimanche
lunes martes miércoles jueves viernes sábado domingo
"""
WEEKDAYS = frozenset(_WEEKDAYS.split())
