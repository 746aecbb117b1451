"""Uploaded pictures: drawn anew, so that nothing but the picture reaches a reader, in the sizes the site shows.

Camera data (place, owner, time) and whatever else a file carries is left behind; a turned picture is turned, its
colours are brought to those that screens show.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePath
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

if TYPE_CHECKING:
    from articles.models import Illustration

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = (
    60_000_000  # more than cameras of the press take; a file of a few kilobytes can claim billions
)
WIDTHS = (480, 960, 1600)
# What browsers show, the names such a file may have, and how it is written. A still GIF becomes a PNG.
_WRITTEN: dict[str, tuple[str, dict[str, Any]]] = {
    "JPEG": ("JPEG", {"quality": 86, "progressive": True, "optimize": True}),
    "MPO": (
        "JPEG",
        {"quality": 86, "progressive": True, "optimize": True},
    ),  # what telephones call a JPEG
    "PNG": ("PNG", {"optimize": True}),
    "GIF": ("PNG", {"optimize": True}),
    "WEBP": ("WEBP", {"quality": 84, "method": 4}),
}
_ENDINGS = {
    "JPEG": (".jpg", ".jpeg"),
    "MPO": (".jpg", ".jpeg"),
    "PNG": (".png",),
    "GIF": (".gif",),
    "WEBP": (".webp",),
}
_SRGB = ImageCms.createProfile("sRGB")


class _Seen(NamedTuple):
    format: str
    width: int
    height: int
    frames: int


def check(upload: Any) -> None:
    """Refuse what is no picture for a page, with a sentence, before any of its pixels is read.

    `upload` has a name, a size and bytes. Raises ValidationError."""
    if upload.size > MAX_BYTES:
        raise ValidationError(
            _(
                "The picture has %(size)s; at most %(limit)s are taken. Save it smaller and upload it again."
            )
            % {"size": filesizeformat(upload.size), "limit": filesizeformat(MAX_BYTES)}
        )
    seen = _look(upload)
    if PurePath(upload.name).suffix.lower() not in _ENDINGS.get(seen.format, ()):
        raise ValidationError(
            _(
                "Only JPEG, PNG, WebP and GIF pictures are taken, with the ending of their kind, such as .jpg."
            )
        )
    if seen.frames > 1 and seen.format != "MPO":
        raise ValidationError(
            _("Moving pictures are not taken. Save one frame as a picture and upload it.")
        )
    if seen.width * seen.height > MAX_PIXELS:
        raise ValidationError(
            _(
                "The picture has %(width)d × %(height)d pixels; at most %(limit)d million are taken. Save it smaller."
            )
            % {"width": seen.width, "height": seen.height, "limit": MAX_PIXELS // 1_000_000}
        )


def redraw(upload: Any) -> ContentFile[bytes]:
    """A checked upload as it is stored. Raises ValidationError where its pixels cannot be read."""
    try:
        with Image.open(upload) as image:
            written, options = _WRITTEN[str(image.format)]
            content = _bytes_of(_plain(image, written), written, options)
    except (OSError, SyntaxError, ValueError) as fault:
        raise ValidationError(
            _("The picture is damaged: it ends before all of it is there.")
        ) from fault
    ending = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}[written]
    return ContentFile(content, name=f"{PurePath(upload.name).stem}{ending}")


def store_sizes(illustration: Illustration) -> None:
    """Store the smaller sizes of a stored picture beside it, and remember which there are."""
    name, storage = str(illustration.picture.name), illustration.picture.storage
    made = []
    with storage.open(name) as file, Image.open(file) as image:
        written, options = _WRITTEN[str(image.format)]
        plain = _plain(image, written)
    for width in WIDTHS:
        if width >= plain.width:
            break
        height = max(1, round(plain.height * width / plain.width))
        small = plain.resize((width, height), Image.Resampling.LANCZOS)
        storage.delete(name_of_size(name, width))
        storage.save(name_of_size(name, width), ContentFile(_bytes_of(small, written, options)))
        made.append(str(width))
    illustration.widths = " ".join(made)
    illustration.width, illustration.height = plain.size
    illustration.save(update_fields=["widths", "width", "height"])


def name_of_size(name: str, width: int | str) -> str:
    """Where a size of the picture `name` is stored: `lamp.jpg` is 480 wide in `lamp.480w.jpg`."""
    path = PurePath(name)
    return str(path.with_name(f"{path.stem}.{width}w{path.suffix}"))


def _look(upload: IO[bytes]) -> _Seen:
    upload.seek(0)
    try:
        with Image.open(upload) as image:
            return _Seen(
                str(image.format), image.width, image.height, getattr(image, "n_frames", 1)
            )
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise ValidationError(
            _(
                "The picture claims more pixels than any camera takes; at most %(limit)d million are taken."
            )
            % {"limit": MAX_PIXELS // 1_000_000}
        ) from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as fault:
        raise ValidationError(
            _("This is no picture, or a damaged one. Upload a JPEG, PNG or WebP file.")
        ) from fault
    finally:
        upload.seek(0)


def _plain(image: Image.Image, written: str) -> Image.Image:
    """The pixels alone: upright, in the colours of screens, and nothing else of the file."""
    upright = ImageOps.exif_transpose(image)
    has_holes = upright.has_transparency_data and written != "JPEG"
    profile = image.info.get("icc_profile")
    plain = _to_srgb(upright, profile) if profile and not has_holes else upright
    plain = plain.convert("RGBA" if has_holes else "RGB")
    plain.info = {}
    return plain


def _to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        converted = ImageCms.profileToProfile(
            image, ImageCms.ImageCmsProfile(BytesIO(profile)), _SRGB, outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # a broken profile says nothing about the picture
    return converted or image


def _bytes_of(image: Image.Image, written: str, options: dict[str, Any]) -> bytes:
    buffer = BytesIO()
    image.save(buffer, written, **options)
    return buffer.getvalue()
