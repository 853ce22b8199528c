import { log } from '../../../numeric/special.ts';
import { type Course, stepsToTarget } from './steps-to-target.ts';

/**
 * Greedy steps on d equal eigenvalues 1: at every step a share of the best one for the mean risk,
 * ε_max/(1 + B_noise/B) with B_noise = d + 1 + dσ²/S.
 */
export interface Greedy {
  d: number;
  sigma2: number;
  B: number;
  /** 1 is the best step itself. */
  share: number;
}

/** The mean risk under greedy steps: S ← S[1 − (2c − c²)/(1 + B_noise/B)] for the share c. */
export class GreedyCourse implements Course {
  risk: number;
  private readonly greedy: Greedy;

  constructor(greedy: Greedy, start: number) {
    this.greedy = greedy;
    this.risk = start;
  }

  step(): void {
    const { d, sigma2, B, share } = this.greedy;
    const noiseScale = d + 1 + (d * sigma2) / this.risk;
    this.risk *= 1 - (share * (2 - share)) / (1 + noiseScale / B);
  }
}

/** Steps by which the risk falls from `start` to `ratio` of it. */
export function isotropicSteps(greedy: Greedy, start: number, ratio: number): number {
  return stepsToTarget(new GreedyCourse(greedy, start), ratio * start, Number.POSITIVE_INFINITY);
}

/**
 * The noise scale d + 1 + dσ²/S averaged over ln S from 1 down to ρ: E_min/S_min of small greedy
 * steps.
 */
export function meanNoiseScale(d: number, sigma2: number, rho: number): number {
  return d + 1 + (d * sigma2 * (1 / rho - 1)) / log(1 / rho);
}

/**
 * (S/S_min − 1)(E/E_min − 1), which is 1 where steps are S_min(1 + B_noise/B). McCandlish et al.
 * 2018 (1812.06162), equation 2.11.
 */
export function tradeOff({ steps, leastSteps, B, leastExamples }: TradeOff): number {
  return (steps / leastSteps - 1) * ((steps * B) / leastExamples - 1);
}

export interface TradeOff {
  /** S, at the batch size B. */
  steps: number;
  B: number;
  /** S_min, of the largest batches, and E_min, of the smallest. */
  leastSteps: number;
  leastExamples: number;
}
