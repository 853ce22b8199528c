import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseDataset } from '../data/parse.ts';
import { engines } from '../numeric/engines/engines.testing.ts';
import { BadShape, OutOfRange } from '../numeric/errors.ts';
import type { Heap } from '../numeric/heap.ts';
import { createRandom } from '../numeric/random.ts';
import { norm } from './arrays.ts';
import { independentBatches, sharedBatches, shuffledBatches } from './batches.ts';
import { type FullyConnectedOptions, fullyConnected } from './fully-connected.ts';
import { accuracy } from './losses.ts';
import { Network } from './network.ts';
import { adam, gradientDescent } from './optimisers.ts';
import { everySteps, type Probe } from './probes.ts';
import { classificationSamples } from './samples.ts';
import { constant, cosine, warmUp } from './schedules.ts';
import { Training, train } from './train.ts';

const random = createRandom('training');

describe.each(engines)('%s', (_, engine) => {
  const { heap } = engine;

  test('full-batch gradient descent makes the steps that it should', () => {
    heap.scope(() => {
      const { network, inputs, targets } = problem({ sizes: [3, 4, 1], activation: 'tanh' });
      const start = Float64Array.from(network.flat.value.values);
      const seen: number[] = [];
      const probe: Probe = { name: 'norm', steps: [0, 2, 3], measure: () => seen.push(norm(network.flat.value)) };
      const training = train({
        ...{ network, inputs, targets, loss: 'squared', optimiser: gradientDescent(network), rate: 0.2, steps: 3 },
        probes: [probe],
        schedule: (step) => 1 / (step + 1),
      });
      expect(training.outcome).toBe('finished');
      expect(training.step).toBe(3);
      expect(training.records.norm).toEqual({ steps: [0, 2, 3], values: [1, 2, 3] });
      const trained = Float64Array.from(network.flat.value.values);

      network.flat.value.values.set(start);
      const objective = network.objective('squared', inputs, targets);
      for (let step = 0; step < 3; step++) {
        expect(objective.gradient()).toBe(training.losses[step]);
        const { value, adjoint } = network.flat;
        for (let i = 0; i < start.length; i++) value.values[i] -= (0.2 / (step + 1)) * adjoint.values[i];
      }
      expect(objective.value()).toBeCloseTo(training.losses[3], 14);
      trained.forEach((w, i) => {
        expect(w).toBeCloseTo(network.flat.value.values[i], 14);
      });
      expect(seen).toHaveLength(3);
    });
  });

  test('probes change nothing', () => {
    const run = (probed: boolean) =>
      heap.scope(() => {
        const { network, inputs, targets } = problem({ sizes: [3, 8, 2], activation: 'gelu' });
        const objective = network.objective('squared', inputs, targets);
        const probe = { name: 'loss', steps: everySteps(3, 20), measure: () => objective.gradient() };
        const { losses, records } = train({
          ...{ network, inputs, targets, loss: 'squared', optimiser: adam(network), rate: 0.01, steps: 20 },
          probes: probed ? [probe] : [],
        });
        return { losses, records };
      });
    const probed = run(true);
    expect(probed.losses).toEqual(run(false).losses);
    expect(probed.records.loss.values).toEqual([0, 3, 6, 9, 12, 15, 18, 20].map((step) => probed.losses[step]));
  });

  test('divergence is reported at its step, and the last finite state is kept', () => {
    for (const dtype of ['f64', 'f32'] as const)
      heap.scope(() => {
        const { network, inputs, targets } = problem({ sizes: [3, 4, 1], activation: 'linear' }, dtype);
        const states: number[][] = [];
        const probe: Probe = {
          name: 'state',
          steps: everySteps(1, 1000),
          measure: () => states.push(Array.from(network.flat.value.values)),
        };
        const options = { network, inputs, targets, loss: 'squared', probes: [probe], rate: 3, steps: 1000 } as const;
        const training = train({ ...options, optimiser: gradientDescent(network) });
        expect(training.outcome).toBe('diverged');
        const at = training.divergedAt!;
        expect(at).toBeGreaterThan(2);
        expect(at).toBeLessThan(1000);
        expect(training.step).toBe(at - 1);
        expect(training.losses[at - 1]).toBeLessThan(Infinity);
        expect(training.losses[at]).toBeNaN();
        expect(states).toHaveLength(at);
        expect(Array.from(network.flat.value.values)).toEqual(states[at - 1]);
        expect(network.objective('squared', inputs, targets).value()).toBe(training.losses[at - 1]);
      });
  });

  test('a parameter that overflows is divergence, though tanh hides it from the loss', () => {
    heap.scope(() => {
      const network = new Network(
        engine,
        fullyConnected({ sizes: [1, 1, 1], activation: 'tanh', biases: false }),
        'f32',
      );
      network.flat.value.values.fill(1);
      const [inputs, targets] = [heap.matrixFrom(1, 1, [1], 'f32'), heap.matrix(1, 1, 'f32')];
      const optimiser = {
        step: () => network.flat.value.values.set([Math.fround(1e38) * 10 ** network.flat.value.values[0]]),
      };
      const training = train({ network, inputs, targets, loss: 'squared', optimiser, rate: 1, steps: 5 });
      expect([training.outcome, training.divergedAt, training.step]).toEqual(['diverged', 1, 0]);
      expect(Array.from(network.flat.value.values)).toEqual([1, 1]);
    });
  });

  test('a loss above the largest allowed is divergence', () => {
    heap.scope(() => {
      const { network, inputs, targets } = problem({ sizes: [3, 4, 1], activation: 'linear' });
      const training = train({
        ...{ network, inputs, targets, loss: 'squared', optimiser: gradientDescent(network), rate: 3, steps: 100 },
        largestLoss: 1e6,
      });
      expect(training.outcome).toBe('diverged');
      expect(training.losses[training.divergedAt! - 1]).toBeLessThanOrEqual(1e6);
    });
  });

  test('training in pieces is training at once, and stops when asked', () => {
    const run = (pieces: number[]) =>
      heap.scope(() => {
        const { network, inputs, targets } = problem({ sizes: [3, 8, 2], activation: 'relu' });
        const batches = shuffledBatches(inputs, targets, 7, random.stream('batches'));
        const training = new Training({
          ...{ network, batches, loss: 'cross-entropy', optimiser: adam(network), rate: 0.01, steps: 20 },
        });
        const outcomes = pieces.map((count) => training.advance(count));
        return { outcomes, losses: training.losses, step: training.step };
      });
    const [whole, pieces] = [run([20]), run([3, 0, 10, 50])];
    expect(pieces.losses).toEqual(whole.losses);
    expect(whole.outcomes).toEqual(['finished']);
    expect(pieces.outcomes).toEqual(['running', 'running', 'running', 'finished']);

    heap.scope(() => {
      const { network, inputs, targets } = problem({ sizes: [3, 8, 2], activation: 'relu' });
      const stop = new AbortController();
      const probe: Probe = { name: 'stop', steps: [4], measure: () => stop.abort() };
      const training = train({
        ...{ network, inputs, targets, loss: 'squared', optimiser: adam(network), rate: 0.01, steps: 20 },
        ...{ probes: [probe], signal: stop.signal },
      });
      expect([training.outcome, training.step]).toEqual(['stopped', 5]);
    });
  });

  test('training leaves the heap as it was, and steps allocate nothing', () => {
    const used = heap.used;
    heap.scope(() => {
      const { network, inputs, targets } = problem({ sizes: [3, 8, 2], activation: 'tanh' });
      const batches = independentBatches(inputs, targets, 5, random);
      const training = new Training({
        ...{ network, batches, loss: 'squared', optimiser: adam(network), rate: 0.01, steps: 100 },
      });
      const before = heap.used;
      training.advance();
      expect(heap.used).toBe(before);
    });
    expect(heap.used).toBe(used);
  });

  test('one hidden layer of 256 reads over 97 % of held-out digits', async () => {
    const dataset = await digits();
    const accuracies = [0, 1, 2].map((split) =>
      heap.scope(() => {
        const source = random.stream('split', split);
        const order = source.choose(dataset.rows, dataset.rows);
        const load = (rows: Int32Array) => classificationSamples(heap, dataset, rows, { dtype: 'f32', divisor: 16 });
        const [fit, held] = [load(order.subarray(0, 1400)), load(order.subarray(1400))];
        const model = fullyConnected({ sizes: [64, 256, 10], activation: 'relu', weightScale: Math.SQRT2 });
        const network = new Network(engine, model, 'f32');
        network.initialise(source);
        const batches = shuffledBatches(fit.inputs, fit.targets, 50, source);
        const training = train({
          ...{ network, batches, loss: 'cross-entropy', optimiser: adam(network), rate: 3e-3, steps: 1000 },
          schedule: cosine(1000),
        });
        expect(training.outcome).toBe('finished');
        return accuracy(network.evaluation(held.inputs).run(), held.targets);
      }),
    );
    expect(accuracies.reduce((sum, x) => sum + x / 3, 0)).toBeGreaterThan(0.97);
  });

  /** Twenty random samples and a network of that shape. */
  function problem(options: FullyConnectedOptions, dtype: 'f64' | 'f32' = 'f64') {
    const network = new Network(engine, fullyConnected(options), dtype);
    const source = createRandom('problem');
    network.initialise(source);
    const inputs = heap.matrix(20, network.model.inputs, dtype);
    const targets = heap.matrix(20, network.model.outputs, dtype);
    source.stream('inputs').fillNormal(inputs);
    source.stream('targets').fillUniform(targets);
    return { network, inputs, targets };
  }
});

test('the wasm engine gives the same bits everywhere', () => {
  const [, engine] = engines[0];
  const { heap } = engine;
  const bits = (['f64', 'f32'] as const).flatMap((dtype) =>
    (['tanh', 'gelu'] as const).map((activation) =>
      heap.scope(() => {
        const network = new Network(
          engine,
          fullyConnected({ sizes: [3, 9, 7, 2], activation, layerNorm: true }),
          dtype,
        );
        const source = createRandom('bits');
        network.initialise(source);
        const [inputs, targets] = [heap.matrix(20, 3, dtype), heap.matrix(20, 2, dtype)];
        source.stream('inputs').fillNormal(inputs);
        source.stream('targets').fillUniform(targets);
        const batches = shuffledBatches(inputs, targets, 6, source);
        const schedule = warmUp(5, cosine(45));
        const optimiser = adam(network);
        const steps = 50;
        return train({ network, batches, optimiser, schedule, loss: 'cross-entropy', rate: 0.05, steps }).losses[50];
      }),
    ),
  );
  expect(bits).toEqual([0.683434921527582, 0.6826344510150145, 0.3868320037631584, 0.40074692460179856]);
});

test('shuffled batches go through all rows, in a new order each pass', () => {
  const { heap } = engines[0][1];
  heap.scope(() => {
    const { inputs, targets } = numberedRows(heap);
    const batches = shuffledBatches(inputs, targets, 3, random);
    const draw = (step: number) => drawBatch(heap, (x, y) => batches.fill(step, x, y));
    const passes = [0, 2, 4, 6].map((step) => [...draw(step), ...draw(step + 1)]);
    for (const pass of passes) expect([...pass].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(new Set(passes.map(String)).size).toBeGreaterThan(1);
    expect(draw(1)).toEqual(passes[0].slice(3));
    expect(() => shuffledBatches(inputs, targets, 7, random)).toThrow(OutOfRange);
  });
});

test('independent batches hold distinct rows', () => {
  const { heap } = engines[0][1];
  heap.scope(() => {
    const { inputs, targets } = numberedRows(heap);
    const batches = independentBatches(inputs, targets, 3, random);
    const drawn = Array.from({ length: 8 }, (_, step) => drawBatch(heap, (x, y) => batches.fill(step, x, y)));
    for (const rows of drawn) expect(new Set(rows).size).toBe(3);
    expect(new Set(drawn.map(String)).size).toBeGreaterThan(1);
  });
});

test('shared batches are drawn once while all ask for the same step', () => {
  const { heap } = engines[0][1];
  heap.scope(() => {
    const { inputs, targets } = numberedRows(heap);
    const batches = independentBatches(inputs, targets, 3, random);
    const drawn: number[] = [];
    const counted: typeof batches = {
      size: 3,
      fill: (step, x, y) => {
        drawn.push(step);
        batches.fill(step, x, y);
      },
    };
    const shared = sharedBatches(counted, heap.matrix(3, inputs.columns), heap.matrix(3, targets.columns));
    for (const step of [0, 0, 4, 4, 0])
      expect(drawBatch(heap, (x, y) => shared.fill(step, x, y))).toEqual(
        drawBatch(heap, (x, y) => batches.fill(step, x, y)),
      );
    expect(drawn).toEqual([0, 4, 0]);
  });
});

test('schedules', () => {
  expect([0, 5].map(constant)).toEqual([1, 1]);
  expect([0, 1, 3, 4, 9].map(warmUp(4))).toEqual([0.25, 0.5, 1, 1, 1]);
  const schedule = cosine(8, 0.1);
  for (let step = 0; step <= 8; step++)
    expect(schedule(step)).toBeCloseTo(0.1 + 0.45 * (1 + Math.cos((Math.PI * step) / 8)), 14);
  expect(schedule(20)).toBeCloseTo(0.1, 14);
  expect(warmUp(2, cosine(4))(4)).toBeCloseTo(0.5, 14);
});

test('training without data, or with steps that cannot be, is refused', () => {
  const [, engine] = engines[0];
  engine.heap.scope(() => {
    const network = new Network(engine, fullyConnected({ sizes: [1, 1], activation: 'linear' }));
    const options = { network, loss: 'squared', optimiser: gradientDescent(network), rate: 1 } as const;
    expect(() => new Training({ ...options, steps: 5 })).toThrow(BadShape);
    expect(() => new Training({ ...options, steps: 2.5 })).toThrow(OutOfRange);
    expect(() => new Training({ ...options, rate: Number.NaN, steps: 5 })).toThrow(OutOfRange);
  });
});

/** Six rows: the number of each, and ten times that. */
function numberedRows(heap: Heap) {
  const inputs = heap.matrixFrom(6, 1, [0, 1, 2, 3, 4, 5]);
  const targets = heap.matrixFrom(6, 1, [0, 10, 20, 30, 40, 50]);
  return { inputs, targets };
}

function drawBatch(
  heap: Heap,
  fill: (inputs: ReturnType<Heap['matrix']>, targets: ReturnType<Heap['matrix']>) => void,
) {
  const [x, y] = [heap.matrix(3, 1), heap.matrix(3, 1)];
  fill(x, y);
  expect(Array.from(y.values)).toEqual(Array.from(x.values, (value) => 10 * value));
  return Array.from(x.values);
}

function digits() {
  const url = new URL('../../data/digits.csv.gz', import.meta.url);
  return parseDataset(new Uint8Array(readFileSync(url)), 'digits.csv.gz', 'digits');
}
