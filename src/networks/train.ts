import { BadShape, OutOfRange } from '../numeric/errors.ts';
import type { Matrix } from '../numeric/heap.ts';
import { allFinite, copy } from './arrays.ts';
import type { Batches } from './batches.ts';
import type { LossName } from './losses.ts';
import type { Network, Objective } from './network.ts';
import type { Optimiser } from './optimisers.ts';
import type { Probe } from './probes.ts';
import { constant, type Schedule } from './schedules.ts';

export interface TrainingOptions {
  network: Network;
  loss: LossName;
  /** The data for full-batch steps; or `batches` for stochastic ones. */
  inputs?: Matrix;
  targets?: Matrix;
  batches?: Batches;
  optimiser: Optimiser;
  /** The learning rate that `schedule` multiplies. */
  rate: number;
  schedule?: Schedule;
  /** How many updates. */
  steps: number;
  probes?: readonly Probe[];
  /** A loss above this is divergence too. */
  largestLoss?: number;
  signal?: AbortSignal;
}

/** How training ended, or `running`. */
export type Outcome = 'running' | 'finished' | 'diverged' | 'stopped';

/** What a probe saw: `values[i]` at `steps[i]` updates. */
export interface ProbeRecord<T = unknown> {
  steps: number[];
  values: T[];
}

/**
 * A training run that is advanced in pieces. Step k is the state after k updates. When the loss or
 * a parameter stops being finite, training ends as `diverged` with the step in `divergedAt`, and
 * the network holds the last state where all was finite.
 */
export class Training {
  outcome: Outcome = 'running';
  /** Updates that the network's present state has behind it. */
  step = 0;
  /** The step whose loss or parameters were not finite (or the loss above `largestLoss`). */
  divergedAt: number | undefined;
  /**
   * The loss at each step, before its update, on the batch of that step where there are batches;
   * NaN at steps not reached.
   */
  readonly losses: Float64Array;
  /** The probes' records, by name. */
  readonly records: Record<string, ProbeRecord> = {};

  private readonly options: TrainingOptions;
  private readonly objective: Objective;
  private readonly batch: { inputs: Matrix; targets: Matrix };
  private readonly last: Matrix;
  private readonly due: { probe: Probe; next: number }[];
  /** The next step at which a probe measures. */
  private nextMeasured: number;

  /**
   * Allocates what it needs in the heap's present scope. Throws `OutOfRange` and `BadShape` on
   * options that cannot be.
   */
  constructor(options: TrainingOptions) {
    const { network, loss, inputs, targets, batches, steps, rate, probes = [] } = options;
    const { heap } = network.engine;
    if (!(Number.isInteger(steps) && steps >= 0)) throw new OutOfRange('steps', steps, 'a whole number from 0');
    if (!(rate >= 0 && rate < Infinity)) throw new OutOfRange('the learning rate', rate, 'finite and not negative');
    this.options = options;
    if (batches) {
      const { model, dtype } = network;
      this.batch = {
        inputs: heap.matrix(batches.size, model.inputs, dtype),
        targets: heap.matrix(batches.size * model.rowsPerSample, model.outputs, dtype),
      };
    } else if (inputs && targets) this.batch = { inputs, targets };
    else throw new BadShape('training needs inputs and targets, or batches');
    this.objective = network.objective(loss, this.batch.inputs, this.batch.targets);
    this.last = heap.matrix(network.model.size, 1, network.dtype);
    copy(network.flat.value, this.last);
    this.losses = new Float64Array(steps + 1).fill(Number.NaN);
    this.due = probes.map((probe) => ({ probe, next: 0 }));
    for (const { name } of probes) {
      if (Object.hasOwn(this.records, name)) throw new OutOfRange('the name of a probe', name, 'its own');
      this.records[name] = { steps: [], values: [] };
    }
    this.nextMeasured = this.nextDue();
  }

  /** Makes up to `count` further updates and says how things stand. */
  advance(count = Infinity): Outcome {
    const {
      network,
      batches,
      optimiser,
      rate,
      schedule = constant,
      steps,
      largestLoss = Infinity,
      signal,
    } = this.options;
    const { value } = network.flat;
    for (let made = 0; this.outcome === 'running'; made++) {
      const { step } = this;
      if (signal?.aborted) {
        this.outcome = 'stopped';
        break;
      }
      if (made >= count && step < steps) break;
      batches?.fill(step, this.batch.inputs, this.batch.targets);
      // Probes use the network's memory, so the gradient is computed after them.
      const measures = step === this.nextMeasured;
      const loss = measures || step === steps ? this.objective.value() : this.objective.gradient();
      if (!(loss <= largestLoss && loss < Infinity && allFinite(value))) {
        this.outcome = 'diverged';
        this.divergedAt = step;
        copy(this.last, value);
        this.step = Math.max(0, step - 1);
        break;
      }
      this.losses[step] = loss;
      if (measures) this.measure();
      if (step === steps) {
        this.outcome = 'finished';
        break;
      }
      if (measures) this.objective.gradient();
      copy(value, this.last);
      optimiser.step(rate * schedule(step));
      this.step = step + 1;
    }
    return this.outcome;
  }

  private measure(): void {
    for (const entry of this.due) {
      if (entry.probe.steps[entry.next] !== this.step) continue;
      const record = this.records[entry.probe.name];
      record.steps.push(this.step);
      record.values.push(entry.probe.measure(this.step));
      entry.next++;
    }
    this.nextMeasured = this.nextDue();
  }

  private nextDue(): number {
    return Math.min(...this.due.map(({ probe, next }) => probe.steps[next] ?? Infinity));
  }
}

/** Trains to the end. */
export function train(options: TrainingOptions): Training {
  const training = new Training(options);
  training.advance();
  return training;
}
