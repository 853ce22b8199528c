import { exp, log } from '../../../numeric/special.ts';

/** Numbers of samples are tried a factor apart. */
const FACTOR = Math.SQRT2;

/**
 * The number of samples at which an accuracy reaches `level`: tried upwards or downwards from
 * `start` until two neighbours lie on both sides, then between them, linear in the logarithm.
 * Undefined where the level is not reached with `most` samples, or is with a single one.
 */
export function samplesToReach(
  level: number,
  { start, most }: { start: number; most: number },
  accuracy: (samples: number) => number,
): number | undefined {
  let here = { samples: Math.max(1, Math.round(start)), accuracy: 0 };
  here.accuracy = accuracy(here.samples);
  const upwards = here.accuracy < level;
  for (;;) {
    const samples = upwards
      ? Math.max(here.samples + 1, Math.round(here.samples * FACTOR))
      : Math.min(here.samples - 1, Math.round(here.samples / FACTOR));
    if (samples < 1 || samples > most) return undefined;
    const next = { samples, accuracy: accuracy(samples) };
    if (next.accuracy < level !== upwards) {
      const [low, high] = upwards ? [here, next] : [next, here];
      const share = (level - low.accuracy) / (high.accuracy - low.accuracy);
      return low.samples * exp(share * log(high.samples / low.samples));
    }
    here = next;
  }
}
