"""Milliseconds of a full-batch step and of a Hessian-vector product in PyTorch, for bench/networks.mjs: argv are samples, inputs, width,
dtype. The product is from scratch: loss, gradient with its graph, gradient of (gradient . v)."""

import json
import sys

import torch
from timing import best

torch.set_num_threads(1)
samples, inputs, width = map(int, sys.argv[1:4])
dtype = {"f64": torch.float64, "f32": torch.float32}[sys.argv[4]]
torch.manual_seed(0)
x = torch.randn(samples, inputs, dtype=dtype)
y = torch.randn(samples, 1, dtype=dtype)
network = torch.nn.Sequential(
    torch.nn.Linear(inputs, width),
    torch.nn.Tanh(),
    torch.nn.Linear(width, width),
    torch.nn.Tanh(),
    torch.nn.Linear(width, 1),
).to(dtype)
parameters = list(network.parameters())
optimiser = torch.optim.SGD(parameters, lr=0.01)
direction = [torch.randn_like(p) for p in parameters]


def loss():
    return 0.5 * (network(x) - y).square().sum(1).mean()


def step():
    optimiser.zero_grad(set_to_none=True)
    loss().backward()
    optimiser.step()


def product():
    gradient = torch.autograd.grad(loss(), parameters, create_graph=True)
    torch.autograd.grad(gradient, parameters, direction)


print(json.dumps({"step": best(step), "product": best(product)}))
