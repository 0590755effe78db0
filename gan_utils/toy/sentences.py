"""A language of 2,460 sentences, with one rule that pairs of neighbours cannot learn; and a bigram model of it.

"a dog near two cats sings": the verb agrees with the first noun, and the second stands between them.
"""

import itertools
from typing import NamedTuple

import numpy as np

from gan_utils._checked import real, whole

PLACES = 6  # words of a sentence; a short one ends in three blanks
_NOUNS = ("dog", "cat", "bird", "fox")
_VERBS = ("sings", "sleeps", "runs")
_ARTICLES = {"singular": ("a", "the"), "plural": ("the", "two", "some")}
_PLURALS = {"dog": "dogs", "cat": "cats", "bird": "birds", "fox": "foxes"}
_LINKS = ("near", "behind")
BLANK = "·"
WORDS = (
    BLANK,
    *dict.fromkeys(word for words in _ARTICLES.values() for word in words),
    *_NOUNS,
    *_PLURALS.values(),
    *_LINKS,
    *_VERBS,
    *(verb[:-1] for verb in _VERBS),
)


def _phrases():
    """Return (words, whether plural) of every article with every noun that it goes with."""
    one = [((article, noun), False) for article in _ARTICLES["singular"] for noun in _NOUNS]
    return one + [((article, _PLURALS[noun]), True) for article in _ARTICLES["plural"] for noun in _NOUNS]


def all_sentences():
    """Return every sentence of the language as numbers of words in `WORDS`, int32, shape (2460, 6).

    >>> " ".join(WORDS[k] for k in all_sentences()[-1])
    'some foxes behind some foxes run'
    """
    verbs = {False: _VERBS, True: tuple(verb[:-1] for verb in _VERBS)}
    short = [(*phrase, verb, *[BLANK] * 3) for phrase, many in _phrases() for verb in verbs[many]]
    long = [
        (*first, link, *second, verb)
        for (first, many), link, (second, _) in itertools.product(_phrases(), _LINKS, _phrases())
        for verb in verbs[many]
    ]
    number = {word: k for k, word in enumerate(WORDS)}
    return np.array([[number[word] for word in words] for words in short + long], np.int32)


def draw_sentences(n, seed, short=0.2):
    """Draw sentences, each of its kind as likely as the others.

    Args:
        n: how many.
        seed: fixes the draw.
        short: the share of sentences of three words.

    Returns:
        int32, shape (n, 6).

    >>> draw_sentences(5, seed=0).shape
    (5, 6)
    """
    sentences, draws = all_sentences(), np.random.default_rng(seed)
    brief = sentences[:, -1] == 0
    kind = draws.random(whole(n, "n", 1)) < real(short, "short", "from 0 to 1", lambda share: 0 <= share <= 1)
    chosen = np.where(
        kind,
        draws.choice(np.flatnonzero(brief), n),
        draws.choice(np.flatnonzero(~brief), n),
    )
    return sentences[chosen]


def in_words(sentences):
    """Return sentences as strings, blanks left out at the end.

    >>> in_words(all_sentences()[:1])
    ['a dog sings']
    """
    return [" ".join(WORDS[k] for k in row).rstrip(f" {BLANK}") for row in checked_sentences(sentences)]


def is_sentence(sentences):
    """Return which rows are sentences of the language, bool, shape (n,).

    >>> is_sentence(all_sentences()[:2][:, ::-1]).tolist()
    [False, False]
    """
    known = {row.tobytes() for row in all_sentences()}
    return np.array([row.astype(np.int32).tobytes() in known for row in checked_sentences(sentences)])


def is_local(sentences, seen):
    """Return which rows are made of pairs of neighbours alone that occur, at their place, in other sentences.

    Args:
        sentences: ints, shape (n, 6).
        seen: sentences whose pairs are allowed, ints, shape (m, 6).

    Returns:
        bool, shape (n,): what a bigram model that knows the places would let pass.

    >>> is_local(all_sentences()[:3], all_sentences()).tolist()
    [True, True, True]
    """
    sentences, seen = checked_sentences(sentences), checked_sentences(seen)
    allowed = np.zeros((PLACES - 1, len(WORDS), len(WORDS)), bool)
    places = np.arange(PLACES - 1)
    allowed[places, seen[:, :-1], seen[:, 1:]] = True
    return allowed[places, sentences[:, :-1], sentences[:, 1:]].all(axis=1)


class Bigram(NamedTuple):
    """How likely each word is after each other, at each place.

    Attributes:
        first: float64, shape (words,).
        following: float64, shape (5, words, words); a row of zeros where a word never stood.
    """

    first: np.ndarray
    following: np.ndarray


def bigram(sentences):
    """Count which word follows which, at each place: the model of a language that remembers one word.

    Args:
        sentences: ints, shape (n, 6).

    Returns:
        A `Bigram`.

    Reference: Shannon 1948, doi:10.1002/j.1538-7305.1948.tb01338.x, section 3.

    >>> round(float(bigram(all_sentences()).first.sum()), 6)
    1.0
    """
    sentences = checked_sentences(sentences)
    n = len(WORDS)
    first = np.bincount(sentences[:, 0], minlength=n) / len(sentences)
    following = np.zeros((PLACES - 1, n, n))
    for place in range(PLACES - 1):
        np.add.at(following[place], (sentences[:, place], sentences[:, place + 1]), 1)
    total = following.sum(axis=-1, keepdims=True)
    return Bigram(first, np.divide(following, total, out=np.zeros_like(following), where=total > 0))


def draw_from_bigram(model, n, seed, temperature=1.0):
    """Draw sentences word by word from p^(1/τ), made to add up to 1.

    Args:
        model: a `Bigram`.
        n: how many.
        seed: fixes the draw.
        temperature: τ, above 0; below 1 the likely words become likelier.

    Returns:
        int32, shape (n, 6).

    Raises:
        ValueError: for a temperature of 0 or less.

    >>> draw_from_bigram(bigram(all_sentences()), 3, seed=0).shape
    (3, 6)
    """
    temperature = real(temperature, "temperature", "above 0", lambda number: number > 0)
    draws, found = np.random.default_rng(seed), np.empty((whole(n, "n", 1), PLACES), np.int32)
    chances = np.tile(model.first, (n, 1))
    for place in range(PLACES):
        sharp = (chances / chances.max(axis=1, keepdims=True)) ** (1.0 / temperature)
        steps = np.cumsum(sharp / sharp.sum(axis=1, keepdims=True), axis=1)
        found[:, place] = (draws.random((n, 1)) > steps[:, :-1]).sum(axis=1)
        if place < PLACES - 1:
            chances = model.following[place][found[:, place]]
    return found


def checked_sentences(sentences):
    """Return sentences as ints, shape (n, 6), or raise a `ValueError` that says what they should be."""
    sentences = np.asarray(sentences)
    if sentences.ndim != 2 or sentences.shape[1] != PLACES or sentences.dtype.kind not in "iu" or not len(sentences):
        raise ValueError(
            f"sentences are ints of shape (n, {PLACES}), numbers of words, got {sentences.dtype} of shape "
            f"{sentences.shape}; one-hot words become numbers by words.argmax(axis=-1)"
        )
    if sentences.min() < 0 or sentences.max() >= len(WORDS):
        raise ValueError(
            f"a sentence holds the word {sentences.min() if sentences.min() < 0 else sentences.max()}, and there are "
            f"the words 0 to {len(WORDS) - 1}"
        )
    return sentences
