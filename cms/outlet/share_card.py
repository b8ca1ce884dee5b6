"""The picture beside a shared link: masthead, headline and photograph on 1200 × 630, drawn by a task."""

import hashlib
import io
from pathlib import Path

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont, ImageOps

from cms.core.frame import split_name
from cms.outlet.models import HEIGHT, SIZE, WIDTH, ShareCard
from media_pipeline.assets.queries import jpeg
from media_pipeline.assets.templatetags.pictures import printable
from newsroom.stories.models import Story

FONTS = Path(__file__).parents[1] / "static" / "site" / "fonts"
PAPER, INK = "#ffffff", "#17181b"
ACCENTS = {"bao": "#a3201c", "ptth": "#0a5a80", "tapchi": "#275846", "bantin": "#3f4650"}
EDGE, TEXT_WIDTH, BAND = 64, 580, 20
LARGEST, SMALLEST, LINES = 62, 36, 6
DESIGN = "1"  # raise it to have every card drawn again


def make_card(*, story_id: int) -> None:
    """Draw and keep the card of a live story, unless the one that stands was drawn from the same things."""
    story = Story.objects.filter(pk=story_id, live=True).select_related("section__brand", "card_picture").first()
    if not story or not story.section:
        return
    picture = jpeg(story.card_picture, width=960, ratio="card") if printable(story.card_picture) else None
    brand = story.section.brand
    drawn_from = "\n".join([DESIGN, brand.name, brand.theme, story.title, picture.file.name if picture else ""])
    digest = hashlib.sha256(drawn_from.encode()).hexdigest()
    card = ShareCard.objects.filter(story=story).first() or ShareCard(story=story)
    if card.digest == digest:
        return
    old, card.digest = card.file.name, digest
    card.file.save(f"{story.address.id7}-{digest[:8]}.jpg", ContentFile(draw(story.title, brand, picture)), save=False)
    card.save()
    if old:
        card.file.storage.delete(old)


def draw(title: str, brand, picture) -> bytes:
    """JPEG bytes of one card."""
    accent = ACCENTS[brand.theme]
    card = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(card)
    text_width = TEXT_WIDTH if picture else WIDTH - 2 * EDGE
    if picture:
        with picture.file.open() as file, Image.open(file) as photograph:
            left = EDGE + TEXT_WIDTH + 40
            card.paste(ImageOps.fit(photograph.convert("RGB"), (WIDTH - left, HEIGHT)), (left, 0))
    pen.rectangle((0, 0, EDGE + text_width + 40 if picture else WIDTH, BAND), fill=accent)
    masthead(pen, brand, accent)
    lines, font = fitting(title, text_width)
    step = round(font.size * 1.32)  # lines of stacked Vietnamese marks never touch from 1.30 on
    top = (HEIGHT - step * len(lines)) // 2 + 30
    for place, line in enumerate(lines):
        pen.text((EDGE, top + place * step), line, font=font, fill=INK)
    kept = io.BytesIO()
    card.save(kept, "JPEG", quality=84, optimize=True, progressive=True)
    return kept.getvalue()


def masthead(pen: ImageDraw.ImageDraw, brand, accent: str) -> None:
    word, name = split_name(brand)
    place = EDGE
    for text, face, colour in ((f"{word} " if word else "", "Regular", INK), (name, "Bold", accent)):
        font = ImageFont.truetype(FONTS / f"NotoSerif-{face}.woff2", 40)
        pen.text((place, BAND + 36), text, font=font, fill=colour)
        place += round(font.getlength(text))


def fitting(title: str, width: int) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """The headline broken into lines, at the largest size that fits; cut with an ellipsis at the smallest."""
    for size in range(LARGEST, SMALLEST - 1, -2):
        font = ImageFont.truetype(FONTS / "NotoSerif-Bold.woff2", size)
        lines = broken(title, font, width)
        if len(lines) * size * 1.32 <= HEIGHT - 220:
            return lines, font
    return [*lines[: LINES - 1], f"{lines[LINES - 1]}…"], font


def broken(title: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
