import type { Prediction, TheoryContext } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { MessagePassingObservable } from '../observables.ts';
import { LAST_STEP, type MessagePassingProblem } from '../problem.ts';
import { testError } from './errors.ts';
import { leastError } from './least-error.ts';
import { spectralOverlap } from './spectral.ts';
import { stateEvolution } from './state-evolution.ts';

/** Of the quadratures; of noisy magnitudes, whose integrals are double. */
const PROMISE = { plain: 1e-9, noisy: 1e-7 } as const;

/** Below it the spectral start of finite size is far from its limit. */
export const SPECTRAL_FROM = 0.75;

/** State evolution step by step, and its later course where that is wanted. */
export function predict(
  { parameters, alpha, start, steps }: MessagePassingProblem,
  { wanted, check }: Pick<TheoryContext<MessagePassingObservable>, 'wanted' | 'check'>,
): Prediction<MessagePassingObservable> {
  const { channel, noise } = parameters;
  const last = wanted.has('settledError') ? LAST_STEP : steps.length;
  const states = stateEvolution(parameters, alpha, start, last, check);
  const shown = states.slice(0, steps.length);
  const curve = (of: (state: (typeof states)[number]) => number) => Float64Array.from(shown, of);
  const spectral = channel === 'abs' && noise === 0 && alpha >= SPECTRAL_FROM;
  return {
    observables: quantities<MessagePassingObservable>(
      {
        overlap: curve(({ m }) => m),
        power: curve(({ q }) => q),
        variance: curve(({ V }) => V),
        error: curve((state) => testError(parameters, state)),
        settledError: wanted.has('settledError') ? testError(parameters, states[last - 1]) : undefined,
        leastError: wanted.has('leastError') ? leastError(parameters, alpha) : undefined,
        growth: channel === 'abs' ? shown[steps.length - 1].m / start : undefined,
        spectralOverlap: spectral ? spectralOverlap(alpha) : undefined,
      },
      channel === 'abs' && noise > 0 ? PROMISE.noisy : PROMISE.plain,
    ),
  };
}
