import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OutOfRange } from './errors.ts';
import { type Dtype, Heap, type Matrix } from './heap.ts';
import { createRandom, philox4x32, type Random } from './random.ts';
import { erfc } from './special.ts';

const dtypes: Dtype[] = ['f64', 'f32'];
const heap = new Heap();

describe('Philox4x32-10', () => {
  // kat_vectors of Random123 (Salmon et al., SC11).
  const known = [
    ['00000000 00000000 00000000 00000000', '00000000 00000000', '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
    ['ffffffff ffffffff ffffffff ffffffff', 'ffffffff ffffffff', '408f276d 41c83b0e a20bc7c6 6d5451fd'],
    ['243f6a88 85a308d3 13198a2e 03707344', 'a4093822 299f31d0', 'd16cfe09 94fdcceb 5001e420 24126ea1'],
  ].map((row) => row.map(words));

  it.each(known)('gives the known answer %#', (counter, key, answer) => {
    expect(philox4x32(counter, key)).toEqual(answer);
  });

  it('gives the same words in the kernel, laid out by word in groups of four blocks', () => {
    const word = fc.integer({ min: 0, max: 0xffffffff });
    // Also across the carry from word 0 of the counter to word 1.
    const first = fc.oneof(fc.integer({ min: 0, max: 2 ** 46 - 10 }), fc.constantFrom(0, 2 ** 30 - 2, 3 * 2 ** 30 - 1));
    fc.assert(
      fc.property(
        first,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 65535 }),
        word,
        word,
        word,
        word,
        kernelWords,
      ),
    );

    function kernelWords(group: number, groups: number, kind: number, k0: number, k1: number, c2: number, c3: number) {
      heap.scope(() => {
        const target = heap.matrix(8 * groups, 1);
        heap.kernels.call.philoxWords(target.address, groups, group, kind, k0, k1, c2, c3);
        const made = new Uint32Array(target.values.buffer, target.address, 16 * groups);
        for (let i = 0; i < 4 * groups; i++) {
          const block = 4 * group + i;
          const counter = Uint32Array.of(block % 2 ** 32, Math.floor(block / 2 ** 32) + kind * 65536, c2, c3);
          const at = 16 * (i >> 2) + (i & 3);
          expect([0, 4, 8, 12].map((j) => made[at + j])).toEqual([...philox4x32(counter, Uint32Array.of(k0, k1))]);
        }
      });
    }
  });

  it('gives the known answer of the zero counter in the kernel', () => {
    const target = heap.matrix(8, 1);
    heap.kernels.call.philoxWords(target.address, 1, 0, 0, 0, 0, 0, 0);
    const made = new Uint32Array(target.values.buffer, target.address, 16);
    expect(Uint32Array.of(made[0], made[4], made[8], made[12])).toEqual(known[0][2]);
  });
});

interface Law {
  name: string;
  dtypes: Dtype[];
  fill: (random: Random, target: Matrix) => void;
  cdf?: (x: number) => number;
  /** Moments of order 1 to 8; those of order 5 to 8 give the errors of the first four. */
  moments: number[];
}

const laws: Law[] = [
  {
    name: 'uniform',
    dtypes,
    fill: (random, target) => random.fillUniform(target),
    cdf: (x) => x,
    moments: [1, 2, 3, 4, 5, 6, 7, 8].map((k) => 1 / (k + 1)),
  },
  {
    name: 'normal',
    dtypes,
    fill: (random, target) => random.fillNormal(target),
    cdf: (x) => erfc(-x / Math.SQRT2) / 2,
    moments: [0, 1, 0, 3, 0, 15, 0, 105],
  },
  {
    name: 'Rademacher',
    dtypes,
    fill: (random, target) => random.fillRademacher(target),
    moments: [0, 1, 0, 1, 0, 1, 0, 1],
  },
  {
    // Unit variance: x = t/√3 for 3 degrees; its higher moments are infinite.
    name: 'Student 3',
    dtypes,
    fill: (random, target) => random.fillStudent(target, 3),
    cdf: (x) => 0.5 + (Math.atan(x) + x / (1 + x * x)) / Math.PI,
    moments: [0, 1],
  },
  {
    // x = t √(8/10) has the moments of t times (4/5)^(k/2): ν/(ν−2), 3ν²/((ν−2)(ν−4)), …
    name: 'Student 10',
    dtypes,
    fill: (random, target) => random.fillStudent(target, 10),
    moments: [0, 1, 0, 4, 0, 40, 0, 1120],
  },
  {
    name: 'Student 1e7, almost normal',
    dtypes: ['f64'],
    fill: (random, target) => random.fillStudent(target, 1e7),
    cdf: (x) => erfc(-x / Math.SQRT2) / 2,
    moments: [0, 1, 0, 3, 0, 15, 0, 105],
  },
];

const cases = laws.flatMap((law) => law.dtypes.map((dtype) => ({ ...law, dtype })));

describe.each(cases)('$name numbers in $dtype', ({ fill, cdf, moments, dtype, name }) => {
  const count = 1_000_000;
  const sample = heap.scope(() => {
    const target = heap.matrix(count, 1, dtype);
    fill(createRandom(20).stream(name), target);
    return Float64Array.from(target.values);
  });

  it('have the right moments to fourth order, within 4.5 standard errors', () => {
    for (let k = 1; 2 * k <= moments.length; k++) {
      let sum = 0;
      for (const x of sample) sum += x ** k;
      const error = Math.sqrt((moments[2 * k - 1] - moments[k - 1] ** 2) / count);
      expect(Math.abs(sum / count - moments[k - 1]), `moment ${k}`).toBeLessThanOrEqual(4.5 * error);
    }
  });

  it('are uncorrelated with their neighbours and with those of the same block', () => {
    const mean = moments[0];
    const variance = moments[1] - mean ** 2;
    for (const lag of [1, 2, 3, 4, 5, 8, 16, 512]) {
      let product = 0;
      let squares = 0;
      for (let i = lag; i < count; i++) {
        const a = sample[i] - mean;
        const b = sample[i - lag] - mean;
        product += a * b;
        if (moments.length === 8) squares += (a * a - variance) * (b * b - variance);
      }
      expect(Math.abs(product / Math.sqrt(count) / variance), `lag ${lag}`).toBeLessThan(4.5);
      // Also their squares: the two numbers of a Box–Muller pair share a radius, and must not show
      // it.
      if (name === 'normal')
        expect(Math.abs(squares / Math.sqrt(count) / 2), `squares at lag ${lag}`).toBeLessThan(4.5);
    }
  });

  if (cdf)
    it('pass the Kolmogorov–Smirnov test at level 10⁻⁴', () => {
      const sorted = sample.toSorted();
      let largest = 0;
      for (let i = 0; i < count; i++) {
        const p = cdf(sorted[i]);
        largest = Math.max(largest, p - i / count, (i + 1) / count - p);
      }
      // P(√n D > x) ≈ 2 exp(−2x²).
      expect(largest * Math.sqrt(count)).toBeLessThan(2.23);
    });
});

describe('tails', () => {
  it.each(dtypes)('normal numbers in %s beyond 2 to 5 are as many as there should be', (dtype) => {
    const counts = [2, 3, 4, 5].map((threshold) => ({ threshold, above: 0, below: 0 }));
    const total = 2 ** 23;
    const random = createRandom(3);
    heap.scope(() => {
      const target = heap.matrix(2 ** 20, 1, dtype);
      for (let i = 0; i < 8; i++) {
        random.fillNormal(target);
        for (const x of target.values) {
          if (Math.abs(x) <= 2) continue;
          for (const entry of counts) {
            if (x > entry.threshold) entry.above++;
            if (x < -entry.threshold) entry.below++;
          }
        }
      }
    });
    for (const { threshold, above, below } of counts) {
      const expected = (total * erfc(threshold / Math.SQRT2)) / 2;
      for (const seen of [above, below]) expect(Math.abs(seen - expected)).toBeLessThan(4.5 * Math.sqrt(expected) + 1);
    }
  });

  it('Student numbers with 2.5 degrees have the tail of that law', () => {
    const random = createRandom(4);
    heap.scope(() => {
      const target = heap.matrix(2 ** 20, 1);
      random.fillStudent(target, 2.5);
      // P(|T| > x √5), the incomplete beta function from mpmath with 30 digits.
      for (const [x, p] of [
        [10, 6.05543405242337e-4],
        [100, 1.92411231915267e-6],
      ]) {
        const expected = p * 2 ** 20;
        let seen = 0;
        for (const value of target.values) if (Math.abs(value) > x) seen++;
        expect(Math.abs(seen - expected), `beyond ${x}`).toBeLessThan(4.5 * Math.sqrt(expected) + 1);
      }
    });
  });

  it('uniform numbers are odd multiples of 2⁻⁵³ or 2⁻²⁴, so never 0 or 1', () => {
    for (const dtype of dtypes) {
      heap.scope(() => {
        const target = heap.matrix(2 ** 20, 1, dtype);
        createRandom(5).fillUniform(target);
        const bits = dtype === 'f64' ? 53 : 24;
        let odd = true;
        for (const u of target.values) odd &&= u > 0 && u < 1 && (u * 2 ** bits) % 2 === 1;
        expect(odd).toBe(true);
      });
    }
  });
});

describe('fills', () => {
  const fillers: [string, (random: Random, target: Matrix) => void][] = [
    ['uniform', (random, target) => random.fillUniform(target)],
    ['normal', (random, target) => random.fillNormal(target)],
    ['Rademacher', (random, target) => random.fillRademacher(target)],
    ['Student', (random, target) => random.fillStudent(target, 4.5)],
  ];

  it.each(fillers.flatMap(([name, fill]) => dtypes.map((dtype) => ({ name, fill, dtype }))))(
    '$name $dtype: however a sequence is split into fills, it is the same, and nothing else is written',
    ({ fill, dtype }) => {
      const lengths = fc.array(fc.oneof(fc.nat(40), fc.nat(1200)), { maxLength: 6 });
      fc.assert(
        fc.property(lengths, (parts) => {
          heap.scope(() => {
            const total = parts.reduce((sum, part) => sum + part, 0);
            const whole = heap.matrix(total, 1, dtype);
            fill(createRandom('split'), whole);
            const random = createRandom('split');
            const pieces = parts.flatMap((part) => {
              const around = heap.matrix(part + 2, 1, dtype);
              around.values.fill(7);
              fill(random, around.head(part));
              expect([...around.values.subarray(part)]).toEqual([7, 7]);
              return [...around.values.subarray(0, part)];
            });
            expect(pieces).toEqual([...whole.values]);
          });
        }),
      );
    },
  );

  it('Rademacher and Student numbers in float32 are those in float64, rounded', () => {
    for (const [name, fill] of fillers) {
      if (name !== 'Rademacher' && name !== 'Student') continue;
      const [double, single] = dtypes.map((dtype) => numbers(createRandom(8), 777, fill, dtype));
      expect(single).toEqual(double.map(Math.fround));
    }
  });

  it('kinds do not disturb each other', () => {
    const random = createRandom(1);
    const other = createRandom(1);
    other.uniform();
    other.choose(5, 10);
    numbers(other, 13, (stream, target) => stream.fillRademacher(target));
    const normals = (stream: Random) => numbers(stream, 9, (each, target) => each.fillNormal(target));
    expect(normals(other)).toEqual(normals(random));
  });

  it('fill a rows × columns matrix in row-major order', () => {
    const matrix = heap.matrix(3, 5);
    createRandom(2).fillNormal(matrix);
    expect([...matrix.values]).toEqual(numbers(createRandom(2), 15, (random, target) => random.fillNormal(target)));
  });

  it('stay the same from version to version', () => {
    const first = (fill: (random: Random, target: Matrix) => void, dtype: Dtype = 'f64') =>
      numbers(createRandom(0).stream('golden', 1), 3, fill, dtype);
    expect({
      uniform: first(fillers[0][1]),
      normal: first(fillers[1][1]),
      normalSingle: first(fillers[1][1], 'f32'),
      student: first(fillers[3][1]),
      choice: [...createRandom(0).choose(5, 1000)],
    }).toMatchInlineSnapshot(`
      {
        "choice": [
          281,
          482,
          354,
          114,
          468,
        ],
        "normal": [
          0.36288157279256655,
          0.8067684127914933,
          -0.2786598813735334,
        ],
        "normalSingle": [
          0.2522349953651428,
          0.15527066588401794,
          -0.7437360286712646,
        ],
        "student": [
          0.3071357359013542,
          0.40804013416404744,
          0.5446398547247141,
        ],
        "uniform": [
          0.9107267720153321,
          0.010407467681988858,
          0.1184610336005224,
        ],
      }
    `);
  });
});

describe('uniform and choose', () => {
  it('uniform() reads the sequence that fillUniform writes', () => {
    const random = createRandom(11);
    const mixed = Array.from({ length: 5 }, () => random.uniform());
    mixed.push(...numbers(random, 6, (stream, target) => stream.fillUniform(target)));
    for (let i = 0; i < 14; i++) mixed.push(random.uniform());
    expect(mixed).toEqual(numbers(createRandom(11), 25, (stream, target) => stream.fillUniform(target)));
  });

  it('choose gives distinct numbers in range', () => {
    const bound = fc.integer({ min: 0, max: 300 });
    fc.assert(
      fc.property(bound, fc.nat(300), fc.integer(), (below, count, seed) => {
        const size = Math.min(count, below);
        const chosen = createRandom(seed).choose(size, below);
        expect(chosen.length).toBe(size);
        expect(new Set(chosen).size).toBe(size);
        for (const number of chosen) expect(number >= 0 && number < below).toBe(true);
      }),
    );
  });

  it('a small choice, made without listing all, begins like a large one', () => {
    expect([...createRandom(14).choose(10, 1000)]).toEqual([...createRandom(14).choose(900, 1000)].slice(0, 10));
  });

  it('choose is uniform over ordered choices', () => {
    const random = createRandom(12);
    const counts = new Map<string, number>();
    const draws = 60_000;
    for (let i = 0; i < draws; i++) {
      const key = random.choose(2, 5).join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    let chiSquare = 0;
    for (const seen of counts.values()) chiSquare += (seen - draws / 20) ** 2 / (draws / 20);
    expect(counts.size).toBe(20);
    expect(chiSquare).toBeLessThan(50.8); // 19 degrees: one in 10 000
  });

  it('choose reaches to 2³¹ without storing it', () => {
    const chosen = createRandom(13).choose(1000, 2 ** 31);
    expect(Math.min(...chosen)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...chosen)).toBeGreaterThan(2 ** 30);
  });
});

describe('streams', () => {
  const head = (random: Random) => [random.uniform(), random.uniform()].join();

  it('depend on the path and not on what was drawn before', () => {
    const root = createRandom(1);
    const before = head(root.stream('trial', 17, 'noise'));
    root.uniform();
    expect(head(root.stream('trial', 17, 'noise'))).toBe(before);
    expect(head(root.stream('trial').stream(17).stream('noise'))).toBe(before);
    expect(head(root.stream())).toBe(head(createRandom(1)));
  });

  it('differ for paths that look alike', () => {
    const root = createRandom(1);
    const paths: (string | number)[][] = [
      [],
      [''],
      ['', ''],
      ['a', 1],
      ['a1'],
      ['a', '1'],
      [1],
      ['1'],
      ['a', 'b'],
      ['ab'],
      ['b', 'a'],
      ['abcd', 'e'],
      ['abcde'],
      ['abcd', '', 'e'],
      ['a\0'],
      ['a'],
      [1, 2],
      [12],
      [2, 1],
      [0],
      [0.5],
      [-1],
      [2 ** 53],
      ['\ud800'],
      ['\udc00'],
    ];
    expect(new Set(paths.map((path) => head(root.stream(...path)))).size).toBe(paths.length);
    expect(head(root.stream(-0))).toBe(head(root.stream(0)));
  });

  it('differ for seeds that look alike, and agree for a number and its bigint', () => {
    const seeds = [0, 1, -1, 2 ** 32, 2 ** 32 + 1, 2n ** 64n, 2n ** 128n, '', '1', '0', 'one'];
    expect(new Set(seeds.map((seed) => head(createRandom(seed)))).size).toBe(seeds.length);
    expect(head(createRandom(5n))).toBe(head(createRandom(5)));
  });

  it('differ in 100 000 neighbouring paths, and are independent of each other', () => {
    const root = createRandom(6);
    const firsts = Float64Array.from({ length: 100_000 }, (_, i) => root.stream('trial', i).uniform());
    expect(new Set(firsts).size).toBe(firsts.length);
    let [sum, product] = [0, 0];
    for (let i = 0; i < firsts.length; i++) {
      sum += firsts[i] - 0.5;
      if (i > 0) product += (firsts[i] - 0.5) * (firsts[i - 1] - 0.5);
    }
    expect(Math.abs(sum) / Math.sqrt(firsts.length / 12)).toBeLessThan(4.5);
    expect((Math.abs(product) * 12) / Math.sqrt(firsts.length)).toBeLessThan(4.5);
  });
});

describe('refusals', () => {
  it('says what is wrong with a seed, a path, degrees and a choice', () => {
    const random = createRandom(1);
    const target = heap.matrix(2, 2);
    for (const seed of [0.5, NaN, Infinity, 2 ** 53]) expect(() => createRandom(seed)).toThrow(OutOfRange);
    for (const element of [NaN, Infinity]) expect(() => random.stream(element)).toThrow(OutOfRange);
    for (const degrees of [2, 0, -1, NaN, Infinity])
      expect(() => random.fillStudent(target, degrees)).toThrow(OutOfRange);
    for (const [count, below] of [
      [3, 2],
      [-1, 2],
      [0.5, 2],
      [0, -1],
      [1, NaN],
      [1, 2 ** 31 + 1],
    ])
      expect(() => random.choose(count, below)).toThrow(OutOfRange);
    expect([...target.values]).toEqual([0, 0, 0, 0]);
  });
});

function numbers(random: Random, count: number, fill: (random: Random, target: Matrix) => void, dtype: Dtype = 'f64') {
  return heap.scope(() => {
    const target = heap.matrix(count, 1, dtype);
    fill(random, target);
    return [...target.values];
  });
}

function words(hexadecimal: string): Uint32Array {
  return Uint32Array.from(hexadecimal.split(' '), (word) => Number.parseInt(word, 16));
}
