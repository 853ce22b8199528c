import { dot, times } from '../../../networks/arrays.ts';
import { hessian, preconditioned } from '../../../networks/curvature.ts';
import { extremeEigenpairs } from '../../../networks/lanczos.ts';
import type { Objective } from '../../../networks/network.ts';
import type { DiagonalOptimiser } from '../../../networks/optimisers.ts';
import type { Random } from '../../../numeric/random.ts';

/** How a network stands to its edge. */
export interface Look {
  loss: number;
  /** The largest eigenvalue of P^(−½) H P^(−½). */
  sharpness: number;
  /** |u·P^(−½)∇L|/S with the eigenvector u: how far from the bottom of the valley along it. */
  oscillation: number;
}

/**
 * Lanczos residuals are below this part of the sharpness: an eigenvalue alone is then known to
 * 1e-6, one in a cluster to 1e-3.
 */
const TOLERANCE = 1e-3;

/** Looks again and again as training goes on, each time with Lanczos vectors of its own. */
export function watchEdge(objective: Objective, optimiser: DiagonalOptimiser, random: Random): () => Look {
  const { network } = objective;
  const { size } = network.model;
  const { heap } = network.engine;
  return () =>
    heap.scope(() => {
      const bare = hessian(objective);
      const loss = objective.value();
      const p = heap.matrix(size, 1);
      optimiser.preconditioner(p);
      const { values, vectors } = extremeEigenpairs(preconditioned(bare, p), { random, tolerance: TOLERANCE });
      const u = heap.matrixFrom(size, 1, vectors);
      const root = heap.matrixFrom(
        size,
        1,
        p.values.map((x) => 1 / Math.sqrt(x)),
      );
      times(root, u, u);
      const [sharpness] = values;
      return { loss, sharpness, oscillation: Math.abs(dot(u, network.flat.adjoint) / sharpness) };
    });
}
