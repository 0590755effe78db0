"""Downloads, against a server on 127.0.0.1 that can misbehave; and the readers of the three formats."""

import contextlib
import gzip
import hashlib
import io
import subprocess
import sys
import tarfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from gan_utils import data
from gan_utils.data import downloads, formats

RANDOM = np.random.default_rng(0)


def npz_bytes():
    arrays = {
        f"{kind}_{split}": RANDOM.integers(0, 10, shape).astype(np.uint8)
        for split, n in (("train", 6), ("test", 3))
        for kind, shape in (("x", (n, 28, 28)), ("y", (n,)))
    }
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return buffer.getvalue()


def idx_bytes(array):
    header = bytes([0, 0, 8, array.ndim]) + b"".join(side.to_bytes(4, "big") for side in array.shape)
    return header + array.tobytes()


def cifar_bytes(labels):
    """One record a label; its red plane holds 1, its green 2, its blue 3, but red holds 9 at row 0, column 1."""
    planes = np.repeat(np.array([1, 2, 3], np.uint8), 1024)
    planes[1] = 9
    return b"".join(bytes([label]) + planes.tobytes() for label in labels)


def tar_bytes(files):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


NPZ = npz_bytes()
FASHION = {
    f"{prefix}-{kind}.gz": gzip.compress(idx_bytes(array))
    for prefix, n in (("train", 5), ("t10k", 2))
    for kind, array in (
        ("images-idx3-ubyte", RANDOM.integers(0, 256, (n, 28, 28)).astype(np.uint8)),
        ("labels-idx1-ubyte", np.arange(n, dtype=np.uint8)),
    )
}
CIFAR = tar_bytes(
    {f"cifar-10-batches-bin/data_batch_{i}.bin": cifar_bytes([i, 0]) for i in range(1, 6)}
    | {"cifar-10-batches-bin/test_batch.bin": cifar_bytes([7])}
)
SERVED = {
    "/mnist/mnist.npz": NPZ,
    "/cifar10/cifar-10-binary.tar.gz": CIFAR,
    **{f"/fashion_mnist/{name}": content for name, content in FASHION.items()},
}


# --- the server ---------------------------------------------------------------------------------------------


def good(handler, content):
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)


def cut(handler, content):
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content[: len(content) // 2])


def cut_without_length(handler, content):
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(content[: len(content) // 2])


def flipped(handler, content):
    altered = bytearray(content)
    altered[len(altered) // 2] ^= 1
    good(handler, bytes(altered))


def page(handler, content):
    good(handler, b"\n<!DOCTYPE html><html><body>Please log in to the hotel's network.</body></html>")


def status(code):
    return lambda handler, content: handler.send_error(code)


def stall(handler, content):
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content[:10])
    handler.wfile.flush()
    handler.server.finished.wait(10)


class Server(ThreadingHTTPServer):
    """Answers the k-th request with the k-th of `answers`, and those after it with the last."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers, self.requests, self.finished = [good], [], threading.Event()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.requests.append(self.path)
        answer = self.server.answers[min(len(self.server.requests), len(self.server.answers)) - 1]
        if self.path not in SERVED:
            answer = status(404)
        with contextlib.suppress(ConnectionError):
            answer(self, SERVED.get(self.path))

    def log_message(self, *arguments):
        pass


@pytest.fixture
def server(monkeypatch, tmp_path):
    """A server, an empty data folder, the hashes of what it serves, and no pauses."""
    files = {
        name: tuple(
            downloads.RemoteFile(file.name, hashlib.sha256(SERVED[f"/{name}/{file.name}"]).hexdigest(), ())
            for file in remote
        )
        for name, remote in downloads.FILES.items()
    }
    monkeypatch.setattr(downloads, "FILES", files)
    monkeypatch.setattr(downloads, "PAUSE", 0.0)
    monkeypatch.setattr(downloads, "TIMEOUT", 0.3)
    monkeypatch.setenv("GAN_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Server() as served:
        monkeypatch.setenv("GAN_DATA_MIRROR", served.address)
        thread = threading.Thread(target=served.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield served
        served.finished.set()
        served.shutdown()
        thread.join()


def cached(tmp_path):
    """The files in the cache, by name; a temporary file left behind would be among them."""
    return sorted(file.name for file in (tmp_path / "cache").rglob("*") if file.is_file())


# --- what arrives -------------------------------------------------------------------------------------------


def test_a_download_is_fetched_once_and_split(server, tmp_path, capsys):
    train, test = data.load("mnist"), data.load("mnist", "test")
    assert (train.images.shape, test.images.shape) == ((6, 28, 28, 1), (3, 28, 28, 1))
    with np.load(io.BytesIO(NPZ)) as source:
        assert (train.images[..., 0] == source["x_train"]).all() and (train.labels == source["y_train"]).all()
        assert (test.images[..., 0] == source["x_test"]).all() and (test.labels == source["y_test"]).all()
    assert train.labels.dtype == np.int32
    assert server.requests == ["/mnist/mnist.npz"]
    assert cached(tmp_path) == ["mnist.npz"]
    said = capsys.readouterr()
    assert "mnist.npz" in said.err and str(tmp_path) not in said.err + said.out  # the bar, and no paths


def test_only_the_files_of_the_split_are_fetched(server, tmp_path):
    test = data.load("fashion_mnist", "test")
    assert test.images.shape == (2, 28, 28, 1) and test.labels.tolist() == [0, 1]
    assert cached(tmp_path) == ["t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"]
    train = data.load("fashion_mnist")
    assert train.images.shape == (5, 28, 28, 1) and train.labels.tolist() == [0, 1, 2, 3, 4]
    assert len(server.requests) == 4


def test_cifar_is_read_in_order_without_being_extracted(server, tmp_path):
    train, test = data.load("cifar10"), data.load("cifar10", "test")
    assert train.labels.tolist() == [1, 0, 2, 0, 3, 0, 4, 0, 5, 0] and test.labels.tolist() == [7]
    assert test.images.shape == (1, 32, 32, 3)
    assert test.images[0, 0, 1].tolist() == [9, 2, 3] and test.images[0, 1, 0].tolist() == [1, 2, 3]
    assert cached(tmp_path) == ["cifar-10-binary.tar.gz"]


def test_a_second_load_needs_no_server(server, monkeypatch):
    images = data.load("mnist").images
    monkeypatch.setenv("GAN_DATA_MIRROR", "http://127.0.0.1:9")
    assert (data.load("mnist").images == images).all()


# --- what goes wrong on the way -----------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [cut, cut_without_length, flipped, status(500), status(503), stall])
def test_a_passing_trouble_is_tried_again(server, tmp_path, answer):
    server.answers = [answer, good]
    assert len(data.load("mnist")) == 6
    assert len(server.requests) == 2
    assert cached(tmp_path) == ["mnist.npz"]


@pytest.mark.parametrize(
    ("answer", "reason", "requests"),
    [
        (cut, "broke off before the end of the file", 3),
        (cut_without_length, r"not the published one \(its SHA-256 differs\)", 3),
        (flipped, r"not the published one \(its SHA-256 differs\)", 3),
        (page, "sent a web page in place of the file", 1),
        (status(404), "answered 404 for mnist.npz", 1),
        (status(500), "answered 500 for mnist.npz", 3),
        (stall, "sent nothing for 0.3 seconds", 3),
    ],
)
def test_a_lasting_trouble_is_said_in_one_sentence(server, tmp_path, answer, reason, requests):
    server.answers = [answer]
    with pytest.raises(ConnectionError, match=reason) as caught:
        data.load("mnist")
    message = str(caught.value)
    assert (
        message.startswith("could not download mnist because ")
        and f"127.0.0.1:{server.server_port}" in message
    )
    assert message.endswith("load one that needs none (mnist5k, digits, sprites)")
    assert "\n" not in message and str(tmp_path) not in message
    assert len(server.requests) == requests
    assert cached(tmp_path) == []  # nothing that could be taken for the file


def test_without_a_server_the_error_names_what_needs_none(server, monkeypatch, tmp_path):
    monkeypatch.setenv("GAN_DATA_MIRROR", "http://someone:secret@127.0.0.1:9")
    with pytest.raises(
        ConnectionError, match=r"no connection to 127\.0\.0\.1:9.*mnist5k, digits, sprites"
    ) as it:
        data.load("cifar10")
    assert "secret" not in str(it.value)
    assert cached(tmp_path) == []


def test_a_mirror_that_is_no_address_is_named(server, monkeypatch):
    monkeypatch.setenv("GAN_DATA_MIRROR", "somewhere")
    with pytest.raises(ConnectionError, match=r"not an http address \(look at \$GAN_DATA_MIRROR\)"):
        data.load("mnist")


def test_without_a_mirror_each_address_is_tried_in_turn(server, monkeypatch):
    monkeypatch.delenv("GAN_DATA_MIRROR")
    folders = (f"{server.address}/gone", f"{server.address}/mnist")
    (file,) = downloads.FILES["mnist"]
    downloads.FILES["mnist"] = (downloads.RemoteFile(file.name, file.sha256, folders),)
    assert len(data.load("mnist")) == 6
    assert server.requests == ["/gone/mnist.npz", "/mnist/mnist.npz"]


# --- what goes wrong on the disk ----------------------------------------------------------------------------


@pytest.mark.parametrize("damage", ["truncate", "flip", "empty"])
def test_a_damaged_file_is_fetched_anew(server, tmp_path, damage):
    data.load("mnist")
    path = tmp_path / "cache" / "mnist" / "mnist.npz"
    content = bytearray(NPZ)
    if damage == "flip":
        content[200] ^= 4
    path.write_bytes({"truncate": content[:-20], "flip": content, "empty": b""}[damage])
    assert len(data.load("mnist")) == 6
    assert path.read_bytes() == NPZ and len(server.requests) == 2
    assert cached(tmp_path) == ["mnist.npz"]


def test_a_damaged_file_is_not_used_when_it_cannot_be_fetched(server, tmp_path):
    data.load("mnist")
    (tmp_path / "cache" / "mnist" / "mnist.npz").write_bytes(NPZ[:-20])
    server.answers = [status(404)]
    with pytest.raises(ConnectionError, match="answered 404"):
        data.load("mnist")


def test_two_processes_at_once_both_get_the_whole_file(server, tmp_path):
    meeting = threading.Barrier(2)

    def together(handler, content):
        meeting.wait(20)  # both have found the cache empty
        good(handler, content)

    server.answers = [together]
    code = (
        "from gan_utils import data; from gan_utils.data import downloads as d;"
        f"d.FILES['mnist'] = (d.RemoteFile('mnist.npz', {hashlib.sha256(NPZ).hexdigest()!r}, ()),);"
        "print(data.load('mnist').images.sum())"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        for _ in range(2)
    ]
    said = [process.communicate(timeout=60)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    with np.load(io.BytesIO(NPZ)) as source:
        assert [int(text) for text in said] == [source["x_train"].sum()] * 2
    assert len(server.requests) == 2 and cached(tmp_path) == ["mnist.npz"]


# --- the formats --------------------------------------------------------------------------------------------


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


def test_the_published_hashes_are_whole():
    hashes = [file.sha256 for files in downloads.FILES.values() for file in files]
    assert len(set(hashes)) == 6 and all(len(bytes.fromhex(one)) == 32 for one in hashes)
    assert (
        downloads.FILES["mnist"][0].sha256
        == "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"
    )
