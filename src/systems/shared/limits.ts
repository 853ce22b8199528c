import type { Limit, LimitContext } from '../contract.ts';

// The two halves of a limit's declaration that every limit repeats, as words: what it turns into,
// and how fast. Spread into the limit, beside its `id`, `title` and `deviation`.

type Destination = Pick<Limit, 'to' | 'source'>;
type Approach = Pick<Limit, 'scales' | 'order'>;

/** It turns into a formula of this name. */
export function closedForm(name: string, source: string): Destination {
  return { to: { closedForm: name }, source };
}

/** It turns into the prediction of the system with this id. */
export function otherSystem(id: string, source: string): Destination {
  return { to: { system: id }, source };
}

/** The deviation falls as s^(−order) over these three scales. */
export function fallingAs(order: number, scales: Limit['scales']): Approach {
  return { scales, order };
}

/** There is no deviation beyond round-off, at any of these three scales. */
export function exactAt(...scales: Limit['scales']): Approach {
  return { scales, order: 'exact' };
}

/**
 * The largest relative distance between the system's predictions at these settings and what they
 * are expected to be, over all observables and all points of curves; from an expected 0, the
 * distance itself.
 */
export async function farthest(
  { predicted }: Pick<LimitContext, 'predicted'>,
  settings: Record<string, unknown>,
  expected: Record<string, number | ArrayLike<number>>,
): Promise<number> {
  let most = 0;
  for (const [name, value] of Object.entries(expected)) {
    const found = await predicted(name, settings);
    const [there, here] = [value, found].map((one) => (typeof one === 'number' ? [one] : Array.from(one)));
    if (there.length !== here.length) return Number.POSITIVE_INFINITY;
    most = here.reduce((most, one, i) => Math.max(most, Math.abs(there[i] === 0 ? one : one / there[i] - 1)), most);
  }
  return most;
}
