import { NoConvergence } from '../../../numeric/errors.ts';
import { log } from '../../../numeric/special.ts';
import { plain } from '../../../statistics/sentences.ts';
import type { Trial, TrialContext, TrialReporter } from '../../contract.ts';
import { asArrays } from '../../shared/curves.ts';
import type { BatchSizeObservable } from '../observables.ts';
import { hasSampledGradients } from '../parameters.ts';
import type { LeastSquaresProblem } from '../problem.ts';
import { NoiseProbe } from './noise-probe.ts';
import { Runs } from './runs.ts';

/**
 * Runs of the optimiser on fresh batches: over the steps of the curves, then until their mean risk
 * is at the target, if that is worth waiting for. Throws `NoConvergence` where it does not come.
 */
export function runLeastSquares(
  problem: LeastSquaresProblem,
  { random, engine, reporter }: TrialContext<BatchSizeObservable>,
): Trial<BatchSizeObservable> {
  const { parameters, steps, wait } = problem;
  const total = Math.max(steps[steps.length - 1], wait?.expected ?? 0);
  return engine.heap.scope(() => {
    const runs = new Runs(problem, random.stream('batches'), engine);
    const watch = new TargetWatch(runs, parameters.targetRisk);
    const probe = hasSampledGradients(parameters)
      ? new NoiseProbe(problem, random.stream('probes'), engine)
      : undefined;
    const curves: Partial<Record<BatchSizeObservable, number[]>> = { excessRisk: [] };
    if (probe) Object.assign(curves, { simpleNoiseScale: [], noiseScale: [] });
    for (const step of steps) {
      watch.to(step, reporter, total);
      curves.excessRisk!.push(watch.risk);
      if (probe) {
        const { simple, noise } = probe.measure(runs.errors);
        curves.simpleNoiseScale!.push(simple);
        curves.noiseScale!.push(noise);
      }
      reporter.partial({ observables: asArrays(curves) });
    }
    if (!wait) return { observables: asArrays(curves) };
    while (watch.reached === undefined && runs.steps < wait.most) watch.to(runs.steps + 1, reporter, total);
    if (watch.reached === undefined)
      throw new NoConvergence(
        `the mean risk of ${problem.runs} runs is ${plain(watch.risk, 3)} after ${runs.steps} steps, and has not come to the target`,
      );
    const stepsToTarget = watch.reached;
    return {
      observables: { ...asArrays(curves), stepsToTarget, examplesToTarget: stepsToTarget * parameters.batch },
    };
  });
}

/** Steps the runs on, and sees their mean risk come to the target. */
class TargetWatch {
  /** The first step at which it was there, with its fraction by the logarithm of the risk. */
  reached: number | undefined;
  /** The mean risk now. */
  risk: number;
  private readonly runs: Runs;
  private readonly target: number;

  constructor(runs: Runs, target: number) {
    this.runs = runs;
    this.target = target;
    this.risk = runs.meanRisk();
  }

  to(step: number, reporter: TrialReporter<BatchSizeObservable>, total: number): void {
    const { runs, target } = this;
    while (runs.steps < step) {
      reporter.check();
      const before = this.risk;
      runs.step();
      this.risk = runs.meanRisk();
      if (!Number.isFinite(this.risk))
        throw new NoConvergence(
          `the mean risk is beyond all numbers after ${runs.steps} steps: the rate is too large, choose a smaller one`,
        );
      if (this.reached === undefined && this.risk <= target)
        this.reached = runs.steps - 1 + log(before / target) / log(before / this.risk);
      reporter.progress(Math.min(0.99, runs.steps / total));
    }
  }
}
