import { BadInput } from '../numeric/errors.ts';
import type { AnySystem } from '../systems/contract.ts';
import { findSystem } from '../systems/registry.ts';
import { didYouMean } from '../systems/suggest.ts';
import type { AnyInstrument } from './contract.ts';

interface Entry {
  id: string;
  title: string;
  /** As help writes its files. */
  usage: string;
  /** A command inside another: `mup-check` is `orrery mup check`. */
  part?: true;
  /** Made for a system, which stands first: `orrery confront ridge measured.csv`. */
  ofSystem?: true;
  load(system?: AnySystem): Promise<AnyInstrument>;
}

/** The instruments, each loaded when it is first asked for. */
export const instruments: readonly Entry[] = [
  {
    id: 'forecast',
    title: 'Learning curves from a table',
    usage: 'table.csv [measured.csv]',
    load: async () => (await import('./forecast/instrument.ts')).forecast,
  },
  {
    id: 'fit',
    title: 'Scaling laws from training runs',
    usage: 'runs.csv',
    load: async () => (await import('./fit/instrument.ts')).fit,
  },
  {
    id: 'plan',
    title: 'A training run, planned from a fit',
    usage: 'report',
    load: async () => (await import('./plan/instrument.ts')).plan,
  },
  {
    id: 'mup',
    title: 'Hyperparameters from a small network to a large one (μP)',
    usage: 'architecture.json',
    load: async () => (await import('./mup/instrument.ts')).mup,
  },
  {
    id: 'mup-check',
    title: 'A coordinate check of your own networks (μP)',
    usage: 'log.csv',
    part: true,
    load: async () => (await import('./mup-check/instrument.ts')).mupCheck,
  },
  {
    id: 'confront',
    title: 'Measurements of your own against the theory of a system',
    usage: 'ridge measured.csv',
    ofSystem: true,
    load: async (system) => {
      const { confront } = await import('./confront/instrument.ts');
      return confront(system ?? (await findSystem('ridge')));
    },
  },
  {
    id: 'exponents',
    title: 'Exponents of a text',
    usage: 'corpus.txt',
    load: async () => (await import('./exponents/instrument.ts')).exponents,
  },
];

/**
 * The instrument of this id, loaded; one that is made for a system takes it. Throws `BadInput` with
 * the list of them.
 */
export async function findInstrument(id: string, system?: AnySystem): Promise<AnyInstrument> {
  const known = instruments.find((one) => one.id === id);
  if (known) return known.load(system);
  const ids = instruments.map((one) => one.id);
  throw new BadInput(`there is no instrument '${id}'${didYouMean(id, ids)}; the instruments are ${ids.join(', ')}`);
}

/** Every instrument, loaded; one that is made for a system, for `ridge`. */
export function allInstruments(): Promise<AnyInstrument[]> {
  return Promise.all(instruments.map(({ load }) => load()));
}
