import type { Trial, TrialContext } from '../../contract.ts';
import type { SuperpositionObservable } from '../observables.ts';
import type { SuperpositionProblem } from '../problem.ts';
import { SparseInputs } from './inputs.ts';
import { ToyModel } from './toy-model.ts';

/** Inputs that tell which restart is best, and others on which it is tested. */
export const TESTS = { choice: 4000, loss: 20_000 };

const STEPS_BETWEEN_CHECKS = 64;
/** As near to the best loss as noise of the inputs of `choice` lets one see. */
const NEAR = 1.05;

/** Several trainings from random starts; the best one, and what became of all. */
export function runTrial(
  { parameters, importances, dimensions }: SuperpositionProblem,
  { random, reporter }: TrialContext<SuperpositionObservable>,
): Trial<SuperpositionObservable> {
  const { density, restarts, steps, batch, rate } = parameters;
  const n = importances.length;
  const x = new Float64Array(n);
  const models: ToyModel[] = [];
  for (let restart = 0; restart < restarts; restart++) {
    const model = new ToyModel(importances, dimensions, random.stream('start', restart));
    const inputs = new SparseInputs(n, density, random.stream('inputs', restart));
    for (let step = 0; step < steps; step++) {
      if (step % STEPS_BETWEEN_CHECKS === 0) {
        reporter.check();
        reporter.progress((restart + step / steps) / restarts);
      }
      seeAll(model, inputs, batch / 2, x);
      model.step(rate * (1 - step / steps));
    }
    models.push(model);
  }
  const loss = (model: ToyModel, name: string, count: number) => {
    reporter.check();
    return seeAll(model, new SparseInputs(n, density, random.stream(name)), count / 2, x, 'test');
  };
  // The same inputs for all, so that their noise does not decide between them.
  const losses = models.map((model) => loss(model, 'choice', TESTS.choice));
  const least = Math.min(...losses);
  const best = models[losses.indexOf(least)];
  const [w1, w2] = best.weights;
  return {
    observables: {
      loss: loss(best, 'test', TESTS.loss),
      dimensionality: (w2 * w2) / (w1 * w1 + w2 * w2),
      overlap: w1 * w2,
      meanLoss: losses.reduce((sum, one) => sum + one, 0) / restarts,
      found: losses.filter((one) => one <= NEAR * least).length / restarts,
    },
  };
}

/**
 * The loss by `count` inputs of each stratum, and the empty one; its gradient is added up, unless
 * it is a test. `x` is overwritten.
 */
function seeAll(model: ToyModel, inputs: SparseInputs, count: number, x: Float64Array, test?: 'test'): number {
  const each = Math.ceil(count);
  const { none, one, several } = inputs.chances;
  x.fill(0);
  let loss = none * model.see(x, test ? 0 : none);
  for (const [stratum, chance] of [
    ['one', one],
    ['several', several],
  ] as const) {
    for (let i = 0; i < each; i++) {
      inputs.draw(x, stratum);
      loss += (chance / each) * model.see(x, test ? 0 : chance / each);
    }
  }
  return loss;
}
