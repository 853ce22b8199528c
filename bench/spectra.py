"""The density of a sample covariance at many points with NumPy and SciPy, in the ways a user would write it.

The companion Stieltjes transform s solves z = -1/s + (1/P) sum eta/(1 + eta s) (Silverstein's equation); the density of the D x D matrix is
(P/D) Im s / pi at z = x + i0. Prints JSON: seconds and densities for

- Newton's method on all points at once, followed from z far above the axis down to it;
- the same point by point, each from its neighbour;
- scipy.optimize.root (MINPACK's hybrid method) point by point, each from its neighbour.

The fixed-point iteration of the textbooks is left out: at a height of 1e-6 above the axis it takes half a minute and is good to 1e-4.

Run by bench/spectra.mjs.
"""

import json
import sys
import time

import numpy as np
from scipy.optimize import root

problem = json.load(sys.stdin)
eta = np.array(problem["eta"])
P = problem["samples"]
D = len(eta)
x = np.array(problem["x"])


def newton(s, z, tolerance, steps):
    for _ in range(steps):
        l = eta / (1 + np.multiply.outer(s, eta))
        f = -1 / s + l.sum(axis=-1) / P - z
        step = f / (1 / s**2 - (l * l).sum(axis=-1) / P)
        s = s - step
        if np.max(np.abs(step) / np.abs(s)) < tolerance:
            break
    return s


def vectorised():
    z = x + 10j * eta.max()
    s = -1 / z
    height = 10 * eta.max()
    # Two steps on the way down are enough to stay on the branch; halving is as fast as it may go.
    while height > 1e-9:
        s = newton(s, x + 1j * height, 1e-2, 3)
        height /= 2
    s = newton(s, x + 0j, 1e-13, 60)
    return P / D * s.imag / np.pi


def from_neighbours(solve):
    # The first point comes from above; each next one starts at its neighbour.
    z = x[len(x) // 2]
    s = -1 / (z + 10j * eta.max())
    height = 10 * eta.max()
    while height > 1e-9:
        s = newton(np.array([s]), np.array([z + 1j * height]), 1e-2, 3)[0]
        height /= 2
    middle = s
    densities = np.empty(len(x))
    for order in (range(len(x) // 2, len(x)), range(len(x) // 2 - 1, -1, -1)):
        s = middle
        for i in order:
            s = solve(s, x[i])
            densities[i] = abs(s.imag)
    return P / D * densities / np.pi


def newton_neighbours():
    def solve(s, target):
        for _ in range(60):
            l = eta / (1 + s * eta)
            step = (-1 / s + l.sum() / P - target) / (1 / s**2 - l.dot(l) / P)
            s -= step
            if abs(step) < 1e-9 * abs(s):
                break
        return s

    return from_neighbours(solve)


def root_neighbours():
    def f(v, target):
        s = v[0] + 1j * v[1]
        value = -1 / s + (eta / (1 + eta * s)).sum() / P - target
        return [value.real, value.imag]

    def solve(s, target):
        v = root(f, [s.real, s.imag], args=(target,), tol=1e-13).x
        return v[0] + 1j * v[1]

    return from_neighbours(solve)


def timed(solve, repeats):
    best = float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        densities = solve()
        best = min(best, time.perf_counter() - start)
    return {"seconds": best, "densities": densities.tolist()}


print(
    json.dumps(
        {
            "numpy, Newton on all points at once": timed(vectorised, problem["repeats"]),
            "numpy, Newton point by point": timed(newton_neighbours, problem["repeats"]),
            "scipy.optimize.root, point by point": timed(root_neighbours, problem["repeats"]),
        }
    )
)
