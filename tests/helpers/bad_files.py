"""Weights as a careless or a hostile hand would leave them; each function returns the bytes of one file."""

import functools
import hashlib
import io
import pickle
import struct
import zipfile
import zlib
from pathlib import Path

import numpy as np

from gan_utils import _npz

SHAPES = ((4, 3), (3,), (3, 2), (2,))


def weights(seed=0):
    """The arrays of a right file, for the model in test_safe_files: 4 → 3 → 2."""
    rng = np.random.default_rng(seed)
    return {f"{i:03d}": rng.normal(size=shape).astype(np.float32) for i, shape in enumerate(SHAPES)}


class Bomb:
    """Writes a file where it is unpickled."""

    def __init__(self, canary):
        self.canary = str(canary)

    def __reduce__(self):
        return Path.write_text, (Path(self.canary), "executed")


def npy(array, version=(1, 0)):
    """A .npy, pickling what is an object."""
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, np.asanyarray(array), version=version, allow_pickle=True)
    return buffer.getvalue()


def npy_claiming(header, content=b"", version=1):
    """A .npy with any header, which numpy would evaluate as a Python literal."""
    header = header.encode() + b"\n"
    length = struct.pack("<H" if version == 1 else "<I", len(header))
    return b"\x93NUMPY" + bytes([version, 0]) + length + header + content


def header(shape, descr="'<f4'"):
    return f"{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}"


def zipped(members, sealed=True, method=zipfile.ZIP_STORED):
    """A zip of named bytes, a list of pairs so that a name may come twice, with a seal that is right."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name)  # takes ".." and the like, as an attacker's own tool does
            info.compress_type = method
            archive.NameToInfo.clear()  # it warns of a name that comes twice
            archive.writestr(info, content)
    return seal(buffer.getvalue()) if sealed else buffer.getvalue()


def seal(content):
    """Give bytes that end as a zip does the seal that belongs to them."""
    if content[-22:-18] != b"PK\x05\x06":
        return content
    content = content[:-2] + struct.pack("<H", 71)
    return content + b"sha256:" + hashlib.sha256(content).hexdigest().encode()


def npz(arrays, **how):
    return zipped([(f"{name}.npy", npy(array)) for name, array in arrays.items()], **how)


def instead(name="000.npy", content=b"", **how):
    """A right file but for one member."""
    members = {f"{key}.npy": npy(array) for key, array in weights().items()}
    return zipped([*(members | {name: content}).items()], **how)


def raw_zip(payload, claimed, method=zipfile.ZIP_DEFLATED, name=b"000.npy"):
    """A sealed zip of one member that claims to unpack to `claimed` bytes, in 64 bits, whatever it holds."""
    sizes = struct.pack("<HHQQ", 1, 16, claimed, len(payload))
    fields = struct.pack("<HHHHHLLLHH", 45, 0, method, 0, 33, 0, 2**32 - 1, 2**32 - 1, len(name), 20)
    local = b"PK\x03\x04" + fields + name + sizes + payload
    fields = struct.pack("<HHHHHHLLLHH", 45, 45, 0, method, 0, 33, 0, 2**32 - 1, 2**32 - 1, len(name), 20)
    entry = b"PK\x01\x02" + fields + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + name + sizes
    end = b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 1, 1, len(entry), len(local), 0)
    return seal(local + entry + end)


def unheld(size):
    """A file whose header and table of contents agree on a size that its few bytes cannot hold."""
    content = npy_claiming(header(f"({size // 4},)"), bytes(16))
    return raw_zip(zlib.compress(content)[2:-4], len(content) - 16 + size)


def zip_bomb(size):
    """A right array of zeros of about `size` bytes, deflated about 1000 to 1, made without compressing it all."""
    block = 2**24
    count = (size // block) * (block // 4)
    head = npy_claiming(header(f"({count},)"))
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    zeros = packer.compress(bytes(block)) + packer.flush(zlib.Z_FULL_FLUSH)  # after a full flush it can be repeated
    payload = start + zeros * (size // block) + packer.flush(zlib.Z_FINISH)
    return raw_zip(payload, len(head) + 4 * count)


def two_tables():
    """A right zip with the records of a zip above 4 GB before its end, which zipfile believes over the end itself."""
    content = npz(weights(), sealed=False)
    body, end = content[:-22], content[-22:]
    entries, length, start = struct.unpack("<HLL", end[10:20])
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, entries, entries, length, start)
    return seal(body + record + struct.pack("<4sLQL", b"PK\x06\x07", 0, len(body), 1) + end)


def many_members():
    return zipped([(f"{i}.npy", b"") for i in range(_npz.MEMBERS + 1)])


def bombs(canary):
    """Files that run code or write elsewhere when read by a careless reader."""
    bomb = Bomb(canary)
    escape = npy(np.zeros(1, np.float32))
    evil = f"__import__('pathlib').Path({str(canary)!r}).write_text('executed')"
    return {
        **{f"a pickle, protocol {n}": pickle.dumps(bomb, n) for n in (0, 2, 4, 5)},
        "an array of pickled objects": instead(content=npy(np.array([bomb], object))),
        "a single .npy of pickled objects": npy(np.array([bomb], object)),
        "a member that is a pickle": instead(content=pickle.dumps(bomb)),
        "a PyTorch archive": zipped([("archive/data.pkl", pickle.dumps(bomb)), ("archive/version", b"3\n")]),
        "code in a header": instead(content=npy_claiming(header(f"({evil},)"))),
        "code for a dtype": instead(content=npy_claiming(header("(1,)", descr=evil))),
        "a path ../": instead("../escaped.npy", escape),
        "a path a/../../": instead("a/../../escaped.npy", escape),
        "a path ..\\": instead("..\\escaped.npy", escape),
        "a path from the root": instead(f"{Path(canary).parent}/escaped.npy", escape),
        "a path on a drive": instead("C:/escaped.npy", escape),
        "a path of a file ..": instead("..npy", escape),
    }


@functools.cache
def claims():
    """Files that ask for more memory than there is."""
    ten = "(2500000000,)"
    small = npy(np.zeros(4, np.float32))
    return {
        "10 GB in a header": instead(content=npy_claiming(header(ten), bytes(16))),
        "10 GB in a header, packed": instead(content=npy_claiming(header(ten), bytes(16)), method=zipfile.ZIP_DEFLATED),
        "10 GB in a header and in the zip": raw_zip(npy_claiming(header(ten), bytes(16)), 10**10 + 128),
        "10 GB in the zip, stored": raw_zip(small, 10**10, method=zipfile.ZIP_STORED),
        "10 GB in the zip, packed": raw_zip(zlib.compress(small)[2:-4], 10**10),
        "0.9 GB in the zip, below the limit": raw_zip(zlib.compress(small)[2:-4], 9 * 10**8),
        "0.9 GB in a header and in the zip": unheld(9 * 10**8),
        "a text of 10 GB": instead(content=npy_claiming(header("(1,)", "'<U2500000000'"), bytes(4))),
        "a product that overflows": instead(content=npy_claiming(header(f"({2**40}, {2**40})"), bytes(8))),
        "a negative side": instead(content=npy_claiming(header("(-1,)"), bytes(8))),
        "a header of 4 GB": instead(content=b"\x93NUMPY\x02\x00\xff\xff\xff\xff{"),
        "a header of 60 kB": instead(content=npy_claiming(header("(1,)") + " " * 60_000, bytes(4))),
        "a header nested deeply": instead(content=npy_claiming("(" * 9000)),
        "a header of minus signs": instead(content=npy_claiming("-" * 9000 + "1")),
        "a zip bomb of 10 GB": zip_bomb(10**10),
        "a zip bomb of 0.5 GB, below the limit": zip_bomb(5 * 10**8),
        "10,001 members": many_members(),
        "a second table of contents, in 64 bits": two_tables(),
    }


@functools.cache
def strangers():
    """Files of another kind, or of arrays that do not fit the model."""
    right = weights()
    first = right["000"]
    swaps = {
        "float64": first.astype(np.float64),
        "float16": first.astype(np.float16),
        "int32": first.astype(np.int32),
        "big-endian": first.astype(">f4"),
        "complex": first.astype(np.complex64),
        "truth values": first > 0,
        "text": np.full((4, 3), "0"),
        "records": np.zeros((4, 3), "f4,f4"),
        "times": np.zeros((4, 3), "M8[s]"),
        "transposed": first.T,
        "flat": first.ravel(),
        "one side more": first[None],
        "scalar": np.float32(0),
        "larger": np.zeros((400, 300), np.float32),
        "empty": np.zeros((0, 3), np.float32),
        "NaN": np.where(first == first.max(), np.nan, first).astype(np.float32),
        "infinite": np.where(first == first.max(), np.inf, first).astype(np.float32),
    }
    members = [(f"{name}.npy", npy(array)) for name, array in right.items()]
    encrypted = bytearray(npz(right, sealed=False))
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        encrypted[encrypted.find(magic) + offset] |= 1
    return {
        **{f"{name} array": npz(right | {"000": array}) for name, array in swaps.items()},
        "no arrays": npz({}),
        "an array less": npz({name: right[name] for name in ("000", "001", "002")}),
        "an array more": npz(right | {"004": np.zeros(2, np.float32)}),
        "other names": npz({f"w{name}": array for name, array in right.items()}),
        "a name twice": zipped([*members[:2], ("000.npy", npy(first + 1)), *members[2:]]),
        "a member of no array": instead("readme.txt", b"hello"),
        "a header of version 2": instead(content=npy(first, version=(2, 0))),
        "a byte too much": instead(content=npy(first) + b"\x00"),
        "a byte too little": instead(content=npy(first)[:-1]),
        "encrypted": seal(bytes(encrypted)),
        "packed by bzip2": npz(right, method=zipfile.ZIP_BZIP2),
        "packed by lzma": npz(right, method=zipfile.ZIP_LZMA),
        "something before the zip": b"MZ" + npz(right),
        "something after the zip": npz(right) + b"\x00",
        "an empty file": b"",
        "a web page": b"\n<!DOCTYPE html><html><body>Please log in.</body></html>",
        "a Git LFS pointer": b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12345\n",
        "an HDF5 file": b"\x89HDF\r\n\x1a\n" + bytes(100),
        "zeros": bytes(1000),
        "a single array": npy(first),
    }
