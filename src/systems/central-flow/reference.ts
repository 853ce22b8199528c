import { type Inputs, list, num } from '../../data/reference-inputs.ts';
import { fullyConnected } from '../../networks/fully-connected.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { integrateOde } from '../../numeric/ode.ts';
import { createRandom } from '../../numeric/random.ts';
import { hypot, log2, power, squared } from '../../numeric/special.ts';
import type { Evaluators } from '../contract.ts';
import { chebyshevData } from '../shared/chebyshev.ts';
import { Landscape } from './theory/landscape.ts';
import { SharpestDirections } from './theory/sharpest-directions.ts';
import { add, dot } from './theory/vectors.ts';

/**
 * The formulas on the central flow and below the edge, in the names of `reference/dynamics.json`.
 */
export const evaluators: Evaluators = {
  'sharpness.central_flow': eulerRun,
  'sharpness.modified_loss': (inputs) => {
    const coarsest = Math.max(...list(inputs, 'etas'));
    const errors = Array.from({ length: 7 }, (_, k) => errorsOfFlows(inputs, coarsest / power(2, k)));
    return {
      order_flow: extrapolatedOrder(errors.map(({ flow }) => flow)),
      order_modified: extrapolatedOrder(errors.map(({ modified }) => modified)),
    };
  },
};

/** Displacement of gradients whose second difference is ∇S, in the file. */
const DISPLACEMENT = 2e-3;
/** Relative to 2/η: an oscillation from here on, and a look at the sharpness in every substep. */
const [AT_EDGE, NEAR_EDGE] = [1 - 1e-6, 0.9];
const SUBSTEPS_BETWEEN_LOOKS = 10;

/**
 * Means over the case's window, by the scheme that made the file, whose error is more than the
 * tolerance of its values: Euler steps of −∇L − ½σ²∇S with one direction, each followed by a step
 * back along ∇S to the sharpness 2/η. The loss of a step is that of its last substep.
 */
function eulerRun(inputs: Inputs) {
  const [eta, count, degree, steps, substeps] = ['eta', 'n', 'deg', 'steps', 'sub'].map((key) => num(inputs, key));
  const [from, to] = list(inputs, 'window');
  const model = fullyConnected({ sizes: list(inputs, 'sizes'), activation: 'tanh' });
  const engine = createWasmEngine();
  return engine.heap.scope(() => {
    const landscape = new Landscape(engine, { model, ...chebyshevData(degree, count) });
    const sharpest = new SharpestDirections(landscape, createRandom('sharpness along Euler steps'));
    const w = Float64Array.from(list(inputs, 'w0'));
    const gradient = new Float64Array(w.length);
    const [edge, dt] = [2 / eta, eta / substeps];
    let sharpness = 0;
    const look = () => {
      const loss = landscape.gradient(w, gradient);
      sharpest.update(Infinity);
      sharpness = sharpest.values[0];
      return loss;
    };
    const means = { loss_avg: 0, sharp: 0, eos_on: 0 };
    for (let k = 0; k < steps; k++) {
      const isCounted = k >= from && k < to;
      let [loss, variance] = [0, 0];
      for (let s = 0; s < substeps; s++) {
        const isDue = isCounted || sharpness > NEAR_EDGE * edge || (k * substeps + s) % SUBSTEPS_BETWEEN_LOOKS === 0;
        loss = isDue ? look() : landscape.gradient(w, gradient);
        variance = 0;
        if (sharpness >= AT_EDGE * edge) {
          const slope = sharpnessSlope(landscape, w, gradient, sharpest.vectors[0]);
          variance = Math.max(0, (-2 * dot(gradient, slope)) / dot(slope, slope));
          add((-dt * variance) / 2, slope, w);
        }
        add(-dt, gradient, w);
        if (!isDue) continue;
        look();
        if (sharpness <= edge) continue;
        const slope = sharpnessSlope(landscape, w, gradient, sharpest.vectors[0]);
        add((edge - sharpness) / dot(slope, slope), slope, w);
      }
      if (!isCounted) continue;
      look();
      means.loss_avg += (loss + variance / eta) / (to - from);
      means.sharp += sharpness / (to - from);
      means.eos_on += variance > 0 ? 1 / (to - from) : 0;
    }
    return means;
  });
}

/** ∇S = ∇³L(u, u, ·) as the second difference of gradients along u. */
function sharpnessSlope(landscape: Landscape, w: Float64Array, gradient: Float64Array, u: Float64Array) {
  const [ahead, behind] = [1, -1].map((sign) => {
    const there = new Float64Array(w.length);
    landscape.gradient(
      w.map((value, i) => value + sign * DISPLACEMENT * u[i]),
      there,
    );
    return there;
  });
  return gradient.map((value, i) => (ahead[i] - 2 * value + behind[i]) / squared(DISPLACEMENT));
}

/** Distances of gradient descent on ½(uv − y)² from its two flows after the case's time. */
function errorsOfFlows(inputs: Inputs, eta: number) {
  const [u, v, y, T] = ['u', 'v', 'y', 'T'].map((key) => num(inputs, key));
  const start = Float64Array.of(u, v);
  const velocity =
    (bend: number) =>
    (_: number, [u, v]: Float64Array, out: Float64Array) => {
      const residual = u * v - y;
      const [p, q] = [residual * v, residual * u];
      const mixed = residual + u * v;
      out[0] = -p - bend * (v * v * p + mixed * q);
      out[1] = -q - bend * (mixed * p + u * u * q);
    };
  const slope = new Float64Array(2);
  const descended = start.slice();
  for (let k = 0; k < Math.round(T / eta); k++) {
    velocity(0)(0, descended, slope);
    for (let i = 0; i < 2; i++) descended[i] += eta * slope[i];
  }
  const distance = (bend: number) => {
    const [end] = integrateOde(velocity(bend), start, 0, [T], { relative: 1e-14, absolute: 1e-15 });
    return hypot(end[0] - descended[0], end[1] - descended[1]);
  };
  return { flow: distance(0), modified: distance(eta / 2) };
}

/**
 * The exponent of errors at steps that are halved each time, as the step goes to 0: Richardson's
 * extrapolation of the exponents between neighbours, whose corrections are powers of the step.
 */
function extrapolatedOrder(errors: number[]): number {
  let orders = errors.slice(1).map((error, k) => log2(errors[k] / error));
  for (let power = 2; orders.length > 3; power *= 2)
    orders = orders.slice(1).map((order, k) => (power * order - orders[k]) / (power - 1));
  return orders[orders.length - 1];
}
