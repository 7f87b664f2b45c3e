"""Pictures in the order they were taken, by the names that phones and apps give them."""

import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clipkit.reading.naming import in_order

# One morning, as named by: Samsung, Xiaomi and Huawei, Oppo and Vivo, Pixel, a phone's clip,
# WhatsApp on the web, the same in Indonesian and with a hash, Telegram, Telegram Desktop, Signal, a
# screenshot, a Windows camera, Dropbox, Messenger's milliseconds (10.35.15 UTC).
TAKEN = [
    "20260314_102201.jpg",
    "IMG_20260314_102312.jpg",
    "IMG20260314102433.jpg",
    "PXL_20260314_102544123.jpg",
    "VID_20260314_102655.mp4",
    "WhatsApp Image 2026-03-14 at 10.27.06 AM.jpeg",
    "Gambar WhatsApp 2026-03-14 pukul 10.28.17_9f3c21ab.jpg",
    "photo_2026-03-14_10-29-28.jpg",
    "photo_5@14-03-2026_10-30-39.jpg",
    "signal-2026-03-14-10-31-40-123.jpg",
    "Screenshot_20260314-103251_Maps.png",
    "WIN_20260314_10_33_02_Pro.jpg",
    "2026-03-14 10.34.13.jpg",
    "FB_IMG_1773484515000.jpg",
]


def mixed(names: list[str]) -> list[str]:
    """The same names in an order of no meaning."""
    return random.Random(5).sample(names, len(names))


def test_names_of_phones_and_apps_sort_in_the_order_they_were_taken() -> None:
    assert sorted(mixed(TAKEN), key=in_order) == TAKEN


@pytest.mark.parametrize(
    "names",
    [
        # a chat numbers a day's pictures; it doesn't say when they were taken
        ["IMG-20260313-WA0012.jpg", "IMG-20260314-WA0007.jpg", "VID-20260314-WA0009.mp4"],
        ["IMG-20260314-WA0007.jpg", "IMG-20260314-WA0007(1).jpg", "IMG-20260314-WA0008.jpg"],
        [f"WhatsApp Image 2026-03-14 at 10.22.31{n}.jpeg" for n in ("", " (1)", " (2)", " (10)")],
        [
            f"WhatsApp Image 2026-03-14 at {time}.jpeg"
            for time in ("9.05.31 AM", "12.05.31 PM", "1.22.31 PM")
        ],
        ["IMG_9.HEIC", "IMG_0010.JPG", "IMG_1204.JPG"],
        ["DSC00012.JPG", "DSC00112.JPG"],
        ["1. depan.jpg", "2. dalam.jpg", "10. pulang.jpg"],
        ["foto.jpg", "foto (2).jpg", "foto (10).jpg"],
        ["IMG_20260314_102312.jpg", "IMG_20260314_102312~2.jpg"],
    ],
)
def test_names_of_one_kind_count(names: list[str]) -> None:
    assert sorted(mixed(names), key=in_order) == names


def test_numbers_that_are_no_dates_are_numbers() -> None:
    assert in_order("0812345678901.jpg")[0] == 0  # a telephone number
    assert in_order("20269999_1.jpg")[0] == 0


@given(st.lists(st.text(min_size=1, max_size=40), unique=True, max_size=8))
@example(["Í", "í"])
@example(["1.jpg", "01.jpg", "A.jpg", "a.jpg"])
def test_any_names_have_one_order(names: list[str]) -> None:
    assert sorted(names, key=in_order) == sorted(mixed(names), key=in_order)
