"""Words whose full stop ends no sentence, in Indonesian and English."""

import re

# What follows them belongs to them: a street, a title before a name, a month, a kind of firm.
_BEFORE = """
    jl. jln. gg. kab. kec. kel. kp. ds. dsn. komp. perum. prov. prop. rt. rw. dr. drg. drh. drs.
    dra. ir. prof. h. hj. k.h. kh. hc. tn. ny. nn. sdr. sdri. bpk. yth. alm. almh. jend. letjen.
    mayjen. brigjen. kol. letkol. kapt. aipda. ipda. iptu. akp. kompol. akbp. kombes. r. r.a. r.m.
    r.ng. k.r.t. st. ust. cf. ca. spp. sp. a.n. u.p. d.a. d/a. u.b. s.d. a.l. vs. v. mr. mrs. ms.
    mx. sr. rev. hon. gen. col. capt. lt. sgt. sen. rep. gov. pres. ed. eds. est. mt. ft. e.g.
    i.e. viz. jan. feb. mar. apr. jun. jul. agt. agu. sep. sept. okt. oct. nov. des. dec. p.t. pt.
    cv. c.v. ud. tbk.
"""
# So do numbers, and only numbers, to these.
_NUMBERED = "no. nomor. hal. hlm. tgl. telp. tlp. ext. fig. vol. pp. art. ps. ay. approx."
# They may be the last of a sentence: what is written large after them begins another.
_LAST = """
    dll. dsb. dst. dkk. etc. jr. inc. ltd. co. corp. a.m. p.m. u.s. u.k. s.h. s.e. s.t. s.pd.
    s.sos. s.kom. s.ag. s.si. s.p. s.psi. s.i.kom. m.m. m.a. m.h. m.t. m.si. m.sc. m.pd. m.kes.
    m.kom. m.ag. m.hum. m.b.a. ph.d. b.a. b.sc. sp.a. sp.pd. sp.og. a.md. s.ked. s.farm. m.ap.
    s.ip. s.stp. s.sn. m.sn. n.b. s.m. b.c.
"""
_INITIALS = re.compile(r"(?:[A-Z]\.)+")
_before, _numbered, _last = (frozenset(words.split()) for words in (_BEFORE, _NUMBERED, _LAST))


def ends_early(word: str, after: str) -> bool:
    """Whether a word with a full stop is an abbreviation with more of its sentence to come.

    after: the first character of what follows.

    >>> ends_early("Jl.", "S"), ends_early("W.R.", "S"), ends_early("dll.", "S")
    (True, True, False)
    >>> ends_early("no.", "7"), ends_early("no.", "T")
    (True, False)
    """
    lowered = word.lower()
    if lowered in _last:
        return False
    if lowered in _numbered:
        return after.isdigit()
    return lowered in _before or bool(_INITIALS.fullmatch(word))
