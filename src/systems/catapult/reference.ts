import { list, num } from '../../data/reference-inputs.ts';
import type { Evaluators } from '../contract.ts';
import { followMap } from '../shared/two-layer-map.ts';

/** Outputs beyond it are not listed: the loss is diverging, and the next steps are overflow. */
const LISTED = 1e6;
const CONVERGED = 10_000;

/** The formulas on the catapult, in the names of `reference/dynamics.json`. */
export const evaluators: Evaluators = {
  'catapult.uv': (inputs) => {
    const [n, eta] = [num(inputs, 'n'), num(inputs, 'eta')];
    const start = { f: num(inputs, 'f0'), lambda: num(inputs, 'lam0') };
    const wanted = new Set(list(inputs, 'steps'));
    const map: number[][] = [];
    let final = start.lambda;
    const diverged = followMap(
      start,
      n,
      () => eta,
      CONVERGED,
      ({ f, lambda }, step) => {
        if (wanted.has(step) && Math.abs(f) < LISTED) map.push([f, lambda]);
        final = lambda;
        return undefined;
      },
    );
    return { map, diverged: Number(diverged), lam_final: diverged ? 0 : final };
  },
};
