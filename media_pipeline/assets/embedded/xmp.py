"""XMP (ISO 16684-1) with the properties of IPTC Photo Metadata. https://iptc.org/std/photometadata/specification/"""

from datetime import datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from media_pipeline.assets.embedded.facts import Facts, facts

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}
# https://cv.iptc.org/newscodes/digitalsourcetype/
SOURCE_TYPES = {
    "trainedAlgorithmicMedia": "generated",
    "compositeWithTrainedAlgorithmicMedia": "assisted",
    "algorithmicallyEnhanced": "assisted",
}


def read(data: bytes) -> Facts:
    try:
        root = fromstring(data.strip(b"\x00 \r\n\t"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return Facts()
    described = root.findall(f".//{RDF}Description")

    def text(name: str) -> str:
        prefix, local = name.split(":")
        key = f"{{{NAMESPACES[prefix]}}}{local}"
        for description in described:
            if key in description.attrib:
                return description.attrib[key]
            if (element := description.find(key)) is not None:
                return value_of(element)
        return ""

    dates = map(text, ("exif:DateTimeOriginal", "photoshop:DateCreated", "xmp:CreateDate"))
    return facts(
        caption=text("dc:description"),
        creator=text("dc:creator"),
        agency=text("photoshop:Credit"),
        rights=text("dc:rights"),
        places=[
            text(name) for name in ("Iptc4xmpCore:Location", "photoshop:City", "photoshop:State", "photoshop:Country")
        ],
        taken_on=next(filter(None, map(moment, dates)), None),
        ai=SOURCE_TYPES.get(text("Iptc4xmpExt:DigitalSourceType").rpartition("/")[2], ""),
    )


def value_of(element: Element) -> str:
    """Of alternatives the Vietnamese one, then the default; of a list all, in order."""
    if (alternatives := element.find(f"{RDF}Alt")) is not None:
        by_language = {item.get(LANG, "").lower(): item.text or "" for item in reversed(alternatives)}
        return by_language.get("vi") or by_language.get("x-default") or next(iter(by_language.values()), "")
    items = element.findall(f"{RDF}Seq/{RDF}li") + element.findall(f"{RDF}Bag/{RDF}li")
    return ", ".join(item.text for item in items if item.text) if items else (element.text or "")


def moment(text: str) -> datetime | None:
    """A full date of XMP: a year alone, or a month, says nothing we could show as a day."""
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return None
