import { squared } from '../../numeric/special.ts';
import { percent, plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { SchedulesProblem } from './problem.ts';

/** The functional law is off by about the rate: within 5 % up to here. */
const LARGE_RATE = 0.05;

export function validity({ parameters, rate, population }: SchedulesProblem): ValidityNote[] {
  const { model, theory, batch, noise } = parameters;
  const { note, strained, all } = gatherNotes();
  note(
    model === 'network',
    'network',
    'a network',
    () =>
      'nobody has a theory of the risk of this network: it is measured, and only that linear decay gains is claimed',
  );
  if (rate === undefined) return all;
  const fourth = fourthMoment(rate, batch);
  strained(
    fourth > 1,
    'wild-runs',
    'wild runs',
    () =>
      `at the peak rate ${plain(rate, 3)} and a batch of ${batch} the fourth power of the factor that a step makes of the largest mode is ${plain(fourth, 3)} on average: the variance of the risk has no bound as long as the rate stays`,
  );
  strained(
    theory === 'functional' && rate > LARGE_RATE,
    'large-rate',
    'a large rate',
    () => `the functional law is for small rates, and off by about the peak rate, ${percent(rate, 2)}`,
  );
  const own = population.lambda.reduce((sum, one, i) => sum + one * population.squaredErrors[i], 0);
  strained(
    theory === 'functional' && own > 0.2 * noise,
    'signal-noise',
    'noise of the signal',
    () =>
      `the functional law has the noise of the labels alone, ${plain(noise, 3)}, and that of the inputs is ${plain(own, 3)} at the start`,
  );
  note(
    theory === 'collapse',
    'endless-budget',
    'the collapse',
    () =>
      'the one curve is that of endless modes and steps: theory=exact says how far this budget is from it, 4 % by default, and 30 % for steep spectra, whose modes are learned one by one',
  );
  return all;
}

/** E(1 − ηχ²_B/B)⁴, by the moments 2/B, 8/B² and 12/B² + 48/B³ of χ²_B/B. */
function fourthMoment(eta: number, B: number): number {
  const kept = 1 - eta;
  const [second, third, fourth] = [2 / B, 8 / (B * B), 12 / (B * B) + 48 / (B * B * B)];
  const e2 = squared(eta);
  return squared(squared(kept)) + 6 * squared(kept) * e2 * second - 4 * kept * e2 * eta * third + e2 * e2 * fourth;
}
