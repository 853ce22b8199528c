// A system outside this package, as a test writes it into a folder.

/** A coin whose mean is `size`, and which goes wrong as `wrong` says. */
export const COIN = `
import { BadInput, defineSystem, OutOfRange } from 'orrery-lab';
import { z } from 'zod';

export const coin = defineSystem({
  id: 'coin', title: 'A coin', strand: 'simple laws', question: 'What is its mean?',
  sources: [{ id: 'a', authors: ['A'], title: 'T', year: 2000, doi: '10.1000/1' }],
  parameters: z.strictObject({
    size: z.number().default(1).meta({ title: 'size', description: 'the mean', range: [1, 2] }),
    wrong: z.enum(['nothing', 'problem', 'theory', 'trial', 'code']).default('nothing').meta({ title: 'wrong', description: 'what fails' }),
  }),
  sweep: {},
  prepare: (p) => {
    if (p.wrong === 'problem') throw new BadInput('the problem is wrong, as asked for');
    return p;
  },
  observables: { mean: { label: 'mean', symbol: 'm', description: 'mean', scale: 'linear' } },
  shown: ['mean'], margin: { value: 0.05, reason: 'exact' }, validity: () => [], cost: () => ({ seconds: 1e-3, bytes: 0 }),
  predict: (p) => {
    if (p.wrong === 'theory') throw new OutOfRange('wrong', 'theory', 'anything else');
    return { observables: { mean: { value: p.size, error: 0 } } };
  },
  trial: (p, { random }) => {
    if (p.wrong === 'trial') throw new BadInput('the trial is wrong, as asked for');
    if (p.wrong === 'code') throw new TypeError('nothing is not a function');
    return { observables: { mean: p.size + (random.uniform() - 0.5) / 100 } };
  },
  limits: [], presets: [],
});
`;
