import type { Engine } from '../../../numeric/engine.ts';
import type { Random } from '../../../numeric/random.ts';
import { power } from '../../../numeric/special.ts';
import type { HierarchyParameters } from '../parameters.ts';

/**
 * What symbols become, level by level from the class down: symbol z of a level becomes one of m
 * tuples, the k-th of which is the s entries of `tuples[level]` from (z m + k) s on. No tuple of a
 * level has two parents.
 */
export interface Rules {
  parameters: HierarchyParameters;
  tuples: Uint8Array[];
}

export function drawRules(parameters: HierarchyParameters, random: Random): Rules {
  const { symbols: v, classes, productions: m, tuple: s, levels } = parameters;
  const tuples = Array.from({ length: levels }, (_, level) => {
    const parents = level === 0 ? classes : v;
    const chosen = random.stream('level', level).choose(parents * m, power(v, s));
    const digits = new Uint8Array(parents * m * s);
    chosen.forEach((code, i) => {
      let rest = code;
      for (let t = s - 1; t >= 0; t--) {
        digits[i * s + t] = rest % v;
        rest = Math.floor(rest / v);
      }
    });
    return digits;
  });
  return { parameters, tuples };
}

/** Independent data: sentences of s^L symbols, row by row, and their classes. */
export interface Data {
  count: number;
  sentences: Uint8Array;
  classes: Uint8Array;
}

/** The first data of a stream are the same however many are drawn. */
export function drawData({ parameters, tuples }: Rules, count: number, random: Random, { heap }: Engine): Data {
  const { classes: classCount, productions: m, tuple: s, levels } = parameters;
  const length = power(s, levels);
  const choices = 1 + (length - 1) / (s - 1);
  const sentences = new Uint8Array(count * length);
  const classes = new Uint8Array(count);
  let here = new Uint8Array(length);
  let below = new Uint8Array(length);
  heap.scope(() => {
    const uniform = heap.matrix(count, choices);
    random.fillUniform(uniform);
    const { values } = uniform;
    let next = 0;
    for (let i = 0; i < count; i++) {
      here[0] = classes[i] = Math.floor(values[next++] * classCount);
      for (let level = 0, nodes = 1; level < levels; level++, nodes *= s) {
        const rules = tuples[level];
        for (let node = 0; node < nodes; node++) {
          const from = (here[node] * m + Math.floor(values[next++] * m)) * s;
          for (let t = 0; t < s; t++) below[node * s + t] = rules[from + t];
        }
        [here, below] = [below, here];
      }
      for (let t = 0; t < length; t++) sentences[i * length + t] = here[t];
    }
  });
  return { count, sentences, classes };
}

/** The first `count` of the data. */
export function firstOf({ sentences, classes, count: all }: Data, count: number): Data {
  return {
    count,
    sentences: sentences.subarray(0, (count * sentences.length) / all),
    classes: classes.subarray(0, count),
  };
}
