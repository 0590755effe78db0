"""What the course's speed is measured with: `make bench`, or `python -m benchmarks [part …] [--quick]`."""
