"""Readers of the three file formats that datasets come in. None of them runs or unpickles what it reads."""

import gzip
import math
import tarfile
import zlib

import numpy as np

LARGEST = 2**28  # bytes that one file may unpack to; the largest here, CIFAR-10, has 31 MB in each of six
CIFAR_RECORD = 1 + 3 * 32 * 32  # a label and three planes of 32 × 32 pixels


def parse_idx(content):
    """Return the array inside an IDX file, the format of MNIST: a magic number, the sides, the bytes.

    Args:
        content: the bytes of the file, unpacked.

    Returns:
        uint8 array of the shape that the header gives.

    Raises:
        ValueError: when the header is not that of unsigned bytes, or gives another size than the file has.

    >>> parse_idx(bytes([0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 3, 7, 8, 9])).tolist()
    [[7, 8, 9]]
    """
    if len(content) < 4 or content[:3] != b"\x00\x00\x08":
        raise ValueError(f"not an IDX file of unsigned bytes: it begins with {content[:4]!r}, not 00 00 08")
    sides = content[3]
    start = 4 + 4 * sides
    if sides == 0 or len(content) < start:
        raise ValueError(f"an IDX header of {sides} sides takes {start} bytes, but the file has {len(content)}")
    shape = tuple(int(side) for side in np.frombuffer(content, ">u4", count=sides, offset=4))
    if len(content) - start != math.prod(shape):
        raise ValueError(
            f"the IDX header says shape {shape}, that is {math.prod(shape)} bytes, but {len(content) - start} follow it"
        )
    return np.frombuffer(content, np.uint8, offset=start).reshape(shape)


def read_idx_pair(images_path, labels_path):
    """Return (images, labels) from two gzipped IDX files: uint8 (n, height, width, 1) and int32 (n,)."""
    images, labels = (parse_idx(_gunzip(path)) for path in (images_path, labels_path))
    if images.ndim != 3 or labels.shape != images.shape[:1]:
        raise ValueError(
            f"expected images of shape (n, height, width) and n labels, got {images.shape} and {labels.shape}"
        )
    return images[..., None], labels.astype(np.int32)


def _gunzip(path):
    try:
        with gzip.open(path) as file:
            content = file.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"{path.name} is not a whole gzip file: {error}") from None
    if len(content) > LARGEST:
        raise ValueError(f"{path.name} unpacks to more than {LARGEST} bytes, so it was not used")
    return content


def parse_cifar(content):
    """Return (images, labels) from the bytes of one batch of CIFAR-10's binary version.

    A record is a label and 3,072 bytes: the red plane, the green, the blue, each 32×32 in rows.

    Returns:
        uint8 (n, 32, 32, 3) and int32 (n,).

    Raises:
        ValueError: when the size is not a whole number of records, or a label is above 9.
    """
    if len(content) == 0 or len(content) % CIFAR_RECORD:
        raise ValueError(f"a CIFAR-10 batch is a multiple of {CIFAR_RECORD} bytes, got {len(content)}")
    records = np.frombuffer(content, np.uint8).reshape(-1, CIFAR_RECORD)
    if records[:, 0].max() > 9:
        raise ValueError(f"CIFAR-10 has labels 0 to 9, but the file has a {records[:, 0].max()}")
    planes = records[:, 1:].reshape(-1, 3, 32, 32)
    return np.ascontiguousarray(planes.transpose(0, 2, 3, 1)), records[:, 0].astype(np.int32)


def read_cifar_tar(path, members):
    """Return (images, labels) from the named files inside a .tar.gz; nothing is extracted to disk."""
    content = {}
    try:
        with gzip.open(path) as file, tarfile.open(fileobj=file, mode="r|") as archive:
            for member in archive:  # one pass: a gzip cannot be sought in cheaply
                if member.isfile() and member.name in members:
                    content[member.name] = archive.extractfile(member).read(LARGEST)
            while file.read(2**20):  # to its end, where its checksum is
                pass
    except (tarfile.TarError, OSError, EOFError, zlib.error) as error:
        raise ValueError(f"{path.name} is not a whole .tar.gz file: {error}") from None
    missing = [name for name in members if name not in content]
    if missing:
        raise ValueError(f"{path.name} lacks {', '.join(missing)}")
    images, labels = zip(*(parse_cifar(content[name]) for name in members), strict=True)
    return np.concatenate(images), np.concatenate(labels)


def read_npz_split(path, split):
    """Return (images, labels) from x_train, y_train, x_test, y_test in an .npz, without unpickling."""
    try:
        with open(path, "rb") as file, np.load(file, allow_pickle=False) as archive:
            images, labels = archive[f"x_{split}"], archive[f"y_{split}"]
    except Exception as error:  # zipfile and zlib raise a dozen kinds on a damaged file
        raise ValueError(f"{path.name} does not hold x_{split} and y_{split}: {error}") from None
    if images.ndim != 3 or images.dtype != np.uint8 or labels.shape != images.shape[:1]:
        raise ValueError(
            f"expected uint8 images of shape (n, height, width) and n labels, got {images.dtype} of shape "
            f"{images.shape} and {labels.shape}"
        )
    return images[..., None], labels.astype(np.int32)
