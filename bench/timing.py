"""The least time of several passes; first calls do not count."""
import time


def least(work, passes, clock=time.perf_counter):
    """In seconds."""
    work()
    best = float("inf")
    for _ in range(passes):
        start = clock()
        work()
        best = min(best, clock() - start)
    return best


def best(work):
    """In milliseconds; of passes that take 2 ms or more, for 0.7 seconds."""
    for _ in range(3):
        work()
    start = time.perf_counter()
    work()
    repeats = max(1, int(2e-3 / (time.perf_counter() - start)))
    times = []
    end = time.perf_counter() + 0.7
    while time.perf_counter() < end or len(times) < 3:
        start = time.perf_counter()
        for _ in range(repeats):
            work()
        times.append((time.perf_counter() - start) / repeats)
    return 1000 * min(times)
