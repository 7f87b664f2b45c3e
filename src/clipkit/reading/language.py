"""Indonesian or English, told by the words that every text is full of."""

from collections.abc import Iterable
from itertools import islice

from clipkit.model.script import Token

_SIGNS = "\"'“”‘’«»()[]{}.,:;!?…*"
_INDONESIAN = """
    yang dan di ke dari untuk dengan ini itu pada adalah tidak akan juga oleh sudah kami kita anda
    ada atau sebagai dalam bisa dapat karena saat hari lebih para telah setiap sejak tahun warga
    kota serta agar jangan bagi hingga sampai lalu kalau jika kini masih mari ayo yuk semua satu
    dua tiga saja lagi bukan seperti tak secara kamu saya
"""
_ENGLISH = """
    the and of to in a is for with this that on are was were be by it at from as you your we our
    has have had not or an will can all its their they he she his her which who what when where
    more than since every day now only there here if but so do does up out
"""
_ENOUGH = 5000  # words
_WORDS = {"id": frozenset(_INDONESIAN.split()), "en": frozenset(_ENGLISH.split())}


def told(tokens: Iterable[Token]) -> str:
    """Return `id` or `en`; `id` where nothing tells.

    >>> told([Token(text="The"), Token(text="temple")]), told([])
    ('en', 'id')
    """
    words = [token.text.strip(_SIGNS).lower() for token in islice(tokens, _ENOUGH)]
    counts = {lang: sum(word in known for word in words) for lang, known in _WORDS.items()}
    return "en" if counts["en"] > counts["id"] else "id"
