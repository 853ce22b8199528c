import { exp, squared } from '../../numeric/special.ts';
import { judgeCurve } from '../../statistics/equivalence.ts';
import { count, percent, percentWithError } from '../../statistics/sentences.ts';
import type { Report } from '../contract.ts';
import type { HoldOut } from './analysis.ts';
import type { Runs } from './runs.ts';

/**
 * Each held-out loss against the law of the cheaper runs: equal within the margin, where a run
 * scatters as those that were fitted do.
 */
export function judgeHoldOut(
  test: HoldOut | undefined,
  runs: Runs,
  { margin, holdOut: share }: { margin: number; holdOut: number },
): Report['backTest'] {
  if (!test)
    return {
      verdict: 'unresolved',
      sentence: `Not back-tested: ${share === 0 ? 'holdOut=0 holds nothing back' : 'too few runs would be left to fit'}. What it says beyond its runs is untried`,
    };
  const { fitted, errors, noise, form } = test;
  const held = errors.length;
  const points = Array.from(errors, (error, i) => {
    const loss = runs.loss[fitted + i];
    const trials = Math.max(2, fitted - form.constants.length + 1);
    return {
      measured: { mean: loss, standardError: noise * loss, trials },
      predicted: loss * exp(error),
      at: `row ${runs.lines[fitted + i]}`,
    };
  });
  const { verdict } = judgeCurve(points, { margin });
  const worst = errors.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
  const mean = errors.reduce((a, b) => a + b, 0) / held;
  const spread = Math.sqrt(errors.reduce((sum, one) => sum + squared(one - mean), 0) / Math.max(1, held - 1));
  const factor = runs.cost[runs.cost.length - 1] / runs.cost[fitted - 1];
  const lead = { holds: 'Back-test holds', broken: 'Back-test BROKEN', unresolved: 'Back-test unresolved' }[verdict];
  const end = {
    holds: `all within ${percent(margin)}`,
    broken: `beyond the margin of ${percent(margin)}: do not trust what it says beyond these runs`,
    unresolved: `at a margin of ${percent(margin)} the scatter of runs (${percent(noise, 2)}) leaves it open`,
  }[verdict];
  return {
    verdict,
    sentence: `${lead}: fitted to the ${fitted} cheapest runs, it predicts the ${count(held, 'dearest run')} (up to ${Number(factor.toPrecision(2))} times the cost) off by ${percentWithError(mean, spread / Math.sqrt(held))} on average, at most ${percent(Math.abs(worst), 2)}; ${end}`,
  };
}
