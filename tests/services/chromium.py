"""Debian's Chromium, driven by Playwright. Playwright's own browsers are never downloaded."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
# Without these it asks for Google's hosts at every start.
QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]


@contextmanager
def started_chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.fail(f"Thiếu {CHROMIUM}. Chạy “make test”, hoặc: apt install chromium", pytrace=False)
    with sync_playwright() as playwright:
        # Chromium's own sandbox refuses to start as root, and CI is root.
        browser = playwright.chromium.launch(executable_path=CHROMIUM, chromium_sandbox=False, args=QUIET)
        yield browser
        browser.close()
