import { judgeCurve } from '../../statistics/equivalence.ts';
import type { Summary } from '../../statistics/moments.ts';
import { powerLawExponent } from '../../statistics/power-law.ts';
import { plain, withError } from '../../statistics/sentences.ts';
import type { InstrumentContext, Report } from '../contract.ts';
import type { Architecture } from './architecture.ts';
import { type Asked, MOST_TRIALS } from './parameters.ts';
import type { Tensors } from './tensors.ts';
import { ROLES, type Role, type Study, study } from './trial.ts';
import type { TrialNetwork } from './trial-network.ts';

/** An exponent of a change in the width or the depth. */
export interface MeasuredExponent {
  along: Study['along'];
  role: Role;
  isTransferred: boolean;
  /** Undefined where a training diverged. */
  exponent: Summary | undefined;
}

export interface BackTest {
  network: TrialNetwork;
  studies: Study[];
  exponents: MeasuredExponent[];
}

/** Of a transformer two blocks, and of an MLP up to three hidden layers, do for what widths do. */
const DEPTHS = { mlp: 3, transformer: 2 };

/** Names of what is neither an MLP nor a transformer, whatever its shapes are. */
const OTHER = /rnn|lstm|(^|[._])gru|recur|weight_hh|mamba|rwkv|ssm|A_log|dt_proj|mixer|expert|router|moe([._]|$)/i;
const ATTENTION = /att|q_proj|query|qkv/i;

/**
 * The small network that stands for the user's; undefined where none of its kind can be built here.
 */
export function trialNetwork(
  { described, headSize }: Architecture,
  { all, isTied, hasBranches }: Tensors,
  { readOut, branchPower, layout }: { readOut: TrialNetwork['readOut'] } & Pick<Asked, 'branchPower' | 'layout'>,
): TrialNetwork | undefined {
  const has = (growth: string) => all.some((one) => one.growth === growth);
  const isOther = all.some(({ name, growth, shape }) => OTHER.test(name) || (growth === 'hidden' && shape.length > 2));
  const isTransformer = has('hidden') && all.some(({ name }) => ATTENTION.test(name));
  const isMlp = has('input') && has('output') && !isTied && isChain(all, layout);
  const known = isOther ? undefined : isTransformer ? 'transformer' : isMlp ? 'mlp' : undefined;
  const kind = described?.kind ?? known;
  if (kind === undefined) return undefined;
  const hidden = new Set(all.filter(({ growth }) => growth === 'hidden').map(({ baseName }) => baseName)).size;
  return {
    ...{ kind, isTied, readOut, branchPower },
    depth: kind === 'mlp' ? Math.min(DEPTHS.mlp, 1 + hidden) : DEPTHS.transformer,
    biases: all.some(({ name }) => /bias/.test(name)),
    isResidual: kind === 'transformer' || hasBranches || (described?.kind === 'mlp' && described.residual),
    hasMoreHeads: headSize !== undefined && headSize.base === headSize.target && has('hidden'),
  };
}

/** Whether each matrix takes in what the one before it gives out, from inputs to outputs. */
function isChain(all: Tensors['all'], layout: Asked['layout']): boolean {
  const ends = all.flatMap(({ growth, shape, baseShape }) => {
    if (shape.length < 2) return [];
    const grown = shape.find((size, i) => size !== baseShape[i]);
    const [gives, takes] = layout === 'out-in' ? shape : [shape[1], shape[0]];
    return [{ takes: growth === 'output' ? grown : takes, gives: growth === 'input' ? grown : gives, growth, shape }];
  });
  return ends.every(
    ({ growth, shape, takes }, i) =>
      shape.length === 2 &&
      growth === (i === 0 ? 'input' : i === ends.length - 1 ? 'output' : 'hidden') &&
      (i === 0 || takes === ends[i - 1].gives),
  );
}

/** Trains the small network with the multipliers, and without for comparison. */
export function backTest(
  network: TrialNetwork,
  { all, depth }: Tensors,
  { optimiser, trials }: Asked,
  context: InstrumentContext,
): BackTest {
  const isWider = all.some(({ fanIn, fanOut }) => fanIn !== 1 || fanOut !== 1);
  const along = [...(isWider ? (['width'] as const) : []), ...(depth !== 1 ? (['depth'] as const) : [])];
  const studies = along.flatMap((one, i) =>
    study(
      network,
      { along: one, optimiser, trials },
      {
        ...context,
        progress: (fraction, doing) => context.progress((i + fraction) / along.length, doing),
      },
    ),
  );
  const exponents = studies.flatMap(({ along, isTransferred, changes }) =>
    ROLES.flatMap((role): MeasuredExponent[] => {
      const groups = changes[role];
      return groups ? [{ along, role, isTransferred, exponent: powerLawExponent(groups, { isPaired: true }) }] : [];
    }),
  );
  return { network, studies, exponents };
}

const WORDS: Record<Role, string> = { input: 'input layer', hidden: 'hidden layers', output: 'outputs' };

/** Every change with the multipliers is flat within the margin, or not. */
export function judge(test: BackTest | undefined, { margin }: Asked, hasRule: boolean): Report['backTest'] {
  if (!test)
    return {
      verdict: 'unresolved',
      sentence:
        'Not back-tested: no small network of this kind can be built here, an MLP or a transformer; log a coordinate check of your own and give it to orrery mup check',
    };
  const judged = test.exponents.filter(({ isTransferred }) => isTransferred);
  const diverged = judged.some(({ exponent }) => !exponent);
  const { verdict } = judgeCurve(
    judged.map(({ exponent }) =>
      exponent ? { measured: exponent, predicted: 0, floor: margin } : { notJudged: 'diverged', missing: true },
    ),
    { margin: 0 },
  );
  const sized = test.studies.filter(({ isTransferred }) => isTransferred).map(sizesOf);
  const listed = judged
    .map(
      ({ along, role, exponent }) =>
        `${WORDS[role]} ${exponent ? withError(exponent.mean, 2 * exponent.standardError) : 'diverged'}${sized.length > 1 ? ` in the ${along}` : ''}`,
    )
    .join(', ');
  const without = test.exponents.filter(({ isTransferred, exponent }) => !isTransferred && exponent);
  const worst = without.reduce(
    (most, { exponent }) => (Math.abs(exponent!.mean) > Math.abs(most) ? exponent!.mean : most),
    0,
  );
  const lead = { holds: 'Back-test holds', broken: 'Back-test BROKEN', unresolved: 'Back-test unresolved' }[verdict];
  const end = {
    holds: `each within ${margin} of 0${hasRule ? `; without them up to ${plain(worst, 2)}` : ''}`,
    broken: `beyond ${margin}: do not trust that hyperparameters carry over`,
    unresolved: diverged
      ? 'a training diverged'
      : `at a margin of ${margin} the scatter leaves it open; ${judgedTrials(test) < MOST_TRIALS ? `take trials=${Math.min(MOST_TRIALS, 4 * judgedTrials(test))}` : 'take a wider margin'}`,
  }[verdict];
  const kind = test.network.kind === 'mlp' ? 'MLPs' : 'transformers';
  return {
    verdict,
    sentence: `${lead}: of small ${kind}, ${sized.join(' and ')}, ${hasRule ? 'with these multipliers' : 'for which no multipliers are known'}, a few steps change layers by powers of the size (± two standard errors): ${listed}; ${end}`,
  };
}

function sizesOf({ along, changes }: Study): string {
  const groups = Object.values(changes)[0]!;
  return `${along} ${groups[0].x} to ${groups[groups.length - 1].x}`;
}

function judgedTrials({ studies }: BackTest): number {
  return Object.values(studies[0].changes)[0]![0].values.length;
}
