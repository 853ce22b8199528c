import { list } from '../../data/reference-inputs.ts';
import type { Evaluators } from '../contract.ts';
import { type Abc, abcTable, changeExponent, depthExponent, rateShift, type Seen, type Triple } from './theory/abc.ts';

const layers: Seen[] = ['input', 'hidden', 'output'];

/** The formulas on parameterisations, in the names of `reference/dynamics.json`. */
export const evaluators: Evaluators = {
  'mup.coordinate_check': ({ param }) =>
    Object.fromEntries(
      Object.entries(param as Record<string, Record<string, Triple>>).flatMap(([name, { a, b, ...rates }]) =>
        (['sgd', 'adam'] as const).map((family) => {
          const abc: Abc = { a, b, c: rates[family] };
          return [`${name}_${family}`, layers.map((seen) => changeExponent(abc, family, seen))];
        }),
      ),
    ),
  'mup.coordinate_check_hidden': () =>
    Object.fromEntries(
      Object.entries({ sp: 'standard', ntp: 'ntk', mup: 'mup' } as const).map(([name, parameterisation]) => [
        name,
        (['hidden', 'output'] as const).map((seen) =>
          changeExponent(abcTable[parameterisation].adam, 'adam', seen, 'hidden'),
        ),
      ]),
    ),
  'mup.depth': () => ({ 'sgd_branch_0.5': depthExponent('sgd', 0.5, 0), sgd_branch_1: depthExponent('sgd', 1, 0) }),
  'mup.depth_adam': () => ({ slope: depthExponent('adam', 0.5, 0.5) }),
  'mup.lr_transfer': (inputs) => {
    const widths = list(inputs, 'widths');
    const factor = widths[widths.length - 1] / widths[0];
    return {
      mup_shift: rateShift(abcTable.mup.adam, 'adam', factor),
      sp_shift: rateShift(abcTable.standard.adam, 'adam', factor),
    };
  },
};
