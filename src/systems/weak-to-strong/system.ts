import { wholePower } from '../../numeric/special.ts';
import { type Cost, defineSystem } from '../contract.ts';
import { actsOnlyWith, noEffect } from '../shared/inert.ts';
import { inertBesideSpectrum, inertBlocks, inertSource } from '../shared/populations.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { parameters, type WeakToStrongParameters } from './parameters.ts';
import { prepare, type WeakToStrongProblem } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const weakToStrong = defineSystem({
  id: 'weak-to-strong',
  title: 'Weak-to-strong and distillation',
  strand: 'solvable settings',
  question: 'When does a student become better than the model whose labels it learns?',
  sources,
  parameters,
  sweep: { supervisorRidge: '0.001:1:10:log' },
  sweepFor: ({ labels }) => (isWithoutSupervisor(labels) ? { ridge: '0.001:1:10:log' } : undefined),
  prepare,
  coordinates: {
    learner: { label: 'learner', symbol: 'i', scale: 'linear', at: () => Float64Array.of(1, 2, 3) },
  },
  observables,
  derived,
  shown: ['supervisorError', 'studentError'],
  finiteSizeOrder: 1,
  margin: { value: 0.05, reason: 'corrections are of order 1/n: a few per cent at some hundred samples' },
  inert: [
    noEffect(
      ['supervisor', 'mix', 'supervisorSamples', 'supervisorRidge'],
      ({ labels }: WeakToStrongParameters) => isWithoutSupervisor(labels),
      'has no effect where labels are given without a supervisor: labels=surrogate and labels=selected',
    ),
    noEffect(
      ['supervisor', 'samples', 'ridge'],
      ({ labels }: WeakToStrongParameters) => labels === 'own',
      'has no effect with labels=own, whose student is trained as its supervisor was: see supervisorSamples and supervisorRidge',
    ),
    actsOnlyWith(['rounds', 'features'], 'labels', 'supervisor'),
    noEffect(
      ['features'],
      ({ supervisor }: WeakToStrongParameters) => supervisor === 'all',
      'acts only with supervisor=few and supervisor=random',
    ),
    noEffect(
      ['mix'],
      ({ rounds, labels }: WeakToStrongParameters) => labels === 'supervisor' && rounds === 0,
      'has no effect with rounds=0',
    ),
    ...inertBesideSpectrum,
    inertBlocks,
    inertSource,
  ],
  validity,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

function isWithoutSupervisor(labels: unknown): boolean {
  return labels === 'surrogate' || labels === 'selected';
}

/** Of each fit, the Gram matrix and its factors at 4 GF/s; random numbers at 10 ns. */
function cost({ parameters, eta, lesson, surrogate }: WeakToStrongProblem): Cost {
  const D = eta.length;
  const regress = (rows: number) => {
    const small = Math.min(rows, D);
    return 2.5e-10 * (rows * D * small + 2 * wholePower(small, 3)) + 1e-8 * rows * D;
  };
  const { supervisor, student, rounds } = lesson;
  const searches = [parameters.supervisorRidge, parameters.ridge].filter((one) => one === 'optimal').length;
  const projection = supervisor.sees === 'random' ? 4e-10 * supervisor.samples * D * supervisor.features : 0;
  const rows = Math.max(surrogate ? 0 : supervisor.samples, student.samples);
  return {
    seconds:
      1e-3 +
      (surrogate ? 0 : regress(supervisor.samples) + projection) +
      Math.max(1, rounds) * regress(student.samples),
    bytes: 8 * (rows * (D + 6) + 2 * wholePower(Math.min(rows, D), 2) + supervisor.features * (D + supervisor.samples)),
    theory: (1 + 250 * searches) * 2e-7 * D * (1 + rounds),
  };
}
