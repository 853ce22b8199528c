import { OutOfRange } from '../numeric/errors.ts';
import { exp, log, log1p } from '../numeric/special.ts';

// Some reference cases give a seed of NumPy instead of the draws. These are NumPy's standard
// normals of `numpy.random.default_rng(seed)`: SeedSequence, PCG64 (XSL-RR 128/64; O'Neill 2014)
// and the ziggurat of 256 layers (Marsaglia and Tsang, J. Stat. Softw. 5 (2000) 8). For reference
// cases alone: experiments draw from src/numeric/random.ts.

const MASK32 = 0xffffffffn;
const MASK64 = (1n << 64n) - 1n;
const MASK128 = (1n << 128n) - 1n;
const MULTIPLIER = 0x2360ed051fc65da44385df649fccf645n;

/**
 * A function that gives the next standard normal of `default_rng(seed)`. Throws `OutOfRange` unless
 * the seed is whole, 0 to 2³² − 1.
 */
export function numpyNormals(seed: number): () => number {
  const next = pcg64(seed);
  const uniform = () => Number(next() >> 11n) * 2 ** -53;
  return () => {
    for (;;) {
      const bits = next();
      const layer = Number(bits & 0xffn);
      const negative = (bits >> 8n) & 1n;
      const size = Number((bits >> 9n) & 0xfffffffffffffn);
      const x = size * WIDTH[layer];
      const signed = negative ? -x : x;
      if (size < INSIDE[layer]) return signed;
      if (layer === 0) {
        for (;;) {
          const beyond = -log1p(-uniform()) / EDGE;
          const test = -log1p(-uniform());
          if (2 * test > beyond * beyond) return (size >> 8) & 1 ? -(EDGE + beyond) : EDGE + beyond;
        }
      }
      if ((HEIGHT[layer - 1] - HEIGHT[layer]) * uniform() + HEIGHT[layer] < exp(-0.5 * x * x)) return signed;
    }
  };
}

/**
 * Where the base layer ends, and the area of every layer: EDGE e^(−EDGE²/2) plus the tail beyond.
 */
const EDGE = 3.6541528853610088;
const AREA = 0.004928673233974658;
const LAYERS = 256;
const SCALE = 2 ** 52;

/**
 * Layer i spans |x| < edge i, where the density e^(−x²/2) has fallen to HEIGHT i. Layer 0 is the
 * base with the tail.
 */
const [INSIDE, WIDTH, HEIGHT] = ziggurat();

function ziggurat(): [Float64Array, Float64Array, Float64Array] {
  const inside = new Float64Array(LAYERS);
  const width = new Float64Array(LAYERS);
  const height = new Float64Array(LAYERS);
  const density = (x: number) => exp(-0.5 * x * x);
  let edge = EDGE;
  const base = AREA / density(EDGE);
  inside[0] = Math.floor((EDGE / base) * SCALE);
  width[0] = base / SCALE;
  height[0] = 1;
  width[LAYERS - 1] = EDGE / SCALE;
  height[LAYERS - 1] = density(EDGE);
  for (let i = LAYERS - 2; i >= 1; i--) {
    const inner = Math.sqrt(-2 * log(AREA / edge + density(edge)));
    inside[i + 1] = Math.floor((inner / edge) * SCALE);
    edge = inner;
    width[i] = edge / SCALE;
    height[i] = density(edge);
  }
  return [inside, width, height];
}

/** The stream of 64-bit words of PCG64, seeded as NumPy does. */
function pcg64(seed: number): () => bigint {
  const words = seedWords(seed, 8);
  const wide = (i: number) => (words[2 * i + 1] << 32n) | words[2 * i];
  const increment = ((((wide(2) << 64n) | wide(3)) << 1n) | 1n) & MASK128;
  const step = (state: bigint) => (state * MULTIPLIER + increment) & MASK128;
  let state = step((step(0n) + ((wide(0) << 64n) | wide(1))) & MASK128);
  return () => {
    state = step(state);
    const mixed = (state >> 64n) ^ (state & MASK64);
    const turn = state >> 122n;
    return ((mixed >> turn) | (mixed << (64n - turn))) & MASK64;
  };
}

/**
 * NumPy's SeedSequence: the entropy is hashed into a pool of four words, from which any number of
 * words is drawn.
 */
function seedWords(seed: number, count: number): bigint[] {
  if (!Number.isInteger(seed) || seed < 0 || seed > 2 ** 32 - 1)
    throw new OutOfRange('the seed', seed, 'a whole number from 0 to 2³² − 1');
  let hash = 0x43b0d7e5n;
  const hashed = (value: bigint) => {
    value ^= hash;
    hash = (hash * 0x931e8875n) & MASK32;
    value = (value * hash) & MASK32;
    return value ^ (value >> 16n);
  };
  const mixed = (x: bigint, y: bigint) => {
    const result = (((0xca01f9ddn * x) & MASK32) - ((0x4973f715n * y) & MASK32)) & MASK32;
    return result ^ (result >> 16n);
  };
  const pool = [BigInt(seed), 0n, 0n, 0n].map(hashed);
  for (let from = 0; from < 4; from++)
    for (let to = 0; to < 4; to++) if (from !== to) pool[to] = mixed(pool[to], hashed(pool[from]));
  let output = 0x8b51f9ddn;
  return Array.from({ length: count }, (_, i) => {
    let value = pool[i % 4] ^ output;
    output = (output * 0x58f38dedn) & MASK32;
    value = (value * output) & MASK32;
    return value ^ (value >> 16n);
  });
}
