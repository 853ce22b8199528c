import type { Table, TextColumn } from './table.ts';

// Tables may have a hundred thousand columns: what is asked of each must not look through all.

const texts = new WeakMap<TextColumn[], Map<number, TextColumn>>();

/** The text in column `j`; undefined where it holds none. */
export function textIn({ texts: all }: Table, j: number): TextColumn | undefined {
  if (!all) return undefined;
  const known = texts.get(all) ?? new Map(all.map((text) => [text.column, text]));
  texts.set(all, known);
  return known.get(j);
}

const repeated = new WeakMap<string[], Set<string>>();

/** Whether the name of a column is that of another one too. */
export function isRepeated(header: string[], name: string): boolean {
  const known = repeated.get(header) ?? repeatedIn(header);
  repeated.set(header, known);
  return known.has(name);
}

function repeatedIn(header: string[]): Set<string> {
  const seen = new Set<string>();
  return new Set(header.filter((name) => seen.size === seen.add(name).size));
}
