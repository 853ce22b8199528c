import { hypot, log2, power } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { kernelFunction } from '../kernel/kernels.ts';
import { closedForm, exactAt, fallingAs, farthest, otherSystem } from '../shared/limits.ts';
import { abcTable, changeExponent } from './theory/abc.ts';
import { oneStep } from './theory/one-step.ts';

const WIDTHS = [64, 128] as const;
const twice = { width: WIDTHS[0], octaves: 1 };
const over = (of: (n: number) => number) => Float64Array.from(WIDTHS, of);

const changes = ['inputChange', 'hiddenChange', 'outputChange', 'initialOutput'] as const;

export const limits: Limit[] = [
  {
    id: 'linear-descent',
    title: 'A linear network under gradient descent: Δf = d + 2n, the tangent kernel, and Δh with the scatter of W Wᵀ',
    ...closedForm('moments of Gaussian matrices', 'yang2020'),
    ...exactAt(1, 7, 30),
    deviation: (d, context) =>
      farthest(
        context,
        { activation: 'linear', parameterisation: 'standard', optimiser: 'sgd', dimension: d, ...twice },
        {
          inputChange: over((n) => d / Math.sqrt(n)),
          hiddenChange: over((n) => hypot(n + d, d) / Math.sqrt(n)),
          outputChange: over((n) => d + 2 * n),
          initialOutput: over(() => 1),
        },
      ),
  },
  {
    id: 'linear-signs',
    title: 'A linear network under Adam: sums of |weights|, of orders n^(1/2), n^(3/2) and n in the output',
    ...closedForm('means of absolute values', 'yang2022'),
    ...exactAt(1, 7, 30),
    deviation: (d, context) =>
      farthest(
        context,
        { activation: 'linear', parameterisation: 'standard', dimension: d, rate: 1e-8, ...twice },
        {
          inputChange: over(() => d),
          outputChange: over((n) => {
            const size = Math.sqrt(2 / Math.PI);
            return size * d * Math.sqrt(n) + size * size * power(n, 1.5) + size * n;
          }),
        },
      ),
  },
  {
    id: 'shrinking',
    title: 'Under AdamW a linear network shrinks too: h¹, h² and f by λ, 2λ and 3λ of themselves',
    ...closedForm('means of absolute values, and a product of three matrices', 'yang2022'),
    ...exactAt(1, 10, 100),
    deviation: (decay, context) =>
      farthest(
        context,
        { activation: 'linear', parameterisation: 'standard', optimiser: 'adamw', decay, rate: 1e-8, ...twice },
        {
          inputChange: over(() => hypot(16, decay)),
          outputChange: over((n) => {
            const size = Math.sqrt(2 / Math.PI);
            return hypot(16 * size * Math.sqrt(n) + size * size * power(n, 1.5) + size * n, 3 * decay);
          }),
        },
      ),
  },
  {
    id: 'symmetry',
    title: 'With one input μP is the mean-field parameterisation: (a, b, c) may be shifted to (a + θ, b − θ, c − 2θ)',
    ...closedForm('the abc symmetry', 'yang2020'),
    ...exactAt(8, 32, 128),
    deviation: async (width, context) => {
      const settings = { dimension: 1, optimiser: 'sgd', width, octaves: 2, rate: 1e-9 };
      const mup = await Promise.all(changes.map((name) => context.predicted(name, settings)));
      const expected = Object.fromEntries(changes.map((name, i) => [name, mup[i] as Float64Array]));
      return farthest(context, { ...settings, parameterisation: 'mean-field' }, expected);
    },
  },
  {
    id: 'base-width',
    title: 'At the smallest width μP is the standard parameterisation',
    ...closedForm('n/n₀ = 1', 'yang2022'),
    ...exactAt(8, 32, 128),
    deviation: async (width, { predicted }) => {
      const first = async (parameterisation: string, name: string) => {
        const curve = await predicted(name, { parameterisation, width, octaves: 1, rate: 1e-9 });
        return (curve as Float64Array)[0];
      };
      const all = changes.map(async (name) => (await first('mup', name)) / (await first('standard', name)) - 1);
      return Math.max(...(await Promise.all(all)).map(Math.abs));
    },
  },
  {
    id: 'tangent-kernel',
    title: 'Under gradient descent in NTK parameterisation the output changes by the tangent kernel',
    ...otherSystem('kernel', 'jacot2018'),
    ...exactAt(1, 100, 1000),
    deviation: (width) => {
      const setting = { abc: abcTable.ntk.sgd, family: 'sgd', unitWeights: true, trained: 'all' } as const;
      const { output } = oneStep({ ...setting, width, base: 1, inputs: 5, activation: 'relu' });
      const kernel = { kernel: 'ntk', activation: 'relu', depth: 2, weightVariance: 1, biasVariance: 0 } as const;
      return output / kernelFunction(kernel)(1, 1, 1) - 1;
    },
  },
  {
    id: 'leading-power',
    title: 'As the width grows, the output of a standard network under Adam changes as n^(3/2)',
    ...closedForm('the abc exponents', 'yang2022'),
    ...fallingAs(0.5, [1e4, 1e5, 1e6]),
    deviation: (width) => {
      const setting = { abc: abcTable.standard.adam, family: 'adam', unitWeights: false, trained: 'all' } as const;
      const at = (n: number) => oneStep({ ...setting, width: n, base: 1, inputs: 16, activation: 'tanh' }).output;
      return log2(at(2 * width) / at(width)) - changeExponent(abcTable.standard.adam, 'adam', 'output')!;
    },
  },
];
