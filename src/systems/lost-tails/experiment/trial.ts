import type { Random } from '../../../numeric/random.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { LostTailsObservable } from '../observables.ts';
import type { LostTailsProblem } from '../problem.ts';
import { Urn } from './urn.ts';

/** Of equal sizes, sharing the samples of a trial. */
const MOST_LEARNERS = 32;

/**
 * A generator is made, by showing it tokens where it learns; learners are then shown real tokens
 * and the generator's, and others real tokens alone.
 */
export function runTrial(
  problem: LostTailsProblem,
  { random, reporter }: TrialContext<LostTailsObservable>,
): Trial<LostTailsObservable> {
  const { parameters, real, given } = problem;
  const { samples, generator, generatorSamples, generations, realShare } = parameters;
  const check = () => reporter.check();
  const draw = (count: number, stream: Random, urn: () => Urn) => {
    const tokens = new Int32Array(count);
    for (let t = 0; t < count; t++) {
      if (t % 4096 === 0) check();
      tokens[t] = urn().draw(stream);
    }
    return tokens;
  };
  const world = new Urn(real);
  let said = given ?? real;
  let source = given ? new Urn(given) : world;
  if (generator === 'memorised')
    for (let g = 0; g < generations; g++) {
      const teacher = source;
      const shown = draw(generatorSamples, random.stream('generation', g), () => teacher);
      said = new Float64Array(real.length);
      for (const i of shown) said[i] = real[i];
      source = new Urn(said);
    }
  const stream = random.stream('samples');
  const mixture = draw(samples, stream, () => (stream.uniform() < realShare ? world : source));
  const alone = draw(samples, random.stream('real samples'), () => world);
  const lostShare = real.reduceRight((sum, p, i) => (said[i] > 0 ? sum : sum + p), 0);
  return { observables: { error: missed(problem, mixture), realError: missed(problem, alone), lostShare } };
}

/** The mean error of learners that are shown parts of these tokens, at each size. */
function missed({ real, sizes }: LostTailsProblem, tokens: Int32Array): Float64Array {
  const all = real.reduceRight((sum, p) => sum + p, 0);
  const shownTo = new Int32Array(real.length);
  let learner = 0;
  return Float64Array.from(sizes, (size) => {
    const learners = Math.min(MOST_LEARNERS, Math.floor(tokens.length / size));
    let error = 0;
    for (let own = 0; own < learners; own++) {
      learner++;
      let known = 0;
      for (const i of tokens.subarray(own * size, (own + 1) * size)) {
        if (shownTo[i] !== learner) known += real[i];
        shownTo[i] = learner;
      }
      error += Math.max(0, all - known) / learners;
    }
    return error;
  });
}
