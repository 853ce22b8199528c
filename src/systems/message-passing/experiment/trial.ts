import { inner } from '../../../numeric/small-systems.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { MessagePassingObservable } from '../observables.ts';
import { LAST_STEP, type MessagePassingProblem } from '../problem.ts';
import { Messages } from './messages.ts';
import { spectralStart } from './spectral-start.ts';
import { drawStart, drawTask, examiner } from './task.ts';

/**
 * One teacher with its rows; messages are passed, and the guess is held to the teacher after each
 * step.
 */
export function runTrial(
  { parameters, rows, start, steps }: MessagePassingProblem,
  { random, engine, reporter, wanted }: TrialContext<MessagePassingObservable>,
): Trial<MessagePassingObservable> {
  const { channel, noise, estimator, ridge } = parameters;
  return engine.heap.scope(() => {
    const task = drawTask(parameters, rows, random, engine);
    const weights = drawStart(task.teacher, start, random.stream('start'), engine);
    const variance = estimator === 'bayes' ? 1 - start : 1 / ridge;
    const messages = new Messages(task.inputs, task.labels, weights, variance, parameters, engine);
    const examine = examiner(parameters, random.stream('test'), engine);
    const state = () => {
      const w = weights.values;
      return { overlap: inner(w, task.teacher.values), power: inner(w, w) };
    };
    const curve = () => new Float64Array(steps.length);
    const curves = { overlap: curve(), power: curve(), variance: curve(), error: curve() };
    const last = wanted.has('settledError') || wanted.has('leastError') ? LAST_STEP : steps.length;
    for (let t = 0; t < last; t++) {
      reporter.check();
      messages.step();
      reporter.progress((t + 1) / last);
      if (t >= steps.length) continue;
      const { overlap, power } = state();
      curves.overlap[t] = overlap;
      curves.power[t] = power;
      curves.variance[t] = messages.variance;
      if (wanted.has('error')) curves.error[t] = examine(overlap, power);
    }
    const { overlap, power } = state();
    const settledError = last === LAST_STEP ? examine(overlap, power) : undefined;
    const spectral = channel === 'abs' && noise === 0 && wanted.has('spectralOverlap');
    return {
      observables: {
        ...curves,
        ...(settledError !== undefined && { settledError }),
        ...(settledError !== undefined && channel !== 'abs' && { leastError: settledError }),
        ...(channel === 'abs' && { growth: curves.overlap[steps.length - 1] / start }),
        ...(spectral && { spectralOverlap: spectralStart(task, random.stream('spectral'), engine) }),
      },
    };
  });
}
