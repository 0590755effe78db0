"""Feature extractors: what they return, that batches do not matter, memory, the bar, and Inception's weights."""

import hashlib
import http.server
import os
import subprocess
import sys
import threading
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf
from independent_metrics import cloud

from gan_utils import data, metrics
from gan_utils.data import downloads
from gan_utils.metrics import GaussianStatistics, frechet_distance, inception_network, stream_statistics
from gan_utils.metrics.features import NetworkFeatures
from gan_utils.metrics.progress import progress


@pytest.fixture(scope="module")
def images():
    return data.load("mnist5k", "test").images[::40]


def test_pixels_by_hand():
    image = np.array([[[[0], [255]], [[51], [204]]]], "uint8")
    assert metrics.pixels().features(image).tolist() == [pytest.approx([-1.0, 1.0, -0.6, 0.6])]
    assert metrics.pixels().features(np.zeros((0, 4, 4, 3), np.uint8)).shape == (0, 48)


@pytest.mark.parametrize("make", [metrics.pixels, lambda: metrics.random_network((28, 28, 1))])
def test_features_do_not_depend_on_batch_or_range(make, images):
    extractor = make()
    whole = extractor.features(images)
    one_by_one = np.concatenate([extractor.features(images[i : i + 1]) for i in range(len(images))])
    np.testing.assert_allclose(one_by_one, whole, atol=1e-5)
    np.testing.assert_allclose(extractor.features(data.to_model(images)), whole, atol=1e-6)
    assert whole.dtype == np.float32 and whole.std() > 0.01
    extractor.batch_size = 7
    np.testing.assert_allclose(extractor.features(images), whole, atol=1e-5)


def test_the_random_network_is_fixed_by_its_seed(images):
    first, again, other = (metrics.random_network((28, 28, 1), seed).features(images) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert np.abs(first - other).mean() > 0.01
    assert metrics.random_network((8, 8, 3)).features(np.zeros((0, 8, 8, 3), np.uint8)).shape == (0, 64)


def test_the_random_network_orders_real_noisy_and_blank(images):
    network, real = metrics.random_network((28, 28, 1)), data.load("mnist5k").images[::10]
    noise = np.random.default_rng(0).integers(-60, 60, (400, 28, 28, 1))
    held_out = data.load("mnist5k", "test").images[::2][:400]
    noisy = np.clip(held_out + noise, 0, 255).astype(np.uint8)
    clouds = [network.features(x) for x in (held_out, noisy, np.zeros_like(noisy))]
    distances = [frechet_distance(network.features(real), features) for features in clouds]
    assert distances[0] < distances[1] and distances[0] < distances[2] / 10


def test_extractors_refuse_other_shapes_and_ranges():
    with pytest.raises(ValueError, match=r"random network takes images of shape \(n, 8, 8, 3\), got \(2, 8, 8, 1\)"):
        metrics.random_network((8, 8, 3)).features(np.zeros((2, 8, 8, 1), np.uint8))
    with pytest.raises(ValueError, match=r"floats in \[-1, 1\], got \[0, 9\]"):
        metrics.pixels().features(np.linspace(0, 9, 16).reshape(1, 4, 4, 1))
    with pytest.raises(ValueError, match=r"\(n, height, width, channels\), got \(4, 4\)"):
        metrics.pixels().features(np.zeros((4, 4), np.uint8))


# -- statistics of a stream ------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 7, 64, 200])
def test_statistics_do_not_depend_on_the_batches(size):
    rows = cloud(200, 5, 1, shift=1e4)  # a large mean, where sums of squares would lose their digits
    statistics = GaussianStatistics()
    for start in range(0, 200, size):
        assert statistics.update(rows[start : start + size]) is statistics
    np.testing.assert_allclose(statistics.mean, rows.mean(axis=0), rtol=1e-13)
    np.testing.assert_allclose(statistics.covariance(), np.cov(rows, rowvar=False), rtol=1e-9)
    np.testing.assert_allclose(statistics.covariance(ddof=0), np.cov(rows, rowvar=False, ddof=0), rtol=1e-9)
    other = cloud(90, 5, 2, shift=1e4)
    assert frechet_distance(statistics, other) == pytest.approx(frechet_distance(rows, other), rel=1e-8)


def test_statistics_by_hand():
    # rows 0, 2 | 4: mean 2, squares (4 + 0 + 4)/2 = 4
    statistics = GaussianStatistics([[0.0], [2.0]]).update([[4.0]])
    assert (statistics.n, statistics.mean.tolist(), statistics.covariance().tolist()) == (3, [2.0], [[4.0]])


def test_statistics_say_what_does_not_fit():
    with pytest.raises(ValueError, match="first batch had 1 features a row, this one has 2"):
        GaussianStatistics([[0.0]]).update([[0.0, 1.0]])
    with pytest.raises(ValueError, match="for a covariance, got 1 rows"):
        GaussianStatistics([[0.0]]).covariance()
    with pytest.raises(ValueError, match="no images to measure"):
        stream_statistics(metrics.pixels(), [])


def test_a_stream_takes_arrays_and_batches_alike(images):
    blocks = images[:, ::7, ::7]
    whole = stream_statistics(metrics.pixels(), blocks)
    batches = stream_statistics(metrics.pixels(), iter([blocks[:3], blocks[3:]]))
    np.testing.assert_allclose(batches.covariance(), whole.covariance(), rtol=1e-9, atol=1e-12)
    assert whole.n == len(images)


STREAM = """
import resource
import sys
import numpy as np
from gan_utils import metrics

def batches(n, seed):
    draw = np.random.default_rng(seed)
    for _ in range(n // 500):
        yield draw.integers(0, 256, (500, 28, 28, 1), np.uint8)

peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
metrics.stream_statistics(metrics.pixels(), batches(1000, 0))
before = peak()
fake = metrics.stream_statistics(metrics.pixels(), batches(50_000, 1))
real = metrics.stream_statistics(metrics.pixels(), batches(2_000, 2))
distance = metrics.frechet_distance(real, fake)
print(fake.n, peak() - before, distance, "tensorflow" in sys.modules)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the resource module is not on Windows")
def test_fifty_thousand_images_need_less_than_a_gibibyte():
    one_thread = os.environ | {"OPENBLAS_NUM_THREADS": "1"}  # on a busy machine threads wait for one another
    command = [sys.executable, "-c", STREAM]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, env=one_thread)
    assert run.returncode == 0, run.stderr
    n, extra, distance, loaded = run.stdout.split()
    assert n == "50000" and float(extra) < 256  # MiB; the promise is 1,024
    assert 0 < float(distance) < 300 and loaded == "False"  # and pixels need no TensorFlow


# -- the bar ---------------------------------------------------------------------------------------------------


@pytest.fixture
def clock(monkeypatch):
    """The clock that tqdm reads, moved by hand."""
    now = [1000.0]
    monkeypatch.setattr("tqdm.std.time", lambda: now[0])
    return now


@pytest.mark.parametrize(("seconds", "shown"), [(0.9, True), (0.15, False)])
def test_a_bar_shows_after_two_seconds_and_not_before(clock, capsys, seconds, shown):
    for i in progress(range(10), "features"):
        said = capsys.readouterr()
        assert i * seconds > 2.0 or not said.err
        clock[0] += seconds
    said = capsys.readouterr()
    assert not said.out
    assert ("features" in said.err or i > 5) is shown or not shown
    assert bool(said.err.strip("\r ")) <= shown


def test_a_slow_extractor_shows_how_far_it_is(clock, capsys):
    class Slow:
        def features(self, images):
            clock[0] += 1.0
            return images.reshape(len(images), -1).astype(float)

    stream_statistics(Slow(), np.arange(64, dtype=np.uint8).reshape(16, 2, 2, 1), batch_size=2)
    assert "images:" in (bar := capsys.readouterr().err) and "/8 [" in bar


# -- Inception -------------------------------------------------------------------------------------------------


def test_images_are_enlarged_and_grey_ones_get_three_channels():
    half = tf.concat([tf.fill((1, 28, 14, 1), -1.0), tf.fill((1, 28, 14, 1), 1.0)], axis=2)
    large = inception_network.to_inception(half).numpy()
    assert large.shape == (1, 299, 299, 3) and abs(large).max() == 1.0
    assert (large[..., 0] == large[..., 2]).all() and abs(large.mean()) < 1e-6
    assert (large[0, :, :140] < -0.99999).all() and (large[0, :, 160:] > 0.99999).all()
    colour = inception_network.to_inception(tf.constant([[[[-1.0, 0.0, 1.0]]]])).numpy()
    assert abs(colour - [-1.0, 0.0, 1.0]).max() < 1e-6  # channels in their order
    with pytest.raises(ValueError, match="1 or 3 channels, got shape"):
        inception_network.to_inception(tf.zeros((1, 8, 8, 4)))


def test_inception_runs_untrained_on_small_and_grey_images(images):
    extractor = metrics.inception_v3(weights=None)
    assert extractor is metrics.inception_v3(weights=None) and extractor.name == "untrained Inception-v3"
    features = extractor.features(images[:3])
    assert features.shape == (3, 2048) and np.isfinite(features).all() and (features >= 0).all()
    assert np.ptp(features, axis=0).max() > 0
    alone = extractor.features(images[2:3])
    np.testing.assert_allclose(alone[0], features[2], rtol=1e-3, atol=1e-5)


CONTENT = b"stand-in for the weights" * 100


@pytest.fixture
def mirror(monkeypatch, tmp_path):
    """A mirror on 127.0.0.1 that serves a stand-in of the right MD5; a list of what was asked for."""
    asked, content = [], [CONTENT]

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", str(len(content[0])))
            self.end_headers()
            self.wfile.write(content[0])

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    digest = "md5:" + hashlib.md5(CONTENT).hexdigest()
    monkeypatch.setattr(inception_network, "WEIGHTS", downloads.RemoteFile(inception_network.WEIGHTS.name, digest, ()))
    monkeypatch.setattr(downloads, "PAUSE", 0.0)
    monkeypatch.setenv("GAN_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("GAN_DATA_MIRROR", f"http://127.0.0.1:{server.server_port}")
    yield asked, content
    server.shutdown()
    thread.join()
    server.server_close()


def test_weights_come_from_the_mirror_once(mirror, tmp_path):
    asked, _ = mirror
    path = inception_network.download_weights()
    assert path.read_bytes() == CONTENT and path.is_relative_to(tmp_path / "cache")
    assert inception_network.download_weights() == path
    assert asked == [f"/inception_v3/{path.name}"]
    path.write_bytes(b"damaged")
    assert inception_network.download_weights().read_bytes() == CONTENT and len(asked) == 2


def test_weights_with_another_hash_are_refused(mirror, tmp_path):
    mirror[1][0] = CONTENT[:-1] + b"?"
    with pytest.raises(ConnectionError, match=r"is not the published one \(its MD5 differs\)"):
        inception_network.download_weights()
    assert not list(tmp_path.rglob("*.h5"))


def test_without_a_network_one_sentence_names_what_needs_none(monkeypatch, tmp_path):
    monkeypatch.setenv("GAN_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(downloads, "PAUSE", 0.0)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("GAN_DATA_MIRROR", "http://127.0.0.1:9")
    with pytest.raises(ConnectionError) as raised:
        metrics.inception_v3()
    message = str(raised.value)
    assert "no connection to 127.0.0.1:9" in message and "\n" not in message
    for name in ("digit_classifier", "random_network", "pixels"):
        assert f"metrics.{name}(" in message and callable(getattr(metrics, name))


def test_the_hash_is_the_one_in_keras():
    source = Path(keras.applications.InceptionV3.__code__.co_filename).read_text(encoding="utf8")
    weights = inception_network.WEIGHTS
    use = source[source.rindex(weights.name) :]  # the last mention: name, address and hash of get_file
    assert use.index(weights.hash.removeprefix("md5:")) < 300


def test_unknown_weights():
    with pytest.raises(ValueError, match="'imagenet', None or the path of a file, got 'imagnet'"):
        metrics.inception_v3("imagnet")


def test_a_network_of_ones_own():
    mean = NetworkFeatures(keras.Sequential([keras.Input((4, 4, 1)), keras.layers.GlobalAveragePooling2D()]))
    assert mean.features(np.full((2, 4, 4, 1), 255, np.uint8)).tolist() == [[1.0], [1.0]]
