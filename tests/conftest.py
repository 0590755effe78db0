"""Python's own answer to Ctrl-C for all tests: a shell takes it from what it starts in the background, as CI may be."""

import signal

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
