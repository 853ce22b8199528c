import { OutOfRange } from './errors.ts';
import type { Matrix } from './heap.ts';

/**
 * A counter-based random stream (Philox4x32-10), keyed by a seed and a path. The numbers of a
 * stream depend on nothing else: not on other streams, the number of workers, or the machine.
 */
export interface Random {
  /** The stream at `path` below this one; equal paths give equal numbers. */
  stream(...path: (string | number)[]): Random;
  /** Fills with independent numbers uniform on (0, 1). */
  fillUniform(target: Matrix): void;
  /** Fills with independent standard normal numbers. */
  fillNormal(target: Matrix): void;
  /** Fills with ±1, each with probability one half. */
  fillRademacher(target: Matrix): void;
  /** Fills with Student-t numbers of `degrees` > 2 degrees of freedom, scaled to unit variance. */
  fillStudent(target: Matrix, degrees: number): void;
  /** The next number uniform on (0, 1). */
  uniform(): number;
  /** A uniformly random choice of `count` distinct whole numbers below `below`, in random order. */
  choose(count: number, below: number): Int32Array;
}

/**
 * The stream of `seed`, at its beginning. Number seeds must be whole (|seed| < 2⁵³) and agree with
 * the bigint of the same value; a string seed is a stream of its own (`'1'` is not `1`). Throws
 * `OutOfRange` for other numbers.
 *
 * A stream is a position in each of several separate sequences (uniform float64, normal float32,
 * …), so that what it gives of one kind depends only on how many of that kind it gave before,
 * however these were split into fills. `stream()` with no path is the same stream at its beginning.
 */
export function createRandom(seed: number | bigint | string): Random {
  if (typeof seed === 'number' && !Number.isSafeInteger(seed))
    throw new OutOfRange('the seed', seed, 'a whole number, a bigint or a string');
  const root = new Uint32Array(4);
  return new PhiloxStream(typeof seed === 'string' ? absorbText(root, TEXT, seed) : absorbText(root, WHOLE, `${seed}`));
}

/**
 * One block of Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as
 * 1, 2, 3", SC11): a bijection of the 128-bit `counter` for each 64-bit `key`. Words are least
 * significant first.
 */
export function philox4x32(counter: Uint32Array, key: Uint32Array): Uint32Array {
  const block = counter.slice();
  encrypt(block, key[0], key[1]);
  return block;
}

function encrypt(block: Uint32Array, k0: number, k1: number): void {
  let x0 = block[0];
  let x1 = block[1];
  let x2 = block[2];
  let x3 = block[3];
  for (let round = 0; round < 10; round++) {
    const high0 = highProduct(x0, 0xd2511f53);
    const high1 = highProduct(x2, 0xcd9e8d57);
    const low0 = Math.imul(x0, 0xd2511f53);
    x0 = high1 ^ x1 ^ k0;
    x1 = Math.imul(x2, 0xcd9e8d57);
    x2 = high0 ^ x3 ^ k1;
    x3 = low0;
    k0 = (k0 + 0x9e3779b9) | 0;
    k1 = (k1 + 0xbb67ae85) | 0;
  }
  block[0] = x0;
  block[1] = x1;
  block[2] = x2;
  block[3] = x3;
}

/** The upper 32 bits of the 64-bit product of two unsigned 32-bit numbers. */
function highProduct(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  // Neither sum passes 2⁵³, nor the second 2³²: carries stay exact.
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const cross = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + (middle >>> 16) + (cross >>> 16)) | 0;
}

/**
 * The sequences of one stream, as numbered in kernels/philox.ts; whole words for `choose` are only
 * drawn here.
 */
const KIND = {
  uniformF64: 0,
  normalF64: 1,
  uniformF32: 2,
  normalF32: 3,
  rademacher: 4,
  student: 5,
  words: 6,
} as const;
type Sequence = keyof typeof KIND;
/** The kernels that fill an array. */
type Filling = `${'uniform' | 'normal' | 'rademacher' | 'student'}${'F64' | 'F32'}`;

/** Words in a group of four blocks, the unit in which a sequence is laid out. */
const GROUP = 16;
/**
 * Numbers a sequence may hold: blocks are numbered with 48 bits, and each gives at least one
 * number.
 */
const LENGTH = 2 ** 48;

class PhiloxStream implements Random {
  /** 128 bits that are the stream: the state of the hash, from which paths go on. */
  private readonly state: Uint32Array;
  /** Philox's key, then the upper half of its counter. */
  private readonly identity: Uint32Array;
  private readonly sequences: (Position | undefined)[] = [];

  constructor(state: Uint32Array) {
    this.state = state;
    this.identity = absorb(state, END, 0);
  }

  stream(...path: (string | number)[]): Random {
    let state = this.state;
    for (const element of path) {
      if (typeof element === 'string') state = absorbText(state, TEXT, element);
      else state = absorbNumber(state, element);
    }
    return new PhiloxStream(state);
  }

  fillUniform(target: Matrix): void {
    const name = `uniform${suffix(target)}` as const;
    this.fill(name, name, target);
  }

  fillNormal(target: Matrix): void {
    const name = `normal${suffix(target)}` as const;
    this.fill(name, name, target);
  }

  fillRademacher(target: Matrix): void {
    this.fill('rademacher', `rademacher${suffix(target)}`, target);
  }

  fillStudent(target: Matrix, degrees: number): void {
    if (!(degrees > 2 && degrees < Infinity))
      throw new OutOfRange(
        'the number of degrees of freedom',
        degrees,
        'finite and above 2, where the variance is finite',
      );
    this.fill('student', `student${suffix(target)}`, target, degrees);
  }

  uniform(): number {
    const at = this.advance('uniformF64', 1);
    const low = this.word('uniformF64', 2 * at);
    const high = this.word('uniformF64', 2 * at + 1);
    // The upper 52 bits j of the 64 as (2j + 1) 2⁻⁵³, like the kernel.
    return high * 2 ** -32 + (low >>> 12) * 2 ** -52 + 2 ** -53;
  }

  choose(count: number, below: number): Int32Array {
    if (!Number.isInteger(below) || below < 0 || below > 2 ** 31)
      throw new OutOfRange('the bound of a choice', below, 'a whole number from 0 to 2³¹');
    if (!Number.isInteger(count) || count < 0 || count > below)
      throw new OutOfRange('the size of a choice', count, `a whole number from 0 to ${below}`);
    // The first steps of Fisher and Yates, on 0 … below − 1. For a small choice from many, only the
    // entries that moved are kept.
    const chosen = new Int32Array(count);
    if (below > 16 * count) {
      const moved = new Map<number, number>();
      for (let i = 0; i < count; i++) {
        const j = i + this.below(below - i);
        chosen[i] = moved.get(j) ?? j;
        moved.set(j, moved.get(i) ?? i);
      }
    } else {
      const all = new Int32Array(below);
      for (let i = 0; i < below; i++) all[i] = i;
      for (let i = 0; i < count; i++) {
        const j = i + this.below(below - i);
        chosen[i] = all[j];
        all[j] = all[i];
      }
    }
    return chosen;
  }

  /**
   * A whole number uniform on 0 … bound − 1: words cut to the bits needed, until one is small
   * enough.
   */
  private below(bound: number): number {
    const shift = Math.clz32(bound - 1);
    if (shift === 32) return 0;
    for (;;) {
      const candidate = this.word('words', this.advance('words', 1)) >>> shift;
      if (candidate < bound) return candidate;
    }
  }

  private fill(sequence: Sequence, kernel: Filling, target: Matrix, degrees = 0): void {
    const count = target.rows * target.columns;
    const first = this.advance(sequence, count);
    const [key0, key1, id0, id1] = this.identity;
    // Only Student's t reads the last number; the other kernels take one fewer.
    target.heap.kernels.call[kernel](target.address, count, first, key0, key1, id0, id1, degrees);
  }

  /** The position of the next number of a sequence, which then moves on by `count`. */
  private advance(sequence: Sequence, count: number): number {
    const position = this.at(sequence);
    const first = position.next;
    if (first + count > LENGTH) throw new OutOfRange('the length of a random sequence', first + count, 'at most 2⁴⁸');
    position.next = first + count;
    return first;
  }

  /**
   * Word `index` of a sequence. The group it is in is kept, as the next call mostly wants the next
   * word.
   */
  private word(sequence: Sequence, index: number): number {
    const position = this.at(sequence);
    const group = Math.floor(index / GROUP);
    if (position.group !== group) {
      position.words = groupOfWords(this.identity, KIND[sequence], group);
      position.group = group;
    }
    return position.words[index - GROUP * group];
  }

  private at(sequence: Sequence): Position {
    const kind = KIND[sequence];
    this.sequences[kind] ??= { next: 0, group: -1, words: NO_WORDS };
    return this.sequences[kind];
  }
}

/** Where a stream is in one of its sequences, and the group of words that was last read singly. */
interface Position {
  next: number;
  group: number;
  words: Uint32Array;
}

const NO_WORDS = new Uint32Array(0);

function suffix(target: Matrix): 'F64' | 'F32' {
  return target.dtype === 'f64' ? 'F64' : 'F32';
}

/** Four blocks, laid out by word as the kernels do: word j of block b is entry 4j + b. */
function groupOfWords(identity: Uint32Array, kind: number, index: number): Uint32Array {
  const words = new Uint32Array(GROUP);
  const made = new Uint32Array(4);
  for (let b = 0; b < 4; b++) {
    const block = 4 * index + b;
    made[0] = block % 2 ** 32;
    made[1] = Math.floor(block / 2 ** 32) | (kind << 16);
    made[2] = identity[2];
    made[3] = identity[3];
    encrypt(made, identity[0], identity[1]);
    for (let j = 0; j < 4; j++) words[4 * j + b] = made[j];
  }
  return words;
}

// How a seed and a path become 128 bits: they are written as a sequence of 64-bit pieces in a way
// that can be read back (each element starts with a piece that holds its type and its length), and
// the pieces are chained by Davies and Meyer's construction, state := philox(state, key = piece) ⊕
// state, from zero. A stream's identity is its state after an end piece. Two of n streams agree
// with probability about n² 2⁻¹²⁹.
const END = 0;
const TEXT = 1;
const NUMBER = 2;
const WHOLE = 3;

function absorb(state: Uint32Array, low: number, high: number): Uint32Array {
  const next = state.slice();
  encrypt(next, low, high);
  for (let i = 0; i < 4; i++) next[i] ^= state[i];
  return next;
}

function absorbText(state: Uint32Array, type: number, text: string): Uint32Array {
  let next = absorb(state, type, text.length);
  // UTF-16 code units, four to a piece: UTF-8 would make all lone surrogates the same.
  for (let i = 0; i < text.length; i += 4) {
    const unit = (offset: number) => (i + offset < text.length ? text.charCodeAt(i + offset) : 0);
    next = absorb(next, unit(0) | (unit(1) << 16), unit(2) | (unit(3) << 16));
  }
  return next;
}

function absorbNumber(state: Uint32Array, value: number): Uint32Array {
  if (!Number.isFinite(value)) throw new OutOfRange('a number in the path of a random stream', value, 'finite');
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value + 0, true); // −0 + 0 is 0
  return absorb(absorb(state, NUMBER, 1), bits.getUint32(0, true), bits.getUint32(4, true));
}
