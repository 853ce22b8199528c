/**
 * `make`, with its last results kept: for what neighbouring points share, a population or a file
 * turned into its eigenbasis. Two arguments with one `key` give the same object. Beyond `most`
 * results the one that was asked for longest ago is let go. What is made must not be changed, and
 * must not live on a heap. An argument for which `make` throws is not remembered.
 */
export function remember<A, T>(make: (argument: A) => T, key: (argument: A) => string, most = 8): (argument: A) => T {
  const kept = new Map<string, T>();
  return (argument) => {
    const name = key(argument);
    const known = kept.has(name);
    const value = known ? (kept.get(name) as T) : make(argument);
    // A map keeps the order of insertion: what was used last moves to the end.
    if (known) kept.delete(name);
    kept.set(name, value);
    if (kept.size > most) kept.delete(kept.keys().next().value as string);
    return value;
  };
}
