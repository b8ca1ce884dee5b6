"""Where in sound or film the words that were looked for are spoken."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from newsroom.language import running_time, tokens
from newsroom.search import highlight

LINES = 3  # a sentence rarely runs over more lines of captions


@dataclass(frozen=True, slots=True)
class Moment:
    """`second` from the beginning; `text_html` is safe, found words stand in <mark>."""

    second: float
    text_html: SafeString

    @property
    def clock(self) -> str:
        """`03:12`, from an hour on `1:03:12`."""
        return running_time(self.second)


def first_moment(lines: Sequence[tuple[float, str]], words: highlight.Wanted) -> Moment | None:
    """The first line of the neighbours that hold most of the words; None when hardly any of them is spoken."""
    wanted = {word for phrase in words.phrases for word in phrase}
    held = [wanted & {token.folded for token in tokens(text)} for _, text in lines]
    best, most = 0, 0
    for place, found in enumerate(held):
        together = len(found.union(*held[place + 1 : place + LINES]))
        if found and together > most:
            best, most = place, together
    if most < min(2, len(wanted)):
        return None
    text = " ".join(text for _, text in lines[best : best + LINES])
    return Moment(lines[best][0], highlight.extract(text, words, length=160))
