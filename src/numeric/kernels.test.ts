import { describe, expect, it } from 'vitest';
import { type DtypeKernels, instantiateKernels, type Kernels } from './kernels.ts';

// The build holds the table of calls to the module (scripts/kernels.mjs); here the compiler is held
// to the table.
describe('calls into the kernels', () => {
  const { call } = instantiateKernels();

  it('are functions with the number of arguments that the table says', () => {
    expect(call.gemmF64).toHaveLength(15);
    expect(call.expScalar).toHaveLength(1);
    expect(call.attentionBendF32).toHaveLength(13);
  });

  it('do not compile with a wrong name or a wrong number of arguments', () => {
    const wrong = (kernels: Kernels['call']) => {
      // @ts-expect-error: no such kernel
      kernels.gemmF16;
      // @ts-expect-error: one argument missing
      kernels.axpyF64(1, 2, 3);
      // @ts-expect-error: one argument too many
      kernels.expScalar(1, 2);
      // @ts-expect-error: centring is there for float64 alone
      const stem: keyof DtypeKernels = 'centre';
      return stem;
    };
    expect(wrong).toBeTypeOf('function');
  });
});
