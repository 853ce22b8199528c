/** A system and its settings. */
export interface Case {
  id: string;
  settings: Record<string, unknown>;
}

export function compare(
  cases: readonly Case[],
  columns: ReadonlyMap<string, readonly string[]>,
): { first: string; table: Record<string, Record<string, number | string>>; complaints: string[] };
