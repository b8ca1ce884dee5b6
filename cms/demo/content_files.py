"""The sample newsroom's content: TOML files beside this module, fictional people, drawn pictures."""

import tomllib
from pathlib import Path

CONTENT = Path(__file__).parent / "content"
PICTURES, CLIPS = CONTENT / "pictures", CONTENT / "clips"


def read(name: str) -> list[dict]:
    """The rows of one file: `people.toml` holds a list under its only key."""
    (rows,) = tomllib.loads((CONTENT / f"{name}.toml").read_text()).values()
    return rows


def read_genres() -> list[dict]:
    return tomllib.loads((CONTENT / "genres.toml").read_text())["genre"]


def read_stories() -> list[dict]:
    """Oldest first, so that “related” can name what is already there."""
    stories = [tomllib.loads(path.read_text()) for path in sorted((CONTENT / "stories").glob("*.toml"))]
    return sorted(stories, key=lambda story: -story.get("published_hours_ago", 0))
