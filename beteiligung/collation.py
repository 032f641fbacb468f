"""The order of the alphabet in the languages that we speak. A host without ICU sorts right too, on every database."""

import unicodedata
from functools import cache

_LATIN = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
ALPHABETS = {
    "tr": "a b c ç d e f g ğ h ı i j k l m n o ö p q r s ş t u ü v w x y z",
    "pl": "a ą b c ć d e ę f g h i j k l ł m n ń o ó p q r s ś t u v w x y z ź ż",
    "ro": "a ă â b c d e f g h i î j k l m n o p q r s ș t ț u v w x y z",
    "ru": "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я",
    "uk": "а б в г ґ д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ь ю я",
    "bg": "а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ь ю я",
    "ar": "ا ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه و ي",
    "fa": "ا ب پ ت ث ج چ ح خ د ذ ر ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن و ه ی",
}
"""Letters that count for themselves. All others count as the letter that is left without their marks."""

_SAME = {
    "ar": str.maketrans("أإآٱىةؤئکی", "اااايهويكي"),
    "fa": str.maketrans("أإآٱيىكةؤئ", "ااااییکهوی"),
    "ro": str.maketrans("şţ", "șț"),
}
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d"})
_BEHIND = 2_000
"""Letters of another script come after the language's own."""


def sort_key(text: str, lang: str) -> tuple:
    """To sort names as a dictionary in this language (a public tag) does; signs and capitals do not count."""
    language = lang.split("-")[0]
    places, same = _places(language), _SAME.get(language, {})
    low = unicodedata.normalize("NFC", _lower(text, language)).translate(same)
    return tuple(_words(low, places))


def _lower(text, language):
    return (text.replace("İ", "i").replace("I", "ı") if language == "tr" else text).lower()


def _words(low, places):
    word = []
    for letter in low:
        if letter in places:
            word.append(places[letter])
        elif letter.isalnum():
            word += (_place(plain, places) for plain in _plain(letter))
        elif not unicodedata.combining(letter) and word:
            yield tuple(word)
            word = []
    if word:
        yield tuple(word)


def _plain(letter):
    """A letter without its marks."""
    parts = unicodedata.normalize("NFKD", letter.translate(_LETTERS))
    return [part for part in parts if not unicodedata.combining(part)]


def _place(letter, places):
    if letter in places:
        return places[letter]
    return int(letter) - 100 if letter.isdecimal() else _BEHIND + ord(letter)


@cache
def _places(language):
    return {letter: place for place, letter in enumerate(ALPHABETS.get(language, _LATIN).split())}
