import { BadInput } from '../numeric/errors.ts';
import { didYouMean } from '../systems/suggest.ts';
import type { AnyInstrument } from './contract.ts';

/** The instruments, each loaded when it is first asked for. */
export const instruments: readonly {
  id: string;
  title: string;
  files: string[];
  load: () => Promise<AnyInstrument>;
}[] = [
  {
    id: 'fit',
    title: 'Scaling laws from training runs',
    files: ['runs.csv'],
    load: async () => (await import('./fit/instrument.ts')).fit,
  },
];

/** The instrument of this id, loaded. Throws `BadInput` with the list of them. */
export async function findInstrument(id: string): Promise<AnyInstrument> {
  const known = instruments.find((one) => one.id === id);
  if (known) return known.load();
  const ids = instruments.map((one) => one.id);
  throw new BadInput(`there is no instrument '${id}'${didYouMean(id, ids)}; the instruments are ${ids.join(', ')}`);
}

/** Every instrument, loaded. */
export function allInstruments(): Promise<AnyInstrument[]> {
  return Promise.all(instruments.map(({ load }) => load()));
}
