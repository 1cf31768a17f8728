"""Numbers spelled out by grammar in English, in all cases of Russian and with the case endings of Kazakh.

Written apart from the reader's own word lists, so that a wrong form in either shows.
"""

SCALES = (10**12, 10**9, 10**6, 10**3)
CASES_RU = range(6)  # nominative, genitive, dative, accusative, instrumental, prepositional

_EN = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
]
_EN += ["seventeen", "eighteen", "nineteen"]
_EN_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_EN_SCALES = dict(zip(SCALES, ("trillion", "billion", "million", "thousand"), strict=True))

_SOFT = ("ь", "и", "и", "ь", "ью", "и")
_RU_SMALL = {
    2: "два двух двум два двумя двух",
    3: "три трёх трём три тремя трёх",
    4: "четыре четырёх четырём четыре четырьмя четырёх",
    8: "восемь восьми восьми восемь восемью восьми",
    40: "сорок сорока сорока сорок сорока сорока",
    90: "девяносто девяноста девяноста девяносто девяноста девяноста",
    100: "сто ста ста сто ста ста",
    200: "двести двухсот двумстам двести двумястами двухстах",
    300: "триста трёхсот трёмстам триста тремястами трёхстах",
    400: "четыреста четырёхсот четырёмстам четыреста четырьмястами четырёхстах",
}
_RU_STEMS = {5: "пят", 6: "шест", 7: "сем", 9: "девят", 10: "десят", 20: "двадцат", 30: "тридцат"}
_RU_STEMS |= {11: "одиннадцат", 12: "двенадцат", 13: "тринадцат", 14: "четырнадцат", 15: "пятнадцат"}
_RU_STEMS |= {16: "шестнадцат", 17: "семнадцат", 18: "восемнадцат", 19: "девятнадцат"}
_RU_ONE = {"m": "один одного одному один одним одном", "f": "одна одной одной одну одной одной"}
_RU_SCALES = dict(zip(SCALES, ("триллион", "миллиард", "миллион", "тысяч"), strict=True))
_MASCULINE = (("", "а", "у", "", "ом", "е"), ("ы", "ов", "ам", "ы", "ами", "ах"))
_FEMININE = (("а", "и", "е", "у", "ей", "е"), ("и", "", "ам", "и", "ами", "ах"))

_KK = ["нөл", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз"]
_KK_TENS = ["он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан"]
_KK_SCALES = dict(zip(SCALES, ("триллион", "миллиард", "миллион", "мың"), strict=True))
ENDINGS_KK = {  # dative, ablative, locative, accusative, genitive by the last word
    "ға дан да ны ның": ["алты", "жиырма"],
    "ге ден де ні нің": ["екі", "жеті"],
    "ге ден де ді дің": ["бір", "сегіз", "жүз", "нөл", "елу"],
    "ға дан да ды дың": ["тоғыз", "отыз"],
    "ке тен те ті тің": ["үш", "төрт", "бес", "жетпіс"],
    "қа тан та ты тың": ["қырық", "алпыс", "миллиард"],
    "ге нен де ді нің": ["сексен"],
    "ға нан да ды ның": ["он", "тоқсан", "мың", "миллион", "триллион"],
}


def groups(number: int) -> list[tuple[int, int]]:
    """The groups below a thousand with their scales, largest first, without empty ones."""
    parts = [(number // scale % 1000, scale) for scale in SCALES] + [(number % 1000, 1)]
    return [(group, scale) for group, scale in parts if group]


def english(number: int, *, with_and: bool = False, hyphen: str = "-") -> str:
    words = []
    for group, scale in groups(number):
        hundreds, rest = divmod(group, 100)
        if hundreds:
            words += [_EN[hundreds], "hundred"]
        if rest and hundreds and with_and:
            words.append("and")
        if rest >= 20:
            words.append(_EN_TENS[rest // 10 - 2] + (hyphen + _EN[rest % 10] if rest % 10 else ""))
        elif rest:
            words.append(_EN[rest])
        if scale > 1:
            words.append(_EN_SCALES[scale])
    return " ".join(words) or "zero"


def russian(number: int, case: int = 0) -> str:
    words = []
    for group, scale in groups(number):
        gender = "f" if scale == 1000 else "m"
        words += _russian_group(group, case, gender)
        if scale > 1:
            words.append(_russian_scale(group, scale, case))
    return " ".join(words) or "ноль"


def _russian_group(group: int, case: int, gender: str) -> list[str]:
    words = [_russian_small(group // 100 * 100, case, gender)] if group >= 100 else []
    rest = group % 100
    if rest >= 20 or rest == 10:
        words.append(_russian_small(rest // 10 * 10, case, gender))
        rest %= 10
    return [*words, _russian_small(rest, case, gender)] if rest else words


def _russian_small(value: int, case: int, gender: str) -> str:
    if value == 1:
        return _RU_ONE[gender].split()[case]
    if value == 2 and gender == "f" and case in (0, 3):
        return "две"
    if value in _RU_SMALL:
        return _RU_SMALL[value].split()[case]
    if value in _RU_STEMS:
        return _RU_STEMS[value] + _SOFT[case]
    unit = _russian_small(value // (10 if value < 100 else 100), case, "m")
    if value < 100:
        return unit + ("десяти" if case in (1, 2, 5) else "десятью" if case == 4 else "десят")
    return unit + ("сот", "сот", "стам", "сот", "стами", "стах")[case]


def _russian_scale(group: int, scale: int, case: int) -> str:
    singular, plural = _FEMININE if scale == 1000 else _MASCULINE
    is_one, is_few = group % 10 == 1 and group % 100 != 11, group % 10 in (2, 3, 4) and group % 100 not in (12, 13, 14)
    if case in (0, 3):
        ending = singular[case] if is_one else singular[1] if is_few else plural[1]
    else:
        ending = singular[case] if is_one else plural[case]
    return _RU_SCALES[scale] + ending


def kazakh(number: int, case: int | None = None) -> str:
    words: list[str] = []
    for group, scale in groups(number):
        if group >= 100:
            words += [_KK[group // 100], "жүз"] if group >= 200 else ["жүз"]
        if group % 100 >= 10:
            words.append(_KK_TENS[group % 100 // 10 - 1])
        if group % 10:
            words.append(_KK[group % 10])
        if scale > 1:
            words.append(_KK_SCALES[scale])
    words = words or ["нөл"]
    if case is not None:
        words[-1] += next(endings.split()[case] for endings, last in ENDINGS_KK.items() if words[-1] in last)
    return " ".join(words)
