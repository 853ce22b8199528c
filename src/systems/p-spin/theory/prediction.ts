import { remember } from '../../../numeric/remember.ts';
import type { Prediction, TheoryContext } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { PSpinObservable } from '../observables.ts';
import type { PSpinProblem } from '../problem.ts';
import { descend, type OrderParameters } from './descent-equations.ts';
import { flow } from './flow.ts';
import { negativeShare, spectrumInBins } from './hessian.ts';

type Context = Pick<TheoryContext<PSpinObservable>, 'check' | 'progress'>;

/** Of a descent the equations are exact, and this is round-off. */
const ROUND_OFF = 1e-9;

/** The order parameters of an infinitely large landscape at the times that are looked at. */
export function predict(problem: PSpinProblem, context: Context): Prediction<PSpinObservable> {
  const { order: p, signal } = problem.parameters;
  const { energy, gradient, overlap, correlation, error } = solve({ problem, context });
  const { looks, waitingTicks, lags, ticks, edges } = problem;
  const at = (curve: Float64Array) => Float64Array.from(looks, (k) => curve[k]);
  return {
    observables: quantities<PSpinObservable>(
      {
        energy: at(energy),
        gradient: at(gradient),
        correlation: Float64Array.from(lags, (lag) => correlation(waitingTicks + lag, waitingTicks)),
        overlap: signal > 0 ? at(overlap) : undefined,
        negativeShare: negativeShare(p, energy[ticks]),
        spectrum: spectrumInBins(p, energy[ticks], edges),
      },
      error,
    ),
  };
}

/** Points that differ in size or waiting time share their solution. */
const solve = remember(
  ({
    problem,
    context,
  }: {
    problem: PSpinProblem;
    context: Context;
  }): Omit<OrderParameters, 'response'> & { error: number } => {
    const { tick, ticks, parameters } = problem;
    const { order: p, step, temperature: T, signal: r, startOverlap: m0 } = parameters;
    const watch = (fraction: number) => {
      context.check();
      context.progress(fraction);
    };
    if (step === 'flow') return flow({ p, tick, ticks, r, m0 }, watch);
    return { ...descend({ p, h: step, steps: ticks, T, r, m0 }, watch), error: ROUND_OFF };
  },
  ({ problem: { tick, ticks, parameters } }) => {
    const { order, step, temperature, signal, startOverlap } = parameters;
    return [order, step, tick, ticks, temperature, signal, startOverlap].join(' ');
  },
);
