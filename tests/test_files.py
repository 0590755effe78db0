"""Files that are whole or absent: replacing, sealing, hashing, and what is refused on writing."""

import errno
import os
import subprocess
import sys
import zipfile

import bad_files
import numpy as np
import pytest

from gan_utils import _files, _npz

ARRAYS = {
    "000": np.arange(6, dtype=np.float32).reshape(2, 3),
    "history/d_loss": np.array([0.5, np.nan]),
    "file": np.array([True, False]),  # the name of an argument of np.savez
    "text": np.array("a note, é"),
    "none": np.zeros((0, 4), np.int64),
}


def test_arrays_survive_a_round_trip_and_numpy_reads_them_too(tmp_path):
    for compressed in (True, False):
        _files.save_arrays(tmp_path / "a.npz", ARRAYS, compressed)
        loaded = _files.load_arrays(tmp_path / "a.npz", sealed=True)
        assert list(loaded) == list(ARRAYS)
        for name, array in ARRAYS.items():
            assert loaded[name].dtype == array.dtype
            np.testing.assert_array_equal(loaded[name], array)
        with np.load(tmp_path / "a.npz", allow_pickle=False) as numpys:
            assert numpys["text"] == "a note, é"
    assert os.listdir(tmp_path) == ["a.npz"]


def test_an_npz_that_numpy_wrote_is_read_but_has_no_seal(tmp_path):
    path = tmp_path / "numpy.npz"
    np.savez(path, a=np.ones(3), b=np.asfortranarray(np.ones((2, 3))))
    assert _files.load_arrays(path)["b"].shape == (2, 3)
    with pytest.raises(ValueError, match=r"numpy\.npz has no hash of its own"):
        _files.load_arrays(path, sealed=True)


def test_the_hash_is_of_names_dtypes_shapes_and_bytes():
    base = {"a": np.array([1, 2], np.int32)}
    others = [
        {"b": base["a"]},
        {"a": base["a"].astype("int64")},
        {"a": base["a"][None]},
        {"a": base["a"] + 1},
    ]
    hashes = [_files.content_hash(one) for one in [base, *others]]
    assert len(set(hashes)) == 5
    assert _files.content_hash({"a": np.array([1, 9, 2, 9], np.int32)[::2]}) == hashes[0]  # bytes, not strides
    both = {"a": np.zeros(1), "b": np.ones(1)}
    assert _files.content_hash(both) == _files.content_hash(dict(reversed(both.items())))


def test_the_seal_covers_every_byte(tmp_path):
    path = tmp_path / "a.npz"
    _files.save_arrays(path, {"a": np.arange(5, dtype=np.int16)})
    whole = path.read_bytes()
    for place in range(len(whole)):
        for bit in (0, 3, 7):
            altered = bytearray(whole)
            altered[place] ^= 1 << bit
            path.write_bytes(altered)
            with pytest.raises(ValueError, match=r"a\.npz .*, so it was not read: expected a whole \.npz"):
                _files.load_arrays(path)
    path.write_bytes(whole)
    assert _files.load_arrays(path)["a"].tolist() == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    "array", [np.array([print]), np.zeros(2, "f4,i4"), np.zeros(2, "M8[s]"), np.array([b"x"], "V4")], ids=str
)
def test_nothing_but_numbers_and_text_is_written(tmp_path, array):
    with pytest.raises(ValueError, match=r"cannot write 'a' of dtype .*: expected plain numbers or text"):
        _files.save_arrays(tmp_path / "a.npz", {"a": array})
    assert os.listdir(tmp_path) == []


def test_a_failure_while_writing_leaves_what_was_there(tmp_path):
    path = tmp_path / "a.npz"
    _files.save_arrays(path, {"a": np.zeros(1)})
    before = path.read_bytes()
    with pytest.raises(KeyboardInterrupt), _files.replacing(path) as temporary:
        temporary.write_bytes(b"half")
        raise KeyboardInterrupt
    assert path.read_bytes() == before and os.listdir(tmp_path) == ["a.npz"]


def test_a_reader_never_sees_half_a_file(tmp_path):
    path = tmp_path / "a.npz"
    _files.save_arrays(path, {"a": np.full(50_000, 0.0)})
    writer = (
        "import sys, numpy as np; from gan_utils import _files\n"
        "for i in range(15): _files.save_arrays(sys.argv[1], {'a': np.full(50_000, float(i))}, compressed=False)"
    )
    reads = 0
    with subprocess.Popen([sys.executable, "-c", writer, str(path)]) as process:
        while process.poll() is None:
            values = _files.load_arrays(path, sealed=True)["a"]
            assert len(values) == 50_000 and (values == values[0]).all()
            reads += 1
    assert process.returncode == 0 and reads > 2 and os.listdir(tmp_path) == ["a.npz"]


def test_a_full_disk_leaves_the_old_file_and_says_what_to_do(tmp_path):
    resource = pytest.importorskip("resource")
    path = tmp_path / "a.npz"
    _files.save_arrays(path, {"a": np.ones(1)})
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for most in (0, 10_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
        try:
            with pytest.raises(OSError, match=r"^the disk is full, so a\.npz was not written") as caught:
                _files.save_arrays(path, {"a": np.random.default_rng(0).normal(size=9000)})
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert caught.value.errno == errno.EFBIG and os.listdir(tmp_path) == ["a.npz"]
        assert _files.load_arrays(path)["a"].tolist() == [1.0]


FULL = """
import os, sys, numpy as np
from gan_utils import _files
path = sys.argv[1] + "/a.npz"
_files.save_arrays(path, {"a": np.ones(1)})
try:
    _files.save_arrays(path, {"a": np.random.default_rng(0).normal(size=90_000)})
except OSError as error:
    print(error.errno, error)
print(os.listdir(sys.argv[1]), _files.load_arrays(path)["a"])
"""


def test_a_full_tmpfs_leaves_the_old_file_and_says_what_to_do(tmp_path):
    mount = f'mount -t tmpfs -o size=64k tmpfs {tmp_path} && exec {sys.executable} -W error -c "$1" {tmp_path}'
    try:
        done = subprocess.run(
            ["unshare", "-rm", "sh", "-c", mount, "sh", FULL], capture_output=True, text=True, timeout=60
        )
    except FileNotFoundError:
        pytest.skip("a small file system needs Linux's unshare")
    if "nshare" in done.stderr or "mount" in done.stderr:
        pytest.skip(f"this machine does not let a test mount a small file system: {done.stderr.strip()}")
    assert done.stderr == ""
    error, after = done.stdout.splitlines()
    assert error.startswith(f"{errno.ENOSPC} the disk is full, so a.npz was not written")
    assert after == "['a.npz'] [1.]"


def test_what_is_not_a_file_is_refused(tmp_path):
    with pytest.raises(ValueError, match="is not a file, so it was not read"):
        _files.load_arrays(tmp_path)
    with pytest.raises(FileNotFoundError):
        _files.load_arrays(tmp_path / "absent.npz")
    if hasattr(os, "mkfifo"):  # reading it would wait for ever
        os.mkfifo(tmp_path / "pipe.npz")
        with pytest.raises(ValueError, match=r"pipe\.npz is not a file"):
            _files.load_arrays(tmp_path / "pipe.npz")


def test_the_limit_is_on_what_the_arrays_take(tmp_path):
    path = tmp_path / "a.npz"
    _files.save_arrays(path, {"a": np.zeros(100_000), "b": np.zeros(100_000)})  # 1.6 MB in a few kB
    assert len(_files.load_arrays(path, limit=1_600_000)) == 2
    with pytest.raises(ValueError, match=r"unpacks to 1\.6 MB, where 1 MB are the most"):
        _files.load_arrays(path, limit=1_000_000)


def test_a_size_that_the_bytes_cannot_hold_is_refused_before_memory_is_taken(tmp_path, monkeypatch):
    path = tmp_path / "a.npz"
    path.write_bytes(bad_files.unheld(9 * 10**8))  # below the limit of 1 GB
    monkeypatch.setattr(np, "load", None)
    with pytest.raises(ValueError, match=r"claims 900 MB for '000\.npy', more than it can hold"):
        _files.load_arrays(path)


def test_a_table_of_contents_without_end_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "a.npz"
    with zipfile.ZipFile(path, "w") as archive:
        for i in range(_npz.MEMBERS + 1):
            archive.writestr(f"{i}.npy", b"")
    monkeypatch.setattr(zipfile, "ZipFile", None)  # it would read the whole table
    with pytest.raises(ValueError, match="lists more than the 10,000 arrays that are the most"):
        _files.load_arrays(path)
