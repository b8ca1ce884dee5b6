"""The table in the documents is the table in the code."""

from pathlib import Path

from django.core.management import call_command


def test_the_document_says_what_the_code_grants(capsys):
    call_command("rights_table")
    document = Path(__file__).parents[3] / "docs" / "phan-quyen.md"
    assert document.read_text() == capsys.readouterr().out
