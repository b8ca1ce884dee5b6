"""The project's own files, as the architecture tests read them."""

import subprocess
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def files(*patterns: str) -> tuple[Path, ...]:
    """Every file of the project that git knows or would take, by glob pattern."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    return tuple(path for name in sorted(set(names)) if (path := ROOT / name).is_file())


def layers() -> dict[str, int]:
    """{"media_pipeline.assets": 1, …}: how high each app stands, as the import contracts in pyproject.toml say."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    roots = contracts[0]["layers"]
    heights = {}
    for contract in contracts:
        if contract["type"] != "layers" or len(contract.get("containers", [])) != 1 or "*" in contract["containers"][0]:
            continue
        root = contract["containers"][0]
        base = 100 * (len(roots) - roots.index(root))
        for below, layer in enumerate(contract["layers"]):
            for app in layer.replace(":", "|").split("|"):
                heights[f"{root}.{app.strip(' ()')}"] = base - below
    return heights
