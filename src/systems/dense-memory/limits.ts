import { attention } from '../../networks/operations/attention.ts';
import { variable } from '../../networks/variable.ts';
import type { Engine } from '../../numeric/engine.ts';
import type { Random } from '../../numeric/random.ts';
import { exp, power } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { firstStepError } from '../hopfield/theory/first-step.ts';
import { closedForm, exactAt, fallingAs, farthest, otherSystem } from '../shared/limits.ts';
import { softmaxUpdate } from './experiment/memory.ts';

export const limits: Limit[] = [
  {
    id: 'hopfield',
    title: 'Of degree 2 it is the Hopfield network, and has its errors after a step',
    ...otherSystem('hopfield', 'krotov2016'),
    ...fallingAs(2, [100, 200, 400]),
    deviation: async (units, { predicted }) => {
      const patterns = units / 5;
      const found = (await predicted('error', { units, patterns, degree: 2 })) as number;
      return found / firstStepError(units, patterns) - 1;
    },
  },
  {
    id: 'attention',
    title: 'A step of the softmax memory is attention with the patterns for keys and values, to the bit',
    ...closedForm('the attention of networks', 'ramsauer2020'),
    ...exactAt(3, 20, 60),
    deviation: (count, { engine, random }) => attentionDiffers(count, engine, random),
  },
  {
    id: 'no-sharpness',
    title: 'Without sharpness the softmax memory gives all patterns the same weight',
    ...closedForm('1/K', 'ramsauer2020'),
    ...fallingAs(1, [1e3, 2e3, 4e3]),
    deviation: (inverse, context) =>
      farthest(
        context,
        { memory: 'softmax', patterns: 50, sharpness: 1 / inverse },
        { weight: 1 / 50, error: 0.5 - 0.5 / 50 },
      ),
  },
  {
    id: 'two-patterns',
    title: 'Of two patterns the weights are those of a sum over their overlap',
    ...closedForm('the sum over one overlap', 'ramsauer2020'),
    ...exactAt(4, 6, 8),
    deviation: (units, context) => {
      const beta = 0.3;
      let [weight, error] = [0, 0];
      for (let bits = 0; bits < power(2, units); bits++) {
        let X = 0;
        for (let i = 0; i < units; i++) X += (bits >> i) & 1 ? 1 : -1;
        const w = 1 / (1 + exp(beta * (X - units)));
        weight += w / power(2, units);
        error += ((1 - w) * (1 - X / units)) / 2 / power(2, units);
      }
      return farthest(context, { memory: 'softmax', units, patterns: 2, sharpness: beta }, { weight, error });
    },
  },
];

/** The largest difference between the memory's step and the last token of self-attention. */
export function attentionDiffers(count: number, engine: Engine, random: Random): number {
  const [units, beta] = [12, 0.37];
  return engine.heap.scope(() => {
    const drawn = engine.heap.matrix(count + 1, units);
    random.fillRademacher(drawn);
    const signs = Float64Array.from(drawn.values);
    const query = signs.subarray(count * units);
    // Each token is a pattern, as key and value; the last one asks.
    const tokens = variable(engine.heap, count, 3 * units, 'f64');
    for (let mu = 0; mu < count; mu++) {
      const pattern = signs.subarray(mu * units, (mu + 1) * units);
      tokens.value.values.set(query, 3 * mu * units);
      tokens.value.values.set(pattern, (3 * mu + 1) * units);
      tokens.value.values.set(pattern, (3 * mu + 2) * units);
    }
    const { output, value } = attention(tokens, { length: count, heads: 1, scale: beta });
    value();
    const last = output.value.values.slice((count - 1) * units);
    const { state } = softmaxUpdate({ signs, units, count }, query, beta);
    return state.reduce((most, one, i) => Math.max(most, Math.abs(one - last[i])), 0);
  });
}
