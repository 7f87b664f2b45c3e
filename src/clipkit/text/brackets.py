"""Brackets that belong together, for the Unicode Bidirectional Algorithm (UAX 9, BD14 to BD16)."""

from collections.abc import Sequence

MAX_OPEN = 63  # at a time
# BidiBrackets.txt of Unicode 15: an opening bracket is followed by its closing one, but for these.
_RUNS = (
    *((0x28, 0x29), (0x0F3A, 0x0F3D), (0x169B, 0x169C), (0x2045, 0x2046), (0x207D, 0x207E)),
    *((0x208D, 0x208E), (0x2308, 0x230B), (0x2329, 0x232A), (0x2768, 0x2775), (0x27C5, 0x27C6)),
    *((0x27E6, 0x27EF), (0x2983, 0x298C), (0x2991, 0x2998), (0x29D8, 0x29DB), (0x29FC, 0x29FD)),
    *((0x2E22, 0x2E29), (0x2E55, 0x2E5C), (0x3008, 0x3011), (0x3014, 0x301B), (0xFE59, 0xFE5E)),
    *((0xFF08, 0xFF09), (0xFF5F, 0xFF60), (0xFF62, 0xFF63)),
)
_OTHERS = ("[]", "{}", "\u298d\u2990", "\u298f\u298e", "\uff3b\uff3d", "\uff5b\uff5d")
_CLOSES = {chr(code): chr(code + 1) for a, b in _RUNS for code in range(a, b, 2)} | {
    pair[0]: pair[1] for pair in _OTHERS
}
_SAME = str.maketrans("\u2329\u232a", "\u3008\u3009")  # canonically equivalent


def pairs(characters: Sequence[str], names: Sequence[str]) -> list[tuple[int, int]]:
    """Places of brackets that belong together (BD16), in the order of the opening ones.

    names: bidirectional class of each character: a bracket counts only as a neutral, `ON`. More
    than MAX_OPEN that wait for their closing one: none belongs to any.

    >>> pairs("a(b)[c", ["L", "ON", "L", "ON", "ON", "L"])
    [(1, 3)]
    """
    found: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    for k, character in enumerate(characters):
        if names[k] != "ON":
            continue
        if character in _CLOSES:
            if len(waiting) == MAX_OPEN:
                return []
            waiting.append((_CLOSES[character].translate(_SAME), k))
            continue
        closing = character.translate(_SAME)
        for depth in range(len(waiting) - 1, -1, -1):
            if waiting[depth][0] == closing:
                found.append((waiting[depth][1], k))
                del waiting[depth:]
                break
    return sorted(found)
