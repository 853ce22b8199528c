import { type Inputs, list, num, rows } from '../../data/reference-inputs.ts';
import { BadInput } from '../../numeric/errors.ts';
import { power, squared } from '../../numeric/special.ts';
import type { Evaluators } from '../contract.ts';
import { accountOf, flowKept, violationRate } from './theory/account.ts';
import { equilibrium } from './theory/equilibrium.ts';
import { type Blocks, balancesOf, translationsOf } from './theory/laws.ts';
import { gradientOf, type SymmetricLoss } from './theory/networks.ts';

/** The formulas of conservation laws in `reference/structure.json`. */
export const evaluators: Evaluators = {
  'conservation-laws.gd-step': (inputs) => trained(inputs, num(inputs, 'weight_decay'), 0),
  'conservation-laws.momentum': (inputs) => trained(inputs, 0, num(inputs, 'beta')),
  'conservation-laws.flow': (inputs) => {
    const kept = squared(flowKept(num(inputs, 'weight_decay'), num(inputs, 'time')));
    return numbered(
      'q',
      balancesOf(networkOf(inputs).balances, startOf(inputs)).map((one) => one * kept),
    );
  },
  'conservation-laws.violation-rate': (inputs) => {
    const settings = { time: num(inputs, 'time'), steps: 100 };
    return { rate_integral: violationRate(networkOf(inputs), startOf(inputs), settings)[num(inputs, 'component')] };
  },
  'conservation-laws.translation': (inputs) => {
    const sums = translationsOf(networkOf(inputs).translations, startOf(inputs));
    const kept = power(1 - num(inputs, 'eta') * num(inputs, 'weight_decay'), num(inputs, 'steps'));
    return {
      ...numbered('sum_momentum', sums),
      ...numbered(
        'sum_decay',
        sums.map((one) => one * kept),
      ),
    };
  },
  // What the law says of Adam without decay; that it is wrong is for the system's test to see.
  'conservation-laws.translation-adam': (inputs) => {
    const sums = translationsOf(networkOf(inputs).translations, startOf(inputs));
    return { drift_max: Math.max(...sums.map((one) => Math.abs(one - one * flowKept(0, num(inputs, 'steps'))))) };
  },
  'conservation-laws.key-bias': (inputs) => {
    const { gradient } = gradientOf(networkOf(inputs), startOf(inputs), 0);
    const { columns, value } = gradient[1];
    return { grad_key_bias_max: Math.max(...value.slice(-columns).map(Math.abs)) };
  },
  'conservation-laws.equilibrium': (inputs) => {
    const [step, decay, sigma] = [num(inputs, 'eta'), num(inputs, 'weight_decay'), num(inputs, 'sigma')];
    return equilibrium({ step, decay, power: sigma * sigma * (num(inputs, 'd') - 1) });
  },
};

function trained(inputs: Inputs, decay: number, momentum: number) {
  const [network, start] = [networkOf(inputs), startOf(inputs)];
  const [step, steps] = [num(inputs, 'eta'), num(inputs, 'steps')];
  const first = balancesOf(network.balances, start);
  // A step more, for the loss after the last one.
  const entries = [...accountOf(network, start, { step, decay, momentum, steps: steps + 1 })];
  const { balances } = entries[steps - 1];
  const kept = power(1 - step * decay, 2 * steps);
  return {
    ...numbered('q', balances),
    drift_max: Math.max(...balances.map((one, i) => Math.abs(one - kept * first[i]))),
    loss_final: entries[steps].loss,
  };
}

function numbered(name: string, values: Float64Array): Record<string, number> {
  return Object.fromEntries(Array.from(values, (value, i) => [`${name}${i}`, value]));
}

function startOf(inputs: Inputs): Blocks {
  const flat = Float64Array.from(list(inputs, 'theta0'));
  let offset = 0;
  return rows(inputs, 'shapes').map((shape) => {
    const [height, width] = shape.length === 1 ? [1, shape[0]] : shape;
    const value = flat.slice(offset, offset + height * width);
    offset += height * width;
    return { rows: height, columns: width, value };
  });
}

/** The small networks of the file, whose parameters lie as they are written there. */
function networkOf(inputs: Inputs): SymmetricLoss {
  const none: SymmetricLoss['translations'] = [];
  switch (inputs.model) {
    case 'linear': {
      const x = samplesOf(rows(inputs, 'X'));
      const y = samplesOf(rows(inputs, 'Y')).value;
      const layers = rows(inputs, 'shapes').length;
      return {
        translations: none,
        balances: Array.from({ length: layers - 1 }, (_, l) => ({
          counts: 'matrix',
          terms: [
            { sign: 1, side: 'columns', block: l + 1 },
            { sign: -1, side: 'rows', block: l },
          ],
        })),
        loss: (tape, blocks) =>
          tape.squared(
            blocks.reduce((z, weights) => tape.product(z, weights), tape.constant(x.rows, x.columns, x.value)),
            y,
          ),
      };
    }
    case 'relu': {
      const x = samplesOf(rows(inputs, 'X'));
      const y = Float64Array.from(list(inputs, 'Y'));
      return {
        translations: none,
        balances: [
          {
            counts: 'diagonal',
            terms: [
              { sign: 1, side: 'rows', block: 0 },
              { sign: 1, side: 'columns', block: 1 },
              { sign: -1, side: 'columns', block: 2 },
            ],
          },
        ],
        loss: (tape, [weights, biases, out]) => {
          const z = tape.addRow(tape.product(tape.constant(x.rows, x.columns, x.value), weights), biases);
          return tape.squared(tape.product(tape.relu(z), out), y);
        },
      };
    }
    case 'scale': {
      const x = samplesOf(rows(inputs, 'X'));
      const y = Float64Array.from(list(inputs, 'Y'));
      return {
        translations: none,
        balances: [{ counts: 'trace', terms: [{ sign: 1, side: 'rows', block: 0 }] }],
        loss: (tape, [weights]) =>
          tape.squared(tape.product(tape.constant(x.rows, x.columns, x.value), tape.normalised(weights, false)), y),
      };
    }
    case 'softmax': {
      const x = samplesOf(rows(inputs, 'X'));
      const classes = rows(inputs, 'shapes')[0][0];
      const y = Float64Array.from(list(inputs, 'y').flatMap((own) => oneHot(own, classes)));
      return {
        balances: [],
        translations: [
          { block: 0, of: 'column sums' },
          { block: 1, of: 'sum' },
        ],
        loss: (tape, [weights, biases]) =>
          tape.crossEntropy(tape.addRow(tape.product(tape.constant(x.rows, x.columns, x.value), weights), biases), y),
      };
    }
    case 'attention':
      return attention(inputs);
    default:
      throw new BadInput(
        `model is ${JSON.stringify(inputs.model)}, but must be linear, relu, scale, softmax or attention`,
      );
  }
}

/** Every token sees all of its sequence, and the mean of what they make is compared. */
function attention(inputs: Inputs): SymmetricLoss {
  const sequences = inputs.X as number[][][];
  const x = sequences.flat().map((token) => [...token, 1]);
  const y = Float64Array.from(rows(inputs, 'Y').flat());
  const head = rows(inputs, 'shapes')[0][1];
  const settings = { length: sequences[0].length, scale: 1 / Math.sqrt(head), causal: false };
  return {
    translations: [],
    balances: [
      {
        counts: 'matrix',
        terms: [
          { sign: 1, side: 'columns', block: 0 },
          { sign: -1, side: 'columns', block: 1 },
        ],
      },
      {
        counts: 'matrix',
        terms: [
          { sign: 1, side: 'columns', block: 3 },
          { sign: -1, side: 'rows', block: 2 },
        ],
      },
    ],
    loss: (tape, [queries, keys, values, out]) => {
      const tokens = tape.constant(x.length, x[0].length, Float64Array.from(x.flat()));
      const [q, k] = [queries, keys].map((weights) => tape.product(tokens, tape.transposed(weights)));
      const mixed = tape.attention(q, k, tape.product(tokens, values), settings);
      return tape.squared(tape.meanOfRows(tape.product(mixed, out), settings.length), y);
    },
  };
}

/** Columns of the file are samples: rows here. */
function samplesOf(columns: number[][]): { rows: number; columns: number; value: Float64Array } {
  const samples = columns[0].map((_, i) => columns.map((one) => one[i]));
  return { rows: samples.length, columns: columns.length, value: Float64Array.from(samples.flat()) };
}

function oneHot(own: number, classes: number): number[] {
  return Array.from({ length: classes }, (_, k) => (k === own ? 1 : 0));
}
