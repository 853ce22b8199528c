import { describe, expect, it } from 'vitest';
import { measure, measureSystem, predict } from '../library.ts';
import { BadInput } from '../numeric/errors.ts';
import { makePlan } from '../plan/plan.ts';
import { checkConditions } from './conditions.ts';
import { decay } from './decay.testing.ts';
import { execute } from './execute.ts';
import { testOptions } from './options.testing.ts';

const OPTIONS = testOptions({ trials: 4, seed: 'conditions', shown: ['decay'] });
const plan = makePlan(decay, {});

describe('a run refuses', () => {
  it.each([
    [{ trials: 0 }, /^trials is 0, but must be 'auto' or a whole number from 1 to 1000000; try trials: 'auto'/],
    [{ trials: 2.5 }, /trials is 2\.5/],
    [{ trials: Number.NaN }, /trials is NaN/],
    [{ trials: '8' }, /trials is '8'/],
    [{ trials: 1e7 }, /trials is 10000000/],
    [{ trials: 8n }, /trials is the bigint 8n/],
    [{ seed: '' }, /seed is '', but must be a text that is not empty/],
    [{ seed: 7 }, /seed is 7.*try seed: '7'/],
    [{ margin: 0 }, /margin is 0, but must be a number from 1e-6 to 1/],
    [{ margin: 2 }, /margin is 2/],
    [{ margin: () => 1 }, /margin is a function/],
    [{ budget: -1 }, /budget is -1, but must be a number of seconds from 0/],
    [{ budget: Number.NaN }, /budget is NaN/],
    [{ shown: 'decay' }, /shown is 'decay', but must be an array.*try shown: \['/],
    [{ shown: ['dekay'] }, /test-decay has no observable 'dekay' \(did you mean 'decay'\?\)/],
    [{ shown: [1] }, /a name in shown is 1, but must be one of decay/],
    [{ counts: [[8]] }, /counts is \[\[8\]\], but must be one array .* \(2\); try something like counts: \[\[8,8\]\]/],
    [{ counts: [[8, -1]] }, /counts is \[\[8,-1\]\]/],
    [{ counts: 8 }, /counts is 8/],
    [{ jobs: 0 }, /jobs is 0, but must be a whole number from 1 to 256/],
    [{ jobs: 1.5 }, /jobs is 1\.5/],
  ])('%o', async (wrong, reason) => {
    const running = execute(plan, { ...OPTIONS, ...(wrong as object) });
    await expect(running).rejects.toThrow(reason);
    await expect(running).rejects.toBeInstanceOf(BadInput);
  });

  it('nothing that may be', () => {
    const derived = Object.keys(decay.derived!)[0];
    const claim = Object.keys(decay.claims!)[0];
    checkConditions(plan, { ...OPTIONS, shown: ['decay', derived, claim], counts: [[0, 3]] });
    checkConditions(plan, { ...OPTIONS, trials: 'auto', budget: 0, shown: [], margin: 1 });
  });
});

describe('the library refuses', () => {
  const wrong = (given: unknown) => given as never;
  const QUICK = { trials: 4, engine: 'wasm' } as const;
  it.each([
    [() => measure('ridge', {}, wrong({ trails: 8 })), /there is no option 'trails' \(did you mean 'trials'\?\)/],
    [() => measure('ridge', {}, wrong(null)), /the options are null/],
    [() => measure('ridge', {}, { trials: 0 }), /trials is 0/],
    [() => measure('ridge', {}, { shown: [] }), /shown is an empty array.*testError/],
    [() => measureSystem(wrong({})), /does not declare id, parameters, predict, trial, title/],
    [() => measureSystem(wrong(undefined)), /the system is undefined/],
    [() => measureSystem(wrong({ ...decay, trial: undefined })), /does not declare trial;/],
    [() => predict(wrong(undefined)), /the system is undefined, but must be the id of one; the systems are/],
    [() => predict(wrong(null)), /the system is null/],
    [() => predict('ridge', wrong(null)), /the settings are null, but must be an object/],
    [() => predict('ridge', wrong([1])), /the settings are \[1\]/],
    [() => predict('ridge', wrong('samples=3')), /the settings are 'samples=3'/],
    [() => predict('ridge', wrong({ samples: 50n })), /samples is the bigint 50n, but must be a number/],
    [() => predict('ridge', wrong({ samples: [50n] })), /samples is an array that JSON cannot hold/],
    [() => predict('ridge', wrong({ samples: () => 50 })), /samples is a function/],
  ])('%o', async (call, reason) => {
    const running = call();
    await expect(running).rejects.toThrow(reason);
    await expect(running).rejects.toBeInstanceOf(BadInput);
  });

  it('no typed arrays, and takes what is undefined as left out', async () => {
    const { axis } = await predict('ridge', wrong({ samples: Float64Array.of(50, 100), noise: undefined }));
    expect(axis).toEqual({ name: 'samples', values: [50, 100] });
    const spectrum = await predict(
      'ridge',
      wrong({ samples: 10, spectrum: Float64Array.of(1, 0.5), dimension: undefined }),
    );
    const same = await predict('ridge', { samples: 10, spectrum: [1, 0.5] });
    expect(spectrum).toEqual(same);
    const { seed } = await measure('ridge', { samples: 30, dimension: 20 }, { ...QUICK, seed: undefined });
    expect(seed).toBe('1');
  });
});
