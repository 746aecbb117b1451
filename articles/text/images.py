"""Uploaded pictures, drawn anew in the sizes that the site shows.

Nothing but the picture reaches a reader: camera data (place, owner, time) and whatever else a file
carries is left out. A turned picture is turned, and its colours become those that screens show.
"""

from __future__ import annotations

import re
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
# More than the cameras of the press take; a file of a few kilobytes can claim billions.
MAX_PIXELS = 60_000_000
WIDTHS = (480, 960, 1600)


class _OutputFormat(NamedTuple):
    """How a picture is written."""

    name: str  # Pillow's
    suffix: str
    options: dict[str, Any]


_JPEG = _OutputFormat("JPEG", ".jpg", {"quality": 86, "progressive": True, "optimize": True})
_PNG = _OutputFormat("PNG", ".png", {"optimize": True})
_WEBP = _OutputFormat("WEBP", ".webp", {"quality": 84, "method": 4})
# By the format of the upload: what browsers show. A still GIF becomes a PNG, and MPO is what
# telephones call a JPEG.
_OUTPUT_FORMATS = {"JPEG": _JPEG, "MPO": _JPEG, "PNG": _PNG, "GIF": _PNG, "WEBP": _WEBP}
# The names that such a file may have.
_SUFFIXES = {
    "JPEG": (".jpg", ".jpeg"),
    "MPO": (".jpg", ".jpeg"),
    "PNG": (".png",),
    "GIF": (".gif",),
    "WEBP": (".webp",),
}
_CONTENT_TYPES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
# What `name_of_size` puts into a name.
_SIZE_IN_NAME = re.compile(rf"\.(?:{'|'.join(str(width) for width in WIDTHS)})w(?=\.\w+$)")
_SRGB = ImageCms.createProfile("sRGB")


class _PictureFacts(NamedTuple):
    """What the head of a file says of its picture."""

    format: str
    width: int
    height: int
    frames: int


def check(upload: Any) -> None:
    """Refuse what is no picture for a page, with a sentence, before any of its pixels is read.

    `upload` has a name, a size in bytes, and its bytes. Raises ValidationError.
    """
    _check_size(upload.size)
    facts = _read_facts(upload)
    suffix = PurePath(upload.name).suffix.lower()
    if suffix not in _SUFFIXES.get(facts.format, ()):
        raise ValidationError(
            _(
                "Only JPEG, PNG, WebP and GIF pictures are taken, "
                "with the ending of their kind, such as .jpg."
            )
        )
    if facts.frames > 1 and facts.format != "MPO":
        raise ValidationError(
            _("Moving pictures are not taken. Save one frame as a picture and upload it.")
        )
    _check_pixels(facts)


def _check_size(size: int) -> None:
    if size > MAX_BYTES:
        sentence = _(
            "The picture has %(size)s; at most %(limit)s are taken. "
            "Save it smaller and upload it again."
        )
        sizes = {"size": filesizeformat(size), "limit": filesizeformat(MAX_BYTES)}
        raise ValidationError(sentence % sizes)


def _check_pixels(facts: _PictureFacts) -> None:
    if facts.width * facts.height > MAX_PIXELS:
        sentence = _(
            "The picture has %(width)d × %(height)d pixels; "
            "at most %(limit)d million are taken. Save it smaller."
        )
        numbers = {
            "width": facts.width,
            "height": facts.height,
            "limit": MAX_PIXELS // 1_000_000,
        }
        raise ValidationError(sentence % numbers)


def redraw(upload: Any) -> ContentFile[bytes]:
    """A checked upload as it is stored. Raises ValidationError where its pixels cannot be read."""
    try:
        with Image.open(upload) as image:
            output = _OUTPUT_FORMATS[str(image.format)]
            plain = _plain(image, output)
            content = _encode(plain, output)
    except (OSError, SyntaxError, ValueError) as fault:
        raise ValidationError(
            _("The picture is damaged: it ends before all of it is there.")
        ) from fault
    stem = PurePath(upload.name).stem
    return ContentFile(content, name=f"{stem}{output.suffix}")


def store_sizes(illustration: Illustration) -> None:
    """Store the smaller sizes of a stored picture beside it, and note in its row which exist."""
    name = str(illustration.picture.name)
    storage = illustration.picture.storage
    with storage.open(name) as file, Image.open(file) as image:
        output = _OUTPUT_FORMATS[str(image.format)]
        plain = _plain(image, output)
    widths: list[str] = []
    for width in WIDTHS:
        if width >= plain.width:
            break
        content = _encode(_resize(plain, width), output)
        name_of_file = name_of_size(name, width)
        storage.delete(name_of_file)
        storage.save(name_of_file, ContentFile(content))
        widths.append(str(width))
    illustration.widths = " ".join(widths)
    illustration.width = plain.width
    illustration.height = plain.height
    illustration.save(update_fields=["widths", "width", "height"])


def _resize(image: Image.Image, width: int) -> Image.Image:
    height = round(image.height * width / image.width)
    size = (width, max(1, height))
    return image.resize(size, Image.Resampling.LANCZOS)


def name_of_size(name: str, width: int | str) -> str:
    """Where a size of the picture `name` is stored: `lamp.jpg` is 480 wide in `lamp.480w.jpg`."""
    path = PurePath(name)
    file_name = f"{path.stem}.{width}w{path.suffix}"
    return str(path.with_name(file_name))


def name_of_whole(name: str) -> str:
    """The picture that a stored size belongs to; a name of no size as it is."""
    return _SIZE_IN_NAME.sub("", name)


def content_type_of(name: str) -> str | None:
    """The type of a stored picture, which was drawn as what its name says; None for others."""
    suffix = PurePath(name).suffix.lower()
    return _CONTENT_TYPES.get(suffix)


def _read_facts(upload: IO[bytes]) -> _PictureFacts:
    """Reads the head of a file. Raises ValidationError where it is no picture."""
    upload.seek(0)
    try:
        with Image.open(upload) as image:
            return _PictureFacts(
                format=str(image.format),
                width=image.width,
                height=image.height,
                frames=getattr(image, "n_frames", 1),
            )
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        sentence = _(
            "The picture claims more pixels than any camera takes; "
            "at most %(limit)d million are taken."
        )
        raise ValidationError(sentence % {"limit": MAX_PIXELS // 1_000_000}) from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as fault:
        raise ValidationError(
            _("This is no picture, or a damaged one. Upload a JPEG, PNG or WebP file.")
        ) from fault
    finally:
        upload.seek(0)


def _plain(image: Image.Image, output: _OutputFormat) -> Image.Image:
    """The pixels alone: upright, in the colours of screens, and nothing else of the file."""
    upright = ImageOps.exif_transpose(image)
    is_transparent = upright.has_transparency_data and output is not _JPEG
    profile = image.info.get("icc_profile")
    plain = upright
    if profile and not is_transparent:
        plain = _to_srgb(upright, profile)
    mode = "RGBA" if is_transparent else "RGB"
    plain = plain.convert(mode)
    plain.info = {}
    return plain


def _to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(
            image,
            source,
            _SRGB,
            outputMode="RGB",
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # a broken profile says nothing about the picture
    return converted or image


def _encode(image: Image.Image, output: _OutputFormat) -> bytes:
    """The picture as the bytes of a file."""
    buffer = BytesIO()
    image.save(buffer, output.name, **output.options)
    return buffer.getvalue()
