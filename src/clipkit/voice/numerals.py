"""Numbers as words, Indonesian and English, and Roman numerals."""

import re

SMALL_ID = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
SIZES_ID = (  # what one, what several of a size are called
    (10**12, "satu triliun", "triliun"),
    (10**9, "satu miliar", "miliar"),
    (10**6, "satu juta", "juta"),
    (1000, "seribu", "ribu"),
    (100, "seratus", "ratus"),
    (10, "sepuluh", "puluh"),
)
_SMALL_EN = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
fifteen sixteen seventeen eighteen nineteen"""
_TENS_EN = "_ _ twenty thirty forty fifty sixty seventy eighty ninety"
SMALL_EN, TENS_EN = _SMALL_EN.split(), _TENS_EN.split()
SIZES_EN = (
    (10**12, "trillion"),
    (10**9, "billion"),
    (10**6, "million"),
    (1000, "thousand"),
    (100, "hundred"),
)
ORDINALS_EN = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ROMAN = re.compile(r"(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")


def cardinal_id(n: int) -> str:
    """Return an Indonesian number. n: below 10**15.

    >>> cardinal_id(2011), cardinal_id(1_000_115)
    ('dua ribu sebelas', 'satu juta seratus lima belas')
    """
    if n < 10:
        return SMALL_ID[n]
    if 10 < n < 20:
        return "sebelas" if n == 11 else f"{SMALL_ID[n - 10]} belas"
    size, one, several = next(row for row in SIZES_ID if n >= row[0])
    high, low = divmod(n, size)
    head = one if high == 1 else f"{cardinal_id(high)} {several}"
    return f"{head} {cardinal_id(low)}" if low else head


def cardinal_en(n: int) -> str:
    """Return an English number. n: below 10**15.

    >>> cardinal_en(2021)
    'two thousand twenty-one'
    """
    if n < 20:
        return SMALL_EN[n]
    if n < 100:
        return TENS_EN[n // 10] + (f"-{SMALL_EN[n % 10]}" if n % 10 else "")
    size, name = next(row for row in SIZES_EN if n >= row[0])
    high, low = divmod(n, size)
    head = f"{cardinal_en(high)} {name}"
    return f"{head} {cardinal_en(low)}" if low else head


def ordinal_id(n: int) -> str:
    """Return an Indonesian ordinal.

    >>> ordinal_id(1), ordinal_id(3)
    ('pertama', 'ketiga')
    """
    return "pertama" if n == 1 else "ke" + cardinal_id(n)


def ordinal_en(n: int) -> str:
    """Return an English ordinal.

    >>> ordinal_en(22), ordinal_en(40), ordinal_en(100)
    ('twenty-second', 'fortieth', 'one hundredth')
    """
    said = cardinal_en(n)
    last = re.split("[ -]", said)[-1]
    ending = f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"
    return said.removesuffix(last) + ORDINALS_EN.get(last, ending)


def year_en(n: int) -> str:
    """Return an English year. n: 1000 to 9999.

    >>> year_en(1805), year_en(2008), year_en(1900)
    ('eighteen oh five', 'two thousand eight', 'nineteen hundred')
    """
    if 2000 <= n < 2010 or n % 1000 == 0:
        return cardinal_en(n)
    high, low = divmod(n, 100)
    if low == 0:
        return f"{cardinal_en(high)} hundred"
    return f"{cardinal_en(high)} {'oh ' if low < 10 else ''}{cardinal_en(low)}"


def roman(text: str) -> int:
    """Return what a Roman numeral up to 399 stands for; 0: it is none.

    >>> roman("XIV"), roman("IIII"), roman("")
    (14, 0, 0)
    """
    if not _ROMAN.fullmatch(text):
        return 0
    values = [ROMAN[letter] for letter in text]
    after = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, after, strict=False))
