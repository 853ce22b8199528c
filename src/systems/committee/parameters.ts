import { z } from 'zod';

const units = (title: string, symbol: string, description: string) =>
  z
    .int()
    .min(1)
    .max(8)
    .default(2)
    .meta({ title, symbol, description, scale: 'linear', range: [1, 3] });

export const parameters = z.strictObject({
  dimension: z
    .int()
    .min(20)
    .max(1e5)
    .default(500)
    .meta({
      title: 'input dimension',
      symbol: 'N',
      description: 'number of inputs; the theory is for N → ∞',
      scale: 'log',
      range: [200, 1000],
      size: true,
    }),
  students: units('student units', 'K', 'hidden units of the student'),
  teachers: units('teacher units', 'M', 'hidden units of the teacher, with orthogonal weights'),
  teacher: z.enum(['isotropic', 'graded']).default('isotropic').meta({
    title: 'teacher',
    description: 'squared norms of the teacher units: all 1, or graded, T_nn = n',
  }),
  stepSize: z
    .number()
    .positive()
    .max(100)
    .default(1.2)
    .meta({
      title: 'step size',
      symbol: 'η',
      description: 'a step moves J_i by (η/N) (label − output) g′(J_i·x) x',
      scale: 'log',
      range: [0.3, 1.5],
    }),
  noise: z
    .number()
    .min(0)
    .max(100)
    .default(0)
    .meta({
      title: 'label noise',
      symbol: 'σ²',
      unit: 'label²',
      description: 'variance of the noise on the labels; the generalisation error is without it',
      scale: 'linear',
      range: [0, 0.1],
    }),
  duration: z
    .number()
    .positive()
    .max(1e5)
    .default(40)
    .meta({
      title: 'duration',
      symbol: 'α_max',
      unit: 'steps per input',
      description: 'steps of SGD over the dimension; each step sees a fresh sample',
      scale: 'log',
      range: [5, 40],
    }),
  startNorm: z
    .number()
    .positive()
    .max(100)
    .default(0.25)
    .meta({
      title: 'initial norm',
      symbol: 'Q₀',
      description: 'squared norm of each student unit at the start',
      scale: 'log',
      range: [0.05, 1],
    }),
  headStart: z
    .number()
    .min(0)
    .max(1)
    .default(0.3)
    .meta({
      title: 'head start',
      symbol: 'c₀',
      description:
        'cosine of the angle between student unit i and teacher unit i at the start; all other overlaps start at 0, so that this alone breaks the symmetry',
      scale: 'linear',
      range: [0.2, 0.6],
    }),
});

export type CommitteeParameters = z.output<typeof parameters>;
