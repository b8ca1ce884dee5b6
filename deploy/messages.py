"""`make messages`: our message ids, read from the code, into both languages' catalogues, compiled.

An id of ours is Vietnamese. In `vi` it translates to itself; in `en` it waits, empty, for its English. What `vi` holds
beside them are the words of packages: those entries are never touched.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "cms" / "locale"
PACKAGES = ("newsroom", "cms", "media_pipeline")

# (msgid, msgid_plural, msgctxt); the two last are empty where there is none.
Message = tuple[str, str, str]
# Which arguments of a call are (msgid, msgid_plural, msgctxt).
CALLS = {"_": (0,), "gettext": (0,), "ngettext": (0, 1), "pgettext": (1, None, 0), "npgettext": (1, 2, 0), "say": (0,)}
TEMPLATE_CALL = re.compile(
    r"""(?<![\w.])(n?p?gettext|_)\(((?:[^()'"]|u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")*)\)""", re.S
)
SCRIPT_CALL = re.compile(
    r"""(?<![\w])(n?p?gettext|say)\(((?:\s*(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*,?)+)""", re.S
)


def extracted() -> dict[str, set[Message]]:
    """{"django": …, "djangojs": …}: every message our code and templates may ask for."""
    found: dict[str, set[Message]] = {"django": set(), "djangojs": set()}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*")):
            if path.suffix == ".py":
                found["django"] |= set(_in_code(ast.parse(path.read_text())))
            elif path.suffix in {".html", ".txt", ".xml"} and "templates" in path.parts:
                found["django"] |= set(_in_calls(TEMPLATE_CALL, templatize(path.read_text(), origin=str(path))))
            elif path.suffix == ".js" and "vendor" not in path.parts:
                found["djangojs"] |= set(_in_calls(SCRIPT_CALL, path.read_text()))
    return found


def _in_code(tree: ast.AST) -> Iterator[Message]:
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = getattr(call.func, "attr", getattr(call.func, "id", "")).removesuffix("_lazy").removesuffix("_noop")
        if name in CALLS and name != "say":
            yield from _message(name, [getattr(argument, "value", None) for argument in call.args])


def _in_calls(calls: re.Pattern[str], text: str) -> Iterator[Message]:
    for name, arguments in calls.findall(text):
        call = ast.parse(f"f({arguments.strip()})", mode="eval").body
        yield from _message(name, [getattr(argument, "value", None) for argument in getattr(call, "args", [])])


def _message(name: str, arguments: list[object]) -> Iterator[Message]:
    places = [*CALLS[name], None, None][:3]
    words = [arguments[place] if place is not None and place < len(arguments) else "" for place in places]
    if words[0] and all(isinstance(word, str) for word in words):
        yield str(words[0]), str(words[1]), str(words[2])


def key(entry: polib.POEntry) -> tuple[str, str]:
    return entry.msgid, entry.msgctxt or ""


def make(domain: str, messages: set[Message]) -> list[str]:
    """Bring both catalogues of a domain up to date and compile them; returns the ids that still want English."""
    vietnamese, english = (_catalogue(language, domain) for language in ("vi", "en"))
    ours = {key(entry): entry for entry in english}
    of_packages = {key(entry) for entry in vietnamese} - ours.keys()
    wanted = {
        (msgid, context): plural for msgid, plural, context in messages if (msgid, context) not in of_packages
    }  # fmt: skip
    _replace(vietnamese, ours.keys(), [_entry(*found, plural, identity=True) for found, plural in wanted.items()])
    _replace(english, ours.keys(), [ours.get(found) or _entry(*found, plural) for found, plural in wanted.items()])
    return [entry.msgid for entry in english.untranslated_entries()]


def _catalogue(language: str, domain: str) -> polib.POFile:
    path = LOCALE / language / "LC_MESSAGES" / f"{domain}.po"
    return polib.pofile(str(path), wrapwidth=78)


def _entry(msgid: str, context: str, plural: str, identity: bool = False) -> polib.POEntry:
    forms = {0: plural} if identity else {0: "", 1: ""}
    return polib.POEntry(
        msgid=msgid, msgctxt=context or None, msgid_plural=plural, msgstr=msgid if identity and not plural else "",
        msgstr_plural=forms if plural else {}, flags=["python-format"] if re.search(r"%\(\w+\)[sd]", msgid) else [],
    )  # fmt: skip


def _replace(catalogue: polib.POFile, old: "set[tuple[str, str]]", new: list[polib.POEntry]) -> None:
    kept = [entry for entry in catalogue if key(entry) not in old]
    catalogue[:] = sorted([*kept, *new], key=key)
    catalogue.save()
    catalogue.save_as_mofile(str(Path(catalogue.fpath).with_suffix(".mo")))


if __name__ == "__main__":
    for domain, messages in extracted().items():
        waiting = make(domain, messages)
        print(f"{domain}: {len(messages)} chuỗi, còn {len(waiting)} chuỗi chờ bản tiếng Anh")
        for msgid in waiting:
            print(f"  {msgid}")
