"""The readers of the three formats that datasets come in, on right and on wrong files."""

import gzip

import numpy as np
import pytest
from faulty_server import RANDOM, cifar_bytes, idx_bytes, tar_bytes

from gan_utils.data import formats


def test_idx_by_hand():
    # Two sides, 2 × 3, then six bytes in rows.
    content = bytes([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6])
    assert formats.parse_idx(content).tolist() == [[1, 2, 3], [4, 5, 6]]
    assert formats.parse_idx(content).T.tolist() != [[1, 2, 3], [4, 5, 6]]
    array = RANDOM.integers(0, 256, (3, 4, 5)).astype(np.uint8)
    assert (formats.parse_idx(idx_bytes(array)) == array).all()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not an IDX file"),
        (bytes([0, 0, 13, 1, 0, 0, 0, 1, 7]), "not an IDX file of unsigned bytes"),  # 13: floats
        (b"<html>", "not an IDX file"),
        (bytes([0, 0, 8, 0]), "0 sides"),
        (bytes([0, 0, 8, 3, 0, 0, 0, 1]), "takes 16 bytes, but the file has 8"),
        (bytes([0, 0, 8, 1, 0, 0, 0, 3, 1, 2]), r"shape \(3,\), that is 3 bytes, but 2 follow"),
        (bytes([0, 0, 8, 1, 0, 0, 0, 3, 1, 2, 3, 4]), r"shape \(3,\), that is 3 bytes, but 4 follow"),
        (bytes([0, 0, 8, 2]) + b"\xff" * 8, "4294967295"),  # no memory is taken for what is not there
    ],
)
def test_a_wrong_idx_file_is_refused(content, message):
    with pytest.raises(ValueError, match=message):
        formats.parse_idx(content)


def test_idx_images_and_labels_must_match(tmp_path):
    for name, array in (("images", np.zeros((3, 2, 2), "uint8")), ("labels", np.zeros(2, "uint8"))):
        (tmp_path / name).write_bytes(gzip.compress(idx_bytes(array)))
    with pytest.raises(ValueError, match=r"got \(3, 2, 2\) and \(2,\)"):
        formats.read_idx_pair(tmp_path / "images", tmp_path / "labels")
    (tmp_path / "images").write_bytes(b"no gzip")
    with pytest.raises(ValueError, match="images is not a whole gzip file"):
        formats.read_idx_pair(tmp_path / "images", tmp_path / "labels")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "got 0"),
        (cifar_bytes([1])[:-1], "multiple of 3073 bytes, got 3072"),
        (cifar_bytes([10]), "a 10"),
    ],
)
def test_a_wrong_cifar_batch_is_refused(content, message):
    with pytest.raises(ValueError, match=message):
        formats.parse_cifar(content)


def test_a_tar_gives_only_the_files_asked_for(tmp_path):
    path = tmp_path / "some.tar.gz"
    path.write_bytes(tar_bytes({"../../escaped.bin": b"x", "a/one.bin": cifar_bytes([4])}))
    assert formats.read_cifar_tar(path, ["a/one.bin"])[1].tolist() == [4]
    assert [file.name for file in tmp_path.iterdir()] == ["some.tar.gz"]
    assert not (tmp_path.parent.parent / "escaped.bin").exists()
    with pytest.raises(ValueError, match=r"some\.tar\.gz lacks a/two\.bin"):
        formats.read_cifar_tar(path, ["a/one.bin", "a/two.bin"])
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(ValueError, match="not a whole"):
        formats.read_cifar_tar(path, ["a/two.bin"])


def test_a_gzip_with_a_flipped_bit_or_too_much_in_it_is_refused(tmp_path, monkeypatch):
    images = RANDOM.integers(0, 5, (9, 20, 20)).astype(np.uint8)  # few values, so that it is really packed
    whole = gzip.compress(idx_bytes(images))
    (tmp_path / "labels").write_bytes(gzip.compress(idx_bytes(np.zeros(9, np.uint8))))
    refused = 0
    for place in range(15, len(whole), 17):  # past the header, whose spare bits say nothing
        altered = bytearray(whole)
        altered[place] ^= 16
        (tmp_path / "images").write_bytes(altered)
        with pytest.raises(ValueError, match="images is not a whole gzip file"):
            formats.read_idx_pair(tmp_path / "images", tmp_path / "labels")
        refused += 1
    assert refused > 30
    (tmp_path / "images").write_bytes(whole)
    assert formats.read_idx_pair(tmp_path / "images", tmp_path / "labels")[0].shape == (9, 20, 20, 1)
    monkeypatch.setattr(formats, "LARGEST", 3000)
    with pytest.raises(ValueError, match="images unpacks to more than 3000 bytes, so it was not used"):
        formats.read_idx_pair(tmp_path / "images", tmp_path / "labels")


def test_a_tar_with_a_flipped_bit_is_refused(tmp_path):
    path = tmp_path / "some.tar.gz"
    whole = tar_bytes({"a/one.bin": cifar_bytes([4, 2])})
    for place in range(15, len(whole), 3):
        altered = bytearray(whole)
        altered[place] ^= 16
        path.write_bytes(altered)
        with pytest.raises(ValueError, match=r"some\.tar\.gz is not a whole|some\.tar\.gz lacks"):
            formats.read_cifar_tar(path, ["a/one.bin"])


def test_an_npz_is_not_unpickled(tmp_path):
    path = tmp_path / "some.npz"
    np.savez(path, x_train=np.array([{"code": 1}], dtype=object), y_train=np.zeros(1))
    with pytest.raises(ValueError, match="allow_pickle=False"):
        formats.read_npz_split(path, "train")
    with pytest.raises(ValueError, match="does not hold x_test and y_test"):
        formats.read_npz_split(path, "test")
    np.savez(path, x_train=np.zeros((2, 3, 3), "float32"), y_train=np.zeros(2))
    with pytest.raises(ValueError, match=r"expected uint8 images.*got float32 of shape \(2, 3, 3\)"):
        formats.read_npz_split(path, "train")
