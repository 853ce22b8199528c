import { expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { prepare } from './problem.ts';
import { verifiedData } from './system.ts';
import { validity } from './validity.ts';

await describeConformance(verifiedData);

const problem = (settings: Record<string, unknown>) => prepare(verifiedData.parameters.parse(settings));

it('says that accuracies near 0 take more samples', () => {
  const wrong = { dimension: 5, signal: 3, wrongLabels: 0.7, keepsCorrect: 1, keepsWrong: 0.9 };
  expect(validity(problem({ ...wrong, samples: 35 })).map(({ id }) => id)).toEqual(['near-zero']);
  expect(validity(problem({ ...wrong, samples: 200 }))).toEqual([]);
  expect(validity(problem({ ...wrong, samples: 35, wrongLabels: 0.2 }))).toEqual([]);
});

it('blames what can be changed, where nothing is kept', () => {
  expect(() => problem({ wrongLabels: 1, keepsCorrect: 1, keepsWrong: 0 })).toThrow(
    /choose a smaller wrongLabels or a larger keepsWrong$/,
  );
});
