import { z } from 'zod';
import { OutOfRange } from '../numeric/errors.ts';
import { crossing, powerExponent } from '../statistics/curve-fits.ts';
import { falls } from '../statistics/orderings.ts';
import { defineSystem } from '../systems/contract.ts';

const parameters = z.strictObject({
  rate: z
    .number()
    .positive()
    .default(1)
    .meta({ title: 'rate', description: 'of decay', range: [0.5, 2] }),
  size: z.int().min(1).default(10).meta({ title: 'size', description: 'of the system', size: true }),
  gap: z.number().default(0).meta({ title: 'gap', description: 'finite-size error times size' }),
  failing: z.number().min(0).max(1).default(0).meta({ title: 'failing', description: 'share of failing trials' }),
});
type Problem = z.output<typeof parameters>;

const TIMES = Float64Array.of(0, 0.5, 1);

/**
 * A system for the run layer's own tests: a curve over its own coordinate, a surface, a bound, an
 * observable without a theory, one without a mean, one that is not always a number, derived
 * observables of both kinds, claims, failures on request.
 */
export const decay = defineSystem({
  id: 'test-decay',
  title: 'Decay',
  strand: 'simple laws',
  question: 'Does it decay?',
  sources: [{ id: 'none', authors: ['A. Nobody'], title: 'None', year: 2000, arxiv: '0000.00000' }],
  parameters,
  sweep: { rate: '1:2:2' },
  prepare: (p): Problem => p,
  coordinates: {
    time: { label: 'time', symbol: 't', scale: 'linear', at: () => TIMES },
    place: { label: 'place', symbol: 's', scale: 'linear', at: () => Float64Array.of(0, 1) },
  },
  observables: {
    decay: { label: 'decay', symbol: 'x', description: 'exp(−rate t)', scale: 'log', over: 'time' },
    speed: { label: 'speed', symbol: 'v', description: 'the rate itself', scale: 'log' },
    surface: { label: 'surface', symbol: 'z', description: 'over two', scale: 'linear', over: ['time', 'place'] },
    bound: { label: 'bound', symbol: 'b', description: 'a bound that is far', scale: 'linear', relation: 'atMost' },
    extra: { label: 'extra', symbol: 'e', description: 'nobody knows', scale: 'linear', over: 'time', theory: 'none' },
    shaky: { label: 'shaky', symbol: 's', description: 'no number at times', scale: 'linear' },
    wild: { label: 'wild', symbol: 'w', description: 'no mean', scale: 'linear', withoutMean: () => 'Cauchy tails' },
  },
  derived: {
    halfTime: {
      label: 'half time',
      symbol: 't½',
      description: 'when half is left',
      scale: 'linear',
      of: 'decay',
      along: 'time',
      fit: crossing(0.5, { y: 'log' }),
      predicted: ({ rate }) => (rate < Math.LN2 ? undefined : Math.LN2 / rate),
    },
    order: {
      label: 'order',
      symbol: 'p',
      description: 'of the speed in the rate',
      scale: 'linear',
      of: 'speed',
      along: 'rate',
      fit: powerExponent(),
      predicted: 'curve',
    },
  },
  claims: {
    falling: { label: 'what is left falls with time', of: ['decay'], along: 'time', says: falls(), share: 0.9 },
    above: { label: 'the bound is above 1/2', of: ['bound'], says: ([bound]) => bound > 0.5, share: 0.9 },
    faster: { label: 'speed grows with the rate', of: ['speed'], along: 'rate', says: ([a, b]) => b > a, share: 0.9 },
  },
  shown: ['decay'],
  finiteSizeOrder: 1,
  margin: { value: 0.05, reason: 'a test' },
  validity: () => [],
  cost: () => ({ seconds: 1e-4, bytes: 1e4 }),
  predict: ({ rate }) => {
    if (rate > 100) throw new OutOfRange('rate', rate, 'at most 100');
    return {
      observables: {
        decay: { value: TIMES.map((t) => Math.exp(-rate * t)), error: 1e-15 },
        speed: { value: rate, error: 0 },
        surface: { value: Float64Array.of(1, 2, 3, 4, 5, 6), error: 0 },
        bound: { value: 2, error: 0 },
        shaky: { value: 1, error: 0 },
        wild: { value: 0, error: 0 },
      },
    };
  },
  trial: ({ rate, failing, gap, size }, { random }) => {
    if (random.uniform() < failing) throw new OutOfRange('luck', 'bad', 'good');
    const noise = () => 1 + gap / size + 0.02 * (random.uniform() - 0.5);
    return {
      observables: {
        decay: TIMES.map((t) => Math.exp(-rate * t) * noise()),
        speed: rate * noise(),
        surface: Float64Array.of(1, 2, 3, 4, 5, 6).map((value) => value * noise()),
        bound: noise(),
        extra: TIMES.map(noise),
        shaky: random.uniform() < 0.1 ? Number.NaN : noise(),
        wild: Math.tan(Math.PI * (random.uniform() - 0.5)),
      },
      exhibits: [{ title: 'a matrix', rows: 1, columns: 2, values: Float64Array.of(random.uniform(), 2) }],
    };
  },
  limits: [],
  presets: [],
});
