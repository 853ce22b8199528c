import { shuffledBatches } from '../../../networks/batches.ts';
import { Network } from '../../../networks/network.ts';
import { Training } from '../../../networks/train.ts';
import { NoConvergence } from '../../../numeric/errors.ts';
import { plain } from '../../../statistics/sentences.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { EdgeObservable } from '../observables.ts';
import type { EdgeParameters } from '../parameters.ts';
import type { EdgeProblem } from '../problem.ts';
import { type Look, watchEdge } from './edge.ts';
import { drawSamples, modelOf, optimiserOf } from './setting.ts';

/** Steps between two questions whether to stop. */
const STRETCH = 10;
/** A loss so many times the first is divergence: catapults stay far below. */
const DIVERGED = 1e6;

/**
 * One training run, with looks at its sharpness. Throws `NoConvergence` where training diverges.
 */
export function runTrial(
  problem: EdgeProblem,
  { random, engine, reporter }: TrialContext<EdgeObservable>,
): Trial<EdgeObservable> {
  const { parameters, isFullBatch, measured, dropStep } = problem;
  const { loss, rate, drop, steps, batch } = parameters;
  const rateAt = (step: number) => (step < dropStep ? rate : rate / drop);
  return engine.heap.scope(() => {
    const { inputs, targets } = drawSamples(problem, random.stream('samples'), engine.heap);
    const network = new Network(engine, modelOf(problem));
    network.initialise(random.stream('weights'));
    const optimiser = optimiserOf(parameters, network);
    const objective = network.objective(loss, inputs, targets);
    const look = watchEdge(objective, optimiser, random.stream('lanczos'));
    const looks: Look[] = [];
    const training = new Training({
      network,
      loss,
      optimiser,
      rate,
      schedule: (step) => rateAt(step) / rate,
      steps,
      largestLoss: DIVERGED * objective.value(),
      probes: [{ name: 'looks', steps: measured, measure: () => void looks.push(look()) }],
      ...(isFullBatch
        ? { inputs, targets }
        : { batches: shuffledBatches(inputs, targets, Number(batch), random.stream('batches')) }),
    });
    const ratios = () => looks.map(({ sharpness }, i) => sharpness / optimiser.threshold(rateAt(measured[i] - 1)));
    const curves = () => ({
      sharpness: Float64Array.from(ratios()),
      loss: Float64Array.from(looks, (one) => one.loss),
      oscillation: Float64Array.from(looks, (one) => one.oscillation),
    });
    let shown = 0;
    while (training.outcome === 'running') {
      reporter.check();
      training.advance(STRETCH);
      reporter.progress(training.step / steps);
      if (looks.length > shown) reporter.partial({ observables: curves() });
      shown = looks.length;
    }
    if (training.outcome === 'diverged')
      throw new NoConvergence(
        `training diverged at step ${training.divergedAt}: the rate is too large for these weights`,
      );
    const observables = curves();
    const third = (k: number) => (_: unknown, i: number) => Math.ceil((3 * measured[i]) / steps) === k;
    const late = looks.filter(third(3));
    const before = ratios().filter((_, i) => 2 * measured[i] > steps && 3 * measured[i] <= 2 * steps);
    const reason = isFullBatch ? whySilent(parameters, before, late) : undefined;
    if (reason !== undefined) return { observables, without: { lateSharpness: reason } };
    return { observables: { ...observables, lateSharpness: median(late.map(({ sharpness }) => sharpness)) } };
  });
}

/**
 * Where the median sharpness has to be between half and two thirds of the steps, in parts of the
 * threshold, for a run to be judged. At the edge it swings by some ten per cent; a burst that
 * throws the weights far, as with much momentum, leaves it at a half or less, to rise anew.
 */
const ARRIVED = 0.9;

/**
 * A cross-entropy below this has the classes told apart: the Hessian then falls as the loss does,
 * and sharpness leaves the edge again.
 */
const TOLD_APART = 0.1;

/**
 * Why a run says nothing about the edge: it did not stand there before the last third, or has
 * nothing left to learn. `before`: sharpness over threshold between half and two thirds of the
 * steps.
 */
function whySilent({ loss }: EdgeParameters, before: number[], late: Look[]): string | undefined {
  const stand = median(before);
  if (stand < ARRIVED)
    return `the sharpness stood at ${plain(stand, 2)} of its threshold, and not at the edge, before the last third began: not yet there, or thrown off it again`;
  if (loss === 'cross-entropy' && late[0].loss < TOLD_APART)
    return 'the classes were told apart before the last third, from where sharpness falls with the loss';
  return undefined;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [below, above] = [Math.floor, Math.ceil].map((round) => sorted[round((sorted.length - 1) / 2)]);
  return (below + above) / 2;
}
