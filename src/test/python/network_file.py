"""Shows that files of weights go from normprop to PyTorch and back.

    network_file.py FOLDER...

Each FOLDER holds net.safetensors and io.safetensors (x, y) as normprop wrote them. Builds the
network of net.safetensors from PyTorch's modules, loads the weights, and compares its outputs for x
with y. Then it changes all weights and writes back.safetensors and back_io.safetensors for the way
back. Prints for each folder the largest difference of the outputs, relative to the largest output.
"""

import json
import math
import re
import struct
import sys

import torch
import torch.nn as nn
import torch.nn.functional as F


def read_safetensors(path):
    """Tensors by name, and the metadata."""
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        values = torch.frombuffer(bytearray(data[begin:end]), dtype=torch.float32)
        tensors[name] = values.reshape(entry["shape"])
    return tensors, metadata


def write_safetensors(path, tensors, metadata):
    header, data = {"__metadata__": metadata}, b""
    for name, tensor in tensors.items():
        values = struct.pack("<%df" % tensor.numel(), *tensor.flatten().tolist())
        offsets = [len(data), len(data) + len(values)]
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": offsets}
        data += values
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


class Weighted(nn.Module):
    """A layer with weights under any normalisation, its parameters named as in the file."""

    def __init__(self, names, tensors, window, function, constants, corrected=False):
        super().__init__()
        self.corrected = corrected
        self.window, self.function, self.constants = window, function, constants
        channels = None
        for name in names:
            if name == "ln.weight":
                # One group is all channels: behind a dense layer that is LayerNorm.
                count = len(tensors[name])
                self.ln = nn.GroupNorm(1, count) if window else nn.LayerNorm(count)
            elif name == "ln.bias":
                pass
            elif name.startswith("bn."):
                channels = len(tensors[name])
            elif name != "prelu.weight":
                self.register_parameter(name, nn.Parameter(torch.zeros(tensors[name].shape)))
        if channels:
            self.bn = nn.BatchNorm2d(channels) if window else nn.BatchNorm1d(channels)
        if "prelu.weight" in names:
            self.prelu = nn.PReLU()

    def product(self, x, w):
        if self.window is None:
            return F.linear(x.flatten(1), w)
        stride, padding = self.window
        return F.conv2d(x, w, stride=stride, padding=padding)

    def border(self, x, w):
        """The root of the share of a filter's cells that lie inside the image, at each place."""
        stride, padding = self.window
        inside = F.conv2d(
            torch.ones(1, 1, *x.shape[2:]),
            torch.ones(1, 1, *w.shape[2:]),
            stride=stride,
            padding=padding,
        )
        return (inside / math.prod(w.shape[2:])).sqrt()

    def forward(self, x):
        each = (1, -1) if self.window is None else (1, -1, 1, 1)
        w = self.weight_v if hasattr(self, "weight_v") else self.weight
        u = self.product(x, w)
        if self.corrected:
            u = u / self.border(x, w)
        norm = w.flatten(1).norm(dim=1).view(each)
        if hasattr(self, "gamma"):
            u = u / norm * self.gamma.view(each) + self.beta.view(each)
        elif hasattr(self, "weight_g"):
            u = u / norm * self.weight_g.view(each) + self.bias.view(each)
        elif hasattr(self, "bn"):
            u = self.bn(u)
        elif hasattr(self, "ln"):
            u = self.ln(u)
        else:
            u = u + self.bias.view(each)
        if hasattr(self, "prelu"):
            a = self.prelu.weight
            mean = (1 - a) / math.sqrt(2 * math.pi)
            std = torch.sqrt((1 + a * a) / 2 - mean * mean)
            u = self.prelu(u)
            return (u - mean) / std if hasattr(self, "gamma") else u
        mean, std = self.constants
        return (self.function(u) - mean) / std


class Pooling(nn.Module):
    def __init__(self, size, stride, padding, mode, constants):
        super().__init__()
        self.settings, self.mode, self.constants = (size, stride, padding), mode, constants

    def forward(self, x):
        if self.settings[0] is None:
            self.settings = (tuple(x.shape[2:]), 1, 0)
        if self.mode == "max":
            mean, std = self.constants
            return (F.max_pool2d(x, *self.settings) - mean) / std
        y = F.avg_pool2d(x, *self.settings, count_include_pad=False)
        cells = math.prod(self.settings[0]) if isinstance(self.settings[0], tuple) else 1
        return y * math.sqrt(cells) if self.constants else y


FUNCTIONS = {"relu": F.relu, "tanh": torch.tanh, "gelu": F.gelu, "prelu": F.relu}


def build(metadata, tensors):
    recipe = json.loads(metadata["recipe"])
    constants = {c["unit"]: (c["mean"], c["std"]) for c in json.loads(metadata["constants"])}
    normalised = recipe["norm"] == "normprop"
    activation = recipe["activation"]
    entries = metadata["architecture"].split("-")
    last = max(i for i, entry in enumerate(entries) if entry[0] in "CF")
    modules = []
    for i, entry in enumerate(entries):
        letter, arguments = entry[0], entry[2:-1].split(",")
        names = [n.split(".", 1)[1] for n in tensors if n.startswith("%d." % i)]
        own = {n: tensors["%d.%s" % (i, n)] for n in names}
        identity = (0.0, 1.0)
        through = constants[activation] if normalised else identity
        if letter in "CF":
            window = (int(arguments[2]), int(arguments[3])) if letter == "C" else None
            function = FUNCTIONS[activation] if i != last else lambda u: u
            modules.append(
                Weighted(
                    names,
                    own,
                    window,
                    function,
                    through if i != last else identity,
                    normalised and window is not None and window[1] > 0,
                )
            )
        elif letter == "P" and arguments[-1] == "avg":
            modules.append(Pooling(None, 1, 0, "avg", normalised))
        elif letter == "P":
            size = int(arguments[0])
            own_constants = identity
            if normalised:
                mean, std = constants["%s,max:%d" % (activation, size * size)]
                own_constants = ((mean - through[0]) / through[1], std / through[1])
            modules.append(
                Pooling(size, int(arguments[1]), int(arguments[2]), "max", own_constants)
            )
        else:
            raise ValueError(entry)
    return nn.Sequential(*modules).eval()


def main(folder):
    tensors, metadata = read_safetensors(folder + "/net.safetensors")
    io, _ = read_safetensors(folder + "/io.safetensors")
    net = build(metadata, tensors)
    state = {n: t for n, t in net.state_dict().items() if not n.endswith("num_batches_tracked")}
    if set(state) != set(tensors):
        raise ValueError("names differ: %s" % (set(state) ^ set(tensors)))
    net.load_state_dict(tensors, strict=False)
    with torch.no_grad():
        y = net(io["x"])
        print(((y - io["y"].view(y.shape)).abs().max() / y.abs().max()).item())
        torch.manual_seed(1)
        changed = {n: t * (1 + 0.3 * torch.rand(t.shape)) for n, t in tensors.items()}
        net.load_state_dict(changed, strict=False)
        y = net(io["x"])
    write_safetensors(folder + "/back.safetensors", changed, metadata)
    write_safetensors(folder + "/back_io.safetensors", {"y": y}, {})


if __name__ == "__main__":
    torch.set_num_threads(1)
    for each in sys.argv[1:]:
        main(each)
