import { dot } from '../../../networks/arrays.ts';
import { type Batches, sharedBatches } from '../../../networks/batches.ts';
import type { Network } from '../../../networks/network.ts';
import { gradientDescent, heavyBall } from '../../../networks/optimisers.ts';
import { Training } from '../../../networks/train.ts';
import { NoConvergence } from '../../../numeric/errors.ts';
import type { Random } from '../../../numeric/random.ts';
import { log } from '../../../numeric/special.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { BatchSizeObservable } from '../observables.ts';
import type { BatchSizeParameters } from '../parameters.ts';
import type { NetworkProblem } from '../problem.ts';
import { type TeacherTask, teacherTask } from './task.ts';

/** After so many steps the race is given up. */
const MOST_STEPS = 50_000;
/** The risk is looked at after every step at first, then after so many more, relative. */
const PAUSE = 0.1;
/** A loss this high is not coming back. */
const LOST = 100;

/**
 * A race of learning rates: one network for each, on the same batches from the same start, until
 * the first is at the target. Noise scales are those of the start, and of the winner at the target.
 * Throws `NoConvergence` where none arrives.
 */
export function runNetwork(
  { parameters, rates }: NetworkProblem,
  { random, engine, reporter }: TrialContext<BatchSizeObservable>,
): Trial<BatchSizeObservable> {
  const { batch, noise, targetRisk } = parameters;
  const { heap } = engine;
  return heap.scope(() => {
    const task = teacherTask(engine);
    const scaleOf = (network: Network, when: string) => measureScale(network, task, noise, random.stream(when));
    const first = task.student();
    const noiseScaleStart = scaleOf(first, 'start');
    const batches = sharedBatches(
      task.batches(batch, random.stream('batches'), noise),
      heap.matrix(batch, first.model.inputs),
      heap.matrix(batch, first.model.outputs),
    );
    let racers = rates.map((rate) => new Racer(rate, parameters, task, batches));
    let taken = 0;
    for (let step = 1; step <= MOST_STEPS && racers.length > 0; step += Math.max(1, Math.floor(PAUSE * step))) {
      // In step, so that each batch is drawn once.
      for (; taken < step; taken++) {
        reporter.check();
        for (const racer of racers) racer.step();
      }
      racers = racers.filter(({ isLost }) => !isLost);
      for (const racer of racers) racer.look();
      const arrivals = racers.map((racer) => racer.arrival(targetRisk));
      const stepsToTarget = Math.min(...arrivals);
      if (stepsToTarget === Number.POSITIVE_INFINITY) continue;
      const winner = racers[arrivals.indexOf(stepsToTarget)];
      return {
        observables: {
          stepsToTarget,
          examplesToTarget: batch * stepsToTarget,
          tunedRate: winner.rate,
          noiseScaleStart,
          noiseScaleEnd: scaleOf(winner.network, 'end'),
        },
      };
    }
    throw new NoConvergence(
      `no learning rate has brought the network to a risk of ${targetRisk} within ${MOST_STEPS} steps: choose a larger targetRisk or batch, or less noise`,
    );
  });
}

/** A network that is trained at one rate. */
class Racer {
  readonly rate: number;
  readonly network: Network;
  private readonly training: Training;
  private readonly task: TeacherTask;
  /** Step and risk when it was last looked at, and before that. */
  private now: { step: number; risk: number };
  private before: { step: number; risk: number };

  constructor(rate: number, { optimiser, momentum }: BatchSizeParameters, task: TeacherTask, batches: Batches) {
    this.rate = rate;
    this.task = task;
    this.network = task.student();
    this.training = new Training({
      network: this.network,
      loss: 'squared',
      batches,
      optimiser: optimiser === 'heavy-ball' ? heavyBall(this.network, { momentum }) : gradientDescent(this.network),
      rate,
      steps: MOST_STEPS,
      largestLoss: LOST,
    });
    this.now = { step: 0, risk: task.risk(this.network) };
    this.before = this.now;
  }

  /** Does nothing where training diverged. */
  step(): void {
    this.training.advance(1);
  }

  look(): void {
    this.before = this.now;
    this.now = { step: this.training.step, risk: this.task.risk(this.network) };
  }

  get isLost(): boolean {
    return this.training.outcome === 'diverged';
  }

  /** The step at which the risk came to the target, by its logarithm between two looks. */
  arrival(target: number): number {
    const { before, now } = this;
    if (now.risk > target) return Number.POSITIVE_INFINITY;
    return before.step + ((now.step - before.step) * log(before.risk / target)) / log(before.risk / now.risk);
  }
}

/** A large batch of 8192 examples, made of small ones. */
const [SMALL, SMALL_ONES] = [64, 128];

/**
 * B_simple = tr Σ/|G|² of a network, from the squared norms of the gradients of the small batches
 * and of the large one: E|g|² = |G|² + tr Σ/b for batches of b. Both are averaged over all examples
 * before they are divided, as their ratio is not without bias (McCandlish et al. 2018, 1812.06162,
 * appendix A.1).
 */
function measureScale(network: Network, task: TeacherTask, noise: number, random: Random): number {
  const { heap } = network.engine;
  return heap.scope(() => {
    const { model, flat } = network;
    const [inputs, targets] = [heap.matrix(SMALL, model.inputs), heap.matrix(SMALL, 1)];
    const objective = network.objective('squared', inputs, targets);
    const batches = task.batches(SMALL, random, noise);
    const mean = new Float64Array(model.size);
    let small = 0;
    for (let part = 0; part < SMALL_ONES; part++) {
      batches.fill(part, inputs, targets);
      objective.gradient();
      small += dot(flat.adjoint, flat.adjoint) / SMALL_ONES;
      for (let i = 0; i < mean.length; i++) mean[i] += flat.adjoint.values[i] / SMALL_ONES;
    }
    const large = mean.reduce((sum, g) => sum + g * g, 0);
    const [b, B] = [SMALL, SMALL * SMALL_ONES];
    const squaredGradient = (B * large - b * small) / (B - b);
    return (small - large) / (1 / b - 1 / B) / squaredGradient;
  });
}
