import { axpy, copy, dot, norm } from '../../../networks/arrays.ts';
import { hessian } from '../../../networks/curvature.ts';
import { extremeEigenpairs } from '../../../networks/lanczos.ts';
import type { Objective } from '../../../networks/network.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { squared } from '../../../numeric/special.ts';

/** Relative residual of eigenpairs: an eigenvalue that stands apart is then known to 1e-8. */
const TOLERANCE = 1e-4;

/** Of the central difference of Hessian–vector products, whose error is some 1e-10 of it. */
const DISPLACEMENT = 1e-5;

/** The largest eigenvalue of the Hessian at the present weights, and its unit eigenvector. */
export function sharpest(objective: Objective, random: Random): { sharpness: number; u: Float64Array } {
  const { values, vectors } = extremeEigenpairs(hessian(objective), { random, tolerance: TOLERANCE });
  return { sharpness: values[0], u: vectors };
}

/** What drives the cycle: how fast training sharpens the valley, and what flattens it. */
export interface Drive {
  /** −∇L·∇S across u. */
  alpha: number;
  /** |∇S|² across u. */
  beta: number;
}

/**
 * α and β at the present weights, which have to lie on the floor of the valley. ∇S = ∇(uᵀHu) as a
 * difference of exact Hessian–vector products. Its part along u is left out: the oscillation goes
 * there and back along u, and what it does there cancels in two steps.
 */
export function driveAt(objective: Objective, u: Float64Array): Drive {
  const { flat, model, engine } = objective.network;
  const { heap } = engine;
  return heap.scope(() => {
    const direction = heap.matrixFrom(model.size, 1, u);
    const floor = heap.matrix(model.size, 1);
    copy(flat.value, floor);
    const productAt = (displacement: number): Matrix => {
      const product = heap.matrix(model.size, 1);
      axpy(displacement, direction, flat.value);
      objective.gradient();
      objective.hessianVector(direction, product);
      copy(floor, flat.value);
      return product;
    };
    const slope = productAt(DISPLACEMENT);
    axpy(-1, productAt(-DISPLACEMENT), slope);
    axpy(-dot(slope, direction), direction, slope);
    objective.gradient();
    const scale = 1 / (2 * DISPLACEMENT);
    return { alpha: -scale * dot(flat.adjoint, slope), beta: squared(scale * norm(slope)) };
  });
}
