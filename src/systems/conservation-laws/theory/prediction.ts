import { power, squared } from '../../../numeric/special.ts';
import type { Prediction, TheoryContext } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { ConservationObservable } from '../observables.ts';
import type { ConservationProblem } from '../problem.ts';
import { accountOf, flowKept } from './account.ts';
import { type Blocks, balancesOf, sizeOf } from './laws.ts';
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
    flow ? flowKept(decay, eta * k) : power(1 - eta * decay, k),
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
  const kept = Float64Array.from(measuredAt, (k) => squared(flowKept(decay, eta * k)));
  // Steps of decay, (1 − ηλ)^2k, are part of what is measured: the flow knows of none.
  const steps = (k: number) => power(1 - eta * decay, 2 * k);
  return {
    kept,
    violation: kept.map((one, i) => Math.abs(one - steps(measuredAt[i]))),
    stepViolation: kept.map((one) => one * Math.abs(1 - steps(1) / squared(flowKept(decay, eta)))),
  };
}

function accountBalances(problem: ConservationProblem, { check, progress }: Context): Balances {
  const { parameters, measuredAt, steps } = problem;
  const { step: eta, decay, optimiser } = parameters;
  const momentum = optimiser === 'momentum' ? parameters.momentum : 0;
  const network = symmetricLoss(problem);
  const start = startOf(problem);
  const first = balancesOf(network.balances, start);
  const size = sizeOf(first);
  const found: Record<keyof Balances, number[]> = { kept: [], violation: [], stepViolation: [] };
  for (const entry of accountOf(network, start, { step: eta, decay, momentum, steps })) {
    check();
    progress(entry.step / steps);
    if (entry.step !== measuredAt[found.kept.length]) continue;
    found.kept.push(entry.balances.reduce((sum, one, i) => sum + one * first[i], 0) / squared(size));
    const rest = power(1 - eta * decay, 2 * entry.step);
    found.violation.push(sizeOf(entry.balances.map((one, i) => one - rest * first[i])) / size);
    found.stepViolation.push(sizeOf(entry.broken) / size);
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
