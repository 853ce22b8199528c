import type { Network } from '../../../networks/network.ts';
import type { Random } from '../../../numeric/random.ts';
import { cos, sin, squared } from '../../../numeric/special.ts';

/** Gives the network periodic weights, one frequency for each unit, with phases that cancel. */
export function setPeriodicWeights({ parameters, model }: Network, p: number, random: Random): void {
  const [incoming, outgoing] = parameters.map(({ value }) => value.values);
  const units = model.blocks[0].rows;
  for (let unit = 0; unit < units; unit++) {
    const frequency = 1 + Math.floor(random.uniform() * (p - 1));
    const [first, second] = [2 * Math.PI * random.uniform(), 2 * Math.PI * random.uniform()];
    for (let number = 0; number < p; number++) {
      const angle = (2 * Math.PI * frequency * number) / p;
      incoming[unit * 2 * p + number] = cos(angle + first);
      incoming[unit * 2 * p + p + number] = cos(angle + second);
      outgoing[number * units + unit] = cos(angle + first + second) / units;
    }
  }
}

/** The real and imaginary part of Σ w_n e^(−2πifn/p) for a stretch of weights. */
function fourier(weights: ArrayLike<number>, first: number, stride: number, waves: Waves, f: number): [number, number] {
  const { p, cosines, sines } = waves;
  let [re, im] = [0, 0];
  for (let n = 0; n < p; n++) {
    const weight = weights[first + n * stride];
    re += weight * cosines[(f * n) % p];
    im -= weight * sines[(f * n) % p];
  }
  return [re, im];
}

interface Waves {
  p: number;
  cosines: Float64Array;
  sines: Float64Array;
}

/**
 * How periodic the weights of a network are, and how well their phases φ_a + φ_b = φ_c agree at the
 * strongest frequency of each unit. Units count by the power of their incoming weights.
 */
export function measurePeriodicity({ parameters, model }: Network, p: number) {
  const [incoming, outgoing] = parameters.map(({ value }) => value.values);
  const units = model.blocks[0].rows;
  const angle = (n: number) => (2 * Math.PI * n) / p;
  const waves = {
    p,
    cosines: Float64Array.from({ length: p }, (_, n) => cos(angle(n))),
    sines: Float64Array.from({ length: p }, (_, n) => sin(angle(n))),
  };
  let [strongest, all, agreement] = [0, 0, 0];
  for (let unit = 0; unit < units; unit++) {
    const from = unit * 2 * p;
    let [best, most] = [1, 0];
    // Frequency 0 counts once, the others with their negatives.
    for (let f = 0; f <= (p - 1) / 2; f++) {
      const parts = [fourier(incoming, from, 1, waves, f), fourier(incoming, from + p, 1, waves, f)].flat();
      const power = (f === 0 ? 1 : 2) * parts.reduce((sum, part) => sum + part * part, 0);
      all += power;
      if (f > 0 && power > most) [best, most] = [f, power];
    }
    strongest += most;
    agreement += most * phaseAgreement(incoming, outgoing, unit, units, waves, best);
  }
  return { periodicity: strongest / all, phaseAgreement: agreement / strongest };
}

/** cos(φ_a + φ_b − φ_c) of a unit at a frequency. */
function phaseAgreement(
  incoming: ArrayLike<number>,
  outgoing: ArrayLike<number>,
  unit: number,
  units: number,
  waves: Waves,
  f: number,
): number {
  const [a, b] = [0, waves.p].map((half) => fourier(incoming, unit * 2 * waves.p + half, 1, waves, f));
  const c = fourier(outgoing, unit, units, waves, f);
  const sum = [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]];
  const size = Math.sqrt((squared(sum[0]) + squared(sum[1])) * (squared(c[0]) + squared(c[1])));
  return size === 0 ? 0 : (sum[0] * c[0] + sum[1] * c[1]) / size;
}
