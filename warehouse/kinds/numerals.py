"""How a format writes the numbers of its lists: 一, 甲, ①, iv, B.

Belongs here: number → numeral, as Word and browsers print it. Does not belong here: reading numerals (`transforms`).
"""

from __future__ import annotations

from collections.abc import Callable

import cn2an

ROMAN = [
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
]
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
LEGAL = str.maketrans("零一二三四五六七八九十百千万", "零壹贰叁肆伍陆柒捌玖拾佰仟萬")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def chinese(number: int) -> str:
    """一, 十一, 一百二十."""
    return str(cn2an.an2cn(number))


def chinese_legal(number: int) -> str:
    """壹, 拾壹."""
    return chinese(number).translate(LEGAL)


def chinese_digits(number: int) -> str:
    """一, 一一, 一二〇."""
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


def lower_roman(number: int) -> str:
    """i, iv; digits beyond 3999."""
    if not 0 < number < 4000:
        return str(number)
    out = ""
    for value, letters in ROMAN:
        out += letters * (number // value)
        number %= value
    return out


def upper_roman(number: int) -> str:
    """I, IV."""
    return lower_roman(number).upper()


def lower_letter(number: int) -> str:
    """From a to z, then aa, bb as Word counts on; digits beyond 520."""
    if not 0 < number <= 520:
        return str(number)
    return "abcdefghijklmnopqrstuvwxyz"[(number - 1) % 26] * ((number - 1) // 26 + 1)


def upper_letter(number: int) -> str:
    """From A to Z, then AA."""
    return lower_letter(number).upper()


def circled(number: int) -> str:
    """① … ㊿; (51) beyond."""
    for first, last, code in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(code + number - first)
    return f"({number})"


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


def _up_to_twenty(code: int, otherwise: str) -> Callable[[int], str]:
    return lambda number: chr(code + number - 1) if 1 <= number <= 20 else otherwise.format(number)


WORD: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": "{:02}".format,
    "decimalFullWidth": lambda number: str(number).translate(FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(FULL_WIDTH),
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedParen": _up_to_twenty(0x2474, "({})"),
    "decimalEnclosedFullstop": _up_to_twenty(0x2488, "{}."),
    "ideographEnclosedCircle": lambda number: chr(0x3280 + number - 1) if 1 <= number <= 10 else chinese(number),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "koreanCounting": chinese,
    "ideographDigital": chinese_digits,
    "japaneseDigitalTenThousand": chinese_digits,
    "taiwaneseDigital": chinese_digits,
    "chineseLegalSimplified": chinese_legal,
    "ideographLegalTraditional": chinese_legal,
    "japaneseLegal": chinese_legal,
    "ideographTraditional": _one_of(STEMS),
    "ideographZodiac": _one_of(BRANCHES),
    "upperRoman": upper_roman,
    "lowerRoman": lower_roman,
    "upperLetter": upper_letter,
    "lowerLetter": lower_letter,
}
"""Word's number formats (ST_NumberFormat) that print a number; others print digits here."""
