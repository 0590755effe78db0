"""The same networks in PyTorch, and a training step of the same two stages. Runs in an environment of its own.

It imports nothing of the course, so that it needs PyTorch and NumPy only. As a program it serves `measure.Worker`:
`python -m benchmarks.peers.torch_gan NETWORKS BATCH`.
"""

import json
import sys
import time

import torch
from torch import nn


def course_networks(width=32, latent_dim=64):
    """Return notebook 03's pair at 28×28: 4×4 kernels of stride 2, batch norm but at the image."""
    generator = nn.Sequential(
        nn.Linear(latent_dim, 7 * 7 * 2 * width, bias=False),
        nn.Unflatten(1, (2 * width, 7, 7)),
        nn.BatchNorm2d(2 * width),
        nn.ReLU(inplace=True),
        nn.ConvTranspose2d(2 * width, width, 4, stride=2, padding=1, bias=False),
        nn.BatchNorm2d(width),
        nn.ReLU(inplace=True),
        nn.ConvTranspose2d(width, 1, 4, stride=2, padding=1),
        nn.Tanh(),
    )
    discriminator = nn.Sequential(
        nn.Conv2d(1, width, 4, stride=2, padding=1),
        nn.LeakyReLU(0.2, inplace=True),
        nn.Conv2d(width, 2 * width, 4, stride=2, padding=1, bias=False),
        nn.BatchNorm2d(2 * width),
        nn.LeakyReLU(0.2, inplace=True),
        nn.Flatten(),
        nn.Linear(7 * 7 * 2 * width, 1),
    )
    return generator, discriminator, latent_dim


def tutorial_networks(latent_dim=100):
    """Return the pair of TensorFlow's DCGAN tutorial."""
    generator = nn.Sequential(
        nn.Linear(latent_dim, 7 * 7 * 256, bias=False),
        nn.BatchNorm1d(7 * 7 * 256),
        nn.LeakyReLU(0.3, inplace=True),
        nn.Unflatten(1, (256, 7, 7)),
        nn.ConvTranspose2d(256, 128, 5, stride=1, padding=2, bias=False),
        nn.BatchNorm2d(128),
        nn.LeakyReLU(0.3, inplace=True),
        nn.ConvTranspose2d(128, 64, 5, stride=2, padding=2, output_padding=1, bias=False),
        nn.BatchNorm2d(64),
        nn.LeakyReLU(0.3, inplace=True),
        nn.ConvTranspose2d(64, 1, 5, stride=2, padding=2, output_padding=1, bias=False),
        nn.Tanh(),
    )
    discriminator = nn.Sequential(
        nn.Conv2d(1, 64, 5, stride=2, padding=2),
        nn.LeakyReLU(0.3, inplace=True),
        nn.Dropout(0.3),
        nn.Conv2d(64, 128, 5, stride=2, padding=2),
        nn.LeakyReLU(0.3, inplace=True),
        nn.Dropout(0.3),
        nn.Flatten(),
        nn.Linear(7 * 7 * 128, 1),
    )
    return generator, discriminator, latent_dim


NETWORKS = {"course": course_networks, "tutorial": tutorial_networks}


def parameters(network):
    """Return how many numbers a network holds: weights, and batch norm's moving means and variances."""
    tensors = [*network.parameters(), *network.buffers()]
    return sum(tensor.numel() for tensor in tensors if tensor.is_floating_point())


def learns(network, whether):
    """Let the weights of a network have gradients, or spare their computation."""
    for weight in network.parameters():
        weight.requires_grad_(whether)


class Trainer:
    """Alternates D's stage and G's, each on noise of its own, as `GAN.train_step` does.

    As PyTorch's own advice has it, images and kernels lie channels last in memory, and D's weights get no gradient in
    G's stage, which does not use one.

    Args:
        networks: "course" or "tutorial".
        batch: images a step.
        compiled: whether `torch.compile` makes the step.
    """

    def __init__(self, networks, batch, compiled):
        torch.manual_seed(0)
        self.batch = batch
        generator, discriminator, self.latent_dim = NETWORKS[networks]()
        self.generator = generator.to(memory_format=torch.channels_last)
        self.discriminator = discriminator.to(memory_format=torch.channels_last)
        adam = {"lr": 1e-4, "betas": (0.5, 0.999)}
        self.g_optimizer = torch.optim.Adam(self.generator.parameters(), **adam)
        self.d_optimizer = torch.optim.Adam(self.discriminator.parameters(), **adam)
        self.images = (torch.rand(4000, 1, 28, 28) * 2 - 1).to(memory_format=torch.channels_last)
        self.loss = nn.BCEWithLogitsLoss()
        self.ones, self.zeros = torch.ones(batch, 1), torch.zeros(batch, 1)
        self.g = torch.compile(self.generator) if compiled else self.generator
        self.d = torch.compile(self.discriminator) if compiled else self.discriminator

    def step(self):
        real = self.images[torch.randint(0, len(self.images), (self.batch,))]
        with torch.no_grad():
            fake = self.g(torch.randn(self.batch, self.latent_dim))
        self.d_optimizer.zero_grad()
        (self.loss(self.d(real), self.ones) + self.loss(self.d(fake), self.zeros)).backward()
        self.d_optimizer.step()
        self.g_optimizer.zero_grad()
        learns(self.discriminator, False)
        self.loss(self.d(self.g(torch.randn(self.batch, self.latent_dim))), self.ones).backward()
        learns(self.discriminator, True)
        self.g_optimizer.step()

    def seconds(self, steps):
        began = time.perf_counter()
        for _ in range(steps):
            self.step()
        return time.perf_counter() - began


def main(networks, batch):
    """Serve requests {"system", "steps"}, a line each; the first line gives the counts of parameters."""
    generator, discriminator, _ = NETWORKS[networks]()
    counts = [parameters(generator), parameters(discriminator)]
    print(json.dumps({"parameters": counts, "torch": torch.__version__}), flush=True)
    trainers = {}
    for line in sys.stdin:
        request = json.loads(line)
        system = request["system"]
        if system not in trainers:
            trainers[system] = Trainer(networks, int(batch), compiled=system == "PyTorch compiled")
        print(json.dumps(trainers[system].seconds(request["steps"])), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
