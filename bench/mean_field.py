"""Infinitely wide networks in NumPy by the algorithm of src/systems/mean-field/theory, with vectorised products in the place
of its loops: the least processor time of several passes, in seconds."""
import sys, time
import numpy as np
from timing import least

task, passes = sys.argv[1], int(sys.argv[2])
activation, depth, samples, steps, neurons, tolerance = {
    "deep-linear": ("linear", 2, 2, 60, 80, 1e-18),
    "particles": ("tanh", 1, 4, 40, 65536, 1e-5),
    "deep": ("tanh", 2, 2, 40, 4096, 1e-5),
}[task]
GAMMA, RATE, OVERLAP, CAPACITY = 1.0, 0.1, 0.3, 200


def phi(h):
    return h.copy() if activation == "linear" else np.tanh(h)


def times_slope(z, a):
    return z + 0 * a if activation == "linear" else z * (1 - a * a)


class Population:
    def __init__(self, size, seed):
        self.size, self.exact = size, activation == "linear"
        self.rng = np.random.default_rng(seed)
        self.basis, self.count = np.zeros((2 * CAPACITY, size)), 0

    def draw(self):
        target = self.basis[self.count]
        if self.exact:
            target[:] = 0
            target[self.count] = np.sqrt(self.size)
        else:
            target[:] = self.rng.standard_normal(self.size)
            drawn = self.basis[: self.count]
            target -= (drawn @ target / self.size) @ drawn
            target *= np.sqrt(self.size / (target @ target))
        self.count += 1
        return target


class Directions:
    def __init__(self, population, other):
        self.population, self.other, self.count = population, other, 0
        self.directions = np.zeros((CAPACITY, population.size))
        self.sources = np.zeros((CAPACITY, other.size))

    def expand(self, x):
        return [self.expand_one(row) for row in x]

    def expand_one(self, field):
        size, n = self.population.size, self.count
        known, rest, c = self.directions[:n], field.copy(), np.zeros(n)
        for _ in range(2):
            part = known @ rest / size
            rest -= part @ known
            c += part
        square = rest @ rest
        if not square > tolerance * (field @ field):
            return c
        length = np.sqrt(square / size)
        self.directions[n] = rest / length
        self.sources[n] = self.other.draw()
        self.count += 1
        return np.append(c, length)


class InfiniteWeights:
    def __init__(self, below, above):
        self.a, self.g = Directions(below, above), Directions(above, below)
        self.learned = np.zeros((CAPACITY, CAPACITY))

    def apply(self, x, own, other, learned):
        coefficients = own.expand(x)
        rows = np.zeros((len(x), own.count))
        for row, c in zip(rows, coefficients):
            row[: len(c)] = c
        response = x @ other.sources[: other.count].T / own.population.size
        response += rows @ learned[: own.count, : other.count]
        return rows, rows @ own.sources[: own.count] + response @ other.directions[: other.count]

    def forward(self, x):
        return self.apply(x, self.a, self.g, self.learned)

    def backward(self, x):
        return self.apply(x, self.g, self.a, self.learned.T)

    def learn(self, factors, a, g):
        self.learned[: a.shape[1], : g.shape[1]] += (factors[:, None] * a).T @ g


def work():
    kernel = np.full((samples, samples), OVERLAP) + (1 - OVERLAP) * np.eye(samples)
    y = np.where(np.arange(samples) % 2 == 0, 1.0, -1.0)
    layers = [Population(neurons, seed) for seed in range(depth)]
    h1 = np.linalg.cholesky(kernel) @ np.array([layers[0].draw().copy() for _ in range(samples)])
    w = layers[-1].draw().copy()
    weights = [InfiniteWeights(below, above) for below, above in zip(layers, layers[1:])]
    start = None
    for step in range(steps + 1):
        fields, forward = [h1], []
        activations = [phi(h1)]
        for one in weights:
            c, h = one.forward(activations[-1])
            forward.append(c)
            activations.append(phi(h))
        z = np.broadcast_to(w, activations[-1].shape)
        gradients, backward = [None] * depth, [None] * depth
        for layer in range(depth - 1, -1, -1):
            gradients[layer] = times_slope(z, activations[layer])
            if layer:
                backward[layer - 1], z = weights[layer - 1].backward(gradients[layer])
        features = [kernel] + [a @ a.T / neurons for a in activations]
        kernels = [g @ g.T / neurons for g in gradients] + [np.ones_like(kernel)]
        tangent = sum(one * other for one, other in zip(features, kernels))
        f = activations[-1] @ w / neurons / GAMMA
        start = f if start is None else start
        f = f - start
        factors = GAMMA * RATE / samples * (y - f)
        if step < steps:
            h1 = h1 + (kernel * factors) @ gradients[0]
            for one, a, g in zip(weights, forward, backward):
                one.learn(factors, a, g)
            w = w + factors @ activations[-1]
    return f, tangent


if passes == 0:
    print(*work()[0])
else:
    print(least(work, passes, time.process_time))
