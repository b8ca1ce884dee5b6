"""Where settings come from, and where the data lies."""

from pathlib import Path

from environs import Env

env = Env()
ROOT = Path(__file__).resolve().parents[2]
DATA = Path(env.str("DATA", str(ROOT / "var"))).resolve()
