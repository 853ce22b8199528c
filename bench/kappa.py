"""kappa for 100 sample counts on a power law of 100 000 modes with SciPy, in the two ways a user would write it.

Prints JSON: seconds and kappas for Brent's method in kappa (tolerance set to be relative) and in log kappa.
Run by bench/kappa.mjs.
"""

import json
import sys
import time

import numpy as np
from scipy.optimize import brentq

problem = json.load(sys.stdin)
eta = np.arange(1, problem["modes"] + 1, dtype=float) ** -problem["decay"]
samples = problem["samples"]
ridge = problem["ridge"]
rtol = 4 * np.finfo(float).eps


def linear(P):
    hi = ridge + eta.sum() / P
    return brentq(lambda k: k * (1 - (eta / (eta + k)).sum() / P) - ridge, ridge, hi, xtol=1e-300, rtol=1e-12)


def logarithmic(P):
    lo, hi = np.log(ridge), np.log(ridge + eta.sum() / P)

    def f(u):
        k = np.exp(u)
        return 1 - (eta / (eta + k)).sum() / P - ridge / k

    return np.exp(brentq(f, lo, hi, xtol=1e-12, rtol=rtol))


def timed(solve):
    best = float("inf")
    for _ in range(problem["repeats"]):
        start = time.perf_counter()
        kappas = [solve(P) for P in samples]
        best = min(best, time.perf_counter() - start)
    return {"seconds": best, "kappas": kappas}


print(json.dumps({"linear": timed(linear), "logarithmic": timed(logarithmic)}))
