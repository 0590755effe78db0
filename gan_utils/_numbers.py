"""How a number reads in tables and pictures."""


def number(value):
    """Return a value with about three digits, for tables and pictures.

    >>> number(0.031), number(9.87), number(12.345), number(3.0), number(0.0)
    ('0.031', '9.87', '12.3', '3.00', '0.00')
    """
    size = abs(value)
    if 0 < size < 0.0995:
        return f"{value:.3f}" if size >= 0.0005 else f"{value:.0e}"
    return f"{value:.2f}" if size < 10 else f"{value:.1f}" if size < 100 else f"{value:,.0f}"
