import { NoConvergence } from '../../../numeric/errors.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { AttentionObservable } from '../observables.ts';
import type { AttentionProblem } from '../problem.ts';
import { attention } from './attention.ts';

const STEPS_BETWEEN_CHECKS = 32;

/** One training by stochastic gradient descent on contexts that are drawn for each step. */
export function runTrial(
  { parameters, spectrum, steps }: AttentionProblem,
  { random, engine, reporter }: TrialContext<AttentionObservable>,
): Trial<AttentionObservable> {
  const { length: N, noise, model, start, rate, batch } = parameters;
  const d = spectrum.length;
  const { heap } = engine;
  return heap.scope(() => {
    const inputs = heap.matrix(batch * (N + 1), d);
    const tasks = heap.matrix(batch, d);
    const errors = heap.matrix(batch, N + 1);
    const streams = { inputs: random.stream('inputs'), tasks: random.stream('tasks'), noise: random.stream('noise') };
    const weights = attention(model, d, start);
    const deviations = spectrum.map(Math.sqrt);
    const summary = new Float64Array(d);
    const query = new Float64Array(d);
    const population = describe(spectrum, N, noise);
    const loss: number[] = [];
    const halfTime = new Float64Array(d).fill(Number.NaN);
    let before = new Float64Array(d);
    let isAhead = false;
    const last = steps[steps.length - 1];
    for (let step = 0; ; step++) {
      if (step % STEPS_BETWEEN_CHECKS === 0) {
        reporter.check();
        reporter.progress(step / last);
      }
      const gamma = weights.matrix();
      const diagonal = Float64Array.from({ length: d }, (_, m) => gamma[m * (d + 1)]);
      if (!diagonal.every(Number.isFinite))
        throw new NoConvergence(`training diverged at rate=${rate}: choose a smaller rate, or a larger batch`);
      for (let m = 0; m < d; m++) {
        const half = population.best[m] / 2;
        if (step === 0 && diagonal[m] >= half) isAhead = true;
        if (step > 0 && Number.isNaN(halfTime[m]) && diagonal[m] >= half)
          halfTime[m] = rate * (step - (diagonal[m] - half) / (diagonal[m] - before[m]));
      }
      before = diagonal;
      if (steps[loss.length] === step) loss.push(population.loss(gamma));
      if (step === last) break;
      streams.inputs.fillNormal(inputs);
      streams.tasks.fillNormal(tasks);
      streams.noise.fillNormal(errors);
      const [X, W, E] = [inputs.values, tasks.values, errors.values];
      for (let b = 0; b < batch; b++) {
        summary.fill(0);
        let label = 0;
        for (let i = 0; i <= N; i++) {
          const row = (b * (N + 1) + i) * d;
          label = Math.sqrt(noise) * E[b * (N + 1) + i];
          for (let j = 0; j < d; j++) label += deviations[j] * X[row + j] * W[b * d + j];
          if (i < N) for (let j = 0; j < d; j++) summary[j] += (label * deviations[j] * X[row + j]) / N;
          else for (let j = 0; j < d; j++) query[j] = deviations[j] * X[row + j];
        }
        weights.see(query, summary, label);
      }
      weights.step(rate / batch);
    }
    const curves = { loss: Float64Array.from(loss) };
    if (isAhead) return { observables: curves, without: { halfTime: 'a direction was half learned at the start' } };
    if (halfTime.every(Number.isFinite)) return { observables: { ...curves, halfTime } };
    const late = 'not every direction was half learned within the duration';
    return { observables: curves, without: { halfTime: late } };
  });
}

/** The mean loss of any Γ over all contexts, and the eigenvalues of Γ where it is least. */
function describe(spectrum: Float64Array, N: number, noise: number) {
  const trace = spectrum.reduce((sum, one) => sum + one, 0);
  const moments = spectrum.map((one) => (one * ((N + 1) * one + trace + noise)) / N);
  const d = spectrum.length;
  return {
    best: spectrum.map((one, m) => one / moments[m]),
    loss(gamma: Float64Array): number {
      let twice = noise + trace;
      for (let i = 0; i < d; i++) {
        twice -= 2 * spectrum[i] * spectrum[i] * gamma[i * (d + 1)];
        for (let j = 0; j < d; j++) twice += spectrum[i] * moments[j] * gamma[i * d + j] * gamma[i * d + j];
      }
      return twice / 2;
    },
  };
}
