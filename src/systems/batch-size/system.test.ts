// What is particular to batch sizes; the conformance suite holds them to what every system must do.
import { expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { OutOfRange } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { checkParameters } from '../../plan/settings.ts';
import { theoryContext, trialContext } from '../shared/contexts.testing.ts';
import { ratioOfMeans } from '../shared/ratio-of-means.ts';
import { hyperbola } from './derived.ts';
import { NoiseProbe } from './experiment/noise-probe.ts';
import type { BatchSizeParameters } from './parameters.ts';
import { type LeastSquaresProblem, prepare } from './problem.ts';
import { batchSize } from './system.ts';
import { stepStatistics } from './theory/noise-scale.ts';
import { courseOf, leastRisk, stability } from './theory/rate.ts';
import { bestRate } from './theory/steps-to-target.ts';
import { decayTimes, weightSize } from './theory/weight-decay.ts';

await describeConformance(batchSize);

const problem = (values: Record<string, unknown>) => prepare(checkParameters(batchSize, values) as BatchSizeParameters);
const predicted = (values: Record<string, unknown>) =>
  batchSize.predict(problem(values), theoryContext(batchSize, createWasmEngine()));
const notes = (values: Record<string, unknown>) => batchSize.validity(problem(values)).map(({ id }) => id);

it('predicts nothing beyond the largest stable rate, and no steps to a target out of reach', async () => {
  expect(() => predicted({ batch: 8, rate: 2 })).toThrow(/diverges: the rate 2 is above the largest stable one, 1.52/);
  expect(notes({ batch: 8, rate: 2 })).toContain('near-instability');
  const { observables } = await predicted({ batch: 1, rate: 0.3 });
  expect(observables.stepsToTarget).toBeUndefined();
  expect(observables.excessRisk).toBeDefined();
  expect(notes({ batch: 1, rate: 0.3 })).toContain('out-of-reach');
});

it('has no rate to look at beyond that at which signs settle at the target', () => {
  for (const settings of [{ optimiser: 'sign' }, { optimiser: 'adam', momentum: 0.5 }]) {
    const setting = problem({ ...settings, rate: 1e-3, noise: 10, targetRisk: 0.3 }) as LeastSquaresProblem;
    const { top, settlesAt } = stability(setting);
    expect(settlesAt(top)).toBeCloseTo(0.3, 12);
    // What it settles at grows as the rate.
    expect(settlesAt(2 * top)).toBeCloseTo(0.6, 12);
  }
});

it('decays no weight by more than all of it', () => {
  for (const of of [decayTimes, (...rates: [number, number]) => weightSize(...rates, 0.9)])
    for (const rates of [
      [1, 1],
      [2, 0.75],
      [0.1, 0],
    ] as [number, number][])
      expect(() => of(...rates)).toThrow(OutOfRange);
});

it('is measured of no run that grows beyond all numbers, and says so', async () => {
  const engine = createWasmEngine();
  const wild = problem({ optimiser: 'heavy-ball', rate: 1e6, spectrum: [1e12, 1], steps: 200 });
  const run = async () => batchSize.trial(wild, trialContext(batchSize, createRandom(1), engine));
  await expect(run()).rejects.toThrow(/beyond all numbers after \d+ steps: the rate is too large/);
});

it('follows the linear rule at small rates, up to where steps are no longer small', async () => {
  const examples = async (batch: number, rate: number) =>
    (await predicted({ batch, rate, rule: 'linear' })).observables.examplesToTarget!.value as number;
  expect((await examples(4, 0.01)) / (await examples(1, 0.01))).toBeCloseTo(1, 1);
  expect(() => predicted({ batch: 64, rate: 0.15, rule: 'linear' })).toThrow(/diverges/);
  expect(notes({ batch: 4, rate: 0.15, rule: 'linear' })).toContain('linear-rule');
});

it('says where the variance over runs has no bound, and the mean does', () => {
  // At B = 4, E f⁴ − 1 = u (7.5u³ − 12u² + 9u − 4) changes its sign between 0.8 and 1.
  const one = { spectrum: 'isotropic', dimension: 1, targetRisk: 0.5, batch: 4 };
  expect(notes({ ...one, rate: 0.8 })).not.toContain('wild-runs');
  expect(notes({ ...one, rate: 1 })).toContain('wild-runs');
  expect(notes({ ...one, rate: 1 })).not.toContain('near-instability');
});

it.each([
  { optimiser: 'gradient-descent', rate: 0.8 },
  { optimiser: 'heavy-ball', rate: 0.1, momentum: 0.6 },
  { optimiser: 'sign', rate: 0.003, noise: 10 },
])('never says of a risk that it is no less than it is: %j', (settings) => {
  const setting = problem({ batch: 32, noise: 1e-6, ...settings }) as LeastSquaresProblem;
  const course = courseOf(setting, setting.rate);
  for (let k = 0; k <= 60; k++) {
    expect(leastRisk(setting, setting.rate, k)).toBeLessThanOrEqual(course.risk * (1 + 1e-12));
    course.step();
  }
  expect(leastRisk(setting, setting.rate, 3)).toBeGreaterThan(0.1 * leastRisk(setting, setting.rate, 0));
});

it('goes no step at rates that cannot be in time', () => {
  let started = 0;
  const start = (eta: number) => {
    started++;
    return {
      risk: 1,
      step() {
        this.risk *= 1 - eta;
      },
    };
  };
  const least = (eta: number, steps: number) => (1 - eta) ** steps;
  const { eta } = bestRate({ top: 0.5, start, allows: () => true, least }, 0.1, 1e6);
  expect([eta, started]).toEqual([0.5, 1]);
});

it('makes so many runs that their mean does not come to the target early, and says where it does', () => {
  const near = problem({ batch: 8, rate: 1.05 }) as LeastSquaresProblem;
  // At 197 runs simulated crossings were 2.7 ± 0.2 % early, at 800 runs 1.0 ± 0.3 %.
  expect(near.runs).toBeGreaterThan(800);
  expect(near.early / Math.sqrt(197)).toBeGreaterThan(0.02);
  expect(near.early / Math.sqrt(197)).toBeLessThan(0.035);
  expect(notes({ batch: 8, rate: 1.05 })).not.toContain('early-crossing');
  expect(notes({ batch: 8, rate: 1.1 })).toContain('early-crossing');
  expect((problem({ batch: 8, rate: 0.45 }) as LeastSquaresProblem).runs).toBeLessThan(300);
});

it('says where gradients are not mostly noise', () => {
  const sign = { optimiser: 'sign', rate: 0.003, targetRisk: 0.2 };
  expect(notes({ ...sign, noise: 100, batch: 8 })).not.toContain('signal');
  expect(notes({ ...sign, noise: 1, batch: 8 })).toContain('signal');
  expect(() => problem({ ...sign, noise: 0 })).toThrow(/give a noise above 0/);
});

it('refuses networks with optimisers that have no part in the race', () => {
  expect(() => problem({ model: 'network', optimiser: 'adam' })).toThrow(/model=network has no optimiser=adam/);
});

it('refuses a momentum of Adam that remembers longer than training takes, and names one that does not', () => {
  const refused = () => problem({ optimiser: 'adam', momentum: 0.999 });
  expect(refused).toThrow(/momentum is 0.999 and remembers 1000 steps, .* choose a momentum of at most 0.\d+/);
  expect(() => problem({ optimiser: 'adam', momentum: 0.9 })).not.toThrow();
});

it('finds the corner of a hyperbola', () => {
  const batch = Float64Array.of(1, 4, 16, 64);
  expect(
    hyperbola(
      batch,
      batch.map((B) => 10 + 200 / B),
    ),
  ).toBeCloseTo(20, 10);
  expect(
    hyperbola(
      batch,
      batch.map((B) => 200 / B),
    ),
  ).toBeUndefined();
  expect(hyperbola(Float64Array.of(1, 2), Float64Array.of(3, 2))).toBeUndefined();
  // A target that is passed within one step.
  expect(
    hyperbola(
      batch,
      batch.map((B) => 0.9 + 30 / B),
    ),
  ).toBeDefined();
  expect(
    hyperbola(
      batch,
      batch.map((B) => 0.4 + 30 / B),
    ),
  ).toBeUndefined();
});

const mean = (values: number[]) => values.reduce((sum, value) => sum + value / values.length, 0);

it('measures noise scales without bias, also where the noise is a thousand times the gradient', () => {
  const engine = createWasmEngine();
  const sigma2 = 0.04;
  const setting = { dimension: 4, decay: 0.5, batch: 1024, noise: sigma2 };
  const { lambda, ...rest } = problem(setting) as LeastSquaresProblem;
  const [runs, size] = [40, 0.005];
  const errors = Float64Array.from({ length: 4 * runs }, (_, i) => size * (1 + (i % 4)));
  const expected = stepStatistics({ lambda, errors: errors.subarray(0, 4), sigma2 });
  expect(expected.simple).toBeGreaterThan(300);
  const measured = engine.heap.scope(() => {
    const probe = new NoiseProbe({ ...rest, lambda, runs }, createRandom('probe'), engine);
    return Array.from({ length: 20 }, () => probe.measure(errors));
  });
  // A scale scatters by a per cent or two from one measurement to the next.
  expect(Math.abs(mean(measured.map(({ simple }) => simple)) / expected.simple - 1)).toBeLessThan(0.015);
  expect(Math.abs(mean(measured.map(({ noise }) => noise)) / expected.noise - 1)).toBeLessThan(0.015);
});

it('takes the bias of a ratio of means away, of which 32 runs would leave 7 %', () => {
  const random = createRandom('ratio');
  const ones = new Float64Array(32).fill(1);
  const ratios = Array.from({ length: 4000 }, () =>
    ratioOfMeans(
      ones,
      ones.map(() => -2 * Math.log(1 - random.uniform()) * Math.cos(2 * Math.PI * random.uniform()) ** 2),
    ),
  );
  expect(Math.abs(mean(ratios) - 1)).toBeLessThan(0.025);
});

it('judges no noise scale of few runs, and says where their mean comes to the target early', () => {
  const { simpleNoiseScale } = batchSize.observables;
  expect(simpleNoiseScale.withoutMean!(problem({}))).toBeUndefined();
  expect(simpleNoiseScale.withoutMean!(problem({ batch: 1e5, steps: 50 }))).toMatch(/has 8 runs/);
  const noisy = problem({ optimiser: 'adam', noise: 100, batch: 16 }) as LeastSquaresProblem;
  const notesOf = (runs: number) => batchSize.validity({ ...noisy, runs }).map(({ id }) => id);
  expect(notesOf(10)).toContain('few-runs');
  expect(notesOf(noisy.runs)).not.toContain('few-runs');
  expect(notes({ dimension: 1, noise: 0, batch: 1e6 })).toContain('within-one-step');
});
