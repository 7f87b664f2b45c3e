"""What the bench says of its own figures; what it measures is run by `python -m bench`."""

import json
import re
from pathlib import Path

import pytest

from bench import __main__ as command
from bench import report, search, turns
from bench.bounds import BOUNDS, Bound, judged
from bench.jobs import JOBS


@pytest.mark.parametrize(("seconds", "told"), [(9.0, 1), (0.01, 0)])
def test_a_missed_bound_ends_a_check_with_1(seconds: float, told: int, tmp_path: Path) -> None:
    found = {"machine": report.machine(), "rounds": {"still": [{"wall": seconds}]}}
    (tmp_path / "bench.json").write_text(json.dumps(found), "utf-8")
    assert command.main(["--last", "--check", "--out", str(tmp_path)]) == told
    assert command.main(["--last", "--out", str(tmp_path)]) == 0
    (row,) = json.loads((tmp_path / "bench.json").read_text("utf-8"))["rows"]
    what = "still of a clip with footage, the slowest of 12"
    assert (row["what"], row["holds"]) == (what, not told)
    assert f"| {what} |" in (tmp_path / "bench.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("bound", "value", "slack", "holds"),
    [
        ({"most": 2.0}, 2.0, 1.0, True),
        ({"most": 2.0}, 2.1, 1.0, False),
        ({"most": 2.0}, 2.9, 1.5, True),
        ({"most": 2.0, "slack": False}, 2.1, 1.5, False),
        ({"least": 3.0}, 3.0, 1.0, True),
        ({"least": 3.0}, 2.9, 1.0, False),
        ({"least": 3.0}, 2.1, 1.5, True),
        ({"least": 3.0}, 1.9, 1.5, False),
        ({}, 9.0, 1.0, None),
    ],
)
def test_a_figure_is_judged(
    bound: dict[str, float], value: float, slack: float, holds: bool | None
) -> None:
    made = Bound("it", ("job",), lambda m: m["job"]["wall"], "s", **bound)  # type: ignore[arg-type]
    (row,) = judged({"job": {"wall": value}}, (made,), slack=slack)
    assert row.holds is holds
    assert bool(row.bound) == (holds is not None)


@pytest.mark.parametrize("met", [True, False])
def test_a_bound_that_is_known_to_be_missed_is_told_and_stops_nobody(met: bool) -> None:
    missed = Bound("it", ("job",), lambda m: m["job"]["wall"], "s", most=2.0, met=met)
    (row,) = judged({"job": {"wall": 2.1}}, (missed,), slack=1.0)
    assert (row.holds, row.blocks) == (False, met)
    assert "**no**" in report.markdown([row])


def test_settings_are_compared_beyond_what_was_measured() -> None:
    """Half the bytes and less CPU a dB: two dB further down they are still above nothing."""
    points = [{"psnr": 44.0 + k, "rate": 4.0 * 2.0**k, "cpu": 8.0 + k} for k in range(3)]
    found = search.at(points, "psnr", 42.0)
    assert found["rate"] == pytest.approx(1.0)
    assert 5.0 < found["cpu"] < 8.0
    assert search.at(points, "psnr", 45.5)["rate"] == pytest.approx(4.0 * 2.0**1.5)


def test_every_bound_is_measured_by_a_whole_run() -> None:
    run = {*turns.FULL.turns, *turns.FULL.once}
    assert run <= set(JOBS)
    assert {*turns.SHORT.turns, *turns.SHORT.once} <= run
    needed = {name for bound in BOUNDS for name in bound.needs}
    batches = {"batch, one core", "batch, two cores"}  # not where a process can't be held to cores
    started = {"help", "check, spoken", "check, recorded", "first check"}
    started |= {"check, 300 pictures", "check, 300 pictures known"}
    assert needed - started - run <= batches
    assert len({bound.what for bound in BOUNDS}) == len(BOUNDS)


def test_the_docs_have_the_table_of_a_whole_run_or_none() -> None:
    page = report.PAGE.read_text("utf-8")
    table = page.partition(report.BEGIN)[2].partition(report.END)[0]
    rows = re.findall(r"^\| (.+?) \| .+ \| (.*) \| .* \|$", table, re.MULTILINE)[1:]
    told = {what: bound for what, bound in rows if not set(what) <= {"-"}}
    assert list(told) in ([], [bound.what for bound in BOUNDS])
    promised = {b.what for b in BOUNDS if b.most is not None or b.least is not None}
    assert {what for what, bound in told.items() if bound} in (set(), promised)


def test_the_table_goes_into_the_docs_and_nothing_else_changes() -> None:
    page = report.PAGE.read_text("utf-8")
    rows = judged({"help": {"wall": 0.2}}, BOUNDS, slack=1.0)
    made = report.into_docs(report.machine(), rows, page)
    assert "| clipkit --help | 0.2 s | <= 0.25 s | yes |" in made
    assert report.into_docs(report.machine(), rows, made) == made
    for edge, side in ((report.BEGIN, 0), (report.END, 2)):
        assert made.partition(edge)[side] == page.partition(edge)[side]
    with pytest.raises(ValueError, match="no place"):
        report.into_docs(report.machine(), rows, "# A page")
