"""A server on 127.0.0.1 that can misbehave, and small files in the formats that the datasets come in."""

import contextlib
import gzip
import io
import ssl
import tarfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np

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


def bounce(handler, content):
    handler.send_response(302)
    handler.send_header("Location", handler.path)
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def nonsense_length(handler, content):
    handler.send_response(200)
    handler.send_header("Content-Length", "much")
    handler.end_headers()
    handler.wfile.write(content)


def no_http(handler, content):
    handler.wfile.write(b"\x00\x01 I do not speak this language\r\n")


def endless(handler, content):
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.finished.is_set():
        handler.wfile.write(bytes(1 << 16))


def silent(handler, content):
    handler.server.finished.wait(10)


def stall(handler, content):
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content[:10])
    handler.wfile.flush()
    handler.server.finished.wait(10)


class Server(ThreadingHTTPServer):
    """Answers the k-th request with the k-th of `answers`, and those after it with the last.

    Args:
        certificate: path of a PEM file with a key and its certificate, to speak https with; None speaks http.
    """

    def __init__(self, certificate=None):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers, self.requests, self.finished = [good], [], threading.Event()
        self._scheme = "http" if certificate is None else "https"
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def handle_error(self, request, client_address):
        if self._scheme == "http":  # whoever does not trust the certificate hangs up
            super().handle_error(request, client_address)

    @property
    def address(self):
        return f"{self._scheme}://127.0.0.1:{self.server_port}"


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
