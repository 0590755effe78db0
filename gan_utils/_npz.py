"""What an .npz must be before any array in it is read: whole, of a bounded size, plain numbers and text.

An .npz is a zip of .npy files, and a zip written by a stranger can hold pickles, paths that lead elsewhere, or sizes
that no memory holds. `check` reads the table of contents and the headers only, evaluates nothing and unpacks nothing.
"""

import hashlib
import math
import os
import re
import struct
import zipfile

import numpy as np

LIMIT = 2**30  # bytes that all arrays together may take
MEMBERS = 10_000
DIRECTORY = 2**22  # bytes of the zip's table of contents, which zipfile reads at once
INFLATION = 1032  # deflate cannot pack tighter than this
PLAIN = "biufcSU"  # NumPy's kinds of dtype: truth values, numbers, text; not O (pickled objects), not V (records)

_SEAL = b"sha256:"
_SEAL_LENGTH = len(_SEAL) + 64
_END = struct.Struct("<4s4H2LH")  # the record that ends a zip; its last field is the length of the comment after it
_LOCATOR = 20  # bytes of the record before it in a zip of more than 4 GB, which points to a larger table of contents
_NAME = re.compile(r"(?!\.)[\w. -]+(?:/(?!\.)[\w. -]+)*\.npy", re.ASCII)
_HEADER = re.compile(
    rb"\x93NUMPY\x01\x00(..)\{'descr': '([<>|]?[a-zA-Z]\d{0,9})', 'fortran_order': (?:True|False), "
    rb"'shape': \(((?:\d{1,18}(?:, \d{1,18})*,?)?)\), \} *\n",
    re.DOTALL,
)
# What a file begins with, and what it then is.
_KINDS = (
    (b"\x80", "is a pickle, which can run code"),
    (b"\x89HDF", "is an HDF5 file (.h5)"),
    (b"\x93NUMPY", "is a single array (.npy)"),
    (b"version https://git-lfs", "is a Git LFS pointer and not the file it stands for"),
    (b"<", "is a web page"),
)
_FOREIGN = re.compile(r"(^|/)(config\.json|metadata\.json|model\.weights\.h5|[^/]*\.pkl|[^/]*\.pickle)$")


class Refused(ValueError):
    """A file that is not used; `what` is the clause that follows its name, without what to do."""

    def __init__(self, what, name="the file"):
        super().__init__(
            f"{name} {what}, so it was not read: expected a whole .npz of plain numbers and text; "
            "fetch it again from where it came, or write it anew"
        )
        self.what = what


def seal(path):
    """Append the SHA-256 of everything before it to a zip, as the zip's comment; other readers pass over it."""
    with open(path, "r+b") as file:
        file.seek(-2, os.SEEK_END)  # the length of the comment, 0 until now
        file.write(struct.pack("<H", _SEAL_LENGTH))
        digest = _digest(file, file.tell())
        file.seek(0, os.SEEK_END)
        file.write(_SEAL + digest)


def _digest(file, size):
    digest = hashlib.sha256()
    file.seek(0)
    while size and (block := file.read(min(size, 2**20))):
        digest.update(block)
        size -= len(block)
    return digest.hexdigest().encode()


def check(file, limit=LIMIT):
    """Raise `Refused` unless an open file is a whole .npz that is safe to read.

    Args:
        file: a binary file, open for reading; nothing is believed about it.
        limit: bytes that its arrays together may take, with 10 kB for each header.

    Returns:
        Whether it carries a seal, which is then right.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    _check_kind(file.read(64))
    sealed = _check_end(file, size)
    try:
        with zipfile.ZipFile(file) as archive:
            _check_members(archive.infolist(), size, limit)
            for member in archive.infolist():
                with archive.open(member) as content:
                    _check_header(content.read(10_000), member)
    except Refused:
        raise
    except Exception as error:  # zipfile and zlib raise a dozen kinds on a damaged file
        raise Refused(f"is damaged ({first_line(error)})") from None
    return sealed


def _check_kind(head):
    if not head:
        raise Refused("is empty")
    if not head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        kinds = (what for magic, what in _KINDS if head.lstrip(b"\n\r\t ").startswith(magic))
        raise Refused(next(kinds, "does not begin as an .npz does"))


def _check_end(file, size):
    """Refuse a file that does not end as a zip does, or whose seal is wrong; return whether it has one."""
    for comment in (0, _SEAL_LENGTH):
        if size < _END.size + comment:
            break
        file.seek(size - _END.size - comment)
        end = _END.unpack(file.read(_END.size))
        if end[0] != b"PK\x05\x06" or end[-1] != comment:
            continue
        file.seek(max(0, size - _END.size - comment - _LOCATOR))
        if end[4] > MEMBERS or end[5] > DIRECTORY or file.read(4) == b"PK\x06\x07":
            raise Refused(f"lists more than the {MEMBERS:,} arrays that are the most")
        file.seek(size - comment)
        if comment and file.read() != _SEAL + _digest(file, size - comment):
            raise Refused("does not have the hash that it ends with (it was altered)")
        return bool(comment)
    raise Refused("does not end as an .npz does (it was cut short or altered)")


def _check_members(members, size, limit):
    names = [member.orig_filename for member in members]
    if any(_FOREIGN.search(name) for name in names):
        raise Refused("is an archive of a whole model (Keras's .keras or PyTorch's), which can carry code")
    seen = set()
    for member, name in zip(members, names, strict=True):
        shown = ascii(name[:60])
        if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or name[1:2] == ":":
            raise Refused(f"names the path {shown}, which leads out of its folder")
        if not _NAME.fullmatch(name) or name != member.filename:
            raise Refused(f"holds {shown}, which is not the name of an array")
        if name in seen:
            raise Refused(f"holds {shown} twice")
        seen.add(name)
        if member.flag_bits & 1 or member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused(f"holds {shown} encrypted, or packed in a way that NumPy does not use")
        most = member.compress_size * (INFLATION if member.compress_type else 1) + 64
        if member.compress_size > size or member.file_size > most:
            raise Refused(f"claims {_size(member.file_size)} for {shown}, more than it can hold")
    total = sum(member.file_size for member in members)
    if total > limit + 10_000 * len(members):
        raise Refused(f"unpacks to {_size(total)}, where {_size(limit)} are the most")


def _check_header(head, member):
    """Refuse a .npy that is not of plain numbers or text, or whose shape is not that of its bytes."""
    name = ascii(member.filename.removesuffix(".npy")[:60])
    header = _HEADER.match(head)
    if not header or header.end() != 10 + int.from_bytes(header[1], "little"):
        records = b"'descr': [" in head[:200]
        raise Refused(f"holds {name} as {'records' if records else 'something that is not an array'}")
    try:
        dtype = np.dtype(header[2].decode())
    except TypeError:
        raise Refused(f"holds {name} of no dtype that NumPy knows") from None
    if dtype.kind not in PLAIN:
        what = "pickled objects, which can run code" if dtype.kind == "O" else f"dtype {dtype}"
        raise Refused(f"holds {name} as {what}")
    shape = tuple(int(side) for side in header[3].split(b",") if side.strip())
    claimed, held = math.prod(shape) * dtype.itemsize, member.file_size - header.end()
    if claimed != held or len(shape) > 32:
        shown = str(shape) if len(shape) <= 8 else f"of {len(shape)} sides"
        raise Refused(f"claims shape {shown} for {name}, that is {_size(claimed)}, but holds {_size(held)}")


def _size(n):
    """Return a number of bytes in words.

    >>> _size(10_000_000_000), _size(128)
    ('10 GB', '128 bytes')
    """
    for unit, name in ((1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if n >= unit:
            return f"{n / unit:,.3g} {name}"
    return f"{n} bytes"


def first_line(error):
    return (str(error).splitlines() or [""])[0][:100].rstrip(".") or type(error).__name__
