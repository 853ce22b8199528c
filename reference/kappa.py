"""Writes kappa.json: the renormalised ridge kappa, largest root of lambda = kappa (1 - Df1(kappa)/P), at 50 digits.

8 spectra x 7 sample counts x 6 ridges = 336 cases. Eigenvalues are formed in 50-digit arithmetic from their formula (not rounded to
float64 first: their rounding moves kappa by less than 1e-15). Root: bisection of the increasing function
kappa (1 - Df1/P) - lambda in log kappa down to 1e-4, then Newton in log kappa until the step is below 1e-45. At ridge 0 kappa is 0 when samples >= rank.
Run: python3 reference/kappa.py > reference/kappa.json (needs mpmath; a few minutes)
"""

import json
import sys

from mpmath import exp, log, mp, mpf

mp.dps = 50

SPECTRA = [
    ("isotropic", {"type": "isotropic", "D": 400, "value": 1}),
    ("power 1.1", {"type": "powerlaw", "D": 1000, "alpha": 1.1}),
    ("power 1.5", {"type": "powerlaw", "D": 1000, "alpha": 1.5}),
    ("power 2", {"type": "powerlaw", "D": 1000, "alpha": 2}),
    ("power 4", {"type": "powerlaw", "D": 1000, "alpha": 4}),
    ("two blocks six decades apart", {"type": "blocks", "values": [1, 1e-6], "mult": [100, 400]}),
    ("geometric", {"type": "exp", "D": 60, "rate": 0.5}),
    ("one mode and a flat tail", {"type": "blocks", "values": [1, 1e-3], "mult": [1, 600]}),
]
RIDGES = ["0", "1e-12", "1e-6", "1e-3", "1", "1e6"]


def modes(spec):
    """[(eigenvalue, multiplicity)]"""
    if spec["type"] == "isotropic":
        return [(mpf(spec["value"]), spec["D"])]
    if spec["type"] == "powerlaw":
        alpha = mpf(str(spec["alpha"]))
        return [(mpf(k) ** -alpha, 1) for k in range(1, spec["D"] + 1)]
    if spec["type"] == "exp":
        return [(exp(-mpf(str(spec["rate"])) * k), 1) for k in range(spec["D"])]
    return [(mpf(str(v)), m) for v, m in zip(spec["values"], spec["mult"])]


def samples(rank):
    """From a single sample to twice the rank, with the rank itself and its neighbours, where cancellation is worst."""
    return [1, max(rank // 10, 2), rank // 4, rank - 1, rank, rank + 1, 2 * rank]


def kappa(spectrum, rank, P, lam):
    if lam == 0 and P >= rank:
        return mpf(0)
    trace = sum(m * e for e, m in spectrum)

    def f(k):
        return k * (1 - sum(m * e / (e + k) for e, m in spectrum) / P) - lam

    def slope(k):
        return 1 - sum(m * (e / (e + k)) ** 2 for e, m in spectrum) / P

    hi = log((lam + trace / P) * (1 + mpf(10) ** -40))
    lo = log(max(lam, min(e for e, _ in spectrum) * (rank - P) / P) * (1 - mpf(10) ** -40))
    while hi - lo > mpf("1e-4"):
        mid = (lo + hi) / 2
        if f(exp(mid)) > 0:
            hi = mid
        else:
            lo = mid
    u = hi
    for _ in range(30):
        k = exp(u)
        step = f(k) / (k * slope(k))
        u -= step
        if abs(step) < mpf(10) ** -45:
            break
    else:
        sys.exit(f"no convergence at P={P}, ridge={lam}")
    return exp(u)


def main():
    cases = []
    for name, spec in SPECTRA:
        spectrum = modes(spec)
        rank = sum(m for _, m in spectrum)
        for P in samples(rank):
            for lam in RIDGES:
                value = kappa(spectrum, rank, P, mpf(lam))
                cases.append({"spectrum": name, "P": P, "lam": float(lam), "kappa": float(value), "digits": mp.nstr(value, 30)})
        print(name, file=sys.stderr)
    head = {
        "about": "kappa, the largest root of lambda = kappa (1 - Df1(kappa)/P), at 50 digits; written by kappa.py. "
        "Encoding of spectra: README.md. `digits` has 30 digits of the float64 `kappa`.",
        "spectra": dict(SPECTRA),
    }
    print(json.dumps(head, indent=1)[:-2] + ',\n "cases": [')
    print(",\n".join("  " + json.dumps(case) for case in cases))
    print(" ]\n}")


main()
