/** Curves that an experiment has measured so far, as a trial hands them on. */
export function asArrays<O extends string>(curves: Partial<Record<O, readonly number[]>>) {
  const entries = Object.entries<readonly number[]>(curves as Record<O, readonly number[]>);
  return Object.fromEntries(entries.map(([name, values]) => [name, Float64Array.from(values)])) as Partial<
    Record<O, Float64Array>
  >;
}
