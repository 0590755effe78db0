"""Pictures of one's own: every format and mode that Pillow reads, and everything that can be wrong with a folder."""

import io
import warnings

import numpy as np
import pytest
from PIL import Image

from gan_utils import data
from gan_utils.data import folder as folder_module


def gradient(height=30, width=40, channels=3):
    """A picture that is dark at the top left and bright at the bottom right."""
    ramp = np.add.outer(np.linspace(0, 120, height), np.linspace(0, 120, width)).astype("uint8")
    return ramp if channels == 1 else np.stack([ramp, ramp // 2, 200 - ramp // 2], axis=-1)


@pytest.fixture
def pets(tmp_path):
    root = tmp_path / "pets"
    for i, name in enumerate(["cats", "cats", "dogs", "dogs", "dogs"]):
        (root / name).mkdir(parents=True, exist_ok=True)
        Image.fromarray(np.roll(gradient(), i, axis=0)).save(root / name / f"{i}.png")
    return root


def test_subfolders_are_classes_in_the_order_of_their_names(pets):
    found = data.from_folder(pets)
    assert (found.images.shape, found.images.dtype) == ((5, 30, 40, 3), np.uint8)
    assert found.labels.tolist() == [0, 0, 1, 1, 1] and found.card.class_names == ("cats", "dogs")
    assert (found.images[0] == gradient()).all() and (found.images[3] == np.roll(gradient(), 3, axis=0)).all()
    assert found.card.notes == "" and str(pets.parent) not in str(found.card)


def test_without_subfolders_or_on_demand_all_are_one_class(pets):
    one = data.from_folder(pets / "dogs")
    assert len(one) == 3 and one.card.class_names == ("dogs",) and set(one.labels.tolist()) == {0}
    assert data.from_folder(pets, labels=None).card.class_names == ("pets",)


def test_batches_of_pictures_that_are_not_square_train_a_gan(pets):
    from gan_utils import models, training

    shells = data.from_folder(pets, size=(24, 16), channels=1)
    gan = training.GAN(
        models.dcgan_generator(shells.image_shape, latent_dim=4, width=4),
        models.dcgan_discriminator(shells.image_shape, width=4),
    )
    gan.compile(jit_compile=False)
    gan.fit(shells.batches(4, seed=0))
    assert gan.generate(2, seed=0).shape == (2, 24, 16, 1)


@pytest.mark.parametrize("ending", ["png", "jpg", "bmp", "webp", "gif", "tif", "ppm"])
def test_formats(tmp_path, ending):
    for i in range(2):
        Image.fromarray(gradient()).save(tmp_path / f"{i}.{ending}")
    found = data.from_folder(tmp_path)
    apart = np.abs(found.images[0].astype(int) - gradient()).mean()
    assert found.image_shape == (30, 40, 3) and apart < 6  # JPEG, WebP and GIF lose a little


def modes():
    grey, colour = gradient(channels=1), gradient()
    half_clear = np.dstack([colour, np.where(np.arange(40) < 20, 255, 0)[None].repeat(30, axis=0)]).astype("uint8")
    palette = Image.fromarray(colour).quantize(64)
    grey_palette = Image.fromarray(grey).convert("P")
    return {
        "grey": (Image.fromarray(grey), 1, grey),
        "black and white": (Image.fromarray(grey).convert("1"), 1, None),
        "16 bits": (Image.fromarray(grey.astype("uint16") * 257), 1, grey),
        "colour": (Image.fromarray(colour), 3, colour),
        "palette": (palette, 3, np.asarray(palette.convert("RGB"))),
        "grey palette": (grey_palette, 1, grey),
        "half transparent": (Image.fromarray(half_clear), 3, np.where(half_clear[..., 3:] > 0, colour, 255)),
        "grey and transparent": (Image.fromarray(grey).convert("LA"), 1, grey),
    }


@pytest.mark.parametrize("name", modes())
def test_modes(tmp_path, name):
    picture, channels, expected = modes()[name]
    for i in range(2):
        picture.save(tmp_path / f"{i}.png")
    found = data.from_folder(tmp_path)
    assert found.image_shape == (30, 40, channels)
    if expected is not None:
        np.testing.assert_allclose(found.images[1].squeeze(), expected, atol=1)


def test_pictures_are_turned_upright_as_the_camera_says(tmp_path):
    turned = Image.fromarray(gradient())
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held on its side
    for i in range(2):
        turned.save(tmp_path / f"{i}.png", exif=exif)
    found = data.from_folder(tmp_path)
    assert found.image_shape == (40, 30, 3)
    assert (found.images[0] == np.rot90(gradient(), -1)).all()


def test_the_background_lies_under_what_is_transparent_and_around_what_is_padded(tmp_path):
    for i in range(2):
        Image.new("RGBA", (20, 10), (0, 0, 0, 0)).save(tmp_path / f"{i}.png")
    assert (data.from_folder(tmp_path, background=7).images == 7).all()
    for i in range(2):
        Image.new("L", (20, 10), 90).save(tmp_path / f"{i}.png")
    padded = data.from_folder(tmp_path, size=20, fit="pad", background=7).images[0, ..., 0]
    assert (padded[:5] == 7).all() and (padded[-5:] == 7).all() and (padded[5:15] == 90).all()


@pytest.mark.parametrize(("fit", "words"), [("crop", "cropped"), ("pad", "padded"), ("stretch", "stretched")])
def test_odd_sizes_are_fitted_and_the_card_says_how(tmp_path, fit, words):
    for i, size in enumerate([(20, 10), (10, 20), (16, 16)]):
        left = np.zeros((size[1], size[0]), "uint8")
        left[:, : size[0] // 2] = 255
        Image.fromarray(left).save(tmp_path / f"{i}.png")
    found = data.from_folder(tmp_path, size=(16, 16), fit=fit)
    assert found.images.shape == (3, 16, 16, 1) and found.card.notes == f"2 of 3 {found.card.notes[7:]}"
    assert words in found.card.notes
    halves = found.images[:, 8, :, 0] > 127
    assert halves[2].tolist() == [True] * 8 + [False] * 8  # one that fits is left as it is


def test_different_sizes_need_a_size(tmp_path):
    for i, size in enumerate([(20, 10), (10, 20)]):
        Image.new("L", size).save(tmp_path / f"{i}.png")
    with pytest.raises(ValueError, match=r"from 10 to 20 pixels high and 10 to 20 wide: say which size"):
        data.from_folder(tmp_path)


def test_what_cannot_be_read_is_named_counted_and_left_out(pets):
    (pets / "cats" / "notes.txt").write_text("hello")
    (pets / "cats" / "broken.png").write_bytes(b"not a picture")
    whole = (pets / "dogs" / "2.png").read_bytes()
    (pets / "dogs" / "cut.png").write_bytes(whole[: len(whole) // 2])
    (pets / "dogs" / "empty.jpg").write_bytes(b"")
    Image.fromarray(np.linspace(0, 1, 1200, dtype="float32").reshape(30, 40)).save(pets / "dogs" / "floats.tif")
    (pets / ".DS_Store").write_bytes(b"x")
    with pytest.warns(UserWarning, match="5 files were left out of pets, 5 pictures are in") as caught:
        found = data.from_folder(pets)
    said = str(caught[0].message)
    assert "notes.txt: its name says it is no picture" in said and "broken.png: it is no picture" in said
    assert "cut.png: it is damaged or cut short" in said and "fractions" in said and "DS_Store" not in said
    assert len(found) == 5 and found.card.notes == "5 files left out"


def test_a_long_list_of_files_is_cut_but_counted(tmp_path):
    for i in range(9):
        (tmp_path / f"{i}.txt").write_text("")
    for i in range(2):
        Image.new("L", (8, 8)).save(tmp_path / f"{i}.png")
    with pytest.warns(UserWarning, match=r"9 files were left out .* and 4 more\)"):
        data.from_folder(tmp_path)


@pytest.mark.parametrize(("count", "words"), [(0, "no picture"), (1, "a single picture")])
def test_no_picture_and_a_single_one_are_refused(tmp_path, count, words):
    for i in range(count):
        Image.new("L", (8, 8)).save(tmp_path / f"{i}.png")
    with pytest.raises(ValueError, match=f"holds {words} that can be read, expected at least two"):
        data.from_folder(tmp_path)


def test_no_folder_and_a_file_in_its_place(tmp_path):
    with pytest.raises(FileNotFoundError, match="does not exist: give the folder"):
        data.from_folder(tmp_path / "none")
    (tmp_path / "a.png").write_bytes(b"")
    with pytest.raises(FileNotFoundError, match="is a file: give the folder"):
        data.from_folder(tmp_path / "a.png")


def test_pictures_beside_folders_of_pictures_are_refused(pets):
    Image.new("L", (8, 8)).save(pets / "stray.png")
    with pytest.raises(ValueError, match=r"such as stray\.png, and folders with pictures, such as cats"):
        data.from_folder(pets)
    assert len(data.from_folder(pets, size=8, labels=None)) == 6


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"size": (0, 8)}, "whole numbers from 4 to 4096"),
        ({"size": "8x8"}, "whole numbers from 4 to 4096"),
        ({"size": (8, 8, 3)}, "whole numbers from 4 to 4096"),
        ({"size": 8, "channels": 4}, "channels must be 1"),
        ({"size": 8, "labels": "names"}, '"folders" or None'),
        ({"size": 8, "fit": "squeeze"}, "crop, pad, stretch"),
        ({"size": 8, "background": 300}, "from 0 to 255"),
    ],
)
def test_arguments_that_do_not_fit(pets, options, words):
    with pytest.raises(ValueError, match=words):
        data.from_folder(pets, **options)


def test_a_large_folder_lies_on_disk_and_is_decoded_once(pets, tmp_path, monkeypatch):
    monkeypatch.setenv("GAN_DATA_DIR", str(tmp_path / "data"))
    in_memory, on_disk = data.from_folder(pets), data.from_folder(pets, memory=1000)
    assert isinstance(on_disk.images, np.memmap) and not isinstance(in_memory.images, np.memmap)
    assert (on_disk.images == in_memory.images).all()
    assert next(iter(on_disk.batches(4, seed=0))).shape == (4, 30, 40, 3)
    monkeypatch.setattr(folder_module, "_decoded", lambda *_: pytest.fail("decoded again"))
    data.from_folder(pets, memory=1000)
    Image.fromarray(gradient()[::-1]).save(pets / "cats" / "0.png")  # a picture that has changed is read again
    with pytest.raises(pytest.fail.Exception, match="decoded again"):
        data.from_folder(pets, memory=1000)


def test_two_seconds_pass_before_a_bar_shows(pets, monkeypatch):
    bars = []
    monkeypatch.setattr(folder_module, "tqdm", lambda items, **options: bars.append(options) or items)
    data.from_folder(pets)
    assert len(bars) == 2 and all(bar["delay"] == 2 for bar in bars)


def test_a_split_holds_out_of_each_class_and_shares_no_image():
    labels = [0] * 10 + [1] * 30 + [2] * 2
    images = np.arange(42, dtype="uint8")[:, None, None, None] * np.ones((1, 4, 4, 1), "uint8")
    rest, held_out = data.ImageDataset(images, labels).split(0.2, seed=1)
    assert np.bincount(held_out.labels).tolist() == [2, 6, 1] and np.bincount(rest.labels).tolist() == [8, 24, 1]
    seen = np.concatenate([rest.images[:, 0, 0, 0], held_out.images[:, 0, 0, 0]])
    assert sorted(seen.tolist()) == list(range(42))
    again = data.ImageDataset(images, labels).split(0.2, seed=1)[1]
    assert (again.images == held_out.images).all()
    with pytest.raises(ValueError, match="the class 1 has one image"):
        data.ImageDataset(images[:3], [0, 0, 1]).split()
    with pytest.raises(ValueError, match="between 0 and 1, got 1"):
        data.ImageDataset(images).split(1)


# Images without a folder -----------------------------------------------------------------------------------


def test_images_alone_make_a_dataset_whose_repr_is_one_line():
    found = data.ImageDataset(np.zeros((3, 48, 32, 3), "uint8"))
    assert repr(found) == "ImageDataset of 3 images of 48×32×3 in 1 class (images): images of your own"
    assert found.labels.tolist() == [0, 0, 0] and found.card.n_train == 3
    digits = data.load("digits")
    assert repr(digits).count("\n") == 0 and len(repr(digits)) < 160 and "10 classes (0, 1, 2, …, 9)" in repr(digits)


@pytest.mark.parametrize("labels", [[2, 0, 1], np.array([2, 0, 1]), np.array([2, 0, 1], "uint8"), (2, 0, 1)])
def test_whole_labels_of_any_kind_become_int32(labels):
    found = data.ImageDataset(np.zeros((3, 8, 8, 1), "uint8"), labels)
    assert found.labels.dtype == np.int32 and found.labels.tolist() == [2, 0, 1] and found.card.n_classes == 3


def test_names_become_classes():
    found = data.ImageDataset(np.zeros((3, 8, 8, 1), "uint8"), ["jug", "cup", "jug"])
    assert found.labels.tolist() == [1, 0, 1] and found.card.class_names == ("cup", "jug")


@pytest.mark.parametrize(
    ("images", "words"),
    [
        (np.random.default_rng(0).uniform(0, 1, (2, 4, 4, 1)), "bring them to 0…255 by np.rint"),
        (np.linspace(-1, 1, 32).reshape(2, 4, 4, 1), "to_display"),
        (np.linspace(0, 255, 32).reshape(2, 4, 4, 1), r"round them by np\.rint"),
        (np.linspace(0, 65535, 32).reshape(2, 4, 4, 1).astype("uint16"), "16 bits to 8"),
        (np.linspace(-40, 300, 32).reshape(2, 4, 4, 1), "scale them to 0"),
        (np.full((2, 4, 4, 1), np.nan), "not finite"),
        (np.zeros((2, 4, 4, 1), bool), "true and false"),
        (np.zeros((2, 4, 4, 4), "uint8"), "four channels hold transparency"),
        (np.zeros((2, 4, 4), "uint8"), "channel axis"),
        (np.zeros((0, 4, 4, 1), "uint8"), "empty"),
        ([[1, 2]], "got a list"),
    ],
)
def test_images_that_are_none_are_refused_with_advice(images, words):
    with pytest.raises(ValueError, match=words):
        data.ImageDataset(images)


def test_the_advice_can_be_followed():
    floats = np.random.default_rng(0).uniform(0, 1, (2, 4, 4, 1))
    assert len(data.ImageDataset(np.rint(255 * floats).astype("uint8"))) == 2
    signed = np.linspace(-1, 1, 32).reshape(2, 4, 4, 1)
    assert len(data.ImageDataset(data.to_display(signed))) == 2


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        (np.eye(3, dtype="int32")[[0, 1, 2]], r"labels\.argmax"),
        ([0.5, 1.0, 2.0], "whole numbers"),
        ([0, 1], "one for each image"),
        ([-1, 0, 1], "must be from 0"),
    ],
)
def test_labels_that_do_not_fit_are_refused(labels, words):
    with pytest.raises(ValueError, match=words):
        data.ImageDataset(np.zeros((3, 8, 8, 1), "uint8"), labels)


def test_labels_that_count_from_one_are_told_so():
    card = data.load("digits").card
    with pytest.raises(ValueError, match="they count from 0, so take away 1"):
        data.ImageDataset(np.zeros((10, 8, 8, 1), "uint8"), np.arange(1, 11), card)


def test_reading_warns_of_nothing_when_all_is_well(pets):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        data.from_folder(pets)


def test_a_picture_larger_than_pillow_allows_is_left_out(pets, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    buffer = io.BytesIO()
    Image.new("L", (40, 40)).save(buffer, "png")
    (pets / "cats" / "bomb.png").write_bytes(buffer.getvalue())
    with (
        pytest.raises(ValueError, match="no picture that can be read"),
        pytest.warns(UserWarning, match="too many pixels"),
    ):
        data.from_folder(pets)
