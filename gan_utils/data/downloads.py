"""Datasets that are downloaded once: fetched by pooch, checked by hash, whole in `data/cache` or absent.

The hashes: MNIST's is in Keras's source (keras.datasets.mnist); those of Fashion-MNIST and CIFAR-10 are in
TensorFlow Datasets (tensorflow_datasets/url_checksums). Set $GAN_DATA_MIRROR to a base address to fetch
`<mirror>/<dataset>/<file>` from there and from nowhere else; the hashes stay the same.
"""

import contextlib
import logging
import os
import re
import time
from dataclasses import dataclass

from gan_utils import _files
from gan_utils.data import formats
from gan_utils.data.dataset import DatasetCard
from gan_utils.data.offline import DIGIT_NAMES

ATTEMPTS = 3
PAUSE = 1.0  # seconds before the second attempt; doubled each time
TIMEOUT = 20.0  # seconds without a connection, or without a byte
LARGEST = 2**29  # bytes after which a body that does not end is given up
FORGOTTEN = 86_400.0  # seconds after which a temporary file belongs to a process that was killed

MNIST = DatasetCard(
    name="mnist",
    title="MNIST: 70,000 handwritten digits",
    image_shape=(28, 28, 1),
    n_classes=10,
    class_names=DIGIT_NAMES,
    source="MNIST (LeCun, Cortes, Burges), the mnist.npz that Keras hosts (11 MB)",
    licence="CC BY-SA 3.0",
    needs_network=True,
    n_train=60000,
    n_test=10000,
)
FASHION_MNIST = DatasetCard(
    name="fashion_mnist",
    title="Fashion-MNIST: 70,000 articles of clothing",
    image_shape=(28, 28, 1),
    n_classes=10,
    class_names=(
        *("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat"),
        *("Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"),
    ),
    source="Fashion-MNIST (Xiao, Rasul, Vollgraf; Zalando), four .gz files (31 MB)",
    licence="MIT",
    needs_network=True,
    n_train=60000,
    n_test=10000,
)
CIFAR10 = DatasetCard(
    name="cifar10",
    title="CIFAR-10: 60,000 small colour photographs",
    image_shape=(32, 32, 3),
    n_classes=10,
    class_names=(
        *("airplane", "automobile", "bird", "cat", "deer"),
        *("dog", "frog", "horse", "ship", "truck"),
    ),
    source="CIFAR-10 (Krizhevsky, Nair, Hinton), the binary version (170 MB)",
    licence="none stated; its authors ask that Krizhevsky 2009 be cited",
    needs_network=True,
    n_train=50000,
    n_test=10000,
)


@dataclass(frozen=True)
class RemoteFile:
    """A file, its published hash as pooch takes it ("sha256:…" or "md5:…"), and the folders to try in turn."""

    name: str
    hash: str
    folders: tuple[str, ...]

    def is_at(self, path):
        """Return whether the file lies at `path`, with the hash that it should have."""
        import pooch

        algorithm, _, digest = self.hash.partition(":")
        return path.exists() and pooch.file_hash(str(path), alg=algorithm) == digest


_ZALANDO = (
    "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion",
    "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com",
)
FILES = {
    "mnist": (
        RemoteFile(
            "mnist.npz",
            "sha256:731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",
            ("https://storage.googleapis.com/tensorflow/tf-keras-datasets",),
        ),
    ),
    "fashion_mnist": (
        RemoteFile(
            "train-images-idx3-ubyte.gz",
            "sha256:3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
            _ZALANDO,
        ),
        RemoteFile(
            "train-labels-idx1-ubyte.gz",
            "sha256:a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
            _ZALANDO,
        ),
        RemoteFile(
            "t10k-images-idx3-ubyte.gz",
            "sha256:346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
            _ZALANDO,
        ),
        RemoteFile(
            "t10k-labels-idx1-ubyte.gz",
            "sha256:67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
            _ZALANDO,
        ),
    ),
    "cifar10": (
        RemoteFile(
            "cifar-10-binary.tar.gz",
            "sha256:c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
            ("https://www.cs.toronto.edu/~kriz",),
        ),
    ),
}


class DownloadFailed(Exception):
    """No address gave the file; the message says why, in a clause. `registry.load` makes a sentence of it."""


def read_mnist(split):
    """Return (images, labels) of one split."""
    return formats.read_npz_split(_path("mnist", "mnist.npz"), split)


def read_fashion_mnist(split):
    """Return (images, labels) of one split; only its own two files are fetched."""
    prefix = "train" if split == "train" else "t10k"
    images = _path("fashion_mnist", f"{prefix}-images-idx3-ubyte.gz")
    return formats.read_idx_pair(images, _path("fashion_mnist", f"{prefix}-labels-idx1-ubyte.gz"))


def read_cifar10(split):
    """Return (images, labels) of one split."""
    names = [f"data_batch_{i}.bin" for i in range(1, 6)] if split == "train" else ["test_batch.bin"]
    path = _path("cifar10", "cifar-10-binary.tar.gz")
    return formats.read_cifar_tar(path, [f"cifar-10-batches-bin/{name}" for name in names])


def _path(dataset, name):
    file = next(file for file in FILES[dataset] if file.name == name)
    return fetch(dataset, file)


def fetch(dataset, file):
    """Return the path of a file in the cache, downloading it when it is absent or its hash is wrong.

    Args:
        dataset: its name, which is also its folder in the cache and on a mirror.
        file: a `RemoteFile`.

    Raises:
        DownloadFailed: after `ATTEMPTS` rounds over the file's addresses.
        OSError: when the disk is full.
    """
    path = _files.cached(f"{dataset}/{file.name}")
    if file.is_at(path):
        return path
    path = _files.cache_dir() / dataset / file.name
    _tidy(path.parent)
    mirror = os.environ.get("GAN_DATA_MIRROR")
    folders = (f"{mirror.rstrip('/')}/{dataset}",) if mirror else file.folders
    gone, reason = set(), ""
    for attempt in range(ATTEMPTS):
        if attempt and len(gone) < len(folders):
            time.sleep(PAUSE * 2 ** (attempt - 1))
        for folder in folders:
            if folder in gone:
                continue
            try:
                return _download(f"{folder}/{file.name}", path, file.hash)
            except _Refused as refused:
                reason = str(refused)
                if refused.for_good:
                    gone.add(folder)
    raise DownloadFailed(reason)


def _tidy(folder):
    """Remove what a process left that was killed while downloading; none of it has the name of a file."""
    for left in (*folder.glob(".*"), *folder.glob("tmp*")):
        with contextlib.suppress(OSError):
            if left.is_file() and time.time() - left.stat().st_mtime > FORGOTTEN:
                left.unlink()


class _Refused(Exception):
    def __init__(self, reason, for_good=False):
        super().__init__(reason)
        self.for_good = for_good


def _download(url, path, expected):
    """Fetch one address into `path`, whole or not at all."""
    import pooch
    from requests.exceptions import RequestException, TooManyRedirects

    # pooch checks the hash on a temporary file; `replacing` adds a rename that is atomic on Windows too.
    try:
        with _files.replacing(path) as temporary, _quiet(pooch.get_logger()):
            pooch.retrieve(url, expected, fname=temporary.name, path=temporary.parent, downloader=_stream)
    except RequestException as error:
        hopeless = _status(error) in (401, 403, 404, 410) or isinstance(error, TooManyRedirects) or _untrusted(error)
        raise _Refused(_why(error, url), for_good=hopeless) from None
    except ValueError as error:  # what pooch raises when the hash differs, or a header is nonsense
        if "hash" not in str(error).lower():
            raise _Refused(f"{_host(url)} sent an answer that makes no sense") from None
        kind = {"sha256": "SHA-256", "md5": "MD5"}[expected.partition(":")[0]]
        raise _Refused(f"the file from {_host(url)} is not the published one (its {kind} differs)") from None
    return path


def _stream(url, output_file, pooch_object):
    """Download with a progress bar that is closed whatever happens; a pooch downloader."""
    import pooch
    from tqdm import tqdm

    class Bar(tqdm):
        def __bool__(self):  # tqdm's own is False while the length is unknown, and pooch then counts nothing
            return True

        def update(self, n=1):
            if self.n + n > LARGEST:
                raise _Refused(f"{_host(url)} sent more than {LARGEST / 1e6:,.0f} MB", for_good=True)
            return super().update(n)

    name = url.rsplit("/", 1)[-1]
    with Bar(total=0, desc=name, unit="B", unit_scale=True, ncols=79, leave=False) as bar:
        # "identity": the files are compressed already, and the bar needs their true length.
        headers = {"Accept-Encoding": "identity"}
        get = pooch.HTTPDownloader(progressbar=bar, chunk_size=2**16, timeout=TIMEOUT, headers=headers)
        get(url, output_file, pooch_object)
    with open(output_file, "rb") as written:
        if written.read(512).lstrip().lower().startswith((b"<!doctype html", b"<html")):
            raise _Refused(
                f"{_host(url)} sent a web page in place of the file, as a log-in page or a proxy does",
                for_good=True,
            )


def _status(error):
    response = getattr(error, "response", None)
    return None if response is None else response.status_code


def _why(error, url):
    from requests import exceptions

    if isinstance(error, (exceptions.MissingSchema, exceptions.InvalidSchema, exceptions.InvalidURL)):
        return f"{url} is not an http address (look at $GAN_DATA_MIRROR)"
    if isinstance(error, exceptions.TooManyRedirects):
        return f"{_host(url)} sends every request on to another address, without end"
    if _status(error):
        return f"{_host(url)} answered {_status(error)} for {url.rsplit('/', 1)[-1]}"
    if _untrusted(error):
        return (
            f"the certificate that {_host(url)} shows is not trusted here ({_untrusted(error)}; where a proxy shows "
            "one of its own, set $REQUESTS_CA_BUNDLE to the file of the proxy's certificate)"
        )
    if isinstance(error, exceptions.Timeout) or "timed out" in str(error):
        return f"{_host(url)} sent nothing for {TIMEOUT:g} seconds"
    if isinstance(error, (exceptions.ChunkedEncodingError, exceptions.ContentDecodingError)):
        return f"{_host(url)} broke off before the end of the file"
    return f"no connection to {_host(url)}"


def _untrusted(error):
    """Return what is wrong with a server's certificate in OpenSSL's words, "" when nothing was found wrong with it."""
    found = re.search(r"certificate verify failed:? ?(.*?)(?: \(_ssl\.c|[.)\"']*$)", str(error), re.IGNORECASE)
    return (found[1] or "it could not be verified") if found else ""


def _host(url):
    from urllib.parse import urlsplit

    return urlsplit(url).netloc.rpartition("@")[2]  # a mirror's password is nobody's business


@contextlib.contextmanager
def _quiet(logger):
    """Keep pooch's notes (paths, which mean nothing to a learner) off the notebook; errors still show."""
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)
