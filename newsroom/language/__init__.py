"""How Vietnamese and Ê-đê text behaves: plain Python, no framework. Import from here, not from the modules inside."""

from newsroom.language.collation import collation_key, compare, sort_key, suggested_sort_name
from newsroom.language.folding import Token, canonical_tone, fold, tokens
from newsroom.language.reading import clock, read_aloud_seconds, reading_minutes, running_time, word_count
from newsroom.language.slugs import slugify, unique_slug
from newsroom.language.text import clean_line, clean_text, nfc

__all__ = [
    "Token",
    "canonical_tone",
    "clean_line",
    "clean_text",
    "clock",
    "collation_key",
    "compare",
    "fold",
    "nfc",
    "read_aloud_seconds",
    "reading_minutes",
    "running_time",
    "slugify",
    "sort_key",
    "suggested_sort_name",
    "tokens",
    "unique_slug",
    "word_count",
]
