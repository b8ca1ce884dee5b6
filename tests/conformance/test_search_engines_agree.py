"""Whichever engine answers, the database's or Elasticsearch, a reader sees nearly the same first ten."""

from statistics import mean

import pytest
from django.db import transaction

from newsroom.search.documents import Document
from newsroom.search.models import PublicDocument
from newsroom.search.services import store
from tests.conformance.relevance import EDE, NAMES, ORDERS
from tests.conformance.test_search_relevance import FORMS, ITEMS, KNOWN, found, item_kind, known_item

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db]
_ = item_kind  # a fixture that applies here too


def test_both_engines_show_nearly_the_same(outside):
    """Mean likeness (Jaccard) over what is typed in every form, names, orders and Ê-đê."""
    typed = [form(known_item(number)) for number in KNOWN[:15] for form in FORMS.values()]
    typed += [name.split(";")[0] for name in NAMES] + [*EDE, *ORDERS]
    documents = {number: Document(title=title, body=body) for number, (title, body) in ITEMS.items()}
    with transaction.atomic():
        with outside.searching():
            store(PublicDocument, "item", documents)
            outside.settle()
            there = [set(found(text)[:10]) for text in typed]
        here = [set(found(text)[:10]) for text in typed]
    likeness = [len(one & other) / len(one | other) for one, other in zip(there, here, strict=True) if one | other]
    assert len(likeness) >= 200
    assert mean(likeness) >= 0.8
