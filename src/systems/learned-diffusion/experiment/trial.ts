import type { Heap, Matrix } from '../../../numeric/heap.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { LearnedObservable } from '../observables.ts';
import type { LearnedProblem } from '../problem.ts';
import { judgeOf } from './classifier.ts';
import type { Denoiser } from './denoiser.ts';
import { measureEmergence } from './emergence.ts';
import { generate } from './generate.ts';
import { linearDenoiser } from './linear.ts';
import { networkDenoiser } from './network.ts';
import { picture } from './picture.ts';
import { cosine, meanDistance, nearest, wasserstein } from './quality.ts';
import { drawRows } from './rows.ts';

/** Lets one or two denoisers learn, and makes samples of the same noise. */
export function runTrial(
  problem: LearnedProblem,
  { random, engine, reporter }: TrialContext<LearnedObservable>,
): Trial<LearnedObservable> {
  const { parameters, basis, stepCounts } = problem;
  const { samples } = parameters;
  const { heap } = engine;
  const check = () => reporter.check();
  return heap.scope(() => {
    const { training, held } = drawRows(problem, random.stream('images'), engine);
    const denoisers = training.map((rows, part): Denoiser => {
      if (parameters.denoiser === 'linear') return linearDenoiser(problem, rows, engine);
      const progress = (fraction: number) => reporter.progress((0.95 * (part + fraction)) / training.length);
      return networkDenoiser(problem, rows, { random: random.stream('network', part), engine, check, progress });
    });
    const emergence = measureEmergence(problem, denoisers[0], held, {
      ...{ random: random.stream('emergence'), engine, check },
    });
    const start = heap.matrix(samples, basis.size);
    random.stream('start').fillNormal(start);
    const noise = { random: random.stream('sampling'), start, check };
    const judge = judgeOf(problem, engine);
    const [recognised, distance] = [new Float64Array(stepCounts.length), new Float64Array(stepCounts.length)];
    let made = start;
    for (const [i, steps] of stepCounts.entries()) {
      made = generate(problem, denoisers[0], steps, noise);
      recognised[i] = judge?.recognised(made) ?? 0;
      distance[i] = wasserstein(made, problem, engine);
    }
    const others = denoisers.length > 1 ? generate(problem, denoisers[1], parameters.steps, noise) : undefined;
    const neighbours = nearest(made, training[0]);
    return {
      observables: {
        emergence,
        ...(others && { similarity: cosine(made, others) }),
        nearest: meanDistance(neighbours) / meanDistance(nearest(held, training[0])),
        distance,
        ...(judge && { recognised, accuracy: judge.accuracy, sureOfImages: judge.sureOfImages }),
      },
      without: {
        ...(!others && { similarity: 'there is no second half of the images to learn from' }),
        ...(!judge && unlabelled()),
      },
      exhibits: [
        picture('samples', problem, [made], engine),
        ...(others ? [picture(BESIDE, problem, [made, others, rowsOf(training[0], neighbours, heap)], engine)] : []),
      ],
    };
  });
}

const BESIDE = 'sample, the other half’s, nearest image learned';

function rowsOf(among: Matrix, chosen: readonly { at: number }[], heap: Heap): Matrix {
  const d = among.columns;
  const rows = heap.matrix(chosen.length, d);
  for (const [i, { at }] of chosen.entries()) rows.values.set(among.values.subarray(at * d, (at + 1) * d), i * d);
  return rows;
}

function unlabelled(): Partial<Record<LearnedObservable, string>> {
  const reason = 'the images have no classes to recognise';
  return { recognised: reason, accuracy: reason, sureOfImages: reason };
}
