import type { Engine } from '../../../numeric/engine.ts';
import type { Random } from '../../../numeric/random.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { HopfieldObservable } from '../observables.ts';
import type { HopfieldProblem } from '../problem.ts';
import { Dynamics, drawNetwork, firstStepErrors, type Network } from './network.ts';

/** From how many of its patterns a cold network is relaxed, and a warm one run. */
export const STARTS = { cold: 24, warm: 2 } as const;

/** One network, run from some of its patterns; means over these. */
export function runTrial(
  problem: HopfieldProblem,
  { random, engine, reporter }: TrialContext<HopfieldObservable>,
): Trial<HopfieldObservable> {
  const { parameters, patterns: count } = problem;
  const { units, temperature } = parameters;
  return engine.heap.scope(() => {
    const network = drawNetwork(units, count, random.stream('patterns'), engine);
    reporter.check();
    const firstStepError = firstStepErrors(network, engine);
    const starts = Math.min(count, temperature > 0 ? STARTS.warm : STARTS.cold);
    const runs: Run[] = [];
    for (let start = 0; start < starts; start++) {
      const replicas = temperature > 0 ? [0, 1] : [0];
      const states = replicas.map((replica) => {
        const progress = (share: number) => {
          reporter.check();
          reporter.progress((start + (replica + share) / replicas.length) / starts);
        };
        return engine.heap.scope(() => {
          const dynamics = new Dynamics(network, start);
          if (temperature === 0) return relax(dynamics, progress);
          return heat(dynamics, parameters, random.stream('bath', start, replica), engine, progress);
        });
      });
      runs.push(orderParameters(network, start, states[0], states[replicas.length - 1]));
    }
    const mean = (of: keyof Run) => runs.reduce((sum, run) => sum + run[of], 0) / runs.length;
    return {
      observables: {
        firstStepError,
        overlap: mean('overlap'),
        energy: mean('energy'),
        crosstalk: (mean('crosstalk') * units) / (count - 1),
        ...(temperature > 0 && { replicaOverlap: mean('replicaOverlap') }),
      },
    };
  });
}

/** Units, or their averages over time, and the energy. */
interface TimeAverage {
  units: Float64Array;
  energy: number;
}

interface Run {
  overlap: number;
  energy: number;
  replicaOverlap: number;
  /** Summed squares of the overlaps with the other patterns. */
  crosstalk: number;
}

/** Until every unit agrees with its field; the energy falls with every flip. */
function relax(dynamics: Dynamics, progress: (share: number) => void): TimeAverage {
  do progress(0);
  while (dynamics.follow() > 0);
  return { units: dynamics.state, energy: dynamics.energy() };
}

function heat(
  dynamics: Dynamics,
  { temperature, sweeps, units }: HopfieldProblem['parameters'],
  random: Random,
  engine: Engine,
  progress: (share: number) => void,
): TimeAverage {
  return engine.heap.scope(() => {
    const uniforms = engine.heap.matrix(units, 1);
    const mean = new Float64Array(units);
    let energy = 0;
    for (let sweep = 0; sweep < 2 * sweeps; sweep++) {
      progress(sweep / (2 * sweeps));
      random.fillUniform(uniforms);
      dynamics.heat(temperature, uniforms.values);
      if (sweep < sweeps) continue;
      energy += dynamics.energy() / sweeps;
      for (let i = 0; i < units; i++) mean[i] += dynamics.state[i] / sweeps;
    }
    return { units: mean, energy };
  });
}

/**
 * Products of two replicas' averages: fluctuations in time, which are independent, leave no bias.
 */
function orderParameters({ units, patterns }: Network, start: number, one: TimeAverage, other: TimeAverage): Run {
  const signs = patterns.values;
  const overlap = (mu: number, of: Float64Array) => {
    let sum = 0;
    for (let i = 0; i < units; i++) sum += signs[mu * units + i] * of[i];
    return sum / units;
  };
  let crosstalk = 0;
  for (let mu = 0; mu < patterns.rows; mu++)
    if (mu !== start) crosstalk += overlap(mu, one.units) * overlap(mu, other.units);
  let replicaOverlap = 0;
  for (let i = 0; i < units; i++) replicaOverlap += (one.units[i] * other.units[i]) / units;
  return {
    overlap: (overlap(start, one.units) + overlap(start, other.units)) / 2,
    energy: (one.energy + other.energy) / 2,
    replicaOverlap,
    crosstalk,
  };
}
