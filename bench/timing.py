import time


def best_time(work, passes, clock=time.perf_counter):
    """The least time of several passes, in seconds."""
    best = float("inf")
    for _ in range(passes):
        start = clock()
        work()
        best = min(best, clock() - start)
    return best
