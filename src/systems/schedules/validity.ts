import { exp, expm1, log, squared } from '../../numeric/special.ts';
import { percent, plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import { constantRates, ratesOf, type SchedulesProblem } from './problem.ts';
import { exactRisks } from './theory/recursion.ts';

/** The functional law is off by about the rate: within 5 % up to here. */
const LARGE_RATE = 0.05;

/** Rates that sum up to less lower no risk by more than a per cent. */
const NOTHING = 0.005;
/** Steps for which one stands where there are more: schedules are smooth. */
const LOOKS = 2000;

export function validity(problem: SchedulesProblem): ValidityNote[] {
  const { parameters, rate, population } = problem;
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
  const grows = secondMoment(rate, batch) > 1 ? 'the mean risk itself grows' : 'the variance of the risk has no bound';
  strained(
    fourth > 1,
    'wild-runs',
    'wild runs',
    () =>
      `at the peak rate ${plain(rate, 3)} and a batch of ${batch} the fourth power of the factor that a step makes of the largest mode is ${plain(fourth, 3)} on average: ${grows} as long as the rate stays`,
  );
  const rates = ratesOf(problem);
  const scatter = fourth > 1 ? 0 : Math.max(scatterOf(problem, rates), scatterOf(problem, constantRates(problem)));
  strained(
    scatter > 1,
    'wild-runs',
    'wild runs',
    () =>
      `the risk is a product of ${rates.length} random factors with little beside it: its mean is that of rare runs, and a trial’s mean over ${problem.runs} runs scatters by ${scatter < 1000 ? `${plain(scatter, 2)} times` : 'over a thousand times'} as much, and is mostly too low; take more noise, a larger batch, or a smaller rate`,
  );
  const path = rates.reduce((sum, one) => sum + one, 0);
  note(
    path < NOTHING,
    'nothing-learned',
    'nothing learned',
    () =>
      `rates sum up to ${plain(path, 2)} over the budget, so that no risk falls by more than ${percent(2 * path, 1)}: what agrees with theory is the start`,
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

/**
 * Relative scatter of a trial's mean risk at the end that the start's own part makes: that of mode
 * i is a product of squares f² of factors f = 1 − ηλ_i χ²_B/B, and its relative variance the
 * product of E f⁴/(E f²)², less 1. What noise and other modes add begins anew at each step.
 */
function scatterOf({ parameters: { batch }, population, runs }: SchedulesProblem, rates: Float64Array): number {
  const { lambda, squaredErrors } = population;
  const final = 2 * exactRisks(population, rates)[rates.length];
  const stride = Math.max(1, Math.floor(rates.length / LOOKS));
  let most = 0;
  for (let i = 0; i < lambda.length; i = 2 * i + 1) {
    let [lnMean, lnSpread] = [log(lambda[i] * squaredErrors[i]), 0];
    for (let k = 0; k < rates.length; k += stride) {
      const part = rates[k] * lambda[i];
      const square = log(secondMoment(part, batch));
      lnMean += stride * square;
      lnSpread += stride * (log(fourthMoment(part, batch)) - 2 * square);
    }
    // By logarithms: both may be beyond all numbers. A mean of 0 is one that is below them.
    const lnShare = final > 0 ? Math.min(0, lnMean - log(final)) : 0;
    const lnVariance = lnSpread > 30 ? lnSpread : log(Math.max(0, expm1(lnSpread)));
    most = Math.max(most, exp(lnShare + (lnVariance - log(runs)) / 2));
  }
  return most;
}

/** E(1 − ηχ²_B/B)². */
function secondMoment(eta: number, B: number): number {
  return squared(1 - eta) + (2 * squared(eta)) / B;
}

/** E(1 − ηχ²_B/B)⁴, by the moments 2/B, 8/B² and 12/B² + 48/B³ of χ²_B/B. */
function fourthMoment(eta: number, B: number): number {
  const kept = 1 - eta;
  const [second, third, fourth] = [2 / B, 8 / (B * B), 12 / (B * B) + 48 / (B * B * B)];
  const e2 = squared(eta);
  return squared(squared(kept)) + 6 * squared(kept) * e2 * second - 4 * kept * e2 * eta * third + e2 * e2 * fourth;
}
