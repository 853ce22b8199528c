"""Losses of one-pass SGD on random projections in NumPy, by the deterministic equivalents of
src/systems/neural-scaling/theory, with vectorised sums over modes: nodes of the contours from
stdin, all frequencies at once."""
import json, sys, time
import numpy as np
from timing import least

given = json.load(sys.stdin)
passes = int(sys.argv[1])
K, N, b, a, eta, batch = (given[name] for name in ("K", "N", "b", "a", "eta", "batch"))
modes = np.arange(1.0, K + 1)
lam, power = modes**-b, modes**-a
contours = [
    (np.array(one["u"]) @ [1, 1j], np.array(one["weight"]) @ [1, 1j], np.array(one["steps"], float))
    for one in given["contours"]
]


def kappas(frequencies):
    """Newton for z = κ(1 − Df1/N), each frequency started by its neighbour: from large |z| inwards,
    where κ is z + tr/N."""
    found = np.empty(len(frequencies), complex)
    kappa = None
    for i in np.argsort(-abs(frequencies), kind="stable"):
        z = frequencies[i]
        kappa = z + lam.sum() / N if kappa is None else kappa
        for _ in range(100):
            inverse = 1 / (lam + kappa)
            df1 = lam @ inverse
            step = (kappa * (1 - df1 / N) - z) / (1 - df1 / N + kappa * (lam @ inverse**2) / N)
            kappa -= step
            if abs(step) < 1e-13 * abs(kappa):
                break
        found[i] = kappa
    return found


def responses(frequencies):
    kappa = kappas(frequencies)
    inverse = 1 / (lam + kappa[:, None])
    return kappa * (inverse @ power) / frequencies, frequencies * (inverse @ lam)


def work():
    losses = []
    for u, weight, steps in contours:
        root = np.exp(u / 2)
        slow = responses(np.expm1(u / 2) / eta)
        fast = responses(-(root + 1) / eta)
        forcing = root * (slow[0] - fast[0]) / (2 * eta)
        kernel = -eta / 2 * (slow[1] - fast[1]) / root
        loss = forcing / (1 - kernel / batch)
        losses.append(2 * (np.exp(np.outer(steps, u)) @ (weight * loss)).real)
    return np.concatenate(losses)


print(json.dumps({"seconds": least(work, passes, time.process_time), "loss": work().tolist()}))
