import { squared } from '../../numeric/special.ts';
import { plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { HopfieldProblem } from './problem.ts';
import { capacity, glassEnergy, glassTemperature, retrieval } from './theory/order-parameters.ts';

/** Fewer units fluctuate by more than the margin. */
const FEW = 200;

/** Share of the capacity beyond which finite cold networks lose some of their patterns. */
const NEAR = 0.85;

/**
 * How many deviations 1/√(Nα_c), of a random load, a warm network has to be below the capacity to
 * stay with its pattern for some hundred sweeps; squared. Measured at N = 300 and 800.
 */
const STAYS = 5;

/**
 * Relaxation times of the paramagnet beyond this share of the sweeps leave it out of equilibrium.
 */
const SLOW = 0.1;

export function validity({ parameters, load }: HopfieldProblem): ValidityNote[] {
  const { units, temperature, sweeps } = parameters;
  const notes = gatherNotes();
  const limit = capacity(temperature).alpha;
  const state = retrieval(load, temperature);
  const glass = glassTemperature(load);
  notes.strained(
    units < FEW,
    'few-units',
    'few units',
    () =>
      `${units} units: the theory is for N → ∞, and one lost pattern moves the mean overlap by more than the margin`,
  );
  notes.strained(
    state !== undefined && temperature === 0 && load > NEAR * limit,
    'near-capacity',
    'near the capacity',
    () =>
      `the load ${plain(load, 3)} is above ${NEAR} of the capacity ${plain(limit, 3)}: networks of some hundred units lose some patterns, and crosstalk is several per cent larger`,
  );
  notes.strained(
    state !== undefined && temperature > 0 && units * limit * squared(1 - load / limit) < STAYS,
    'short-lived',
    'short-lived memories',
    () =>
      `the load ${plain(load, 3)} is near the capacity ${plain(limit, 3)} of this temperature: in ${units} units noise wipes out some patterns within some hundred sweeps`,
  );
  notes.note(
    state !== undefined && temperature === 0 && state.energy > glassEnergy(load),
    'metastable',
    'metastable memories',
    () => 'spin-glass states have less energy than the stored patterns at this load, but a network in a pattern stays',
  );
  notes.note(
    state === undefined && temperature <= glass,
    'spin-glass',
    'a spin glass',
    () =>
      `beyond the capacity ${plain(limit, 3)} and below the glass temperature ${plain(glass, 3)}: what is left of the pattern that a network started from depends on its dynamics, and is not predicted`,
  );
  notes.strained(
    temperature > glass && sweeps * squared(1 - glass / temperature) < 1 / SLOW,
    'critical-slowing',
    'near the glass temperature',
    () =>
      `relaxation near the glass temperature ${plain(glass, 3)} takes more than a tenth of the ${sweeps} sweeps: the start is not forgotten`,
  );
  return notes.all;
}
