/**
 * When a component of variance S has a signal-to-noise ratio of 1, on a hierarchical schedule that
 * runs from γ(0) at the speed Δγ: t = (ln S − γ(0))/Δγ. May lie outside of 0 to 1.
 *
 * Source: Gerdes, Welling & Cheng 2024 (2410.02667), section 4.
 */
export function timeOfUnitSignal(logVariance: number, gammaAtData: number, speed: number): number {
  return (logVariance - gammaAtData) / speed;
}

/**
 * When a share first reaches `level` at `times` that go down from 1 to 0, straight between them: 1
 * where it has it from the start, 0 where it never gets there.
 */
export function firstReaches(shares: ArrayLike<number>, times: ArrayLike<number>, level: number): number {
  if (shares[0] >= level) return times[0];
  for (let j = 1; j < shares.length; j++) {
    if (shares[j] < level) continue;
    const part = (level - shares[j - 1]) / (shares[j] - shares[j - 1]);
    return times[j - 1] + part * (times[j] - times[j - 1]);
  }
  return 0;
}
