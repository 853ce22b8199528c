import type { Engine } from '../../../numeric/engine.ts';
import type { Random } from '../../../numeric/random.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { HierarchyObservable } from '../observables.ts';
import type { HierarchyProblem } from '../problem.ts';
import { clusteringAccuracy } from './clustering.ts';
import { kernelAccuracy } from './kernel.ts';
import { deepModel, networkAccuracy, shallowModel } from './networks.ts';
import { type Data, drawData, drawRules, firstOf } from './rules.ts';
import { measureStatistics } from './statistics.ts';
import { samplesToReach } from './thresholds.ts';

/** Sets of rules over which a trial averages what the clustering learner needs … */
const CLUSTERED = 4;
/** … and what the deep network needs: more of small ones, which scatter more and cost less. */
const deepSets = ({ unit }: HierarchyProblem) => Math.min(8, Math.ceil(100 / unit));
const TEST_DATA = 1000;
/** In n_c m^L: thresholds are looked for up to so many samples. */
const MOST = 64;
/** Larger kernel matrices take too long. */
const MOST_FOR_KERNEL = 3000;

type Context = TrialContext<HierarchyObservable>;
type Values = Pick<Trial<HierarchyObservable>, 'observables' | 'without'>;

/** Statistics of many sets of rules, and what learners do on others. */
export function runTrial(problem: HierarchyProblem, context: Context): Trial<HierarchyObservable> {
  const { measured } = problem.parameters;
  const { random, engine, reporter } = context;
  const { contrast, variance, synonyms, strangers, criticalSamples } = measureStatistics(
    problem,
    random.stream('statistics'),
    engine,
    () => reporter.check(),
  );
  reporter.progress(0.1);
  const learned = measured === 'curves' ? curves(problem, context) : thresholds(problem, context);
  return {
    observables: {
      contrast,
      countVariance: variance,
      synonyms,
      strangers,
      criticalSamples,
      ...learned.observables,
    },
    without: learned.without,
  };
}

/** A set of rules, training data in one order that many or few are taken of, and test data. */
function drawTask({ parameters }: HierarchyProblem, random: Random, engine: Engine) {
  const rules = drawRules(parameters, random.stream('rules'));
  const test = drawData(rules, TEST_DATA, random.stream('test'), engine);
  return { test, train: (count: number) => drawData(rules, count, random.stream('train'), engine) };
}

/** The samples that the learners asked for need. */
function thresholds(problem: HierarchyProblem, { random, engine, reporter }: Context): Values {
  const { parameters, unit } = problem;
  const { measured } = parameters;
  const check = () => reporter.check();
  const most = MOST * unit;
  const found: Values = { observables: {}, without: {} };
  const learner = (
    name: HierarchyObservable,
    sets: number,
    level: number,
    start: number,
    accuracy: (train: Data, test: Data, random: Random) => number,
  ) => {
    let sum = 0;
    for (let set = 0; set < sets; set++) {
      const own = random.stream(name, set);
      const { test, train } = drawTask(problem, own, engine);
      const needed = samplesToReach(level, { start, most }, (count) => {
        check();
        return accuracy(train(count), test, own.stream('learner', count));
      });
      if (needed === undefined) {
        found.without![name] = `an accuracy of ${level} is reached with one sample, or not with ${MOST} n_c m^L`;
        return;
      }
      sum += needed;
    }
    found.observables[name] = sum / sets;
  };
  if (measured === 'thresholds' || measured === 'clustering')
    learner('clusteringSamples', CLUSTERED, 0.5, 0.7 * unit, (train, test, random) =>
      clusteringAccuracy(parameters, train, test, engine, random),
    );
  reporter.progress(0.4);
  const model = deepModel(parameters);
  if (measured === 'thresholds' || measured === 'deep')
    learner('deepSamples', deepSets(problem), 0.9, 2.5 * unit, (train, test, random) =>
      networkAccuracy(model, parameters, train, test, engine, random, check),
    );
  return found;
}

/** The four learners on one set of rules and the same data. */
function curves(problem: HierarchyProblem, { random, engine, reporter }: Context): Values {
  const { parameters, samples } = problem;
  const { test, train } = drawTask(problem, random.stream('curves'), engine);
  const all = train(samples[samples.length - 1]);
  let done = 0;
  const along = (name: string, accuracy: (data: Data, random: Random) => number) =>
    Float64Array.from(samples, (P) => {
      reporter.check();
      const value = accuracy(firstOf(all, P), random.stream(name, P));
      done += P;
      reporter.progress(0.1 + (0.9 * done) / (4 * samples.reduce((sum, one) => sum + one, 0)));
      return value;
    });
  const trained = (model: ReturnType<typeof deepModel>) => (data: Data, random: Random) =>
    networkAccuracy(model, parameters, data, test, engine, random, () => reporter.check());
  const hasKernel = all.count <= MOST_FOR_KERNEL;
  return {
    observables: {
      clusteringAccuracy: along('clustering', (data, random) =>
        clusteringAccuracy(parameters, data, test, engine, random),
      ),
      deepAccuracy: along('deep', trained(deepModel(parameters))),
      shallowAccuracy: along('shallow', trained(shallowModel(parameters))),
      ...(hasKernel && { kernelAccuracy: along('kernel', (data) => kernelAccuracy(parameters, data, test, engine)) }),
    },
    ...(!hasKernel && { without: { kernelAccuracy: `kernels of more than ${MOST_FOR_KERNEL} samples take too long` } }),
  };
}
