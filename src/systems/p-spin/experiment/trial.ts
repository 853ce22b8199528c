import { squared } from '../../../numeric/special.ts';
import type { Measured, Trial, TrialContext } from '../../contract.ts';
import type { PSpinObservable } from '../observables.ts';
import { hessianRadius, type PSpinProblem } from '../problem.ts';
import { curvatures } from './curvature.ts';
import { drawStarts, flowStep, projectedStep } from './dynamics.ts';
import { Landscape } from './landscape.ts';

/**
 * Starts in one landscape, in pairs that see opposite couplings: nearly independent repetitions.
 */
export const STARTS = 8;

/** How many of the last states have their Hessian taken. */
const HESSIANS = 2;

/** Descents in one landscape of real couplings, averaged. */
export function runTrial(
  { parameters, tick, ticks, looks, waitingTicks, lags, edges }: PSpinProblem,
  { random, engine, reporter, wanted }: TrialContext<PSpinObservable>,
): Trial<PSpinObservable> {
  const { step, temperature, signal, startOverlap, size } = parameters;
  return engine.heap.scope(() => {
    const landscape = new Landscape(parameters, STARTS, random.stream('couplings'), engine);
    const overlap = signal > 0 ? startOverlap : undefined;
    const states = drawStarts(landscape, overlap, random.stream('starts'), engine);
    const noise =
      temperature > 0 ? { random: random.stream('noise'), room: engine.heap.matrix(size, STARTS) } : undefined;
    const force = new Float64Array(states.length);
    const energy: number[] = [];
    const gradient: number[] = [];
    const overlaps: number[] = [];
    const correlation: number[] = [];
    let waited = states;
    for (let k = 0; ; k++) {
      reporter.check();
      const energies = landscape.force(states, force);
      if (k === waitingTicks) waited = states.slice();
      if (looks.includes(k)) {
        energy.push(mean(energies));
        gradient.push(squaredGradient(states, force, landscape));
        overlaps.push(mean(states.subarray(0, STARTS)) / Math.sqrt(size));
      }
      if (lags.includes(k - waitingTicks)) correlation.push(overlapOf(states, waited, landscape));
      if (k === ticks) break;
      if (step === 'flow') flowStep(landscape, states, force, tick);
      else projectedStep(landscape, states, force, { step, temperature, noise });
      reporter.progress(k / ticks);
    }
    const observables: Partial<Record<PSpinObservable, Measured>> = {
      energy: Float64Array.from(energy),
      gradient: Float64Array.from(gradient),
      correlation: Float64Array.from(correlation),
      overlap: Float64Array.from(overlaps),
    };
    if (wanted.has('spectrum') || wanted.has('negativeShare')) {
      const radius = hessianRadius(parameters.order);
      const all = Array.from({ length: HESSIANS }, (_, column) => {
        reporter.check();
        return [...curvatures(landscape, states, force, column, engine)].map((value) => value / radius);
      }).flat();
      observables.negativeShare = all.filter((value) => value < 0).length / all.length;
      observables.spectrum = histogram(all, edges);
    }
    return { observables };
  });
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Mean over the states of σ·σ′/N. */
function overlapOf(states: Float64Array, others: Float64Array, { size, states: R }: Landscape): number {
  let sum = 0;
  for (let i = 0; i < states.length; i++) sum += states[i] * others[i];
  return sum / (size * R);
}

/** Mean over the states of |F − (F·σ/N) σ|²/N. */
function squaredGradient(states: Float64Array, force: Float64Array, { size: N, states: R }: Landscape): number {
  const squares = new Float64Array(R);
  const along = new Float64Array(R);
  for (let i = 0; i < states.length; i++) {
    squares[i % R] += (force[i] * force[i]) / N;
    along[i % R] += (force[i] * states[i]) / N;
  }
  return mean(squares.map((square, r) => square - squared(along[r])));
}

/** The density in each bin. */
function histogram(values: number[], edges: Float64Array): Float64Array {
  const density = new Float64Array(edges.length - 1);
  const width = edges[1] - edges[0];
  for (const value of values) {
    const bin = Math.floor((value - edges[0]) / width);
    if (bin >= 0 && bin < density.length) density[bin] += 1 / (values.length * width);
  }
  return density;
}
