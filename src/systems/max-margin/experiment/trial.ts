import { exp } from '../../../numeric/special.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { MaxMarginObservable } from '../observables.ts';
import type { MaxMarginParameters } from '../parameters.ts';
import type { MaxMarginProblem } from '../problem.ts';
import { LogisticLoss } from './logistic.ts';
import { moveOf } from './optimisers.ts';

const STEPS_BETWEEN_CHECKS = 256;

/** Full-batch training from w = 0. */
export function runTrial(
  { parameters, Z, eta, looks, half }: MaxMarginProblem,
  { reporter }: TrialContext<MaxMarginObservable>,
): Trial<MaxMarginObservable> {
  const { optimiser, steps, schedule } = parameters;
  const decays = optimiser !== 'descent' && schedule === 'decaying';
  const w = new Float64Array(parameters.dimension);
  const loss = new LogisticLoss(Z);
  const move = moveOf(parameters);
  const curves = { margin: [] as number[], loss: [] as number[] };
  let path = 0;
  let middle = { path: 0, logLoss: 0 };
  for (let k = 0; k <= steps; k++) {
    if (k % STEPS_BETWEEN_CHECKS === 0) {
      reporter.check();
      reporter.progress(k / steps);
    }
    loss.at(w);
    if (looks[curves.loss.length] === k) {
      curves.margin.push(loss.leastMargin() / norms.l2(w));
      curves.loss.push(exp(loss.logLoss()));
    }
    if (k === half) middle = { path, logLoss: loss.logLoss() };
    if (k === steps) break;
    const size = decays ? eta / Math.sqrt(k + 1) : eta;
    move(w, loss, size);
    path += size;
  }
  const observables: Trial<MaxMarginObservable>['observables'] = {
    finalMargin: loss.leastMargin() / norms[normOf(parameters)](w),
  };
  if (optimiser === 'descent')
    Object.assign(observables, { margin: Float64Array.from(curves.margin), loss: Float64Array.from(curves.loss) });
  else observables.decayRate = (middle.logLoss - loss.logLoss()) / (path - middle.path);
  return { observables };
}

const norms = {
  l1: (w: Float64Array) => w.reduce((sum, one) => sum + Math.abs(one), 0),
  l2: (w: Float64Array) => Math.sqrt(w.reduce((sum, one) => sum + one * one, 0)),
  linf: (w: Float64Array) => w.reduce((most, one) => Math.max(most, Math.abs(one)), 0),
};

/** The norm in which the optimiser's margin is measured. */
function normOf({ optimiser, epsilon }: MaxMarginParameters): keyof typeof norms {
  if (optimiser === 'coordinate') return 'l1';
  return optimiser === 'sign' || (optimiser === 'adam' && epsilon === 0) ? 'linf' : 'l2';
}
