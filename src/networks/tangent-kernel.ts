import { BadShape, OutOfRange } from '../numeric/errors.ts';
import type { Matrix } from '../numeric/heap.ts';
import { axpy, clear, times } from './arrays.ts';
import type { Evaluation } from './network.ts';
import type { Variable } from './variable.ts';

/**
 * K[i, j] = Σ_p rate_p ∂f(x_i)/∂θ_p ∂f(x_j)/∂θ_p with the blocks' rates for gradient descent: the
 * neural tangent kernel, for which gradient flow is ḟ = −K ∂L/∂f (and at standard and NTK rates,
 * which are 1, the plain one). Written to the rows × rows `target`, for output `output`, or summed
 * over the outputs when that is left out. The evaluation is run at the present parameters; the
 * network's gradient is overwritten. Throws `BadShape`, also for models whose rows are not samples
 * of their own.
 *
 * A layer's part is an entrywise product of Gram matrices, of its inputs and of its outputs'
 * adjoints, so no Jacobian is stored.
 */
export function tangentKernel(evaluation: Evaluation, target: Matrix, output?: number): void {
  const { outputs, network, computation } = evaluation;
  const { rows, columns, dtype } = outputs.value;
  if (!computation.rowsAreSamples)
    throw new BadShape(
      'the tangent kernel is computed for networks whose rows are samples, which those of a transformer are not',
    );
  if (target.rows !== rows || target.columns !== rows || target.dtype !== dtype)
    throw new BadShape(`the kernel of ${rows} samples in ${dtype} cannot be put in a ${target.rows}×${target.columns}`);
  if (output !== undefined && !(Number.isInteger(output) && output >= 0 && output < columns))
    throw new OutOfRange('the output', output, `a whole number from 0 to ${columns - 1}`);
  const { engine } = network;
  const rates = new Map<Variable, number>(network.parameters.map((parameter) => [parameter, parameter.rates.sgd]));
  evaluation.run();
  clear(target);
  engine.heap.scope(() => {
    const product = engine.heap.matrix(rows, rows, dtype);
    const other = engine.heap.matrix(rows, rows, dtype);
    for (let o = output ?? 0; o <= (output ?? columns - 1); o++) {
      const adjoint = outputs.adjoint.values.fill(0);
      for (let i = 0; i < rows; i++) adjoint[i * columns + o] = 1;
      evaluation.vjp();
      for (const operation of computation.operations)
        engine.heap.scope(() => {
          for (const { parameter, factor, adjoints, inputs } of operation.sampleGradients?.() ?? []) {
            engine.syrk({ a: adjoints, c: product });
            if (inputs) {
              engine.syrk({ a: inputs, c: other });
              times(product, other, product);
            }
            axpy(factor * factor * rates.get(parameter)!, product, target);
          }
        });
    }
  });
}

/**
 * Φ = φ φᵀ / width of a hidden layer's activations (0 is the first; the last unless given), written
 * to rows × rows. Runs the evaluation.
 */
export function featureKernel(
  evaluation: Evaluation,
  target: Matrix,
  layer = evaluation.computation.features.length - 1,
): void {
  const features = evaluation.computation.features[layer];
  if (!features) throw new OutOfRange('the hidden layer', layer, `below ${evaluation.computation.features.length}`);
  evaluation.run();
  evaluation.network.engine.syrk({ a: features.value, c: target, alpha: 1 / features.value.columns });
}
