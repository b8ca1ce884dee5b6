"""Words in an address: a-z, 0-9 and hyphens, whatever was typed."""

import re
from collections.abc import Container

from newsroom.language.folding import fold

_APOSTROPHES = re.compile(r"(?<=\w)['’‘ʼʻ](?=\w)")
_OTHERS = re.compile(r"[^a-z0-9]+")


def slugify(text: str, *, max_length: int = 80, fallback: str = "tin") -> str:
    """`Đắk Lắk: tòa soạn` → `dak-lak-toa-soan`. Cut between words; `fallback` when nothing is left."""
    words = _OTHERS.sub("-", fold(_APOSTROPHES.sub("", text))).strip("-")
    if len(words) > max_length:
        whole = words[: max_length + 1].rpartition("-")[0]
        words = whole or words[:max_length]
    return words.strip("-") or fallback


def unique_slug(base: str, taken: Container[str], *, max_length: int = 80) -> str:
    """`base`, or `base-2`, `base-3`, … the first that is not in `taken`."""
    slug, number = base[:max_length], 1
    while slug in taken:
        number += 1
        suffix = f"-{number}"
        slug = base[: max_length - len(suffix)].rstrip("-") + suffix
    return slug
