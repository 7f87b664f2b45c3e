"""Run the jobs in turns, show medians and ratios, and hold the bounds.

`--check` ends with 1 if a bound is broken; `--short` takes less time and grants half as much more;
`--last` runs nothing and judges the last run's figures again; `--docs` does too, and puts the table
into docs/reference/performance.md. Encoding alone holds all frames in memory: 3 GB.
"""

import argparse
import json
import sys
from pathlib import Path

from bench import report, turns
from bench.bounds import BOUNDS, judged


def main(line: list[str] | None = None) -> int:
    """Return what the shell is told. line: words of the command, None: the shell's."""
    said = _arguments(line)
    out: Path = said.out
    if said.last or said.docs:
        found = json.loads((out / "bench.json").read_text("utf-8"))
    else:
        found = {"machine": report.machine(), "rounds": _run(said)}
    rows = judged(turns.medians(found["rounds"]), BOUNDS, slack=1.5 if said.short else 1.0)
    found["rows"] = [row._asdict() for row in rows]
    out.mkdir(parents=True, exist_ok=True)
    (out / "bench.md").write_text(report.markdown(rows), "utf-8")
    (out / "bench.json").write_text(json.dumps(found, indent=1), "utf-8")
    print(report.markdown(rows))
    if said.docs:
        page = report.PAGE.read_text("utf-8")
        report.PAGE.write_text(report.into_docs(found["machine"], rows, page), "utf-8")
    return 1 if said.check and any(row.blocks for row in rows) else 0


def _run(said: argparse.Namespace) -> turns.Rounds:
    from bench import commands  # late: it loads what paints

    plan, media = turns.SHORT if said.short else turns.FULL, said.out / "media"
    rounds = turns.run(plan, media, said.rounds or plan.rounds)
    return rounds | commands.started(media, plan.starts)


def _arguments(line: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m bench", description=__doc__)
    parser.add_argument("--check", action="store_true", help="end with 1 if a bound is broken")
    parser.add_argument("--short", action="store_true", help="one round, of shorter clips")
    parser.add_argument("--last", action="store_true", help="run nothing: judge the last figures")
    parser.add_argument("--docs", action="store_true", help="as --last, and into the docs")
    parser.add_argument("--rounds", type=int, help="how often each job is run")
    parser.add_argument("--out", type=Path, default=Path("build/bench"))
    return parser.parse_args(line)


if __name__ == "__main__":
    sys.exit(main())
