import type { ValidityNote } from '../contract.ts';

/** The moments are exact, at every size. */
export function validity(): ValidityNote[] {
  return [];
}
