import { BadShape, NotFinite, OutOfRange } from '../numeric/errors.ts';
import { squared } from '../numeric/special.ts';

/**
 * A spectrum made ready for sums over modes: positive eigenvalues in descending order, gathered in
 * groups of nearly equal ones.
 *
 * A group of ratio at most 1 + 2w about a centre c is kept as the moments Σδ^j of δ = η/c − 1 (|δ|
 * ≤ w = 0.025), from which every sum over the group follows at any κ > 0: 1/(η+κ) = (1/(c+κ)) Σ_j
 * (−δ c/(c+κ))^j, whose ratio is below w whatever κ is. Ten terms leave 0.025^10 ≈ 1e-16. So 100
 * 000 modes of a power law become some 600 groups, and a sum costs microseconds.
 */
export interface Modes {
  /** Number of eigenvalues that are not zero. */
  rank: number;
  /** Number of eigenvalues given, zeros included. */
  dimension: number;
  /** Σ η. */
  trace: number;
  /** Σ η². */
  trace2: number;
  /** Smallest positive eigenvalue; 0 for a spectrum of zeros. */
  smallest: number;
  largest: number;
  groups: number;
  /** Centre and number of modes of each group, centres descending. */
  centre: Float64Array;
  count: Float64Array;
  /** Whether a group holds different values, so that its moments are needed. */
  wide: Uint8Array;
  /** `TERMS` numbers a group: Σδ^j, Σ(1+δ)δ^j, Σ(1+δ)²δ^j for j = 0, 1, …. */
  plain: Float64Array;
  once: Float64Array;
  twice: Float64Array;
}

/** Sums over the modes at one κ. With t = κ/(η+κ) and l = η/(η+κ) = 1 − t: */
export interface ModeSums {
  /** Number of modes in groups centred above κ. */
  above: number;
  /** Σ t over them: how far they fall short of being learned. */
  shortfall: number;
  /** Σ l over the other modes. */
  learned: number;
  /** Σ t·l over all modes = Df1 − Df2. */
  spread: number;
  /** Σ l² over all modes. */
  df2: number;
}

const TERMS = 10;
const HALF_WIDTH = 0.025;
/** Below this many different values, adding them one by one is as quick as the series. */
const WORTH_A_SERIES = 6;

/**
 * Prepares eigenvalues η_k ≥ 0 (any order, zeros allowed) for `sumModes`. O(D log D), once per
 * spectrum. Throws `OutOfRange` for a negative eigenvalue or none at all, `NotFinite` for NaN and
 * infinity.
 */
export function prepareModes(eta: ArrayLike<number>): Modes {
  const sorted = descending(eta);
  let rank = sorted.length;
  while (rank > 0 && sorted[rank - 1] === 0) rank--;
  const starts = groupStarts(sorted, rank);
  const groups = starts.length;
  const modes: Modes = {
    rank,
    dimension: sorted.length,
    trace: 0,
    trace2: 0,
    smallest: rank > 0 ? sorted[rank - 1] : 0,
    largest: sorted[0],
    groups,
    centre: new Float64Array(groups),
    count: new Float64Array(groups),
    wide: new Uint8Array(groups),
    plain: new Float64Array(groups * TERMS),
    once: new Float64Array(groups * TERMS),
    twice: new Float64Array(groups * TERMS),
  };
  // From the smallest group up, so that the trace loses nothing of a long tail.
  for (let g = groups - 1; g >= 0; g--) {
    fillGroup(modes, g, sorted, starts[g], g + 1 < groups ? starts[g + 1] : rank);
    modes.trace += modes.centre[g] * modes.once[g * TERMS];
    modes.trace2 += squared(modes.centre[g]) * modes.twice[g * TERMS];
  }
  return modes;
}

/**
 * Prepares levels: eigenvalue `values[i]` ≥ 0 with multiplicity `multiplicities[i]` ≥ 0, which need
 * not be whole and may be as large as 1e300. Throws `BadShape` for different lengths, `OutOfRange`
 * for negative numbers or none at all, `NotFinite` for NaN and infinity.
 */
export function prepareLevels(values: ArrayLike<number>, multiplicities: ArrayLike<number>): Modes {
  if (values.length !== multiplicities.length)
    throw new BadShape(`${values.length} eigenvalues but ${multiplicities.length} multiplicities`);
  if (values.length === 0) throw new OutOfRange('the spectrum', 'empty', 'at least one eigenvalue');
  let dimension = 0;
  for (let k = 0; k < values.length; k++) {
    const [value, count] = [values[k], multiplicities[k]];
    if (!Number.isFinite(value) || !Number.isFinite(count))
      throw new NotFinite(`level ${k} of the spectrum is ${value}, ${count} times`);
    if (value < 0) throw new OutOfRange(`eigenvalue ${k} of the spectrum`, value, 'at least 0');
    if (count < 0) throw new OutOfRange(`multiplicity ${k} of the spectrum`, count, 'at least 0');
    dimension += count;
  }
  const order: number[] = [];
  for (let k = 0; k < values.length; k++) if (values[k] > 0 && multiplicities[k] > 0) order.push(k);
  order.sort((a, b) => values[b] - values[a]);
  const groups = order.length;
  const centre = new Float64Array(groups);
  const count = new Float64Array(groups);
  for (let g = 0; g < groups; g++) {
    centre[g] = values[order[g]];
    count[g] = multiplicities[order[g]];
  }
  let [rank, trace, trace2] = [0, 0, 0];
  for (let g = groups - 1; g >= 0; g--) {
    rank += count[g];
    trace += count[g] * centre[g];
    trace2 += count[g] * squared(centre[g]);
  }
  // Levels of equal eigenvalues need no moments.
  const none = new Float64Array(0);
  const wide = new Uint8Array(groups);
  const [smallest, largest] = groups === 0 ? [0, 0] : [centre[groups - 1], centre[0]];
  return {
    rank,
    dimension,
    trace,
    trace2,
    smallest,
    largest,
    groups,
    centre,
    count,
    wide,
    plain: none,
    once: none,
    twice: none,
  };
}

/** A prepared spectrum as it is, eigenvalues prepared. */
export function asModes(spectrum: Modes | ArrayLike<number>): Modes {
  return 'centre' in spectrum ? spectrum : prepareModes(spectrum);
}

/**
 * Sums over all modes at κ > 0, written into `out`. Every addend is positive and at most about one
 * half, and the whole number of modes above κ is kept apart, so that differences such as P − Df1 =
 * (P − above) + shortfall − learned keep their relative accuracy where Df1 is within 1e-15 of a
 * whole number (a spectral gap, or samples = rank).
 */
export function sumModes(modes: Modes, kappa: number, out: ModeSums): void {
  const { centre, count, wide, groups } = modes;
  let above = 0;
  let shortfall = 0;
  let learned = 0;
  let spread = 0;
  let lowSquares = 0;
  for (let g = 0; g < groups; g++) {
    const c = centre[g];
    const n = count[g];
    const u = 1 / (c + kappa);
    const upper = c > kappa;
    // t and l of the centre.
    const t = kappa * u;
    const l = c * u;
    let first = n;
    let second = n;
    let cross = n;
    if (wide[g] === 1) {
      // Horner in −l: Σ_j (−l)^j m_j for the sum of 1/(1+δl), Σ_j (j+1)(−l)^j m_j for that of
      // 1/(1+δl)².
      const m = upper ? modes.plain : modes.once;
      const m2 = upper ? modes.plain : modes.twice;
      const base = g * TERMS;
      first = 0;
      second = 0;
      cross = 0;
      for (let j = TERMS - 1; j >= 0; j--) {
        first = m[base + j] - l * first;
        second = (j + 1) * m2[base + j] - l * second;
        cross = (j + 1) * modes.once[base + j] - l * cross;
      }
    }
    spread += t * l * cross;
    if (upper) {
      above += n;
      shortfall += t * first;
    } else {
      learned += l * first;
      lowSquares += l * l * second;
    }
  }
  out.above = above;
  out.shortfall = shortfall;
  out.learned = learned;
  out.spread = spread;
  // Σl² of the upper groups is Σl − Σlt, and no addend of it is small.
  out.df2 = lowSquares;
  if (above > 0) out.df2 = Math.max(above - shortfall + learned - spread, 0);
}

export function noSums(): ModeSums {
  return { above: 0, shortfall: 0, learned: 0, spread: 0, df2: 0 };
}

function descending(eta: ArrayLike<number>): Float64Array {
  if (eta.length === 0) throw new OutOfRange('the spectrum', 'empty', 'at least one eigenvalue');
  const values = Float64Array.from(eta);
  let ordered = true;
  for (let k = 0; k < values.length; k++) {
    if (!Number.isFinite(values[k])) throw new NotFinite(`eigenvalue ${k} of the spectrum is ${values[k]}`);
    if (values[k] < 0) throw new OutOfRange(`eigenvalue ${k} of the spectrum`, values[k], 'at least 0');
    if (k > 0 && values[k] > values[k - 1]) ordered = false;
  }
  return ordered ? values : values.sort().reverse();
}

/**
 * Greedily: a group reaches down to its first value's (1 − w)/(1 + w)-th part; small groups fall
 * apart into equal values.
 */
function groupStarts(sorted: Float64Array, rank: number): number[] {
  const starts: number[] = [];
  const reach = (1 - HALF_WIDTH) / (1 + HALF_WIDTH);
  let k = 0;
  while (k < rank) {
    const floor = sorted[k] * reach;
    let end = k + 1;
    let different = 1;
    while (end < rank && sorted[end] >= floor) {
      if (sorted[end] !== sorted[end - 1]) different++;
      end++;
    }
    starts.push(k);
    if (different < WORTH_A_SERIES) for (let i = k + 1; i < end; i++) if (sorted[i] !== sorted[i - 1]) starts.push(i);
    k = end;
  }
  return starts;
}

/** Of the group that is being filled: one array for each would be most of the work. */
const moments = new Float64Array(TERMS + 2);

function fillGroup(modes: Modes, g: number, sorted: Float64Array, start: number, end: number): void {
  const centre = sorted[start] === sorted[end - 1] ? sorted[start] : (sorted[start] + sorted[end - 1]) / 2;
  const n = end - start;
  modes.centre[g] = centre;
  modes.count[g] = n;
  modes.wide[g] = sorted[start] === sorted[end - 1] ? 0 : 1;
  moments.fill(0);
  moments[0] = n;
  if (modes.wide[g] === 1)
    for (let k = start; k < end; k++) {
      const delta = (sorted[k] - centre) / centre;
      let power = delta;
      for (let j = 1; j < TERMS + 2; j++) {
        moments[j] += power;
        power *= delta;
      }
    }
  for (let j = 0; j < TERMS; j++) {
    modes.plain[g * TERMS + j] = moments[j];
    modes.once[g * TERMS + j] = moments[j] + moments[j + 1];
    modes.twice[g * TERMS + j] = moments[j] + 2 * moments[j + 1] + moments[j + 2];
  }
}
