import { log2, power } from '../../numeric/special.ts';
import { powerExponent } from '../../statistics/curve-fits.ts';
import type { Claim } from '../contract.ts';
import type { MupObservable } from './observables.ts';
import { isInverselyScaled, type MupProblem } from './problem.ts';
import { growsByAttention } from './theory/prediction.ts';

/** Between 0 and ½, which exponents are multiples of. */
const THRESHOLD = 0.25;

const exponent = powerExponent();

/** The exponent of a curve by its place, since neighbouring widths differ by a factor of two. */
const slopes = (curves: Float64Array[]) =>
  curves.map(
    (curve) =>
      exponent(
        Float64Array.from(curve, (_, k) => power(2, k)),
        curve,
      ) ?? Number.NaN,
  );

/** Whether this parameterisation is made for rates to transfer. */
const isTransferring = ({ parameters: { parameterisation } }: MupProblem) =>
  parameterisation === 'mup' || parameterisation === 'mean-field';

const isAdaptive = ({ parameters: { optimiser } }: MupProblem) => optimiser !== 'sgd';

const isCheck = ({ parameters: { study } }: MupProblem) => study === 'coordinates';

const movesAttention = ({ parameters: { trained } }: MupProblem) => trained === 'all' || trained === 'hidden';

/** In most trials: what six can show that all agree (0.05^(1/6) = 0.607). */
const SHARE = 0.6;

const isAttentionCheck = (problem: MupProblem) =>
  isCheck(problem) && isTransferring(problem) && isAdaptive(problem) && movesAttention(problem);

const changes = { of: ['inputChange', 'hiddenChange', 'outputChange'], along: 'width', share: SHARE } as const;
const attention = { of: ['attentionChange'], along: 'width', share: SHARE } as const;
const best = { of: ['bestRate'], along: 'width', share: SHARE } as const;

const octaves = (rates: Float64Array) => Math.abs(log2(rates[rates.length - 1] / rates[0]));

export const claims = {
  passes: {
    label: 'every layer moves as far at every width: all exponents are within ¼ of 0',
    ...changes,
    says: (...curves) => slopes(curves).every((one) => Math.abs(one) < THRESHOLD),
    made: (problem) =>
      isCheck(problem) && isTransferring(problem) && problem.parameters.trained === 'all' && !growsByAttention(problem),
  },
  fails: {
    label: 'some layer moves farther, or less far, the wider the network: an exponent is beyond ±¼',
    ...changes,
    says: (...curves) => slopes(curves).some((one) => Math.abs(one) > THRESHOLD),
    made: (problem) => isCheck(problem) && !isTransferring(problem) && problem.parameters.trained === 'all',
  },
  attentionKeeps: {
    label: 'attention moves as far at every width when scaled by 1/(head size): the exponent is within ¼ of 0',
    ...attention,
    says: (...curves) => slopes(curves).every((one) => Math.abs(one) < THRESHOLD),
    made: (problem) => isAttentionCheck(problem) && isInverselyScaled(problem.parameters),
  },
  attentionGrows: {
    label: 'attention moves farther the wider the network when scaled by 1/√(head size): the exponent is above ¼',
    ...attention,
    says: (...curves) => slopes(curves).every((one) => one > THRESHOLD),
    made: (problem) => isAttentionCheck(problem) && !isInverselyScaled(problem.parameters),
  },
  transfers: {
    label: 'the best rate moves by at most half an octave from the smallest width to the largest',
    ...best,
    says: (rates) => octaves(rates) <= 0.5,
    made: (problem) => !isCheck(problem) && isAdaptive(problem) && problem.parameters.parameterisation === 'mup',
  },
  drifts: {
    label: 'the best rate moves by more than an octave from the smallest width to the largest',
    ...best,
    says: (rates) => octaves(rates) > 1,
    made: (problem) =>
      !isCheck(problem) &&
      isAdaptive(problem) &&
      problem.parameters.parameterisation === 'standard' &&
      problem.parameters.octaves >= 2,
  },
} satisfies Record<string, Claim<MupProblem, MupObservable>>;
