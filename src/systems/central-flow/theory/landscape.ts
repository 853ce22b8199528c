import { Network, type Objective } from '../../../networks/network.ts';
import type { Engine } from '../../../numeric/engine.ts';
import { NotFinite } from '../../../numeric/errors.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Task } from '../problem.ts';

/**
 * Displacement for the derivative of Hessian–vector products along a unit vector: central
 * differences leave an error of order 1e-10 both from their order and from rounding.
 */
const DISPLACEMENT = 1e-5;

/**
 * The loss over weight space, with its exact first and second derivatives, and third ones as
 * differences of exact Hessian–vector products. Lives in the heap's present scope.
 */
export class Landscape {
  readonly engine: Engine;
  readonly size: number;
  private readonly network: Network;
  private readonly objective: Objective;
  private readonly direction: Matrix;
  private readonly product: Matrix;

  constructor(engine: Engine, { model, inputs, targets }: Task) {
    const { heap } = engine;
    this.engine = engine;
    this.size = model.size;
    this.network = new Network(engine, model);
    const [x, y] = [inputs, targets].map((values) => heap.matrixFrom(values.length, 1, values));
    this.objective = this.network.objective('squared', x, y);
    this.direction = heap.matrix(model.size, 1);
    this.product = heap.matrix(model.size, 1);
  }

  /** L(w), with ∇L(w) written into `gradient`. Throws `NotFinite` where there is none. */
  gradient(w: Float64Array, gradient: Float64Array): number {
    const { flat } = this.network;
    flat.value.values.set(w);
    const loss = this.objective.gradient();
    if (!Number.isFinite(loss)) throw new NotFinite(`the loss along the flow is ${loss}: it has left every bound`);
    gradient.set(flat.adjoint.values);
    return loss;
  }

  /** H v into `product`, at the weights of the last `gradient`. */
  hessianVector(v: Float64Array, product: Float64Array): void {
    this.direction.values.set(v);
    this.objective.hessianVector(this.direction, this.product);
    product.set(this.product.values);
  }

  /**
   * ∇³L(u_i, u_j, ·) = ∇(u_iᵀ H u_j) at w for all i ≤ j of these unit vectors, as [H(w + εu_i)u_j −
   * H(w − εu_i)u_j]/2ε: entry [i][j].
   */
  thirdDerivatives(w: Float64Array, vectors: readonly Float64Array[]): Float64Array[][] {
    const unused = new Float64Array(this.size);
    return vectors.map((u, i) => {
      const [ahead, behind] = [DISPLACEMENT, -DISPLACEMENT].map((epsilon) => {
        this.gradient(
          w.map((value, a) => value + epsilon * u[a]),
          unused,
        );
        return vectors.slice(i).map((v) => {
          const product = new Float64Array(this.size);
          this.hessianVector(v, product);
          return product;
        });
      });
      const derivatives: Float64Array[] = [];
      ahead.forEach((product, j) => {
        derivatives[i + j] = product.map((value, a) => (value - behind[j][a]) / (2 * DISPLACEMENT));
      });
      return derivatives;
    });
  }
}
