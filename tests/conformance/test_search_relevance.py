"""How well an engine finds what people mean: the bars each must reach on the same archive, the database's and Elasticsearch."""

import random
import unicodedata
from contextlib import ExitStack
from statistics import mean

import pytest
from django.db import transaction

from newsroom.language import fold
from newsroom.search import registry
from newsroom.search.documents import Document
from newsroom.search.models import PublicDocument
from newsroom.search.queries import search_public
from newsroom.search.registry import Kind
from newsroom.search.services import store
from tests.conformance.relevance import EDE, NAMES, ORDERS, PLACES, SUBJECTS, TONES, items

pytestmark = [pytest.mark.datalayer, pytest.mark.django_db]

ITEMS = items()
KNOWN = random.Random(11).sample([number for number in ITEMS if number <= 2_000], 40)


@pytest.fixture(
    scope="module", autouse=True, params=["database", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)]
)
def archive(request, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic(), ExitStack() as stack:
        outside = request.getfixturevalue("outside") if request.param == "elasticsearch" else None
        if outside:
            stack.enter_context(outside.searching())
        store(
            PublicDocument,
            "item",
            {number: Document(title=title, body=body) for number, (title, body) in ITEMS.items()},
        )
        if outside:
            outside.settle()
        yield
        stack.close()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def item_kind(monkeypatch):
    monkeypatch.setattr(registry, "_kinds", {})
    registry.register(
        Kind(
            name="item",
            label="Tin",
            model=PublicDocument,
            to_public=None,
            to_staff=None,
            check_public=set,
            may_see=lambda user, ids: ids,
        )
    )


def found(typed: str) -> list[int]:
    results = search_public(typed, per_page=30)
    assert not results.degraded
    return [row.object_id for row in results.rows]


def known_item(number: int) -> str:
    """What a reader remembers of it: the subject and the place."""
    title = ITEMS[number][0]
    subject = next(subject for subject in SUBJECTS if title.lower().startswith(f"{subject} ở "))
    place = next(place for place in PLACES if f" ở {place} " in title)
    return f"{subject} {place}"


def half_accents(text: str) -> str:
    return " ".join(fold(word) if place % 2 else word for place, word in enumerate(text.split()))


def d_for_d(text: str) -> str:
    return text.replace("đ", "d").replace("Đ", "D")


def one_slip(text: str) -> str:
    """One letter of one word of three letters or more is another."""
    words = text.split()
    chance = random.Random(text)
    place = chance.choice([place for place, word in enumerate(words) if len(word) > 2])
    letter = chance.randrange(1, len(words[place]))
    words[place] = words[place][:letter] + chance.choice("aeionthgm") + words[place][letter + 1 :]
    return " ".join(words)


FORMS = {
    "typed": str,
    "without accents": fold,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "half accents": half_accents,
    "d for đ": d_for_d,
    "upper case": str.upper,
}


@pytest.mark.parametrize("form", FORMS)
def test_a_known_item_is_among_the_first_ten(form):
    assert mean(number in found(FORMS[form](known_item(number)))[:10] for number in KNOWN) >= 0.98


@pytest.mark.parametrize(("form", "bar"), [("typed", 0.9), ("without accents", 0.85)])
def test_a_known_item_stands_near_the_top(form, bar):
    ranks = [found(FORMS[form](known_item(number))).index(number) + 1 for number in KNOWN]
    assert mean(1 / rank for rank in ranks) >= bar


def test_a_known_item_is_found_in_spite_of_a_slip():
    assert mean(number in found(one_slip(known_item(number)))[:10] for number in KNOWN) >= 0.75


def test_the_typed_tone_stands_above_its_twin():
    judged = [
        _first(word, f"Chuyện {word} hôm nay", f"Chuyện {twin} hôm nay")
        for pair in TONES
        for word, twin in _both_ways(pair.split())
    ]
    assert len(judged) >= 80
    assert mean(judged) >= 0.95


def test_the_typed_order_stands_above_the_other():
    pairs = [(words, " ".join(reversed(words.split()))) for words in ORDERS]
    pairs = [(words, other) for words, other in pairs if other in ORDERS]
    judged = [
        _first(form(words), f"Bàn về {words} ở cơ sở", f"Bàn về {other} ở cơ sở")
        for words, other in pairs
        for form in (str, fold)
    ]
    assert len(judged) >= 60
    assert mean(judged) >= 0.95


def test_every_way_of_writing_a_name_finds_it():
    cases = [name.split(";") for name in NAMES if not name.endswith(";")]
    judged = [
        any(meant in ITEMS[number][0] or meant in ITEMS[number][0].lower() for number in found(typed)[:10])
        for typed, meant in cases
    ]
    assert len(judged) >= 40
    assert mean(judged) >= 0.98


def test_ede_is_found_with_and_without_marks():
    numbers = {title: number for number, (title, _) in ITEMS.items()}
    forms = (str, fold, lambda text: unicodedata.normalize("NFD", text).upper())
    judged = [numbers[title] in found(form(title))[:3] for title in EDE for form in forms]
    assert len(judged) >= 40
    assert mean(judged) >= 0.95


def _both_ways(pair: list[str]) -> list[tuple[str, str]]:
    one, other = pair
    return [(one, other), (other, one)]


def _first(typed: str, wanted: str, twin: str) -> bool:
    numbers = {title: number for number, (title, _) in ITEMS.items()}
    rows = found(typed)
    return numbers[wanted] in rows and (
        numbers[twin] not in rows or rows.index(numbers[wanted]) < rows.index(numbers[twin])
    )
