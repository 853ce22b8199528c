import { extraSystems } from '#extra-systems';
import digitsUrl from '../../data/digits.csv.gz?url';
import type { Dataset } from '../../src/data/dataset.ts';
import { parseDataset } from '../../src/data/parse.ts';
import { BadInput } from '../../src/numeric/errors.ts';
import type { AnySystem } from '../../src/systems/contract.ts';
import { systemHeaders } from '../../src/systems/headers.ts';
import { findSystem, notesOf } from '../../src/systems/registry.ts';
import type { SystemHeader } from './protocol.ts';

/**
 * The systems and the files of numbers that a worker knows. A system is loaded when it is first
 * asked for.
 */
export interface Library {
  headers: SystemHeader[];
  /** Throws `BadInput`. */
  find(id: string): Promise<AnySystem>;
  /** Markdown with TeX formulas. Throws `BadInput`. */
  notes(id: string): Promise<string>;
  add(dataset: Dataset): void;
  /** The bundled data of that name, or a file added before, by its checksum. Throws `BadInput`. */
  dataset(text: string): Promise<Dataset>;
}

const BUNDLED: Record<string, string> = { digits: digitsUrl };

export function openLibrary(): Library {
  const datasets = new Map<string, Dataset>();
  const extra = (id: string) => extraSystems.find((system) => system.id === id);
  return {
    headers: [...systemHeaders, ...extraSystems].map(({ id, title, strand, question }) => ({
      ...{ id, title, strand, question },
    })),
    find: (id) => extra(id)?.load() ?? findSystem(id),
    notes: (id) => extra(id)?.notes() ?? notesOf(id),
    add: (dataset) => void datasets.set(dataset.sha256, dataset),
    async dataset(text) {
      const known = datasets.get(checksumOf(text) ?? text);
      if (known) return known;
      if (!Object.hasOwn(BUNDLED, text))
        throw new BadInput(
          `the data of this link, ${text.split('#')[0] || 'a file'}, never left the machine it was on: drop the same file here to see its points`,
        );
      const response = await fetch(new URL(BUNDLED[text], self.location.href));
      if (!response.ok) throw new BadInput(`${text} could not be loaded (${response.status}); reload the page`);
      const dataset = await parseDataset(new Uint8Array(await response.arrayBuffer()), `${text}.csv.gz`, text);
      datasets.set(text, dataset);
      return dataset;
    },
  };
}

function checksumOf(text: string): string | undefined {
  return /#([0-9a-f]{64})$/.exec(text)?.[1];
}
