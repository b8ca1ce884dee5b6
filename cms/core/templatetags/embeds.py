"""What stands on other sites. Nothing is asked of them here: a player's address is made from the page's own."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django import template

register = template.Library()
_PLAYERS = (
    (re.compile(r"https?://(?:www\.|m\.)?youtube\.com/(?:watch\?(?:.*&)?v=|shorts/|live/)([\w-]{6,20})"), "https://www.youtube-nocookie.com/embed/{}"),
    (re.compile(r"https?://youtu\.be/([\w-]{6,20})"), "https://www.youtube-nocookie.com/embed/{}"),
    (re.compile(r"https?://(?:www\.)?vimeo\.com/(\d{5,12})"), "https://player.vimeo.com/video/{}?dnt=1"),
)  # fmt: skip
_NAMES = {
    "youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "vimeo.com": "Vimeo",
    "facebook.com": "Facebook",
    "tiktok.com": "TikTok",
}


@dataclass(frozen=True, slots=True)
class Player:
    """`url` is what a frame may show after consent, empty when only a link is possible; `host` is whom it contacts."""

    url: str
    host: str


@register.simple_tag
def player(address: str) -> Player:
    host = (urlsplit(address).hostname or "").removeprefix("www.").removeprefix("m.")
    for pattern, url in _PLAYERS:
        if found := pattern.match(address):
            return Player(url.format(found[1]), _NAMES.get(host, host))
    return Player("", _NAMES.get(host, host))
