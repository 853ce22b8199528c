"""Milliseconds of a convolution's gradient step in PyTorch, for bench/networks.mjs: argv are images,
side, channels, kernel, dtype. The step is the value and, for one adjoint of the output, the
gradients by input, weights and biases."""

import json
import sys

import torch
from timing import best

torch.set_num_threads(1)
images, side, channels, kernel = map(int, sys.argv[1:5])
dtype = {"f64": torch.float64, "f32": torch.float32}[sys.argv[5]]
torch.manual_seed(0)
x = torch.randn(images, channels, side, side, dtype=dtype, requires_grad=True)
adjoint = torch.randn(images, channels, side, side, dtype=dtype)
layer = torch.nn.Conv2d(channels, channels, kernel, padding=kernel // 2).to(dtype)


def value():
    with torch.no_grad():
        layer(x)


def step():
    layer.zero_grad(set_to_none=True)
    x.grad = None
    layer(x).backward(adjoint)


print(json.dumps({"value": best(value), "step": best(step)}))
