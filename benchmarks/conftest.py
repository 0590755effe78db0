"""For pytest, which runs the examples in these modules: PyTorch is not among what the tests need."""

collect_ignore = ["peers/torch_gan.py"]
