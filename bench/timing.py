"""The least time of several passes, in seconds; a first call does not count."""
import time


def least(work, passes, clock=time.perf_counter):
    work()
    best = float("inf")
    for _ in range(passes):
        start = clock()
        work()
        best = min(best, clock() - start)
    return best
