// A body falls with linear drag, dv/dt = −g − (k/ρ) v, z and v positive upwards, from rest at
// z = 0.
import { defineSystem, gatherNotes, type Random } from 'orrery-lab';
import { expm1, squared } from 'orrery-lab/numeric';
import { crossing, falls } from 'orrery-lab/statistics';
import { z } from 'zod';

const g = 9.81;

const parameters = z.strictObject({
  density: z
    .number()
    .min(1e-3)
    .max(1e4)
    .default(1)
    .meta({
      title: 'density',
      symbol: 'ρ',
      unit: 'kg/m³',
      description: 'mass of the body in its volume',
      scale: 'log',
      range: [0.1, 10],
    }),
  drag: z
    .number()
    .min(1e-3)
    .max(1e4)
    .default(1)
    .meta({
      title: 'drag',
      symbol: 'k',
      unit: 'kg/(m³ s)',
      description: 'force against the motion, for each unit of speed and volume',
      scale: 'log',
      range: [0.3, 3],
    }),
  duration: z
    .number()
    .min(1e-2)
    .max(1e3)
    .default(2)
    .meta({
      title: 'duration',
      symbol: 'T',
      unit: 's',
      description: 'how long the fall is watched',
      scale: 'linear',
      range: [1, 4],
    }),
  blur: z
    .number()
    .min(0)
    .max(10)
    .default(0.01)
    .meta({
      title: 'blur',
      symbol: 'β',
      unit: 'm',
      description: 'largest error of a reading of the position',
      scale: 'log',
      range: [1e-3, 3e-2],
    }),
});

// The problem: what theory and experiment share, and nothing else is.

interface Problem {
  /** Relaxation time ρ/k. */
  tau: number;
  duration: number;
  blur: number;
  /** When the position is read: twenty times, evenly. */
  times: Float64Array;
}

function prepare({ density, drag, duration, blur }: z.output<typeof parameters>): Problem {
  const times = Float64Array.from({ length: 20 }, (_, i) => ((i + 1) / 20) * duration);
  return { tau: density / drag, duration, blur, times };
}

// Theory: the equation of motion solved by hand. Timmerman & van der Weele (1999), section on
// linear drag, from rest.

/** z(t) = −gτ² (t/τ − 1 + e^{−t/τ}). Relative round-off about 2e-16 τ/t. */
function position(t: number, tau: number): number {
  return -g * squared(tau) * (t / tau + expm1(-t / tau));
}

function terminalVelocity(tau: number): number {
  return -g * tau;
}

// Experiment: a body moved along its equation of motion in small steps (midpoint rule), and read
// with an error.

class Body {
  z = 0;
  v = 0;

  fall(time: number, { tau }: Problem): void {
    const steps = Math.ceil(20 + (100 * time) / tau);
    const dt = time / steps;
    for (let i = 0; i < steps; i++) {
      const midway = this.v + (dt / 2) * (-g - this.v / tau);
      this.z += dt * midway;
      this.v += dt * (-g - midway / tau);
    }
  }

  read({ blur }: Problem, random: Random): number {
    return this.z + blur * (2 * random.uniform() - 1);
  }
}

function readPositions(problem: Problem, random: Random): Float64Array {
  const body = new Body();
  return problem.times.map((t, i) => {
    body.fall(t - (problem.times[i - 1] ?? 0), problem);
    return body.read(problem, random);
  });
}

/** The way in a given time, once the body has stopped gaining speed. */
function clockSpeed(problem: Problem, random: Random): number {
  const body = new Body();
  for (let before = 1; Math.abs(body.v - before) > 1e-9 * Math.abs(body.v); ) {
    before = body.v;
    body.fall(problem.tau / 5, problem);
  }
  const start = body.read(problem, random);
  body.fall(problem.duration, problem);
  return (body.read(problem, random) - start) / problem.duration;
}

export const fallingBody = defineSystem({
  id: 'falling-body',
  title: 'A falling body with linear drag',
  strand: 'solvable settings',
  question: 'How fast does a body fall through a medium that resists it?',
  sources: [
    {
      id: 'timmerman1999',
      authors: ['Peter Timmerman', 'Jacobus P. van der Weele'],
      title: 'On the rise and fall of a ball with linear or quadratic drag',
      venue: 'American Journal of Physics 67, 538',
      year: 1999,
      doi: '10.1119/1.19320',
    },
    {
      id: 'morin2008',
      authors: ['David Morin'],
      title: 'Introduction to Classical Mechanics',
      venue: 'Cambridge University Press',
      year: 2008,
      doi: '10.1017/CBO9780511808951',
    },
  ],
  parameters,
  sweep: {},
  prepare,
  coordinates: { time: { label: 'time', symbol: 't', unit: 's', scale: 'linear', at: ({ times }) => times } },
  observables: {
    position: {
      label: 'position',
      symbol: 'z',
      description: 'height above the point of release, negative once it falls',
      scale: 'linear',
      over: 'time',
      floor: ({ blur }) => blur,
    },
    terminalVelocity: {
      label: 'terminal velocity',
      symbol: 'v∞',
      description: 'velocity at which drag balances weight, −gρ/k',
      scale: 'linear',
      floor: ({ blur, duration }) => blur / duration,
    },
  },
  derived: {
    halfTime: {
      label: 'time of half the way',
      symbol: 't½',
      description: 'when half of the last reading is behind: T/√2 in free fall, T/2 for a body that drifts',
      scale: 'linear',
      of: 'position',
      along: 'time',
      fit: crossing((z) => z[z.length - 1] / 2),
      predicted: 'curve',
    },
  },
  claims: {
    falls: {
      label: 'every reading lies below the one before',
      of: ['position'],
      along: 'time',
      says: falls(),
      share: 0.95,
    },
  },
  shown: ['position', 'terminalVelocity'],
  margin: { value: 0.02, reason: 'steps of a hundredth of the relaxation time follow the motion to 1e-4' },
  validity: ({ tau, duration, blur }) => {
    const notes = gatherNotes();
    const way = -position(duration, tau);
    notes.note(blur > way / 20, 'blurred', 'short fall', () => `readings are off by ${blur} m on a way of ${way} m`);
    return notes.all;
  },
  cost: ({ tau, duration }) => ({ seconds: 1e-8 * (5000 + (200 * duration) / tau), bytes: 0 }),
  predict: ({ tau, times }) => ({
    observables: {
      position: { value: times.map((t) => position(t, tau)), error: 1e-15 * (1 + tau / times[0]) },
      terminalVelocity: { value: terminalVelocity(tau), error: 1e-15 },
    },
  }),
  trial: (problem, { random }) => ({
    observables: {
      position: readPositions(problem, random.stream('readings')),
      terminalVelocity: clockSpeed(problem, random.stream('speed')),
    },
  }),
  limits: [
    {
      id: 'free-fall',
      title: 'A dense body falls freely, ρ → ∞',
      to: { closedForm: 'z = −gt²/2' },
      source: 'morin2008',
      scales: [10, 20, 40],
      order: 1,
      deviation: async (density, { predicted }) => {
        const position = (await predicted('position', { density, duration: 1 })) as Float64Array;
        return position[position.length - 1] / (-g / 2) - 1;
      },
    },
    {
      id: 'drifting',
      title: 'A light body drifts at its terminal velocity from the start, ρ → 0',
      to: { closedForm: 'z = −(gρ/k) t' },
      source: 'timmerman1999',
      scales: [10, 20, 40],
      order: 1,
      deviation: async (inverse, { predicted }) => {
        const settings = { density: 1 / inverse, duration: 1 };
        const position = (await predicted('position', settings)) as Float64Array;
        const velocity = (await predicted('terminalVelocity', settings)) as number;
        return Math.max(1 - position[position.length - 1] / velocity, Math.abs(velocity / (-g / inverse) - 1));
      },
    },
  ],
  presets: [],
});
