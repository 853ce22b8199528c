import type { Prediction, TheoryContext } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { ConservationObservable } from '../observables.ts';
import type { ConservationProblem } from '../problem.ts';
import { accountOf, flowKept } from './account.ts';
import { type Blocks, balancesOf } from './laws.ts';
import { symmetricLoss } from './networks.ts';

/** Rounding along the way, before what training itself makes of it. */
const ACCURACY = 1e-11;

type Context = Pick<TheoryContext<ConservationObservable>, 'check' | 'progress'>;

/** Throws `NotFinite` where training diverges. */
export function predict(problem: ConservationProblem, context: Context): Prediction<ConservationObservable> {
  const { parameters, measuredAt } = problem;
  const flow = parameters.law === 'flow' || parameters.optimiser === 'adam';
  const balances = flow ? flowBalances(problem) : accountBalances(problem, context);
  const { step: eta, decay } = parameters;
  const moves = symmetricLoss(problem).translations.length > 0;
  const translationKept = Float64Array.from(measuredAt, (k) =>
    flow ? flowKept(decay, eta * k) : (1 - eta * decay) ** k,
  );
  return {
    observables: quantities<ConservationObservable>(
      {
        ...balances,
        finalViolation: balances.violation[measuredAt.length - 1],
        ...(moves ? { translationKept, translationMoved: translationKept.map((one) => 1 - one) } : {}),
      },
      ACCURACY,
    ),
  };
}

type Balances = Record<'kept' | 'violation' | 'stepViolation', Float64Array>;

/** Decay alone changes a balance, by e^(−2λt). */
function flowBalances({ parameters, measuredAt }: ConservationProblem): Balances {
  const { step: eta, decay } = parameters;
  const kept = Float64Array.from(measuredAt, (k) => flowKept(decay, eta * k) ** 2);
  // Steps of decay, (1 − ηλ)^2k, are part of what is measured: the flow knows of none.
  const steps = (k: number) => (1 - eta * decay) ** (2 * k);
  return {
    kept,
    violation: kept.map((one, i) => Math.abs(one - steps(measuredAt[i]))),
    stepViolation: kept.map((one) => one * Math.abs(1 - steps(1) / flowKept(decay, eta) ** 2)),
  };
}

function accountBalances(problem: ConservationProblem, { check, progress }: Context): Balances {
  const { parameters, measuredAt, steps } = problem;
  const { step: eta, decay, optimiser } = parameters;
  const momentum = optimiser === 'momentum' ? parameters.momentum : 0;
  const network = symmetricLoss(problem);
  const start = startOf(problem);
  const first = balancesOf(network.balances, start);
  const size = Math.hypot(...first);
  const found: Record<keyof Balances, number[]> = { kept: [], violation: [], stepViolation: [] };
  for (const entry of accountOf(network, start, { step: eta, decay, momentum, steps })) {
    check();
    progress(entry.step / steps);
    if (entry.step !== measuredAt[found.kept.length]) continue;
    found.kept.push(entry.balances.reduce((sum, one, i) => sum + one * first[i], 0) / size ** 2);
    const rest = (1 - eta * decay) ** (2 * entry.step);
    found.violation.push(Math.hypot(...entry.balances.map((one, i) => one - rest * first[i])) / size);
    found.stepViolation.push(Math.hypot(...entry.broken) / size);
  }
  return {
    kept: Float64Array.from(found.kept),
    violation: Float64Array.from(found.violation),
    stepViolation: Float64Array.from(found.stepViolation),
  };
}

function startOf({ blocks, start }: ConservationProblem): Blocks {
  return blocks.map(({ rows, columns, offset }) => ({
    rows,
    columns,
    value: start.slice(offset, offset + rows * columns),
  }));
}
