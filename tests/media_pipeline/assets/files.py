"""Real picture files, as cameras, telephones and agencies write them."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw
from PIL.ExifTags import GPS, IFD, Base

from media_pipeline.assets.embedded import iptc

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 {attributes}>{body}</rdf:Description></rdf:RDF></x:xmpmeta>"""


def photograph(size=(600, 400)) -> Image.Image:
    """Four quarters of different colours, so that turning and cropping show."""
    image = Image.new("RGB", size, "white")
    draw, (width, height) = ImageDraw.Draw(image), size
    for index, colour in enumerate(("red", "green", "blue", "yellow")):
        left, top = index % 2 * width // 2, index // 2 * height // 2
        draw.rectangle((left, top, left + width // 2, top + height // 2), fill=colour)
    return image


def textured(size=(1500, 1000)) -> Image.Image:
    """As much detail as a photograph of a crowd: soft shapes with grain over them."""
    shapes = Image.effect_mandelbrot((600, 400), (-2, -1.2, 1, 1.2), 40).resize(size).convert("RGB")
    grain = Image.effect_noise((size[0] // 3, size[1] // 3), 40).resize(size).convert("RGB")
    return Image.blend(shapes, grain, 0.35)


def saved(image: Image.Image, format="JPEG", **options) -> bytes:
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def sent(content: bytes, name="IMG_1234.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/octet-stream")


def camera_exif(*, orientation=1, description="", artist="", taken="2026:11:25 08:30:00", offset="") -> Image.Exif:
    exif = Image.Exif()
    exif[Base.Orientation] = orientation
    exif[Base.Make] = "Nikon"
    if description:
        exif[Base.ImageDescription] = description.encode()
    if artist:
        exif[Base.Artist] = artist.encode()
    camera = exif.get_ifd(IFD.Exif)
    camera[Base.DateTimeOriginal] = taken
    if offset:
        camera[Base.OffsetTimeOriginal] = offset
    position = exif.get_ifd(IFD.GPSInfo)
    position[GPS.GPSLatitudeRef], position[GPS.GPSLatitude] = "N", (12.0, 40.0, 12.3)
    position[GPS.GPSLongitudeRef], position[GPS.GPSLongitude] = "E", (108.0, 2.0, 45.6)
    return exif


def photoshop_segment(*values: tuple[tuple[int, int], bytes]) -> bytes:
    data = iptc.write(values)
    resource = b"8BIM\x04\x04\x00\x00" + len(data).to_bytes(4) + data + b"\x00" * (len(data) % 2)
    payload = b"Photoshop 3.0\x00" + resource
    return b"\xff\xed" + (len(payload) + 2).to_bytes(2) + payload


def xmp(body="", attributes="") -> bytes:
    return XMP.format(body=body, attributes=attributes).encode()


def declaring(content: bytes, width: int, height: int) -> bytes:
    """The same JPEG with another size in its header."""
    position = next(at for at in range(len(content)) if content[at : at + 2] in (b"\xff\xc0", b"\xff\xc2"))
    return content[: position + 5] + height.to_bytes(2) + width.to_bytes(2) + content[position + 9 :]


def bytes_of(field_file) -> bytes:
    with field_file.open() as file:
        return file.read()
