import { log } from '../numeric/special.ts';

/**
 * The entropy of the next symbol given n before it, in nats, from below and from above. Its truth
 * lies between the two in expectation where both are good; where they part, the sequence is too
 * short for contexts of this length.
 */
export interface ConditionalEntropy {
  /** n. */
  context: number;
  /**
   * Plug-in entropies of blocks of n + 1 and n symbols, with Miller and Madow's correction (1955):
   * too low where most blocks occur once.
   */
  below: number;
  /**
   * What a model of n-grams pays for the second half of the sequence, each symbol coded by what
   * came before: never below the entropy in expectation.
   */
  above: number;
}

export interface ContextOptions {
  /** The longest context. */
  longest: number;
  /** Called often; may throw, to give up. */
  check?: () => void;
  /** From 0 to 1. */
  progress?: (fraction: number) => void;
}

export interface ContextEntropies {
  entropies: ConditionalEntropy[];
  /** Of each context, what each symbol of the second half costs, in nats. */
  costs: Float32Array[];
}

/** What each count gives up to shorter contexts (absolute discounting; Ney, Essen, Kneser 1994). */
const DISCOUNT = 0.75;
const CHECK_EVERY = 16384;

/** Of a sequence of whole numbers below `vocabulary`, for contexts of 0, 1, … symbols. */
export function contextEntropies(
  ids: Int32Array,
  vocabulary: number,
  { longest, check, progress }: ContextOptions,
): ContextEntropies {
  const begin = Math.floor(ids.length / 2);
  let probability = new Float64Array(ids.length).fill(1 / vocabulary);
  // Of the n symbols before each position a number of their own: at n = 0 the same for all.
  let contexts: Contexts = { numbers: new Int32Array(ids.length + 1), different: 1 };
  let entropyBefore = 0;
  const entropies: ConditionalEntropy[] = [];
  const costs: Float32Array[] = [];
  for (let context = 0; context <= longest; context++) {
    progress?.(context / (longest + 1));
    const longer = extend(contexts, ids, vocabulary, context, check);
    const entropy = blockEntropy(longer, ids.length - context);
    probability = sequentialProbabilities(contexts, longer, context, probability, check);
    const cost = new Float32Array(ids.length - begin);
    for (let i = begin; i < ids.length; i++) cost[i - begin] = -log(probability[i]);
    costs.push(cost);
    entropies.push({
      context,
      below: entropy - entropyBefore,
      above: cost.reduce((sum, one) => sum + one, 0) / cost.length,
    });
    entropyBefore = entropy;
    contexts = longer;
  }
  return { entropies, costs };
}

interface Contexts {
  /** At i, the number of the block of symbols that ends before position i. */
  numbers: Int32Array;
  different: number;
}

/** Blocks longer by the symbol that follows. */
function extend(
  { numbers }: Contexts,
  ids: Int32Array,
  vocabulary: number,
  context: number,
  check?: () => void,
): Contexts {
  const known = new Map<number, number>();
  const longer = new Int32Array(ids.length + 1);
  for (let i = context; i < ids.length; i++) {
    if (i % CHECK_EVERY === 0) check?.();
    const key = numbers[i] * vocabulary + ids[i];
    let number = known.get(key);
    if (number === undefined) {
      number = known.size;
      known.set(key, number);
    }
    longer[i + 1] = number;
  }
  return { numbers: longer, different: known.size };
}

/** Of the last `total` blocks, in nats, with (different − 1)/(2 total) for what was not seen. */
function blockEntropy({ numbers, different }: Contexts, total: number): number {
  const counts = new Int32Array(different);
  for (let i = numbers.length - total; i < numbers.length; i++) counts[numbers[i]]++;
  let sum = 0;
  for (const count of counts) sum += count * log(count);
  return log(total) - sum / total + (different - 1) / (2 * total);
}

/**
 * Of each symbol its probability by the counts of those before it: discounted counts in its context
 * of n, and for the rest what the context of n − 1 said. How far that is to be trusted beside the
 * context of n − 1 alone is learnt on the way, for contexts that were seen about as often with
 * about as many followers (Jelinek and Mercer's interpolation, 1980): long contexts then cost
 * nothing.
 */
function sequentialProbabilities(
  contexts: Contexts,
  longer: Contexts,
  context: number,
  shorter: Float64Array,
  check?: () => void,
): Float64Array<ArrayBuffer> {
  const seen = new Int32Array(contexts.different);
  const followers = new Int32Array(contexts.different);
  const together = new Int32Array(longer.different);
  const probability = Float64Array.from(shorter);
  const beliefs = new Float64Array(KINDS * KINDS * TRUSTS.length).fill(1 / TRUSTS.length);
  for (let i = context; i < shorter.length; i++) {
    if (i % CHECK_EVERY === 0) check?.();
    const [before, block] = [contexts.numbers[i], longer.numbers[i + 1]];
    if (seen[before] > 0) {
      const own = (Math.max(0, together[block] - DISCOUNT) + DISCOUNT * followers[before] * shorter[i]) / seen[before];
      const kind = KINDS * halvings(seen[before]) + halvings(followers[before]);
      probability[i] = mixed(own, shorter[i], beliefs.subarray(kind * TRUSTS.length, (kind + 1) * TRUSTS.length));
    }
    seen[before]++;
    if (together[block]++ === 0) followers[before]++;
  }
  return probability;
}

/** How far a context may be trusted. */
const TRUSTS = [0, 0.2, 0.4, 0.6, 0.8, 1];
/** Numbers of times and of followers are told apart by their powers of two. */
const KINDS = 32;
/** No belief is given up for good. */
const LEAST_BELIEF = 1e-6;

/**
 * The mean over how far to trust the longer context, by what each would have paid so far: whichever
 * is best, it costs ln 6 nats in all to find out.
 */
function mixed(own: number, shorter: number, beliefs: Float64Array): number {
  let [sum, total] = [0, 0];
  for (let k = 0; k < TRUSTS.length; k++) {
    sum += beliefs[k] * (TRUSTS[k] * own + (1 - TRUSTS[k]) * shorter);
    total += beliefs[k];
  }
  const probability = sum / total;
  for (let k = 0; k < TRUSTS.length; k++) {
    const paid = (TRUSTS[k] * own + (1 - TRUSTS[k]) * shorter) / probability;
    beliefs[k] = Math.max(LEAST_BELIEF, (beliefs[k] / total) * paid);
  }
  return probability;
}

/** ⌊log₂ count⌋. */
function halvings(count: number): number {
  return 31 - Math.clz32(count);
}
