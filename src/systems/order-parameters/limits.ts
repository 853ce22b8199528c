import { exp, squared, wholePower } from '../../numeric/special.ts';
import { logGamma } from '../../statistics/distributions.ts';
import type { Limit, LimitContext } from '../contract.ts';
import { glm } from '../glm/system.ts';
import { isotropic } from '../glm/theory/covariance.ts';
import { linearReplicas } from '../glm/theory/replicas.ts';
import { closedForm, exactAt, fallingAs, farthest, otherSystem } from '../shared/limits.ts';
import { spikedMatrix } from '../spiked-matrix/system.ts';

const quiet = { progress() {}, check() {} };

/** m, q and R of `glm` at these settings. */
async function fitOfGlm(settings: Record<string, unknown>, { engine }: LimitContext) {
  const problem = glm.prepare(glm.parameters.parse(settings), { engine });
  const wanted = new Set(['overlap', 'selfOverlap', 'alignment'] as const);
  const { observables } = await glm.predict(problem, { engine, wanted, ...quiet });
  const of = (name: 'overlap' | 'selfOverlap' | 'alignment') => observables[name]!.value as number;
  return { m: of('overlap'), q: of('selfOverlap'), R: of('alignment') };
}

/** (u₁·v)² of `spiked-matrix`. */
async function spikeSeen(signal: number, { engine }: LimitContext): Promise<number> {
  const problem = spikedMatrix.prepare(spikedMatrix.parameters.parse({ signal }), { engine });
  const { observables } = await spikedMatrix.predict(problem, {
    engine,
    wanted: new Set(['overlapSquared']),
    ...quiet,
  });
  return observables.overlapSquared!.value as number;
}

export const limits: Limit[] = [
  {
    id: 'no-start',
    title: 'From zero, descent finds the part of the teacher that the samples span: R² ~ Beta(n/2, (d−n)/2)',
    ...closedForm('moments of the beta distribution', 'binder1981'),
    ...exactAt(0.2, 0.5, 0.8),
    deviation: (ratio, context) => {
      const d = 40;
      const n = Math.round(ratio * d);
      const root = exp(logGamma((n + 1) / 2) + logGamma(d / 2) - logGamma(n / 2) - logGamma((d + 1) / 2));
      const settings = { student: 'descent', dimension: d, ratio, start: 0, shared: 1 };
      return farthest(context, settings, {
        squaredOverlap: n / d,
        susceptibility: d * (n / d - squared(root)),
        binder: 1 - (d * (n + 2)) / (3 * n * (d + 2)),
        overlap: n / d,
        selfOverlap: n / d,
        replicaOverlap: n / d,
      });
    },
  },
  {
    id: 'no-samples-shared',
    title: 'Students of one teacher that share no samples have in common what each has of the teacher: q_ab = m²',
    ...closedForm('independent deviations', 'loureiro2021'),
    ...exactAt(0.5, 1, 3),
    deviation: async (ratio, { predicted }) => {
      const off = ['ridge', 'hebb'].map(async (student) => {
        const settings = { student, ratio, shared: 0 };
        const [q, m] = [await predicted('replicaOverlap', settings), await predicted('overlap', settings)];
        return Math.abs((q as number) / squared(m as number) - 1);
      });
      return Math.max(...(await Promise.all(off)));
    },
  },
  {
    id: 'generalised-linear-model',
    title: 'Ridge regression is the square loss of `glm`, on samples of its own, half of them or all shared',
    ...otherSystem('glm', 'loureiro2021'),
    ...exactAt(0.05, 0.3, 2),
    deviation: async (ridge, context) => {
      const shape = { dimension: 200, noise: 0.5, ridge };
      const fit = { samples: 300, loss: 'square', teacher: 'linear', signal: 1 };
      const { m, q } = await fitOfGlm({ ...shape, ...fit }, context);
      const student = { ...shape, student: 'ridge', ratio: 1.5 };
      const twin = { overlap: m, selfOverlap: q, replicaOverlap: q };
      const teacher = { power: 1, unseen: 0, noise: [{ share: 1, variance: shape.noise }] };
      const half = linearReplicas(teacher, { alpha: 1.5, lambda: ridge, covariance: isotropic(1) }, 0.5).qab;
      const off = [
        await farthest(context, { ...student, shared: 1 }, twin),
        await farthest(context, { ...student, shared: 0.5 }, { replicaOverlap: half }),
      ];
      return Math.max(...off);
    },
  },
  {
    id: 'alignment-in-many-directions',
    title: 'In many directions R² of ridge regression, warm or cold, is m²/q, as of the square loss of `glm`',
    ...otherSystem('glm', 'loureiro2021'),
    ...fallingAs(1, [100, 200, 400]),
    deviation: async (dimension, context) => {
      const shape = { dimension, noise: 0.5, ridge: 0.2 };
      const fit = { samples: 0.7 * dimension, loss: 'square', teacher: 'linear', signal: 1 };
      const { m, q, R } = await fitOfGlm({ ...shape, ...fit }, context);
      const student = { ...shape, student: 'ridge', ratio: 0.7 };
      const warm = (await context.predicted('selfOverlap', { ...student, temperature: 1 })) as number;
      const off = [
        await farthest(context, student, { squaredOverlap: R * R }),
        await farthest(context, { ...student, temperature: 1 }, { squaredOverlap: (m * m) / warm }),
      ];
      return Math.abs(q - (m * m) / (R * R)) > 1e-9 ? Number.NaN : Math.max(...off);
    },
  },
  {
    id: 'least-squares-to-order-1/d',
    title: 'As the ridge vanishes, ⟨R²⟩ to order 1/d is that of the distribution of least squares, to 1/d²',
    ...closedForm('moments of least squares', 'binder1981'),
    ...fallingAs(2, [50, 100, 200]),
    deviation: async (dimension, { predicted }) => {
      const shape = { student: 'ridge', dimension, ratio: 3, noise: 2 };
      const of = async (ridge: number) => (await predicted('squaredOverlap', { ...shape, ridge })) as number;
      return (await of(1e-9)) / (await of(0)) - 1;
    },
  },
  {
    id: 'heat',
    title: 'Warm weights have the excess self-overlap T/(n/d) of so many samples, and the same teacher',
    ...closedForm('equipartition', 'seung1992'),
    ...fallingAs(1, [5, 20, 80]),
    deviation: async (ratio, { predicted }) => {
      const of = async (temperature: number) =>
        (await predicted('selfOverlap', { student: 'ridge', ratio, temperature })) as number;
      return ((await of(2)) - (await of(0))) / (2 / ratio) - 1;
    },
  },
  {
    id: 'fluctuations-of-least-squares',
    title:
      'In many directions R of least squares follows |e|² and e·w*, whose variances are 2σ⁴α/(α−1)³d and σ²/(α−1)d',
    ...closedForm('linear propagation', 'binder1981'),
    ...fallingAs(1, [50, 100, 200]),
    deviation: (dimension, context) => {
      const [alpha, noise] = [2, 0.5];
      const S = noise / (alpha - 1);
      const [along, length] = [noise / (alpha - 1), (2 * squared(noise) * alpha) / wholePower(alpha - 1, 3)];
      const chi = (S * S * along + length / 4) / wholePower(1 + S, 3);
      const settings = { student: 'ridge', ridge: 0, noise, ratio: alpha, dimension };
      return farthest(context, settings, { susceptibility: chi, squaredOverlap: 1 / (1 + S) });
    },
  },
  {
    id: 'fluctuations-of-hebb',
    title: 'Hebb’s rule in many directions: R² = 1/(1 + t) with t = π/2α, and χ of its two parts',
    ...closedForm('linear propagation', 'seung1992'),
    ...fallingAs(1, [50, 100, 200]),
    deviation: (dimension, context) => {
      const alpha = 2;
      const t = Math.PI / (2 * alpha);
      const chi = (t * t * (2 + (4 / alpha) * (Math.PI / 2 - 1))) / (4 * wholePower(1 + t, 3));
      const [m, half] = [alpha * Math.sqrt(2 / Math.PI), 0.5];
      const fluctuating = { squaredOverlap: 1 / (1 + t), susceptibility: chi, binder: 2 / 3 };
      const overlaps = { overlap: m, selfOverlap: m * m + alpha, replicaOverlap: m * m + half * alpha };
      const settings = { student: 'hebb', ratio: alpha, dimension, shared: half };
      return farthest(context, settings, { ...fluctuating, ...overlaps });
    },
  },
  {
    id: 'normal-overlap',
    title: 'In many directions R is a normal number of a small variance: ⅔ − U is 4χ/(3dR²)',
    ...closedForm('moments of a normal number', 'binder1981'),
    ...fallingAs(1, [100, 200, 400]),
    deviation: async (dimension, { predicted }) => {
      const students = [
        { student: 'descent' },
        { student: 'ridge', ridge: 0, ratio: 4 },
        { student: 'hebb', ratio: 2 },
      ];
      const off = students.map(async (student) => {
        const of = async (name: string) => (await predicted(name, { ...student, dimension })) as number;
        const expected = (4 * (await of('susceptibility'))) / (3 * dimension * (await of('squaredOverlap')));
        return Math.abs((2 / 3 - (await of('binder'))) / expected - 1);
      });
      return Math.max(...(await Promise.all(off)));
    },
  },
  {
    id: 'little-noise',
    title: 'Least squares on labels of little noise misses R² = 1 by σ²(d − 1)/(n − d − 1): by σ² of n = 2d samples',
    ...closedForm('the mean of an inverse Wishart matrix', 'hastie2019'),
    ...fallingAs(1, [25, 50, 100]),
    deviation: async (inverse, { predicted }) => {
      const [noise, dimension] = [1 / inverse, 40];
      const settings = { student: 'ridge', ridge: 0, ratio: 2, dimension, noise };
      const missed = 1 - ((await predicted('squaredOverlap', settings)) as number);
      return missed / noise - 1;
    },
  },
  {
    id: 'vanishing-ridge',
    title: 'Ridge regression without a ridge is least squares, in many directions and with half of the samples shared',
    ...closedForm('moments at a finite size', 'loureiro2021'),
    ...fallingAs(1, [100, 200, 400]),
    deviation: async (dimension, context) => {
      const settings = { student: 'ridge', ratio: 2, shared: 0.5, dimension };
      const names = ['overlap', 'selfOverlap', 'replicaOverlap'];
      const small = names.map(async (name) => [name, await context.predicted(name, { ...settings, ridge: 1e-9 })]);
      return farthest(context, { ...settings, ridge: 0 }, Object.fromEntries(await Promise.all(small)));
    },
  },
  {
    id: 'weak-signal',
    title: 'A weak signal raises d⟨R²⟩ by 2 + α^(−½) times itself',
    ...closedForm('the first order of the signal', 'bloemendal2016'),
    ...fallingAs(1, [50, 100, 200]),
    deviation: async (inverse, { predicted }) => {
      const settings = { student: 'principal', ratio: 4, dimension: 100, signal: 1 / inverse };
      return (((await predicted('susceptibility', settings)) as number) - 1) * (inverse / 2.5) - 1;
    },
  },
  {
    id: 'no-signal',
    title: 'Without a signal the principal component is a random direction: d⟨R²⟩ = 1, U = 2/(d + 2)',
    ...closedForm('moments of a direction', 'bloemendal2016'),
    ...exactAt(20, 40, 80),
    deviation: (dimension, context) =>
      farthest(
        context,
        { student: 'principal', signal: 0, dimension },
        { squaredOverlap: 1 / dimension, susceptibility: 1, binder: 2 / (dimension + 2) },
      ),
  },
  {
    id: 'spiked-matrix',
    title: 'With many samples a direction is a signal in a symmetric noisy matrix',
    ...otherSystem('spiked-matrix', 'benaych2011'),
    ...fallingAs(0.5, [5, 20, 80]),
    deviation: async (ratio, context) =>
      farthest(context, { student: 'principal', ratio, signal: 2 }, { squaredOverlap: await spikeSeen(2, context) }),
  },
  {
    id: 'half',
    title: 'Of 2d points in d directions half of all labellings are separable, at every size',
    ...closedForm('Cover’s count', 'cover1965'),
    ...exactAt(10, 40, 160),
    deviation: (dimension, context) =>
      farthest(context, { student: 'perceptron', ratio: 2, dimension }, { separable: 0.5 }),
  },
];
