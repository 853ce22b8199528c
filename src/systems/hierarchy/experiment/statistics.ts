import type { Engine } from '../../../numeric/engine.ts';
import type { Random } from '../../../numeric/random.ts';
import { power } from '../../../numeric/special.ts';
import type { HierarchyProblem } from '../problem.ts';
import { type Data, drawData, drawRules, type Rules } from './rules.ts';

/** Sets of rules that a trial averages over. */
const DRAWS = 128;

/** Averages over rules, data and the blocks of the input, at each number of samples. */
export interface CountStatistics {
  /** Each in units of what independent counts would give, its mean count. */
  contrast: Float64Array;
  variance: Float64Array;
  synonyms: Float64Array;
  strangers: Float64Array;
  /** (P − 1)/(contrast − 1) at the most samples. */
  criticalSamples: number;
}

/** Draws rules and data, and counts how often each tuple comes with each class at each block. */
export function measureStatistics(
  problem: HierarchyProblem,
  random: Random,
  engine: Engine,
  check: () => void,
): CountStatistics {
  const { samples } = problem;
  const most = samples[samples.length - 1];
  const zeros = () => new Float64Array(samples.length);
  const sums = { contrast: zeros(), variance: zeros(), synonyms: zeros(), strangers: zeros() };
  for (let draw = 0; draw < DRAWS; draw++) {
    check();
    const own = random.stream(draw);
    const rules = drawRules(problem.parameters, own.stream('rules'));
    const counts = new Counts(rules, problem.length);
    const data = drawData(rules, most, own.stream('data'), engine);
    samples.forEach((P, i) => {
      counts.add(data, samples[i - 1] ?? 0, P);
      for (const [name, value] of Object.entries(counts.statistics(P)) as [keyof typeof sums, number][])
        sums[name][i] += value / DRAWS;
    });
  }
  return { ...sums, criticalSamples: (most - 1) / (sums.contrast[samples.length - 1] - 1) };
}

/** N[block, μ, α], μ running over the v m tuples of the lowest level, parent by parent. */
class Counts {
  private readonly rules: Rules;
  private readonly blocks: number;
  /** By code, the number of the tuple. */
  private readonly numbers: Int32Array;
  private readonly counts: Float64Array;

  constructor(rules: Rules, length: number) {
    const { symbols: v, productions: m, tuple: s, classes } = rules.parameters;
    this.rules = rules;
    this.blocks = length / s;
    const lowest = rules.tuples[rules.tuples.length - 1];
    this.numbers = new Int32Array(power(v, s));
    for (let i = 0; i < v * m; i++) this.numbers[codeOf(lowest, i * s, s, v)] = i;
    this.counts = new Float64Array(this.blocks * v * m * classes);
  }

  /** Counts data `from` … `to` − 1. */
  add({ sentences, classes }: Data, from: number, to: number): void {
    const { symbols: v, productions: m, tuple: s, classes: classCount } = this.rules.parameters;
    for (let i = from; i < to; i++)
      for (let block = 0; block < this.blocks; block++) {
        const tuple = this.numbers[codeOf(sentences, (i * this.blocks + block) * s, s, v)];
        this.counts[(block * v * m + tuple) * classCount + classes[i]]++;
      }
  }

  /** Means over blocks, tuples and pairs of tuples. */
  statistics(P: number): Record<'contrast' | 'variance' | 'synonyms' | 'strangers', number> {
    const { symbols: v, productions: m, classes } = this.rules.parameters;
    const tuples = v * m;
    const mean = P / (classes * tuples);
    let [squares, ofTuples, ofParents, ofAll] = [0, 0, 0, 0];
    for (let block = 0; block < this.blocks; block++) {
      const whole = new Float64Array(classes);
      const parent = new Float64Array(classes);
      for (let tuple = 0; tuple < tuples; tuple++) {
        if (tuple % m === 0) parent.fill(0);
        let total = 0;
        for (let alpha = 0; alpha < classes; alpha++) {
          const count = this.counts[(block * tuples + tuple) * classes + alpha];
          squares += count * count;
          total += count;
          parent[alpha] += count;
          whole[alpha] += count;
        }
        ofTuples += total * total;
        if (tuple % m === m - 1) ofParents += squared(parent);
      }
      ofAll += squared(whole);
    }
    // Σ over pairs of |a − b|² = (how many) Σ|a|² − |Σ a|².
    const pairsOfSynonyms = m * squares - ofParents;
    const pairs = tuples * squares - ofAll;
    const synonymous = (this.blocks * tuples * (m - 1)) / 2;
    const strange = (this.blocks * tuples * (tuples - m)) / 2;
    return {
      contrast: (squares - ofTuples / classes) / ((classes - 1) * this.blocks * tuples * mean),
      variance: (squares / (this.blocks * tuples * classes) - mean * mean) / mean,
      synonyms: pairsOfSynonyms / synonymous / (2 * classes * mean),
      strangers: (pairs - pairsOfSynonyms) / strange / (2 * classes * mean),
    };
  }
}

function codeOf(symbols: Uint8Array, from: number, s: number, v: number): number {
  let code = 0;
  for (let t = 0; t < s; t++) code = code * v + symbols[from + t];
  return code;
}

function squared(x: Float64Array): number {
  return x.reduce((sum, one) => sum + one * one, 0);
}
