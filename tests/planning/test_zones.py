import pytest
from msgspec.structs import replace

from clipkit.model.template import Template
from clipkit.planning.zones import Stack, clear_of
from tests.planning.given import profile, shipped


def stack(name: str = "universal", **heights: int) -> Stack:
    named = {zone.replace("_", "-"): high for zone, high in heights.items()}
    return Stack(shipped("news"), profile(name), named)


def test_what_stands_under_something_keeps_clear_of_it_by_its_gap() -> None:
    assert stack(bug=72).slot("title").y == 288 + 72 + 48
    assert stack(bug=72, label=46).box("label", 46).y == 288 + 72 + 16
    assert stack(bug=72, label=46).slot("title").y == 288 + 72 + 16 + 46 + 48


def test_an_absent_neighbour_takes_no_room_nor_its_gap() -> None:
    assert stack().slot("title").y == 288
    assert stack(bug=72).slot("list").y == stack(bug=72).slot("title").y


def test_the_lower_stack_grows_upwards() -> None:
    one = stack(progress=8, source=34)
    assert one.box("progress", 8).bottom == 1480
    assert one.box("source", 34).bottom == 1480 - 8 - 16
    assert one.box("lower-third", 118).bottom == one.box("source", 34).y - 16
    assert one.box("lower-third", 158).y == one.box("lower-third", 118).y - 40


def test_captions_give_way_to_a_lower_third_that_grew() -> None:
    usual = stack(progress=8, source=34, lower_third=118).slot("captions").bottom
    grown = stack(progress=8, source=68, lower_third=220).slot("captions").bottom
    assert grown < usual <= 1248


def test_a_centred_zone_has_the_frame_s_middle_in_its_middle() -> None:
    slot = stack().slot("captions")
    assert (slot.x, slot.right) == (192, 888)
    assert slot.x + slot.right == 1080


def test_a_panel_bleeds_over_the_whole_width() -> None:
    slot = stack(bug=72, title=158).slot("panel")
    assert (slot.x, slot.width) == (0, 1080)


@pytest.mark.parametrize("name", ["universal", "square", "wide", "portrait", "tiktok"])
def test_every_slot_is_inside_its_area(name: str) -> None:
    place = profile(name)
    one = stack(name, bug=72, title=158, progress=8, source=34)
    for zone in one.template.zones:
        slot, area = one.slot(zone.name), place.area(zone.area)
        assert area.y <= slot.y
        assert slot.bottom <= area.bottom
        if not zone.bleed:
            assert area.x <= slot.x
            assert slot.right <= area.right


def test_a_thing_in_the_middle_of_its_zone_stays_in_what_is_free() -> None:
    one = stack(bug=72)
    slot, box = one.slot("quotation"), one.box("quotation", 300)
    assert slot.y <= box.y
    assert box.bottom <= slot.bottom
    assert abs((box.y + box.bottom) - (slot.y + slot.bottom)) <= 2


def test_clear_of_follows_neighbours_of_neighbours() -> None:
    template = shipped("promo")
    assert {"unit", "captions", "cta", "lower-third", "source"} <= clear_of(template, "was")
    assert "was" not in clear_of(template, "price")


@pytest.mark.parametrize("template", ["news", "promo"])
@pytest.mark.parametrize("name", ["universal", "tiktok", "status", "square", "wide"])
def test_no_zone_leaves_its_area_by_a_rounded_pixel(name: str, template: str) -> None:
    zones = Stack(shipped(template), profile(name), {})
    for zone in shipped(template).zones:
        slot, area = zones.slot(zone.name), profile(name).area(zone.area)
        assert zone.bleed or area.x <= slot.x < slot.right <= area.right
        assert slot.width % 2 == 0


def test_a_zone_that_is_not_there_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        Stack(replace(Template(name="x")), profile()).slot("title")
