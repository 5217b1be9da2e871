"""What an installation contains, and what the README tells people to type."""

from __future__ import annotations

import re
import subprocess
import tarfile
import tomllib
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
README = (ROOT / "README.md").read_text()
WRITTEN_BY_PROGRAMS = {".pyc", ".pyo"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The files of the wheel that is installed."""
    (built,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path_factory.mktemp("wheel")))
    with zipfile.ZipFile(built) as archive:
        return set(archive.namelist())


def test_the_wheel_brings_the_two_packages_and_nothing_else(wheel: set[str]) -> None:
    tops = {name.partition("/")[0] for name in wheel}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"models", "tui"}


def test_the_wheel_brings_every_file_of_the_packages(wheel: set[str]) -> None:
    wanted = {
        str(path.relative_to(ROOT))
        for folder in ("models", "tui")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix not in WRITTEN_BY_PROGRAMS
    }
    assert "models/errors.py" in wanted
    assert wanted - wheel == set()


def test_the_wheel_brings_the_licence_and_the_command(wheel: set[str]) -> None:
    names = {name.rpartition("/")[2] for name in wheel if ".dist-info/" in name}
    assert {"LICENSE", "entry_points.txt", "METADATA"} <= names


def test_a_source_archive_can_be_tested_and_built(tmp_path: Path) -> None:
    (built,) = SdistBuilder(str(ROOT)).build(directory=str(tmp_path))
    with tarfile.open(built) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "tests/conftest.py", "models/errors.py"} <= names


def test_the_command_is_installed_and_starts_in_the_shell() -> None:
    (command,) = distribution(PROJECT["name"]).entry_points.select(group="console_scripts")
    assert (command.name, command.value) == ("touchbase", "tui.cli:main")
    assert callable(command.load())


def test_every_dependency_has_an_upper_bound() -> None:
    extras = PROJECT["optional-dependencies"]
    wanted = [*PROJECT["dependencies"], *extras["postgres"]]
    assert [requirement for requirement in wanted if not re.search(r">=[\d.]+,<[\d.]+$", requirement)] == []
    assert set(extras["postgres"]) <= set(extras["test"])


def test_the_readme_has_one_line_that_opens_the_demo_and_one_that_runs_the_tests() -> None:
    commands = re.findall(r"^.*python3\.11.* -m venv .*$", README, re.MULTILINE)
    # With the whole path, because without a PATH Python does not know where it is and makes no environment.
    start = '"$(command -v python3.11)" -m venv .venv && .venv/bin/pip install -q'
    assert commands == [
        f"{start} . && .venv/bin/touchbase demo",
        f"{start} -e '.[test]' && .venv/bin/python -m pytest",
    ]
    assert PROJECT["requires-python"] == ">=3.11"


def test_the_checks_take_their_test_command_from_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text()
    (extraction,) = re.findall(r'test_command="\$\((sed .*?) "\$checkout/README\.md"\)"', script)
    found = subprocess.run(
        ["bash", "-c", f"{extraction} README.md"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert found.stdout.splitlines() == re.findall(r"^.*python3\.11.*pytest$", README, re.MULTILINE)


def test_the_readme_names_only_places_that_exist() -> None:
    named = re.findall(r"\]\(([^)#:]+)\)", README)
    named += re.findall(r"`((?:models|tui|tests)(?:/[\w.]+)+)`", README)
    assert "models/rules" in named
    assert [place for place in named if not (ROOT / place).exists()] == []
