import { power as raised } from '../numeric/special.ts';

/**
 * What becomes of a tensor when the network grows: `input` weights lead from inputs that stay to a
 * width (embeddings too), `hidden` ones from width to width, `output` ones from a width to outputs
 * that stay; a `vector` has a width's length (biases, gains of norms), and a `fixed` tensor stays
 * as large as it is.
 */
export type Growth = 'input' | 'hidden' | 'output' | 'vector' | 'fixed';

export interface Growing {
  growth: Growth;
  /** Target over base; 1 for what stays. */
  fanIn: number;
  fanOut: number;
}

/** Residual branches of which there are `depth` times as many. */
export interface Branches {
  depth: number;
  /** α: each branch is multiplied by depth^(−α), from ½ to 1. */
  power: number;
}

/** Factors on what the tensor has in the base network. */
export interface TransferFactors {
  /** On the initial standard deviation. */
  deviation: number;
  /** On what the network multiplies the tensor by. */
  multiplier: number;
  /** On the learning rate of gradient descent, and of Adam and AdamW. */
  sgd: number;
  adam: number;
  /** On Adam's ε: how the tensor's gradient scales. */
  epsilon: number;
}

/**
 * Where the maximal-update read-out takes its factor 1/n: in its initial weights and rate, or in
 * front of the layer.
 */
export type ReadOut = 'weights' | 'multiplier';

/**
 * What a tensor's initial deviation, learning rate and ε are multiplied by for the hyperparameters
 * of the base network to suit a wider and deeper one: the maximal update parameterisation (Yang et
 * al. 2022, arXiv 2203.03466, Table 3 with the read-out in its `weights`, Table 8 as a
 * `multiplier`), with branches times depth^(−α) (Yang et al. 2023, arXiv 2310.02244, α = ½; Dey et
 * al. 2025, arXiv 2505.01618, Table 1 and eq. 40, α from ½ to 1). Gradients of pre-activations are
 * as 1/width from the first step on, and ε follows them.
 */
export function transferFactors(
  { growth, fanIn, fanOut }: Growing,
  { readOut = 'weights', branches }: { readOut?: ReadOut; branches?: Branches } = {},
): TransferFactors {
  const { depth, power } = branches ?? { depth: 1, power: 1 };
  const width = {
    input: { deviation: 1, multiplier: 1, sgd: fanOut, adam: 1, epsilon: 1 / fanOut },
    hidden: {
      ...{ deviation: 1 / Math.sqrt(fanIn), multiplier: 1 },
      ...{ sgd: fanOut / fanIn, adam: 1 / fanIn, epsilon: 1 / fanOut },
    },
    output:
      readOut === 'weights'
        ? { deviation: 1 / fanIn, multiplier: 1, sgd: 1 / fanIn, adam: 1 / fanIn, epsilon: 1 }
        : { deviation: 1, multiplier: 1 / fanIn, sgd: fanIn, adam: 1, epsilon: 1 / fanIn },
    vector: { deviation: 1, multiplier: 1, sgd: fanOut, adam: 1, epsilon: 1 / fanOut },
    fixed: { deviation: 1, multiplier: 1, sgd: 1, adam: 1, epsilon: 1 },
  }[growth];
  return {
    ...width,
    sgd: width.sgd * raised(depth, 2 * power - 1),
    adam: width.adam * raised(depth, power - 1),
    epsilon: width.epsilon * raised(depth, -power),
  };
}

/**
 * The factor on attention's logits, scaled by (head size)^(−½) as usual, where the head size grows
 * `headSize`-fold: they then go as 1/(head size) (Yang et al. 2022, arXiv 2203.03466).
 */
export function attentionFactor(headSize: number): number {
  return 1 / Math.sqrt(headSize);
}
