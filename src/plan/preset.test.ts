import { expect, it } from 'vitest';
import { findSystem } from '../systems/registry.ts';
import { makePlan } from './plan.ts';
import { presetOf } from './preset.ts';

it('is known by its settings, in any order, and by nothing less or more', async () => {
  const spectra = await findSystem('spectra');
  const [{ id, settings }] = spectra.presets;
  const turned = Object.fromEntries(Object.entries(settings).reverse());
  expect(presetOf(makePlan(spectra, turned))?.id).toBe(id);
  expect(presetOf(makePlan(spectra, { ...settings, bins: '31' }))).toBeUndefined();
  expect(presetOf(makePlan(spectra, {}))).toBeUndefined();
});
