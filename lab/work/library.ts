import { extraSystems } from '#extra-systems';
import digitsUrl from '../../data/digits.csv.gz?url';
import type { Dataset } from '../../src/data/dataset.ts';
import { parseDataset } from '../../src/data/parse.ts';
import { BadInput } from '../../src/numeric/errors.ts';
import type { AnySystem } from '../../src/systems/contract.ts';
import { findSystem, systems } from '../../src/systems/registry.ts';

/** The systems and the files of numbers that a worker knows. */
export interface Library {
  systems: readonly AnySystem[];
  /** Throws `BadInput`. */
  find(id: string): AnySystem;
  add(dataset: Dataset): void;
  /** The bundled data of that name, or a file added before, by its checksum. Throws `BadInput`. */
  dataset(text: string): Promise<Dataset>;
}

const BUNDLED: Record<string, string> = { digits: digitsUrl };

export function openLibrary(): Library {
  const datasets = new Map<string, Dataset>();
  return {
    systems: [...systems, ...extraSystems],
    find: (id) => extraSystems.find((system) => system.id === id) ?? findSystem(id),
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

/** A dropped file is named `mine.csv#<sha256>` in settings and links: the name for people, the checksum to be sure. */
export function dataSetting({ name, sha256 }: Dataset): string {
  return `${name}#${sha256}`;
}

function checksumOf(text: string): string | undefined {
  return /#([0-9a-f]{64})$/.exec(text)?.[1];
}
