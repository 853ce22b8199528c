import type { Engine } from '../../numeric/engine.ts';
import type { Operation } from '../operation.ts';
import { type Constant, isVariable, type Scaled, type Variable, variable } from '../variable.ts';

/** Y = multiplier · X Wᵀ for X samples × in and W out × in. */
export function linear(engine: Engine, input: Constant | Variable, weight: Scaled): Operation {
  const { heap } = engine;
  const { multiplier: alpha = 1 } = weight;
  const x = input.value;
  const output = variable(heap, x.rows, weight.value.rows, x.dtype);
  const forwards = (a: typeof x, w: typeof x, c: typeof x, beta = 0) =>
    engine.prepareGemm({ a, b: w, transposeB: true, c, alpha, beta });
  const backwards = (a: typeof x, w: typeof x, c: typeof x, beta = 0) =>
    engine.prepareGemm({ a, b: w, c, alpha, beta });
  const outer = (a: typeof x, b: typeof x, c: typeof x) =>
    engine.prepareGemm({ a, transposeA: true, b, c, alpha, beta: 1 });

  const value = forwards(x, weight.value, output.value);
  const alongWeight = forwards(x, weight.tangent, output.tangent);
  const weightAdjoint = outer(output.adjoint, x, weight.adjoint);
  const weightAdjointTangent = outer(output.adjointTangent, x, weight.adjointTangent);
  const sampleGradients = () => [{ parameter: weight, factor: alpha, adjoints: output.adjoint, inputs: x }];
  if (!isVariable(input))
    return { output, value, jvp: alongWeight, vjp: weightAdjoint, vjpTangent: weightAdjointTangent, sampleGradients };

  const alongInput = forwards(input.tangent, weight.value, output.tangent, 1);
  const inputAdjoint = backwards(output.adjoint, weight.value, input.adjoint);
  const inputAdjointTangent = backwards(output.adjointTangent, weight.value, input.adjointTangent);
  const inputAlongWeight = backwards(output.adjoint, weight.tangent, input.adjointTangent, 1);
  const weightAlongInput = outer(output.adjoint, input.tangent, weight.adjointTangent);
  return {
    output,
    value,
    jvp() {
      alongWeight();
      alongInput();
    },
    vjp() {
      weightAdjoint();
      inputAdjoint();
    },
    vjpTangent() {
      weightAdjointTangent();
      weightAlongInput();
      inputAdjointTangent();
      inputAlongWeight();
    },
    sampleGradients,
  };
}
