import { axpy, copy, dot, routine, scale } from '../../../networks/arrays.ts';
import { activationKinds } from '../../../networks/operations/activation.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Random } from '../../../numeric/random.ts';
import { log, squared, wholePower } from '../../../numeric/special.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { FiniteWidthObservable } from '../observables.ts';
import type { FiniteWidthProblem } from '../problem.ts';

/** Networks between two looks at whether to stop. */
const BETWEEN_CHECKS = 16;

/** Many networks, each with weights of its own, and how long one signal is at the top of each. */
export function runTrial(
  problem: FiniteWidthProblem,
  { engine, random, reporter }: TrialContext<FiniteWidthObservable>,
): Trial<FiniteWidthObservable> {
  const { networks, startLength, depth } = problem.parameters;
  const { gain } = problem;
  const lengths = engine.heap.scope(() => {
    const lengthAtTop = networkOf(problem, engine);
    return Float64Array.from({ length: networks }, (_, i) => {
      if (i % BETWEEN_CHECKS === 0) reporter.check();
      reporter.progress(i / networks);
      return lengthAtTop(random.stream('network', i));
    });
  });
  // Without a gain the mean length is the networks' own, which costs a degree of freedom.
  const usual = gain === undefined ? mean(lengths) : startLength * wholePower(gain, depth - 1);
  const relative = lengths.map((length) => length / usual);
  const squares = relative.reduce((sum, one) => sum + squared(one - 1), 0);
  const relativeVariance = squares / (gain === undefined ? networks - 1 : networks);
  if (gain === undefined) return { observables: { relativeVariance } };
  const logs = relative.filter((one) => one > 0).map(log);
  const without = { meanLog: 'fewer than two networks are alive', varianceLog: 'fewer than two networks are alive' };
  const deadShare = 1 - logs.length / networks;
  if (logs.length < 2) return { observables: { relativeVariance, deadShare }, without };
  const meanLog = mean(logs);
  const varianceLog = logs.reduce((sum, one) => sum + squared(one - meanLog), 0) / (logs.length - 1);
  return { observables: { relativeVariance, meanLog, varianceLog, deadShare } };
}

/** What draws the weights of a network from a stream and gives |h^L|²/n; in the heap's scope. */
function networkOf({ parameters }: FiniteWidthProblem, engine: Engine): (random: Random) => number {
  const { activation, width, depth, weightVariance, biasVariance, startLength } = parameters;
  const { heap } = engine;
  const weights = heap.matrix(width, width);
  const [signal, activated, bias] = [heap.matrix(width, 1), heap.matrix(width, 1), heap.matrix(width, 1)];
  const activate = routine(heap, 'activation', 'f64');
  const multiply = engine.prepareGemm({
    ...{ a: weights, b: activated, c: signal },
    alpha: Math.sqrt(weightVariance / width),
  });
  return (random) => {
    // Of a fixed input the first layer's weights make independent Gaussian numbers.
    random.stream('first').fillNormal(signal);
    scale(Math.sqrt(startLength), signal);
    const [layers, biases] = [random.stream('weights'), random.stream('biases')];
    for (let l = 1; l < depth; l++) {
      if (activation === 'linear') copy(signal, activated);
      else activate(activationKinds[activation], signal.address, activated.address, width);
      layers.fillNormal(weights);
      multiply();
      if (biasVariance === 0) continue;
      biases.fillNormal(bias);
      axpy(Math.sqrt(biasVariance), bias, signal);
    }
    return dot(signal, signal) / width;
  };
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
