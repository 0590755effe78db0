"""Output that no encoding loses: what a stream cannot write, it writes in plain letters."""

import codecs
import os
import sys
import unicodedata

# Where Unicode's own names and decompositions give no short plain letters.
_PLAIN = {
    **{"→": "->", "←": "<-", "↻": "*", "○": "o", "✓": "+", "⚠": "!", "…": "...", "−": "-", "×": "x", "·": "*"},
    **{"≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"},
    **{"∇": "grad", "√": "sqrt", "∫": "integral", "∞": "inf", "━": "-", "█": "#", "½": "1/2", "§": "section "},
    **{"∼": "~", "‖": "||", "±": "+-", "°": " degrees", "′": "'", "⁻": "-", "─": "-", "●": "O", "★": "*", "\u0302": ""},
}


def plain(character):
    """Return a character in ASCII.

    >>> [plain(character) for character in "→σ₁éΔ☃"]
    ['->', 'sigma', '1', 'e', 'Delta', '?']
    """
    if character in _PLAIN:
        return _PLAIN[character]
    name = unicodedata.name(character, "")
    if name.startswith("GREEK") and " LETTER " in name:
        letter = name.split(" LETTER ")[1].removeprefix("FINAL ").split()[0]
        return letter.capitalize() if "CAPITAL" in name else letter.lower()
    return unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode() or "?"


def _in_plain_letters(error):
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(plain, error.object[error.start : error.end])), error.end


codecs.register_error("gan-course", _in_plain_letters)


def widen():
    """Let Python's own streams write everything, as in Windows those that are redirected, which know no "→", cannot.

    A stream that somebody has put in their place, as Jupyter does, stays as it is. One that is closed, as where there
    is no terminal, leads nowhere from now on: Keras' bar does not ask whether there is one.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, open to the end
            continue
        encoding = getattr(stream, "encoding", None) or "utf-8"
        if hasattr(stream, "reconfigure") and not codecs.lookup(encoding).name.startswith("utf"):
            stream.reconfigure(errors="gan-course")
