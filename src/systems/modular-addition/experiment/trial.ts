import { accuracy } from '../../../networks/losses.ts';
import { adam } from '../../../networks/optimisers.ts';
import { NoConvergence } from '../../../numeric/errors.ts';
import { exp, log, squared } from '../../../numeric/special.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import { asArrays } from '../../shared/curves.ts';
import type { ModularAdditionObservable } from '../observables.ts';
import { KNOWN, type ModularAdditionProblem } from '../problem.ts';
import { makeNetwork, samplesOf } from './network.ts';
import { measurePeriodicity, setPeriodicWeights } from './periodic-weights.ts';

type Context = TrialContext<ModularAdditionObservable>;

/** Networks of periodic weights in one trial. */
const CONSTRUCTED = 32;
/** Of v̂ in Adam. */
const BETA2 = 0.98;
const STEPS_BETWEEN_CHECKS = 8;

/**
 * A network is trained on some of the pairs; others are made of periodic weights, and not trained.
 */
export function runTrial(problem: ModularAdditionProblem, context: Context): Trial<ModularAdditionObservable> {
  const { heap } = context.engine;
  const trained = heap.scope(() => train(problem, context));
  return {
    observables: { ...trained.observables, ...heap.scope(() => construct(problem, context)) },
    without: trained.without,
  };
}

function train(problem: ModularAdditionProblem, { engine, random, reporter }: Context) {
  const { parameters, trained, measuredAt } = problem;
  const { modulus: p, units, decay, rate, steps } = parameters;
  const { heap } = engine;
  const order = random.stream('pairs').choose(p * p, p * p);
  const train = samplesOf(order.subarray(0, trained), p, heap);
  const test = samplesOf(order.subarray(trained), p, heap);
  const network = makeNetwork(engine, p, units);
  network.initialise(random.stream('weights'));
  const objective = network.objective('squared', train.inputs, train.targets);
  const tested = network.evaluation(test.inputs);
  const optimiser = adam(network, { beta2: BETA2, weightDecay: decay });
  const curves = {
    trainAccuracy: [] as number[],
    testAccuracy: [] as number[],
    periodicity: [] as number[],
    phaseAgreement: [] as number[],
  };
  for (let step = 0; step <= steps; step++) {
    if (step % STEPS_BETWEEN_CHECKS === 0) {
      reporter.check();
      reporter.progress(step / steps);
    }
    const loss = objective.gradient();
    if (!Number.isFinite(loss)) throw new NoConvergence(`training diverged at step ${step}: choose a smaller rate`);
    if (step === measuredAt[curves.trainAccuracy.length]) {
      curves.trainAccuracy.push(accuracy(objective.evaluation.outputs.value, train.targets));
      curves.testAccuracy.push(accuracy(tested.run(), test.targets));
      const { periodicity, phaseAgreement } = measurePeriodicity(network, p);
      curves.periodicity.push(periodicity);
      curves.phaseAgreement.push(phaseAgreement);
      reporter.partial({ observables: asArrays(curves) });
    }
    if (step < steps) optimiser.step(rate);
  }
  const memorised = firstKnown(measuredAt, curves.trainAccuracy);
  const generalised = firstKnown(measuredAt, curves.testAccuracy);
  const late = (name: string) => `the ${name} accuracy did not reach ${100 * KNOWN} % within ${steps} steps`;
  return {
    observables: {
      ...asArrays(curves),
      ...(memorised !== undefined && { memorised }),
      ...(generalised !== undefined && { generalised }),
    },
    without: {
      ...(memorised === undefined && { memorised: late('training') }),
      ...(generalised === undefined && { generalised: late('test') }),
    },
  };
}

/**
 * When an accuracy is first known, between the steps at which it was measured by their logarithm.
 */
function firstKnown(steps: number[], accuracies: number[]): number | undefined {
  const after = accuracies.findIndex((value) => value >= KNOWN);
  if (after <= 0) return after === 0 ? steps[0] : undefined;
  const [low, high] = [accuracies[after - 1], accuracies[after]];
  const part = (KNOWN - low) / (high - low);
  return exp(log(steps[after - 1]) + part * log(steps[after] / steps[after - 1]));
}

function construct({ parameters }: ModularAdditionProblem, { engine, random, reporter }: Context) {
  const { modulus: p, units } = parameters;
  const network = makeNetwork(engine, p, units);
  const { inputs, targets } = samplesOf(
    Int32Array.from({ length: p * p }, (_, pair) => pair),
    p,
    engine.heap,
  );
  const evaluation = network.evaluation(inputs);
  const draws = random.stream('periodic weights');
  const sums = { exactSignal: 0, exactNoise: 0, exactAccuracy: 0 };
  for (let i = 0; i < CONSTRUCTED; i++) {
    reporter.check();
    setPeriodicWeights(network, p, draws);
    const outputs = evaluation.run();
    const { signal, noise } = signalAndNoise(outputs.values, targets.values, p);
    sums.exactSignal += signal / CONSTRUCTED;
    sums.exactNoise += noise / CONSTRUCTED;
    sums.exactAccuracy += accuracy(outputs, targets) / CONSTRUCTED;
  }
  return sums;
}

/** Wrong outputs are −1/(2(p − 1)) on average over frequencies and phases. */
function signalAndNoise(outputs: ArrayLike<number>, targets: ArrayLike<number>, p: number) {
  const expected = -1 / (2 * (p - 1));
  const wrongOutputs = p * p * (p - 1);
  let [right, wrong, squares] = [0, 0, 0];
  for (let i = 0; i < outputs.length; i++) {
    if (targets[i] === 1) right += outputs[i];
    else {
      wrong += outputs[i];
      squares += squared(outputs[i] - expected);
    }
  }
  return { signal: right / (p * p) - wrong / wrongOutputs, noise: squares / wrongOutputs };
}
