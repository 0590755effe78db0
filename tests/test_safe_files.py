"""Weights from strangers: each bad file is refused with one sentence, and nothing is run, written or swallowed."""

import ast
import json
import os
import pickle
import re
import subprocess
import sys
import warnings
from pathlib import Path

import bad_files
import keras
import numpy as np
import pytest

from gan_utils import _files, models
from gan_utils.models import pretrained

SENTENCES = {
    "load_weights": r"^theirs\.(npz|keras) [^\n]+, so it was not used: expected what models\.save_weights wrote "
    r"for a model of this architecture; save it again from there, or fetch it again$",
    "load_pretrained": r"^data/pretrained/dcgan\.npz [^\n]+, so it was not used: restore it with "
    r"`git checkout data/pretrained`, or train it anew with `gan-course pretrain dcgan`$",
}
both = pytest.mark.parametrize("way", SENTENCES)


def small_model():
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(3), keras.layers.Dense(2)])


class Place:
    """A folder for the course, a file to load in it, and a canary in the folder above."""

    def __init__(self, folder):
        self.outside, self.folder = folder, folder / "inside" / "course"
        self.canary = folder / "canary"
        (self.folder / "pretrained").mkdir(parents=True)
        self.model = small_model()
        self.before = [value.copy() for value in self.model.get_weights()]

    def load(self, way, content, name="theirs.npz"):
        """Load bytes as a file in one of the two ways; the card has the hash of the arrays if they can be read."""
        if way == "load_weights":
            path = self.folder / name
            path.write_bytes(content)
            return models.load_weights(self.model, path)
        path = self.folder / "pretrained" / "dcgan.npz"
        path.write_bytes(content)
        try:
            digest = _files.content_hash(_files.load_arrays(path))
        except ValueError:
            digest = _files.content_hash(bad_files.weights())
        path.with_suffix(".json").write_text(json.dumps({"sha256": digest}))
        return models.load_pretrained("dcgan")

    def refuse(self, way, content, name="theirs.npz"):
        """Assert that a file is refused as it should be; return the sentence."""
        with pytest.raises(ValueError, match=SENTENCES[way]) as caught:
            self.load(way, content, name)
        message = str(caught.value)
        assert len(message) < 450 and ". " not in message and str(self.folder) not in message
        self.assert_untouched()
        return message

    def assert_untouched(self):
        for now, then in zip(self.model.get_weights(), self.before, strict=True):
            np.testing.assert_array_equal(now, then)
        written = {file.relative_to(self.folder).as_posix() for file in self.folder.rglob("*") if file.is_file()}
        assert written <= {"theirs.npz", "theirs.keras", "pretrained/dcgan.npz", "pretrained/dcgan.json"}
        assert os.listdir(self.outside) == ["inside"] and os.listdir(self.outside / "inside") == ["course"]


@pytest.fixture
def place(tmp_path, monkeypatch):
    made = Place(tmp_path)
    monkeypatch.chdir(made.folder)
    monkeypatch.setenv("GAN_DATA_DIR", str(made.folder))
    monkeypatch.setitem(pretrained.BUILDERS, "dcgan", lambda: made.model)
    return made


@both
def test_a_right_file_is_loaded(place, way):
    for content in (
        bad_files.npz(bad_files.weights()),
        bad_files.instead("000.npy", bad_files.npy(bad_files.weights()["000"])),
    ):
        model = place.load(way, content)
        for value, right in zip(model.get_weights(), bad_files.weights().values(), strict=True):
            np.testing.assert_array_equal(value, right)


# --- nothing executed, nothing written outside ------------------------------------------------------------------


def test_the_bombs_go_off_where_files_are_read_without_care(tmp_path):
    canary = tmp_path / "canary"
    bombs = bad_files.bombs(canary)
    for name in ("a pickle, protocol 0", "a pickle, protocol 5"):
        pickle.loads(bombs[name])
        assert canary.read_text() == "executed"
        canary.unlink()
    (tmp_path / "bomb.npz").write_bytes(bombs["an array of pickled objects"])
    with np.load(tmp_path / "bomb.npz", allow_pickle=True) as archive:
        archive["000"]
    assert canary.read_text() == "executed"


@both
@pytest.mark.parametrize("kind", bad_files.bombs("canary"))
def test_a_pickle_bomb_or_a_path_that_leads_out_is_refused_and_does_nothing(place, way, kind):
    message = place.refuse(way, bad_files.bombs(place.canary)[kind])
    expected = {
        "a pickle": "does not begin as" if "protocol 0" in kind else "is a pickle, which can run code",
        "a path": "names the path .* which leads out of its folder|is not the name of an array",
        "an array of p": "holds '000' as pickled objects, which can run code",
        "a PyTorch": "is an archive of a whole model .* which can carry code",
        "a single": "is a single array",
    }
    patterns = [pattern for begin, pattern in expected.items() if kind.startswith(begin)]
    assert re.search((patterns or ["holds '000' as something that is not an array"])[0], message)


@pytest.fixture(scope="module")
def lambda_archive(tmp_path_factory):
    """A .keras whose Lambda layer writes the canary of its own folder; with proof that it does."""
    folder = tmp_path_factory.mktemp("lambda")
    canary = str(folder / "canary")

    body = eval(f"lambda x: (open({canary!r}, 'w').close(), x)[1]")  # the path as a constant in its bytecode
    model = keras.Sequential([keras.Input((4,)), keras.layers.Lambda(body, output_shape=(4,))])
    Path(canary).unlink(missing_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.save(folder / "model.keras")
        Path(canary).unlink(missing_ok=True)
        keras.models.load_model(folder / "model.keras", safe_mode=False)(np.zeros((1, 4)))
    assert Path(canary).exists()
    Path(canary).unlink()
    yield (folder / "model.keras").read_bytes()
    assert not Path(canary).exists()


@pytest.mark.parametrize(
    ("way", "name"),
    [("load_weights", "theirs.npz"), ("load_weights", "theirs.keras"), ("load_pretrained", "theirs.npz")],
)
def test_a_keras_file_with_a_lambda_is_refused_and_not_executed(place, lambda_archive, way, name):
    for content in (lambda_archive, bad_files.seal(lambda_archive)):
        message = place.refuse(way, content, name)
        assert "is an archive of a whole model (Keras's .keras or PyTorch's), which can carry code" in message


# --- damage -----------------------------------------------------------------------------------------------------


@both
def test_a_truncated_file_is_refused_wherever_it_is_cut(place, way):
    whole = bad_files.npz(bad_files.weights())
    lengths = range(0, len(whole), 7)
    for length in (*lengths, len(whole) - 1):
        place.refuse(way, whole[:length])
    assert len(lengths) > 150


@both
def test_a_bit_flipped_anywhere_is_refused(place, way):
    whole = bad_files.npz(bad_files.weights())
    bits = np.random.default_rng(1).integers(0, 8, len(whole))
    for position in range(0, len(whole), 2):
        altered = bytearray(whole)
        altered[position] ^= 1 << int(bits[position])
        place.refuse(way, bytes(altered))
    assert len(whole) > 1000


def regions(content):
    """Where the parts of the first member and of the directory lie."""
    npy, directory = content.index(b"\x93NUMPY"), content.index(b"PK\x01\x02")
    return {
        "zip header": (0, npy),
        "npy header": (npy, npy + 128),
        "data": (npy + 128, npy + 128 + 48),
        "central directory": (directory, content.index(b"PK\x05\x06")),
        "end": (content.index(b"PK\x05\x06"), len(content)),
    }


@both
@pytest.mark.parametrize("region", ["zip header", "npy header", "data", "central directory", "end"])
def test_a_flip_that_its_author_sealed_again_never_gives_other_weights(place, way, region):
    """The seal is right, so the further checks speak. Some bytes, such as a date, say nothing about the arrays."""
    whole = bad_files.npz(bad_files.weights(), sealed=False)
    start, end = regions(whole)[region]
    rng = np.random.default_rng(2)
    outcomes = {"refused": 0, "same": 0}
    for _ in range(60):
        altered = bytearray(whole)
        altered[int(rng.integers(start, end))] ^= 1 << int(rng.integers(8))
        content = bad_files.seal(bytes(altered))
        try:
            loaded = place.load(way, content)
        except ValueError:
            place.refuse(way, content)
            outcomes["refused"] += 1
        else:
            for value, right in zip(loaded.get_weights(), bad_files.weights().values(), strict=True):
                np.testing.assert_array_equal(value, right)
            place.model.set_weights(place.before)
            outcomes["same"] += 1
    assert outcomes["refused"] == 60 if region in ("npy header", "data") else outcomes["refused"] > 20


@pytest.mark.parametrize("sealed", [True, False], ids=["with its hash", "with a hash made anew"])
def test_a_flip_in_packed_weights_never_gives_other_weights(place, sealed):
    path = place.folder / "theirs.npz"
    models.save_weights(place.model, path)
    whole = path.read_bytes()
    content = whole if sealed else whole[: -71 - 2] + bytes(2)  # without the hash and its length
    refused = 0
    for position in range(0, len(content), 5):
        altered = bytearray(content)
        altered[position] ^= 1 << position % 8
        path.write_bytes(altered if sealed else bad_files.seal(bytes(altered)))
        try:
            models.load_weights(place.model, path)
        except ValueError as error:
            assert re.match(SENTENCES["load_weights"], str(error))
            refused += 1
        place.assert_untouched()  # these are the weights it had
    tried = len(range(0, len(content), 5))
    # With a hash made anew, a flip in a date, say, changes nothing that is read.
    assert refused == tried if sealed else refused > tried / 2


# --- what does not fit --------------------------------------------------------------------------------------------


@both
@pytest.mark.parametrize("kind", bad_files.strangers())
def test_wrong_shapes_dtypes_values_and_kinds_of_file_are_refused(place, way, kind):
    message = place.refuse(way, bad_files.strangers()[kind])
    said = {
        "float64 array": "holds float64 where the model has float32",
        "transposed array": "holds an array of shape (3, 4) where the model has (4, 3)",
        "larger array": "holds an array of shape (400, 300) where the model has (4, 3)",
        "NaN array": "holds values that are not finite (NaN or infinite) for",
        "infinite array": "holds values that are not finite (NaN or infinite) for",
        "an array less": "holds 3 arrays where the model has 4",
        "a name twice": "holds '000.npy' twice",
        "a Git LFS pointer": "is a Git LFS pointer",
        "a web page": "is a web page",
        "an empty file": "is empty",
    }
    assert said.get(kind, "") in message


def test_a_hash_that_was_promised_is_checked_before_use(place):
    content = bad_files.npz(bad_files.weights(seed=1))  # a sound file, but of other weights
    (place.folder / "theirs.npz").write_bytes(content)
    with pytest.raises(ValueError, match=r"theirs\.npz does not have the hash that was asked for, so"):
        models.load_weights(place.model, "theirs.npz", sha256=_files.content_hash(bad_files.weights()))
    place.assert_untouched()
    right = _files.content_hash(bad_files.weights(seed=1))
    models.load_weights(place.model, "theirs.npz", sha256=right)
    np.testing.assert_array_equal(place.model.get_weights()[0], bad_files.weights(seed=1)["000"])


def test_a_file_without_a_hash_is_refused_unless_one_was_promised(place):
    content = bad_files.npz(bad_files.weights(), sealed=False)
    assert "has no hash of its own" in place.refuse("load_weights", content)
    models.load_weights(place.model, "theirs.npz", sha256=_files.content_hash(bad_files.weights()))


def test_the_card_of_another_file_refuses_sound_weights(place):
    place.load("load_pretrained", bad_files.npz(bad_files.weights()))
    (place.folder / "pretrained" / "dcgan.npz").write_bytes(bad_files.npz(bad_files.weights(seed=1)))
    with pytest.raises(ValueError, match="does not have the hash on its card, so it was not used: restore it"):
        models.load_pretrained("dcgan")
    (place.folder / "pretrained" / "dcgan.npz").unlink()
    with pytest.raises(ValueError, match="is missing, so it was not used: restore it"):
        models.load_pretrained("dcgan")


CARDS = {
    "cut short": b'{"sha256": "0',
    "empty": b"",
    "not text": b"\xff\xfe\x00",
    "a list": b"[]",
    "no hash": b"{}",
    "a hash that is a number": b'{"sha256": 1}',
    "nested deeply": b"[" * 100_000,
    "too large": json.dumps({"sha256": "0" * 64, "a": "x" * 2**20}).encode(),
    "a pickle": b"\x80\x04\x95",
}


@pytest.mark.parametrize("content", CARDS.values(), ids=CARDS)
def test_a_damaged_card_is_refused(place, content):
    place.load("load_pretrained", bad_files.npz(bad_files.weights()))
    place.model.set_weights(place.before)
    (place.folder / "pretrained" / "dcgan.json").write_bytes(content)
    with pytest.raises(ValueError, match=r"^data/pretrained/dcgan\.json .*, so it was not used: restore it with"):
        models.load_pretrained("dcgan")
    place.assert_untouched()


@pytest.mark.parametrize("name", ["../dcgan", "/etc/passwd", "..\\dcgan", "dcgan.npz", ""])
def test_a_name_is_one_of_the_list_and_never_a_path(place, name):
    with pytest.raises(ValueError, match=r"unknown pretrained model .* choose one of"):
        models.load_pretrained(name)


# --- memory -----------------------------------------------------------------------------------------------------

LOADER = """
import json, os, resource, sys
from pathlib import Path
from test_safe_files import Place, pretrained, models, bad_files
folder = Path(sys.argv[1])
place = Place(folder)
os.environ["GAN_DATA_DIR"] = str(place.folder)
pretrained.BUILDERS["dcgan"] = lambda: place.model
for way in ("load_weights", "load_pretrained"):
    place.load(way, bad_files.npz(bad_files.weights()))
room = 300 * 2**20
size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (size + room, size + room))
try:
    bytearray(2 * room)
except MemoryError:
    print("bounded")
card = json.dumps({"sha256": "0" * 64})
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for file in sorted(Path(sys.argv[2]).iterdir()):
    for way in ("load_weights", "load_pretrained"):
        try:
            if way == "load_weights":
                models.load_weights(place.model, file)
            else:
                where = folder / "inside/course/pretrained/dcgan.npz"
                where.unlink()
                os.symlink(file, where)
                where.with_suffix(".json").write_text(card)
                models.load_pretrained("dcgan")
        except ValueError as error:
            grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
            print(json.dumps([file.stem, way, grown, str(error)]))
"""


def test_a_claim_of_10_gb_or_a_zip_bomb_takes_no_memory(tmp_path):
    if not Path("/proc/self/statm").exists():
        pytest.skip("limits on memory are measured on Linux only")
    here, claims = Path(__file__).parent, bad_files.claims()
    (tmp_path / "theirs").mkdir()
    for number, content in enumerate(claims.values()):
        (tmp_path / "theirs" / f"{number:02d}.npz").write_bytes(content)
    (tmp_path / "course").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", LOADER, str(tmp_path / "course"), str(tmp_path / "theirs")],
        env=os.environ | {"PYTHONPATH": f"{here}{os.pathsep}{here / 'helpers'}", "TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    bounded, *lines = done.stdout.splitlines()
    assert bounded == "bounded"  # the limit works: 600 MB cannot be had
    results = [json.loads(line) for line in lines]
    assert len(results) == 2 * len(claims)
    for number, way, grown, message in results:
        kind = list(claims)[int(number)]
        assert grown < 60, f"{kind}, by {way}: {grown} MB more"
        assert "so it was not used" in message and "\\n" not in message and "MemoryError" not in message, message


@both
@pytest.mark.parametrize("kind", [kind for kind in bad_files.claims() if "bomb" not in kind])
def test_a_claim_is_refused_in_one_sentence(place, way, kind):
    message = place.refuse(way, bad_files.claims()[kind])
    if kind == "10 GB in a header":
        assert "claims shape (2500000000,) for '000', that is 10 GB, but holds 16 bytes" in message


# --- nothing else reads weights -----------------------------------------------------------------------------------


def careless_calls(source):
    """The calls in a source text that could run what is in a file: unpicklers, whole models, `np.load` that may."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
            yield from {"pickle", "marshal", "shelve", "dill", "joblib", "torch", "cloudpickle"} & set(names)
        if isinstance(node, ast.keyword) and (node.arg, ast.unparse(node.value)) in (
            ("allow_pickle", "True"),
            ("safe_mode", "False"),
        ):
            yield f"{node.arg}={ast.unparse(node.value)}"
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            careful = any(k.arg == "allow_pickle" and ast.unparse(k.value) == "False" for k in node.keywords)
            if called in ("eval", "exec") or called.endswith("load_model"):
                yield called
            if called in ("np.load", "numpy.load") and not careful:
                yield called


def test_no_module_reads_a_file_in_a_way_that_can_run_code():
    package = Path(models.__file__).parents[1]
    found = {
        file.relative_to(package).as_posix(): list(careless_calls(file.read_text("utf-8")))
        for file in package.rglob("*.py")
    }
    assert len(found) > 60 and {name: calls for name, calls in found.items() if calls} == {}
    careless = "import pickle\nnp.load(f)\nnp.load(f, allow_pickle=True)\nkeras.models.load_model(f, safe_mode=False)"
    assert sorted(careless_calls(careless)) == [
        *("allow_pickle=True", "keras.models.load_model", "np.load", "np.load", "pickle", "safe_mode=False")
    ]
    assert list(careless_calls("np.load(f, allow_pickle=False); json.load(f)")) == []


# --- the other files of arrays ------------------------------------------------------------------------------------


TOO_MUCH = [kind for kind in bad_files.claims() if kind != "a zip bomb of 0.5 GB, below the limit"]


@pytest.mark.parametrize("kind", [*bad_files.bombs("canary"), *TOO_MUCH])
def test_checkpoints_and_caches_are_read_with_the_same_checks(tmp_path, kind):
    path = tmp_path / "inside" / "theirs.npz"
    path.parent.mkdir()
    path.write_bytes((bad_files.bombs(tmp_path / "canary") | bad_files.claims())[kind])
    with pytest.raises(ValueError, match=r"^theirs\.npz [^\n]+, so it was not read: expected a whole \.npz of"):
        _files.load_arrays(path)
    assert os.listdir(tmp_path) == ["inside"] and os.listdir(path.parent) == ["theirs.npz"]
