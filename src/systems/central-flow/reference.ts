import { type Inputs, list, num } from '../../data/reference-inputs.ts';
import { fullyConnected } from '../../networks/fully-connected.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { integrateOde } from '../../numeric/ode.ts';
import type { Evaluators } from '../contract.ts';
import { chebyshev } from './problem.ts';
import { CentralFlow } from './theory/central-flow.ts';
import { Landscape } from './theory/landscape.ts';

/**
 * The formulas on the central flow and below the edge, in the names of `reference/dynamics.json`.
 */
export const evaluators: Evaluators = {
  'sharpness.central_flow': (inputs) => {
    // The error of the integration is of first order in the substep.
    const [coarse, fine] = [1, 2].map((substeps) => smoothedRun(inputs, substeps));
    return { loss_avg: 2 * fine.loss - coarse.loss, sharp: fine.sharpness, eos_on: fine.oscillating };
  },
  'sharpness.modified_loss': (inputs) => {
    const coarsest = Math.max(...list(inputs, 'etas'));
    const errors = Array.from({ length: 7 }, (_, k) => errorsOfFlows(inputs, coarsest / 2 ** k));
    return {
      order_flow: extrapolatedOrder(errors.map(({ flow }) => flow)),
      order_modified: extrapolatedOrder(errors.map(({ modified }) => modified)),
    };
  },
};

/** Means over the case's window along the central flow, and the share of it with an oscillation. */
function smoothedRun(inputs: Inputs, substeps: number) {
  const [eta, count, degree, steps] = ['eta', 'n', 'deg', 'steps'].map((key) => num(inputs, key));
  const [from, to] = list(inputs, 'window');
  const x = Float64Array.from({ length: count }, (_, i) => (2 * i) / (count - 1) - 1);
  const model = fullyConnected({ sizes: list(inputs, 'sizes'), activation: 'tanh' });
  const engine = createWasmEngine();
  return engine.heap.scope(() => {
    const landscape = new Landscape(engine, { model, inputs: x, targets: x.map((at) => chebyshev(degree, at)) });
    const flow = new CentralFlow(landscape, Float64Array.from(list(inputs, 'w0')), eta, substeps);
    const sums = { loss: 0, sharpness: 0, oscillating: 0 };
    for (let k = 0; k < steps; k++) {
      if (k >= from && k < to) {
        sums.loss += (flow.loss + flow.variance / eta) / (to - from);
        sums.sharpness += flow.sharpness / (to - from);
        sums.oscillating += flow.variance > 0 ? 1 / (to - from) : 0;
      }
      flow.advance();
    }
    return sums;
  });
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
    return Math.hypot(end[0] - descended[0], end[1] - descended[1]);
  };
  return { flow: distance(0), modified: distance(eta / 2) };
}

/**
 * The exponent of errors at steps that are halved each time, as the step goes to 0: Richardson's
 * extrapolation of the exponents between neighbours, whose corrections are powers of the step.
 */
function extrapolatedOrder(errors: number[]): number {
  let orders = errors.slice(1).map((error, k) => Math.log2(errors[k] / error));
  for (let power = 2; orders.length > 3; power *= 2)
    orders = orders.slice(1).map((order, k) => (power * order - orders[k]) / (power - 1));
  return orders[orders.length - 1];
}
