"""Pictures for tests, and files that hold them."""

from __future__ import annotations

import io
from collections.abc import Mapping

from PIL import Image, ImageDraw

from forms.word import paragraph, word_file

_DRAWING = (
    '<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:docPr id="1" name="x" descr="{alt}"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData><a:blip '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="{ident}"/></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing>"
)
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def photo(width: int = 1600, height: int = 1000, form: str = "JPEG", **options: object) -> bytes:
    """A picture of very many colours, with a place of taking in its metadata where the form has room for it."""
    gradient = Image.merge("RGB", [Image.linear_gradient("L").rotate(turn).resize((width, height)) for turn in (0, 90, 180)])
    if form == "JPEG":
        exif = Image.Exif()
        exif[0x010F], exif[0x8769] = "SECRET CAMERA", {0x927C: b"SECRET PLACE"}
        options = {"exif": exif, "comment": b"SECRET COMMENT", **options}
    out = io.BytesIO()
    gradient.save(out, form, **options)
    return out.getvalue()


def drawing(width: int = 600, height: int = 400, **options: object) -> bytes:
    """A picture of two colours on nothing."""
    image = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((50, 50, width - 50, height - 50), fill=(200, 0, 0, 255))
    out = io.BytesIO()
    image.save(out, "PNG", **options)
    return out.getvalue()


def drawn(ident: str, alt: str = "") -> str:
    """A paragraph that shows the picture ``ident``."""
    return paragraph(f"<w:r>{_DRAWING.format(ident=ident, alt=alt)}</w:r>")


def illustrated(blocks: list[str], pictures: Mapping[str, bytes]) -> bytes:
    """A Word file; ``pictures``: id → bytes."""
    related = "".join(f'<Relationship Id="{ident}" Type="{_IMAGE}" Target="media/{ident}.bin"/>' for ident in pictures)
    parts: dict[str, str | bytes] = {
        "word/_rels/document.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{related}</Relationships>'
    }
    parts |= {f"word/media/{ident}.bin": data for ident, data in pictures.items()}
    return word_file(*blocks, parts=parts)
