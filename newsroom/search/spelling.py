"""One wrong letter, mended: the nearest words that stand in the documents beside the words around them.

Vietnamese syllables are short, so nearly every slip is another syllable; only the neighbours tell which one was meant.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from newsroom.search.engines import SearchEngine
from newsroom.search.models import SearchDocument
from newsroom.search.parser import Parsed, Words

LETTERS = "abcdefghijklmnopqrstuvwxyz"
MOST_WORDS = 8
MOST_CANDIDATES = 12
RARE = 3

Spelling = tuple[str, ...]


def corrected(engine: SearchEngine, text: Parsed) -> Words | None:
    """The folded words that were probably meant, or None when nothing better is known."""
    words = list(text.folded)
    if text.quoted or text.excluded or not 0 < len(words) <= MOST_WORDS:
        return None
    known = engine.known(set(words))
    unknown = [place for place, word in enumerate(words) if word not in known]
    mended: list[Spelling] = [(word,) for word in words]
    if unknown:
        for place in unknown:
            if (best := _best(engine, words, place)) is None:
                return None
            mended[place] = best[1]
    else:
        options = [(found, place) for place in _out_of_place(engine, words) if (found := _best(engine, words, place))]
        if not options:
            return None
        (_, spelling), place = max(options)
        mended[place] = spelling
    return tuple(word for spelling in mended for word in spelling)


def _out_of_place(engine: SearchEngine, words: list[str]) -> list[int]:
    """Known words that hardly anybody wrote beside their neighbour."""
    counts = engine.frequencies(list(pairwise(words)))
    return sorted({end for place, count in enumerate(counts) if count < RARE for end in (place, place + 1)})


def _best(engine: SearchEngine, words: list[str], place: int) -> tuple[tuple[int, int], Spelling] | None:
    """The spelling of one word with the most evidence beside its neighbours; a lone word needs only to exist."""
    singles = engine.known(_one_letter_off(words[place]))
    candidates: list[Spelling] = [(word,) for word, _ in Counter(singles).most_common(MOST_CANDIDATES)]
    candidates += _split(engine, words[place])
    before, after = words[:place][-1:], words[place + 1 :][:1]
    pairs = [list(pairwise([*before, *spelling, *after])) for spelling in candidates]
    counts = iter(engine.frequencies([pair for found in pairs for pair in found]))
    ranked = []
    for spelling, found in zip(candidates, pairs, strict=True):
        beside = dict(zip(found, counts, strict=False))
        stands = beside[spelling] if len(spelling) == 2 else not found or any(beside.values())
        if stands:
            ranked.append(((sum(beside.values()), singles.get(spelling[0], 0)), spelling))
    return max(ranked, default=None)


def _one_letter_off(word: str) -> set[str]:
    parts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    shorter = {left + right[1:] for left, right in parts if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1}
    changed = {left + letter + right[1:] for left, right in parts if right for letter in LETTERS}
    longer = {left + letter + right for left, right in parts for letter in LETTERS}
    return (shorter | swapped | changed | longer) - {word, ""}


def _split(engine: SearchEngine, word: str) -> list[Spelling]:
    """A forgotten blank: `daklak` as two words."""
    halves = [(word[:place], word[place:]) for place in range(2, len(word) - 1)]
    known = engine.known({half for pair in halves for half in pair})
    return [pair for pair in halves if pair[0] in known and pair[1] in known]


def with_marks(words: Words, rows: Iterable[SearchDocument]) -> str:
    """The words as documents mostly write them, judged beside their neighbours."""
    votes: list[Counter[str]] = [Counter() for _ in words]
    for row in rows:
        folded = f"{row.title_folded} {row.body_folded}".split()
        exact = f"{row.title_exact} {row.body_exact}".split()
        for place in range(len(folded)):
            for wanted, word in enumerate(words):
                if folded[place] == word:
                    beside = wanted + 1 < len(words) and folded[place + 1 : place + 2] == [words[wanted + 1]]
                    behind = wanted > 0 and place > 0 and folded[place - 1] == words[wanted - 1]
                    votes[wanted][exact[place]] += 1 + 20 * beside + 20 * behind
    return " ".join(vote.most_common(1)[0][0] if vote else word for vote, word in zip(votes, words, strict=True))
