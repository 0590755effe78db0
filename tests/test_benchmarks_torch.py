"""PyTorch's step in the benchmark, where `make bench-torch` has built its environment."""

import json
import subprocess

import pytest

from benchmarks import measure, throughput

PROGRAM = """
import json, torch
from benchmarks.peers import torch_gan
trainer = torch_gan.Trainer("course", 8, compiled=False)
asked = []
trainer.discriminator.register_forward_hook(
    lambda *_: asked.append({p.requires_grad for p in trainer.discriminator.parameters()} == {True})
)
state = lambda network: [p.detach().clone() for p in network.parameters()]
before = state(trainer.generator), state(trainer.discriminator)
trainer.step()
moved = lambda a, b: all(not torch.equal(x, y) for x, y in zip(a, b))
kernels = [p for p in trainer.discriminator.parameters() if p.dim() == 4 and p.shape[1] > 1]
print(json.dumps({
    "d learns in": asked,
    "moved": [moved(before[0], state(trainer.generator)), moved(before[1], state(trainer.discriminator))],
    "channels last": all(p.is_contiguous(memory_format=torch.channels_last) for p in kernels),
    "later": all(p.requires_grad for p in trainer.discriminator.parameters()),
}))
"""


def test_d_learns_in_its_own_stage_alone_and_channels_lie_last():
    python = throughput.torch_python()
    if python is None:
        pytest.skip(throughput.NO_TORCH)
    done = subprocess.run([python, "-c", PROGRAM], cwd=measure.ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == {
        "d learns in": [True, True, False],  # on real images, on fakes, for G
        "moved": [True, True],
        "channels last": True,
        "later": True,
    }
