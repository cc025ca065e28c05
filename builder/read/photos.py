"""One picture encoded anew: upright, in the colours of the web, on white, without anything that came along. Runs in the child.

Raises what a decoder raises: nobody knows all the ways in which a picture can be wrong.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable

from PIL import Image, ImageCms, ImageOps

WIDTHS = (480, 960)  # of a phone's column, and of a desk's or a sharp phone's
Size = tuple[int, int]
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF")
_QUALITY = 82
_COLOURS = 256  # a drawing or a screen has no more, and is kept sharp
_DRAWING = 4_000_000  # pixels: whether it is one is looked at up to here


def encoded(data: bytes, wanted: Callable[[Size], bool]) -> tuple[tuple[bytes, str, Size], ...]:
    """Its sizes from small to large as (bytes, suffix, size); none where its own size is not ``wanted``."""
    with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=_FORMATS) as image:
        if not wanted(image.size):
            return ()
        bare, drawing = _drawn(image)
    return tuple(_made(bare, drawing, width) for width in _widths(bare.width))


def _made(image: Image.Image, drawing: bool, width: int) -> tuple[bytes, str, Size]:
    size = (width, max(1, round(image.height * width / image.width)))
    sized = image if size == image.size else image.resize(size, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    if drawing:
        sized.quantize(_COLOURS, dither=Image.Dither.NONE).save(out, "PNG")
    else:
        sized.save(out, "JPEG", quality=_QUALITY, progressive=True)
    return out.getvalue(), ".png" if drawing else ".jpg", size


def _widths(width: int) -> tuple[int, ...]:
    """Never larger than it is; one size where two would be nearly the same."""
    largest = min(width, WIDTHS[-1])
    return (*(size for size in WIDTHS if size * 1.25 < largest), largest)


def _drawn(image: Image.Image) -> tuple[Image.Image, bool]:
    """(upright, in the colours of the web, on white, without anything that came along; whether it is a drawing of few colours)."""
    image.draft("RGB", (2 * WIDTHS[-1], 2 * WIDTHS[-1]))
    few = image.width * image.height <= _DRAWING and image.format != "JPEG" and image.convert("RGBA").getcolors(_COLOURS) is not None
    upright = _web(ImageOps.exif_transpose(image))
    bare = Image.new("RGB", upright.size, "white")
    bare.paste(upright, mask=upright.getchannel("A") if upright.mode == "RGBA" else None)
    return bare, few


def _web(image: Image.Image) -> Image.Image:
    """In sRGB, with transparency where the picture has it."""
    transparent = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    profile = image.info.get("icc_profile")
    if profile and not transparent:
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            made = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
            return made or image.convert("RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return image.convert("RGBA" if transparent else "RGB")
