"""A block that fails says so in a test, instead of leaving a page without its contents."""

import pytest
from django.template import Context, Engine


class Rows:
    def __iter__(self):
        raise AttributeError("asked for what it has not")


def test_what_fails_inside_block_super_is_heard(tmp_path):
    (tmp_path / "under.html").write_text("{% block content %}{% for row in rows %}{{ row }}{% endfor %}{% endblock %}")
    (tmp_path / "over.html").write_text("{% extends 'under.html' %}{% block content %}{{ block.super }}{% endblock %}")
    page = Engine(dirs=[tmp_path]).get_template("over.html")
    with pytest.raises(RuntimeError, match="Block content"):
        page.render(Context({"rows": Rows()}))
