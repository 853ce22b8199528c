import { convolutional } from '../../../networks/convolutional.ts';
import { fullyConnected } from '../../../networks/fully-connected.ts';
import type { Model } from '../../../networks/model.ts';
import { power } from '../../../numeric/special.ts';
import type { RepresentationsParameters } from '../parameters.ts';

/** The side of the digits, in pixels. */
const SIDE = 8;

interface Ends {
  inputs: number;
  outputs: number;
}

/** Of the two networks that differ in their seeds. */
export function ownModel(parameters: RepresentationsParameters, ends: Ends): Model {
  const { width, depth } = parameters;
  return layered(parameters, ends, width, depth);
}

/** Of the third; undefined where none is asked for. */
export function otherModel(parameters: RepresentationsParameters, ends: Ends): Model | undefined {
  const { other, otherWidth, otherDepth, activation, weightVariance } = parameters;
  if (other === 'none') return undefined;
  if (other === 'fully-connected') return layered(parameters, ends, otherWidth, otherDepth);
  return convolutional({
    image: { height: SIDE, width: SIDE, channels: 1 },
    channels: new Array<number>(otherDepth).fill(otherWidth),
    pool: Array.from({ length: otherDepth }, (_, layer) => (SIDE % power(2, layer + 1) === 0 ? 2 : 1)),
    outputs: ends.outputs,
    activation,
    weightScale: Math.sqrt(weightVariance),
  });
}

function layered(
  { activation, weightVariance }: RepresentationsParameters,
  { inputs, outputs }: Ends,
  width: number,
  depth: number,
): Model {
  const sizes = [inputs, ...new Array<number>(depth).fill(width), outputs];
  return fullyConnected({ sizes, activation, weightScale: Math.sqrt(weightVariance) });
}
