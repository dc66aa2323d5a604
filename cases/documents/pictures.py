"""Photographs and pictures are drawn anew: what comes out is a picture and nothing else.

A picture can carry where it was taken (a victim's home), by which telephone, a smaller copy of what was cropped away,
or a script behind its end. None of it survives. The original stays with whoever took it, who keeps it as evidence.
"""

import warnings
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps

from cases.documents.refusing import refuse
from cases.models.document import Kind

MOST_PIXELS: Final = 50_000_000
_QUALITY: Final = 90
_DAMAGED: Final = "This picture is damaged. Save it anew as JPEG or PNG, then add it again."
_TOO_LARGE: Final = "This picture has more than 50 million pixels. Make it smaller, then add it again."


def drawn_anew(data: bytes, kind: Kind) -> bytes:
    """Return the same picture in the same format, upright, without anything that is not the picture.

    Raises:
        UnusableFile: it is damaged, or too large to be drawn.
    """
    written = "JPEG" if kind is Kind.JPEG else "PNG"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _drawn(data, written)
    except Image.DecompressionBombError:
        return refuse(_TOO_LARGE)
    except (OSError, ValueError, SyntaxError, EOFError, IndexError):
        return refuse(_DAMAGED)


def _drawn(data: bytes, written: str) -> bytes:
    with Image.open(BytesIO(data), formats=[written]) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            refuse(_TOO_LARGE)
        upright = ImageOps.exif_transpose(opened)
        has_holes = written == "PNG" and upright.has_transparency_data
        picture = upright.convert("RGBA" if has_holes else "RGB")
    picture.info.clear()
    out = BytesIO()
    picture.save(out, written, **({"quality": _QUALITY} if written == "JPEG" else {}))
    return out.getvalue()
