"""Words that readers don't like to see parted, in Indonesian and English.

A card or a line breaks best after punctuation and before a preposition, worst after "yang" or
"the", inside a name, or between a number and its unit.
"""

import re

from clipkit.model.phrases import BEFORE_NUMBER, FUNCTION, HONORIFIC, bare

CLOSERS = "\"'”’)]»"
PAUSES = ",;:—–、،"
ENDS = (".", "!", "?", "…", "。", "\uff01", "\uff1f", "।", "॥", "؟", "꧉")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# The worst of the function words: a card never ends on one of these, unless its sentence does.
BINDING = {
    "id": _set(
        "yang dan di ke dari untuk dengan pada atau oleh dalam bagi para sang si sebuah per"
    ),
    "en": _set("the a an of to and or in on at by for from with as my your our their his her"),
}
# Fine at the end of a card, poor at its start.
ENCLITIC = {
    "id": _set("itu ini saja juga pun lagi nya tersebut sekali dong lho kok ya"),
    "en": _set("too again ago percent"),
}
# Where a reader breathes: the first words of what a card begins best with.
OPENING = {
    "id": _set(
        "yang dan di ke dari untuk dengan pada atau dalam agar supaya karena jika kalau bila saat "
        "ketika bagi tapi tetapi namun sehingga hingga sampai antara tentang serta maupun sebagai "
        "oleh selama tanpa setelah sesudah sebelum lalu kemudian sejak seperti melalui lewat "
        "terhadap menuju kepada daripada sambil meski walau meskipun walaupun siapa bagaimana "
        "mengapa kenapa setiap bahwa sebab sedangkan termasuk yakni yaitu hanya mulai "
        "ketimbang melainkan begitu tiap"
    ),
    "en": _set(
        "and or but in on at by for from with if when then as into about over under to without "
        "before after since until between because so who which while along through during across "
        "against among near although unless where that every how why what even like than"
    ),
}
# What a verb or an adjective begins with: fine at the start of a card, poor at its end.
LEADING = {
    "id": _set(
        "akan tidak bukan belum sudah telah sedang masih bisa dapat harus boleh wajib perlu ingin "
        "mau jangan lebih paling sangat terlalu makin semakin hampir malah justru pernah selalu "
        "sering jarang tetap langsung segera sebaiknya cuma adalah ialah tak kini dulu turut ikut"
    ),
    "en": _set(
        "will would can could may might must shall should is are was were be been being has have "
        "had do does did cannot can't don't doesn't didn't won't isn't aren't wasn't not never "
        "already just only still almost nearly really so too very more most less often always now"
    ),
}
_INDONESIAN_DAY = _set("senin selasa rabu kamis jumat sabtu minggu")
DAY = _INDONESIAN_DAY | _set("monday tuesday wednesday thursday friday saturday sunday")
# What leads to the next word, of whatever kind: poor at the end of a card.
_LEADS = {lang: FUNCTION[lang] | OPENING[lang] | LEADING[lang] for lang in FUNCTION}
_POINTING = _set("ini itu tersebut")  # the end of what they point at
UNIT = _set(
    "% persen percent ribu juta miliar triliun rupiah rb jt kg gram gr g ons liter l ml m meter "
    "km cm mm menit jam detik hari minggu bulan tahun abad orang warga buah biji bungkus porsi "
    "kali derajat ° °c hektare ha kilometer kilogram wib wita wit kelurahan kecamatan cangkir "
    "thousand million billion years year days hours minutes people am pm kilometers masehi"
)
# What a break is worth after a comma, and before an opening word or a verb; what it costs after
# a word that leads to the next.
_PAUSED, _OPENED, _LED = -2.5, -1.1, 2.4
_VERB = re.compile(r"(me[mnl]|meng|meny|ber|ter|di[^ -])\w{4,}")
_NUMBER = re.compile(
    r"(rp\.?)?\d[\d.,:/]*|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|"
    r"belas|puluh|ratus|seratus|seribu|ribu|juta|one|two|three|four|five|six|seven|eight|nine|"
    r"ten|hundred|thousand|million|twelve|twenty|eleven|fifty|thirty"
)
_FIGURE = re.compile(r"(rp\.?)?\d[\d.,:/]*")
MONTH = _INDONESIAN_DAY | _set(
    "januari februari maret april mei juni juli agustus september oktober november desember "
    "january february march may june july august october december"
)
PAIRS = {
    tuple(pair.split())
    for pair in [
        "terima kasih",
        "tanggung jawab",
        "jangan lupa",
        "kerja sama",
        "kartu keluarga",
        "rumah sakit",
        "tepat waktu",
        "sumber daya",
        "gratis ongkir",
        "orang tua",
        "air bersih",
    ]
}


def is_figure(word: str) -> bool:
    """Whether a word is written in digits: 760, Rp15.000, 05.30."""
    return bool(_FIGURE.fullmatch(bare(word)))


def binds(first: str, second: str, lang: str) -> bool:
    """Whether two neighbours must not be parted: a figure and what it counts, "yang" and its own.

    A comma or a full stop after the first sets them apart, and so does "and" after a figure.
    """
    if first.rstrip(CLOSERS)[-1:] in PAUSES or first.rstrip(CLOSERS).endswith(ENDS):
        return False
    if is_figure(first):
        return second[:1].isalpha() and bare(second) not in FUNCTION.get(lang, frozenset())
    return bare(first) in BINDING.get(lang, frozenset())


def parting(first: str, second: str, lang: str, *, initial: bool = False) -> float:
    """Return how bad it is to part two neighbours; below 0: a good place.

    initial: `first` opens a sentence, so its capital letter says nothing.
    """
    x, y = bare(first), bare(second)
    if first.rstrip(CLOSERS)[-1:] in PAUSES:
        return 0.0 if x in DAY and _FIGURE.fullmatch(y) else _PAUSED
    none = frozenset[str]()
    opening, verbal = OPENING.get(lang, none), LEADING.get(lang, none)
    leading = _LEADS.get(lang, none)
    opens = y in opening
    cost = 0.0
    if x in verbal or (x in leading and (not opens or x in opening)):
        cost += _LED
    if y in ENCLITIC.get(lang, frozenset()):
        cost += 1.2
    cost += _numbers(x, y, lang)
    if first[:1].isupper() and second[:1].isupper() and not initial:
        cost += 2.0  # a name
    if cost:
        return cost
    if opens or x in _POINTING or y in verbal or (lang == "id" and _VERB.match(y)):
        return _OPENED
    return -0.35 if y in leading else 0.0


def _numbers(x: str, y: str, lang: str) -> float:
    number, next_number = bool(_NUMBER.fullmatch(x)), bool(_NUMBER.fullmatch(y))
    if number and (y in UNIT or next_number):
        return 4.0
    if number and y not in FUNCTION.get(lang, frozenset()):
        return 2.4  # what it counts
    if (number and y in MONTH) or (x, y) in PAIRS or x in HONORIFIC:
        return 3.0
    return 3.0 if x in BEFORE_NUMBER and next_number else 0.0
