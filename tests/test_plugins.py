import subprocess
import sys
import textwrap
from pathlib import Path


def test_an_installed_package_adds_a_layer(tmp_path: Path) -> None:
    """As pip lays a package out: its module, and its entry points beside it."""
    (tmp_path / "ticker.py").write_text("def make(request):\n    return request\n", "utf-8")
    about = tmp_path / "ticker-1.2.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: ticker\nVersion: 1.2\n", "utf-8")
    (about / "entry_points.txt").write_text("[clipkit.layers]\nticker = ticker:make\n", "utf-8")
    program = """
        import sys
        sys.path.insert(0, sys.argv[1])
        from clipkit import plugins
        assert plugins.names("clipkit.layers") == ["ticker"], plugins.names("clipkit.layers")
        assert "ticker" not in sys.modules
        found = plugins.load("clipkit.layers", "ticker")
        assert found.plugin(3) == 3
        print(found.made_by)
    """
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.stdout, ran.stderr) == ("ticker 1.2\n", "")
