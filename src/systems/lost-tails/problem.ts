import { logarithmicSteps } from '../../networks/probes.ts';
import { BadInput } from '../../numeric/errors.ts';
import { remember } from '../../numeric/remember.ts';
import { power } from '../../numeric/special.ts';
import { FEWEST_SAMPLES, type LostTailsParameters } from './parameters.ts';

/** What comes up how often in the world, and in what a generator says that is no learner itself. */
export interface LostTailsProblem {
  parameters: LostTailsParameters;
  /** p_i of each rank, from the most frequent on. */
  real: Float64Array;
  /** q_i of a generator that is given; undefined of one that learns, and of none. */
  given?: Float64Array;
  /** Numbers of training samples at which the learner is tested, ascending. */
  sizes: number[];
}

const PER_DECADE = 3;

/** Throws `BadInput` for a cutoff beyond the last token. */
export function prepare(parameters: LostTailsParameters): LostTailsProblem {
  const { exponent, tokens, samples, generator, cutoff, narrowedExponent } = parameters;
  if (generator === 'cut' && cutoff > tokens)
    throw new BadInput(
      `cutoff is ${cutoff}, but there are ${tokens} tokens: choose a cutoff of at most that, or more tokens`,
    );
  const real = powerLaw(tokens, exponent);
  const sizes = logarithmicSteps(PER_DECADE, samples).filter((size) => size >= FEWEST_SAMPLES);
  const given =
    generator === 'cut'
      ? normalized(real.map((p, i) => (i < cutoff ? p : 0)))
      : generator === 'narrowed'
        ? powerLaw(tokens, narrowedExponent)
        : undefined;
  return { parameters, real, given, sizes };
}

const rememberedLaw = remember(
  ({ tokens, beta }: { tokens: number; beta: number }) =>
    normalized(Float64Array.from({ length: tokens }, (_, i) => power(i + 1, -beta))),
  ({ tokens, beta }) => `${tokens} ${beta}`,
);

const powerLaw = (tokens: number, beta: number) => rememberedLaw({ tokens, beta });

function normalized(weights: Float64Array): Float64Array {
  // From the small ones on, for the last digits.
  const total = weights.reduceRight((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
