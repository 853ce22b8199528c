import type { Header } from './header.ts';

/** What the trials of a point depend on, besides the point and their numbers. */
export type TrialSource = Pick<Header, 'system' | 'seed' | 'engine' | 'engineDescription'> & {
  origin?: { sha256: string };
  versions: Record<string, string>;
};

/**
 * In what two sources differ, so that their trials of a point are not the same to the bit:
 * undefined where they are.
 */
export function sourcesDiffer(a: TrialSource, b: TrialSource): { what: string; a: unknown; b: unknown } | undefined {
  const compared = [
    { what: 'system', a: a.system, b: b.system },
    { what: 'code of the system', a: a.origin?.sha256, b: b.origin?.sha256 },
    { what: 'version', a: a.versions.orrery, b: b.versions.orrery },
    { what: 'seed', a: a.seed, b: b.seed },
    { what: 'engine', a: a.engine, b: b.engine },
    // WebAssembly computes the same bits everywhere; a library of the machine, with itself alone.
    ...(a.engine === 'wasm' ? [] : [{ what: 'library', a: a.engineDescription, b: b.engineDescription }]),
  ];
  return compared.find((one) => one.a !== one.b);
}
