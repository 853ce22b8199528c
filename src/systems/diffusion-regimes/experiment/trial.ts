import { takeStep } from '../../../diffusion/samplers.ts';
import { noisePower, signalPower } from '../../../diffusion/schedules.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import { squared } from '../../../numeric/special.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { RegimesObservable } from '../observables.ts';
import { noiseAt, type RegimesProblem } from '../problem.ts';
import { firstClassProbability, mixtureMean, type Noisy, pointWeights } from './scores.ts';

/** ln(σ²/α²) at which the way back ends: next to nothing of noise. */
const END = -7;

/**
 * A training set of its own; at each time its points are noised and go back twice, by the score of
 * the true mixture and by that of the training set.
 */
export function runTrial(
  { parameters, times, distance }: RegimesProblem,
  { random, engine, reporter }: TrialContext<RegimesObservable>,
): Trial<RegimesObservable> {
  const { samples, dimension, spread, steps } = parameters;
  const { heap } = engine;
  const walks = Math.min(samples, parameters.walks);
  return heap.scope(() => {
    const points = heap.matrix(samples, dimension);
    const signs = heap.matrix(samples, 1);
    random.stream('points').fillNormal(points);
    random.stream('classes').fillRademacher(signs);
    const deviation = Math.sqrt(spread);
    const squares = drawn(points, (a, at) => {
      return deviation * a + (at % dimension === 0 ? signs.values[at / dimension] * distance : 0);
    });
    const [start, state, denoised, noise] = [0, 1, 2, 3].map(() => heap.matrix(samples, dimension));
    const weights = heap.matrix(samples, samples);
    const curves = { sameClass: times.slice(), returned: times.slice(), ownWeight: times.slice() };

    for (const [i, time] of times.entries()) {
      const stream = random.stream('time', i);
      const gammas = wayBack(time, steps);
      stream.stream('noise').fillNormal(start);
      const { alpha, variance } = level(gammas[0]);
      const [clean, x, sigma] = [points.values, start.values, Math.sqrt(variance)];
      for (let at = 0; at < x.length; at++) x[at] = alpha * clean[at] + sigma * x[at];

      /** The first `rows` of `start` go back, by what `denoise` makes of their state. */
      const goBack = (name: string, rows: number, denoise: (noisy: Noisy, denoised: Matrix) => void): Matrix => {
        const fresh = stream.stream(name);
        const [x, clean, z] = [state.head(rows), denoised.head(rows), noise.head(rows)];
        x.values.set(start.head(rows).values);
        for (let j = 0; j < steps; j++) {
          reporter.check();
          denoise({ state: x, ...level(gammas[j]) }, clean);
          fresh.fillNormal(z);
          const [from, to] = [gammas[j], gammas[j + 1]].map((gamma) => new Float64Array(dimension).fill(gamma));
          takeStep('ancestral', { state: x, denoised: clean, noise: z }, from, to);
        }
        return x;
      };
      const weigh = (noisy: Noisy) => {
        const own = weights.head(noisy.state.rows);
        pointWeights(noisy, { points, squares, weights: own }, engine);
        return own;
      };

      const first = weigh({ state: start, alpha, variance });
      curves.ownWeight[i] = meanOver(samples, (row) => first.values[row * samples + row]);
      const copies = goBack('training set', walks, (noisy, clean) =>
        engine.gemm({ a: weigh(noisy), b: points, c: clean }),
      );
      const last = weigh({ state: copies, ...level(END) });
      curves.returned[i] = meanOver(walks, (row) => (isLargest(last, row) ? 1 : 0));
      const classes = { distance, spread };
      const back = goBack('mixture', samples, (noisy, clean) => mixtureMean(noisy, classes, clean));
      curves.sameClass[i] = meanOver(samples, (row) => {
        const plus = firstClassProbability(back.values[row * dimension], level(END), classes);
        return signs.values[row] > 0 ? plus : 1 - plus;
      });
      reporter.progress((i + 1) / times.length);
    }
    return { observables: curves };
  });
}

/** Changes each number, and returns the squared norms of the rows. */
function drawn({ values, rows, columns }: Matrix, change: (value: number, at: number) => number): Float64Array {
  const squares = new Float64Array(rows);
  for (let at = 0; at < values.length; at++) {
    values[at] = change(values[at], at);
    squares[Math.floor(at / columns)] += squared(values[at]);
  }
  return squares;
}

/** γ from a time's own down to `END`, in even steps. */
function wayBack(time: number, steps: number): Float64Array {
  const start = noiseAt(time);
  return Float64Array.from({ length: steps + 1 }, (_, j) => start + (j / steps) * (END - start));
}

function level(gamma: number): Omit<Noisy, 'state'> {
  return { alpha: Math.sqrt(signalPower(gamma)), variance: noisePower(gamma) };
}

function meanOver(rows: number, of: (row: number) => number): number {
  let sum = 0;
  for (let row = 0; row < rows; row++) sum += of(row);
  return sum / rows;
}

/** Whether row `row` of the weights has its largest at its own place. */
function isLargest({ values, columns }: Matrix, row: number): boolean {
  const own = values[row * columns + row];
  for (let j = 0; j < columns; j++) if (values[row * columns + j] > own) return false;
  return true;
}
