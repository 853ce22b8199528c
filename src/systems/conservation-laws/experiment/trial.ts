import type { Network } from '../../../networks/network.ts';
import { adam, gradientDescent, heavyBall, type Optimiser } from '../../../networks/optimisers.ts';
import { NotFinite } from '../../../numeric/errors.ts';
import { power, squared } from '../../../numeric/special.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import { asArrays } from '../../shared/curves.ts';
import type { ConservationObservable } from '../observables.ts';
import type { ConservationProblem } from '../problem.ts';
import { readBalances } from './balances.ts';
import { turnedNetwork } from './network.ts';

const STEPS_BETWEEN_CHECKS = 16;

/** The network trained in a basis of its own. Throws `NotFinite` where training diverges. */
export function runTrial(
  problem: ConservationProblem,
  context: TrialContext<ConservationObservable>,
): Trial<ConservationObservable> {
  return context.engine.heap.scope(() => train(problem, context));
}

type Curve = Exclude<ConservationObservable, 'finalViolation'>;

function train(
  problem: ConservationProblem,
  { random, engine, reporter }: TrialContext<ConservationObservable>,
): Trial<ConservationObservable> {
  const { parameters, batch, rowsPerSample, measuredAt, steps } = problem;
  const { step: eta, decay, loss: lossName, inputs: d, outputs: m } = parameters;
  const { network, inputs, targets } = turnedNetwork(problem, random, engine);
  const whole = network.objective(lossName, inputs, targets);
  const rows = batch * rowsPerSample;
  const [x, y] = [engine.heap.matrix(rows, d), engine.heap.matrix(rows, m)];
  const objective = rows === inputs.rows ? whole : network.objective(lossName, x, y);
  const optimiser = optimiserOf(network, parameters);
  const first = readBalances(network, problem);
  const curves: Record<Curve, number[]> = {
    kept: [],
    violation: [],
    stepViolation: [],
    translationKept: [],
    translationMoved: [],
    loss: [],
  };
  for (let k = 1; k <= steps; k++) {
    if (k % STEPS_BETWEEN_CHECKS === 0) {
      reporter.check();
      reporter.progress(k / steps);
    }
    if (objective !== whole)
      for (let i = 0; i < rows; i++) {
        const from = ((k - 1) * rows + i) % inputs.rows;
        x.values.set(inputs.values.subarray(from * d, (from + 1) * d), i * d);
        y.values.set(targets.values.subarray(from * m, (from + 1) * m), i * m);
      }
    const loss = objective.gradient();
    if (!Number.isFinite(loss)) throw new NotFinite(`the loss is ${loss} after ${k - 1} steps: training has diverged`);
    const measures = k === measuredAt[curves.kept.length];
    const before = measures ? readBalances(network, problem).balances : first.balances;
    optimiser.step(eta);
    if (!measures) continue;
    const now = readBalances(network, problem);
    const rest = 1 - eta * decay;
    curves.kept.push(along(now.balances, first.balances));
    curves.violation.push(distance(now.balances, power(rest, 2 * k), first.balances, first.balances));
    curves.stepViolation.push(distance(now.balances, rest * rest, before, first.balances));
    if (first.translations.length > 0) {
      curves.translationKept.push(along(now.translations, first.translations));
      curves.translationMoved.push(distance(now.translations, 1, first.translations, first.translations));
    }
    curves.loss.push(whole.value());
    reporter.partial({ observables: asArrays<ConservationObservable>(curves) });
  }
  const { translationKept, translationMoved, ...others } = curves;
  const measured = first.translations.length > 0 ? { ...others, translationKept, translationMoved } : others;
  return {
    observables: {
      ...asArrays<ConservationObservable>(measured),
      finalViolation: curves.violation[curves.violation.length - 1],
    },
  };
}

function optimiserOf(network: Network, { optimiser, momentum, decay }: ConservationProblem['parameters']): Optimiser {
  if (optimiser === 'adam') return adam(network, { weightDecay: decay });
  if (optimiser === 'momentum') return heavyBall(network, { momentum, weightDecay: decay });
  return gradientDescent(network, { weightDecay: decay });
}

/** a·b/|b|² */
function along(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, one, i) => sum + one * b[i], 0) / b.reduce((sum, one) => sum + one * one, 0);
}

/** |a − factor b| over |unit|. */
function distance(a: Float64Array, factor: number, b: Float64Array, unit: Float64Array): number {
  const squares = a.reduce((sum, one, i) => sum + squared(one - factor * b[i]), 0);
  return Math.sqrt(squares / unit.reduce((sum, one) => sum + one * one, 0));
}
