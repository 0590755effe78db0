"""`from_folder`: pictures of one's own, whatever their size and format, as an `ImageDataset`."""

import hashlib
import os
import warnings
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps
from tqdm.auto import tqdm

from gan_utils import _files
from gan_utils.data.dataset import DatasetCard, ImageDataset

MEMORY = 2 * 2**30  # bytes of pixels past which they lie on disk
NAMED = 5  # files that a warning names
ENDINGS = {".png", ".jpg", ".jpeg", ".bmp", ".webp", ".gif", ".tif", ".tiff", ".ppm", ".pgm"}
FITS = ("crop", "pad", "stretch")
_GREY = ("1", "L", "LA", "La", "I", "I;16", "I;16B", "I;16L", "I;16N")
_DEEP = tuple(mode for mode in _GREY if mode.startswith("I"))


def from_folder(path, size=None, channels=None, labels="folders", fit="crop", background=255, memory=MEMORY):
    """Return the pictures of a folder, with its subfolders as classes, as a dataset.

    PNG, JPEG, BMP, WebP, GIF (its first frame), TIFF and PPM are read, in any mode: 16 bits are brought to 8, palettes
    to colours, transparency is laid over the background, and pictures are turned upright as their camera says (EXIF).
    Files that cannot be read are left out and named in a warning. Past two seconds a bar shows how far it is.

    Args:
        path: the folder. Names that begin with a dot are passed over.
        size: (height, width) of the result, or one number for squares; by default that of the pictures, if all are
            alike. They need not be square.
        channels: 1 for grey or 3 for colour; by default 1 if no picture has colour.
        labels: "folders" takes each subfolder as a class, in the order of their names; None takes all pictures, also
            those in subfolders, as one class.
        fit: what happens to pictures of another shape: "crop" enlarges or shrinks each until it fills the size, and
            cuts off what sticks out on two sides; "pad" until it lies within, and adds background; "stretch" distorts.
        background: grey level, 0 to 255, under transparent pictures and around padded ones.
        memory: bytes; a larger dataset is kept in the cache on disk, and read from there as it is used.

    Returns:
        An `ImageDataset`; its card says what was done to the pictures.

    Raises:
        FileNotFoundError: when there is no such folder.
        ValueError: when it holds no picture or a single one, pictures stand beside the subfolders, they differ in size
            and no size is given, or an argument does not fit.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> for i, name in enumerate(["cats", "cats", "dogs"]):
    ...     (folder / name).mkdir(exist_ok=True)
    ...     Image.new("RGB", (40, 30), (10 * i, 0, 0)).save(folder / name / f"{i}.png")
    >>> pets = from_folder(folder, size=(15, 20))
    >>> pets.image_shape, pets.card.class_names, pets.labels.tolist(), pets.card.notes
    ((15, 20, 3), ('cats', 'dogs'), [0, 0, 1], '3 of 3 scaled and cropped to 15×20')
    """
    size = _checked(size, channels, labels, fit, background)
    root = Path(path)
    if not root.is_dir():
        kind = "is a file" if root.exists() else "does not exist"
        raise FileNotFoundError(f"{path} {kind}: give the folder that holds the pictures")
    found, others = _files_of(root, labels)
    facts, refused = _look(root, found)
    refused = [*((name, "its name says it is no picture") for name in others), *refused]
    _warn(root, refused, len(facts))
    if len(facts) < 2:
        what = "no picture" if not facts else "a single picture"
        raise ValueError(f"{root.name} holds {what} that can be read, expected at least two, and better fifty or more")
    size = size or _common_size(facts)
    channels = channels or (1 if all(fact["grey"] for fact in facts) else 3)
    names = sorted({fact["class"] for fact in facts})
    images = _pixels(root, facts, size, channels, fit, background, memory)
    places = {name: i for i, name in enumerate(names)}
    classes = np.array([places[fact["class"]] for fact in facts], np.int32)
    return ImageDataset(images, classes, _card(root, facts, refused, (*size, channels), names, fit))


def _checked(size, channels, labels, fit, background):
    """Return the size as a pair, or None, once the arguments fit."""
    if isinstance(size, int | np.integer) and not isinstance(size, bool):
        size = (size, size)
    whole = size is None or (
        len(size) == 2 and all(isinstance(side, int | np.integer) and 4 <= side <= 4096 for side in size)
    )
    if not whole:
        raise ValueError(f"size must be (height, width), whole numbers from 4 to 4096, got {size!r}")
    if channels not in (None, 1, 3):
        raise ValueError(f"channels must be 1 (grey) or 3 (colour), got {channels!r}")
    if labels not in ("folders", None):
        raise ValueError(f'labels must be "folders" or None, got {labels!r}')
    if fit not in FITS:
        raise ValueError(f"fit must be one of {', '.join(FITS)}, got {fit!r}")
    if not 0 <= background <= 255:
        raise ValueError(f"background is a grey level from 0 to 255, got {background!r}")
    return None if size is None else tuple(int(side) for side in size)


def _files_of(root, labels):
    """Return ([(path below root, class)], names of files that are no pictures), both sorted."""
    pictures, others = [], []
    for folder, inside, files in os.walk(root):
        inside[:] = sorted(name for name in inside if not name.startswith((".", "__")))
        for name in sorted(files):
            place = (Path(folder) / name).relative_to(root)
            if name.startswith(".") or name in ("Thumbs.db", "desktop.ini"):
                continue
            (pictures if place.suffix.lower() in ENDINGS else others).append(place)
    below = [place for place in pictures if len(place.parts) > 1]
    if labels == "folders" and below and len(below) < len(pictures):
        beside = next(place for place in pictures if len(place.parts) == 1)
        raise ValueError(
            f"{root.name} holds pictures, such as {beside.name}, and folders with pictures, such as "
            f"{below[0].parts[0]}: move them into folders of their class, or take all as one class with labels=None"
        )
    one = root.name or "pictures"
    return [(place, place.parts[0] if labels and len(place.parts) > 1 else one) for place in pictures], others


def _look(root, found):
    """Return what each picture is, without its pixels, and [(name, why not)] of those that cannot be read."""
    facts, refused = [], []
    for place, name in tqdm(found, desc="looking at the pictures", unit="file", delay=2, leave=False):
        try:
            with Image.open(root / place) as picture:
                turned = picture.getexif().get(0x0112, 1) >= 5  # upright, its sides change places
                width, height = picture.size[:: -1 if turned else 1]
                grey = picture.mode in _GREY or (picture.mode == "P" and _grey_palette(picture))
                if picture.mode == "F":
                    raise ValueError("fractions")
                picture.draft("L", (8, 8))  # a JPEG is then decoded small: enough to know that it is whole
                picture.load()
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            refused.append((str(place), _why(error)))
            continue
        status = (root / place).stat()
        stamp = f"{place}|{status.st_size}|{status.st_mtime_ns}"
        facts.append({"place": place, "class": name, "size": (height, width), "grey": grey, "stamp": stamp})
    return facts, refused


def _grey_palette(picture):
    colours = np.asarray(picture.getpalette("RGB"), np.uint8).reshape(-1, 3)
    return bool((colours == colours[:, :1]).all())


def _why(error):
    if isinstance(error, Image.DecompressionBombError):
        return "it has too many pixels"
    if isinstance(error, Image.UnidentifiedImageError):
        return "it is no picture"
    if str(error) == "fractions":
        return "its pixels are fractions, whose range nobody can know"
    return "it is damaged or cut short"


def _warn(root, refused, left):
    if refused:
        named = "; ".join(f"{name}: {why}" for name, why in refused[:NAMED])
        more = f"; and {len(refused) - NAMED} more" if len(refused) > NAMED else ""
        files = "file was" if len(refused) == 1 else "files were"
        message = f"{len(refused)} {files} left out of {root.name}, {left} pictures are in ({named}{more})"
        warnings.warn(message, stacklevel=3)


def _common_size(facts):
    sizes = {fact["size"] for fact in facts}
    if len(sizes) > 1:
        tall, wide = (sorted({size[axis] for size in sizes}) for axis in (0, 1))
        raise ValueError(
            f"the pictures differ in size, from {tall[0]} to {tall[-1]} pixels high and {wide[0]} to {wide[-1]} wide: "
            "say which size they should get, as size=(48, 32)"
        )
    return sizes.pop()


def _pixels(root, facts, size, channels, fit, background, memory):
    """Return all pictures as uint8, shape (n, height, width, channels); a large one lies in the cache on disk."""
    shape = (len(facts), *size, channels)
    if int(np.prod(shape)) <= memory:
        return _decoded(root, facts, np.empty(shape, np.uint8), fit, background)
    stamps = "\n".join(fact["stamp"] for fact in facts)
    key = hashlib.sha256(f"{root.resolve()}|{shape}|{fit}|{background}|{stamps}".encode()).hexdigest()[:16]
    kept = _files.cache_dir() / "folders" / f"{key}.npy"
    if not kept.exists():
        with _files.replacing(kept) as temporary:
            on_disk = np.lib.format.open_memmap(temporary, "w+", np.uint8, shape)
            _decoded(root, facts, on_disk, fit, background).flush()
            del on_disk
    return np.lib.format.open_memmap(kept, "r")


def _decoded(root, facts, out, fit, background):
    bar = tqdm(facts, desc="reading the pictures", unit="file", delay=2, leave=False)
    for i, fact in enumerate(bar):
        with Image.open(root / fact["place"]) as picture:
            out[i] = fitted(_upright(picture, out.shape[-1], background), out.shape[1:3], fit, background)
    return out


def _upright(picture, channels, background):
    """Return a picture as it should be seen, in mode L or RGB."""
    picture = ImageOps.exif_transpose(picture)
    if picture.mode in _DEEP:
        deep = np.asarray(picture)
        deep = deep if deep.max() <= 255 else deep / 257.0  # from 0…65535
        picture = Image.fromarray(np.clip(np.rint(deep), 0, 255).astype(np.uint8))
    if picture.mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        under = Image.new("RGBA", picture.size, (background,) * 3 + (255,))
        picture = Image.alpha_composite(under, picture)
    return picture.convert("L" if channels == 1 else "RGB")


def fitted(picture, size, fit, background=255):
    """Return a picture of mode L or RGB in another size, as uint8 of shape (height, width, channels).

    Args:
        picture: a `PIL.Image`.
        size: (height, width).
        fit: "crop", "pad" or "stretch", as in `from_folder`.
        background: grey level around a padded picture.

    >>> wide = Image.new("L", (8, 4), 0)
    >>> fitted(wide, (4, 4), "crop").max(), fitted(wide, (4, 4), "pad")[:, 0, 0].tolist()
    (np.uint8(0), [255, 0, 0, 255])
    """
    height, width = size
    if picture.size != (width, height):
        smooth = Image.Resampling.LANCZOS
        if fit == "crop":
            picture = ImageOps.fit(picture, (width, height), smooth)
        elif fit == "pad":
            around = background if picture.mode == "L" else (background,) * 3
            picture = ImageOps.pad(picture, (width, height), smooth, around)
        else:
            picture = picture.resize((width, height), smooth)
    pixels = np.asarray(picture)
    return pixels[..., None] if pixels.ndim == 2 else pixels


def _card(root, facts, refused, shape, names, fit):
    changed = sum(fact["size"] != shape[:2] for fact in facts)
    ways = {"crop": "scaled and cropped", "pad": "scaled and padded", "stretch": "stretched"}
    notes = [f"{changed} of {len(facts)} {ways[fit]} to {shape[0]}×{shape[1]}"] if changed else []
    notes += [f"{len(refused)} file{'s' if len(refused) > 1 else ''} left out"] if refused else []
    return DatasetCard(
        name=root.name,
        title=f"pictures from the folder {root.name}",
        image_shape=shape,
        n_classes=len(names),
        class_names=tuple(names),
        source=f"the folder {root.name}",
        licence="that of the pictures: whoever made them decides",
        needs_network=False,
        notes="; ".join(notes),
        n_train=len(facts),
    )
