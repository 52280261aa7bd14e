"""Training steps in PyTorch, as TrainingSteps.java has them: torch_steps.py SECONDS BLOCKS THREADS NET.

Prints a line of JSON with the images a second of each block, after three blocks of warming up.
"""
import json
import pathlib
import sys
import time

import torch
from torch import nn

seconds, blocks, threads, name = float(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
torch.set_num_threads(threads)
torch.manual_seed(1)


def dense(*widths):
    layers = [nn.Flatten()]
    for k, (into, out) in enumerate(zip(widths, widths[1:])):
        layers.append(nn.Linear(into, out))
        if k < len(widths) - 2:
            layers.append(nn.ReLU())
    return layers


def convolution(into, out, size):
    return [nn.Conv2d(into, out, size, padding=size // 2), nn.ReLU()]


def mlp():
    return dense(784, 256, 256, 256, 10)


def cnn():
    return [
        *convolution(1, 32, 3), *convolution(32, 32, 3), nn.MaxPool2d(2),
        *convolution(32, 64, 3), *convolution(64, 64, 3), nn.MaxPool2d(2),
        *dense(64 * 7 * 7, 128, 10),
    ]


def nin():
    return [
        *convolution(3, 192, 5), *convolution(192, 160, 1), *convolution(160, 96, 1),
        nn.MaxPool2d(3, 2, 1), nn.Dropout(0.5),
        *convolution(96, 192, 5), *convolution(192, 192, 1), *convolution(192, 192, 1),
        nn.AvgPool2d(3, 2, 1), nn.Dropout(0.5),
        *convolution(192, 192, 3), *convolution(192, 192, 1), *convolution(192, 10, 1),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(),
    ]


class Residual(nn.Module):
    def __init__(self, into, out, stride=1):
        super().__init__()
        self.body = nn.Sequential(
            nn.ReLU(), nn.Conv2d(into, out, 3, stride, 1), nn.ReLU(), nn.Conv2d(out, out, 3, 1, 1))
        self.shortcut = nn.Identity() if into == out else nn.Conv2d(into, out, 1, stride)

    def forward(self, x):
        return self.shortcut(x) + self.body(x)


def resnet():
    blocks = [Residual(into, width, stride) for into, width, stride in (
        (16, 16, 1), (16, 16, 1), (16, 16, 1), (16, 32, 2), (32, 32, 1), (32, 32, 1),
        (32, 64, 2), (64, 64, 1), (64, 64, 1))]
    return [nn.Conv2d(3, 16, 3, padding=1), *blocks, nn.ReLU(), nn.AdaptiveAvgPool2d(1),
            nn.Flatten(), nn.Linear(64, 10)]


layers, batch, shape = {
    "mlp": (mlp, 64, (784,)),
    "mlp1": (mlp, 1, (784,)),
    "cnn": (cnn, 64, (1, 28, 28)),
    "nin": (nin, 32, (3, 32, 32)),
    "resnet": (resnet, 64, (3, 32, 32)),
}[name]
net = nn.Sequential(*layers()).train()
optimiser = torch.optim.SGD(net.parameters(), lr=0.001 if batch == 1 or name == "resnet" else 0.01, momentum=0.9)
images = [torch.randn(batch, *shape) for _ in range(10)]
labels = [torch.randint(0, 10, (batch,)) for _ in range(10)]
loss_of = nn.CrossEntropyLoss()


def block():
    start = time.perf_counter()
    steps = 0
    while steps == 0 or time.perf_counter() - start < seconds:
        optimiser.zero_grad()
        loss = loss_of(net(images[steps % 10]), labels[steps % 10])
        loss.backward()
        optimiser.step()
        steps += 1
    return steps * batch / (time.perf_counter() - start)


for _ in range(3):
    block()
speeds = [round(block(), 2) for _ in range(blocks)]
loaded = pathlib.Path("/proc/self/maps")
maps = loaded.read_text() if loaded.exists() else ""
blas = next((b for b in ("mkl", "openblas", "blis", "atlas") if b in maps), "reference BLAS")
print(json.dumps({"spec": name, "images_per_second": speeds, "version": torch.__version__,
                  "blas": blas}))
