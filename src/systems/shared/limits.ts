import type { Limit } from '../contract.ts';

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
