"""How a number reads: in columns, in sentences, and beside a slider."""


def number(value):
    """Return a value with about three digits, its last zeros kept, for tables and pictures.

    >>> number(0.031), number(9.87), number(12.345), number(3.0), number(0.0)
    ('0.031', '9.87', '12.3', '3.00', '0.00')
    """
    size = abs(value)
    if 0 < size < 0.0995:
        return f"{value:.3f}" if size >= 0.0005 else f"{value:.0e}"
    return f"{value:.2f}" if size < 10 else f"{value:.1f}" if size < 100 else f"{value:,.0f}"


def brief(value):
    """Return a value in three digits, without last zeros, and in hundredths where it is below one of them.

    >>> brief(3.0), brief(0.1234), brief(1.4e-5), brief(25956797.5)
    ('3', '0.123', '0.00', '2.6e+07')
    """
    return f"{abs(value):.2f}" if 0 < abs(value) < 0.005 else f"{value:.3g}"


def thousandths(value):
    """Return a value with three decimals, and never -0.000, so that a line does not jump while a slider moves.

    >>> thousandths(1.5), thousandths(-0.0001)
    ('1.500', '0.000')
    """
    return f"{round(value, 3) + 0.0:.3f}"
