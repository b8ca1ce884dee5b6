"""Facts as bytes for a file that leaves the house: whose it is travels with the picture. Never a position."""

from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from media_pipeline.assets.embedded import iptc
from media_pipeline.assets.embedded.facts import Facts
from media_pipeline.assets.embedded.reading import HOME
from media_pipeline.assets.embedded.text import cut_bytes
from media_pipeline.assets.embedded.xmp import NAMESPACES, SOURCE_TYPES

PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" {namespaces}>{body}</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
# A JPEG segment holds 65,533 bytes; a caption of that length is not a caption.
CAPTION_BYTES = 8000


def as_xmp(facts: Facts) -> bytes:
    body = [
        _alternatives("dc:description", cut_bytes(facts.caption, CAPTION_BYTES).decode()),
        f"<dc:creator><rdf:Seq><rdf:li>{escape(facts.credit)}</rdf:li></rdf:Seq></dc:creator>" if facts.credit else "",
        _simple("photoshop:Credit", facts.credit),
        _alternatives("dc:rights", facts.rights),
        _simple("Iptc4xmpCore:Location", facts.place),
        _simple("photoshop:DateCreated", local(facts.taken_on).isoformat() if facts.taken_on else ""),
        _simple("Iptc4xmpExt:DigitalSourceType", source_type(facts.ai)),
    ]
    namespaces = " ".join(f"xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in NAMESPACES.items())
    return PACKET.format(namespaces=namespaces, body="".join(body)).encode()


def as_iptc_segment(facts: Facts) -> bytes:
    """A whole APP13 segment for a JPEG. Lengths are those of IIM; a letter is never cut in two."""
    taken = local(facts.taken_on) if facts.taken_on else None
    values = [
        (iptc.CHARSET, iptc.UTF8),
        ((2, 0), b"\x00\x04"),
        (iptc.CAPTION, cut_bytes(facts.caption, 2000)),
        (iptc.BYLINE, cut_bytes(facts.credit, 32)),
        (iptc.CREDIT, cut_bytes(facts.credit, 32)),
        (iptc.COPYRIGHT, cut_bytes(facts.rights, 128)),
        (iptc.SUBLOCATION, cut_bytes(facts.place, 32)),
        (iptc.DATE, f"{taken:%Y%m%d}".encode() if taken else b""),
        (iptc.TIME, f"{taken:%H%M%S%z}".encode() if taken else b""),
    ]
    data = iptc.write((tag, value) for tag, value in values if value)
    resource = b"8BIM\x04\x04\x00\x00" + len(data).to_bytes(4) + data + b"\x00" * (len(data) % 2)
    payload = b"Photoshop 3.0\x00" + resource
    return b"\xff\xed" + (len(payload) + 2).to_bytes(2) + payload


def local(moment: datetime) -> datetime:
    return moment.astimezone(HOME).replace(microsecond=0)


def source_type(ai: str) -> str:
    name = next((name for name, value in SOURCE_TYPES.items() if value == ai), "")
    return f"http://cv.iptc.org/newscodes/digitalsourcetype/{name}" if name else ""


def _simple(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>" if value else ""


def _alternatives(name: str, value: str) -> str:
    if not value:
        return ""
    text = escape(value)
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{text}</rdf:li></rdf:Alt></{name}>'
