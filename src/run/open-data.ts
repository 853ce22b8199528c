import { openDataset } from '../data/open.ts';
import { checkKeys, type Declared, parameterMeta, type Settings } from '../plan/settings.ts';

/**
 * Replaces the paths in settings that are files of numbers by what is in them; Node alone. Throws
 * `BadInput`.
 */
export async function openData(system: Declared, settings: Settings): Promise<Settings> {
  checkKeys(system, settings);
  const opened = { ...settings };
  for (const [key, value] of Object.entries(settings))
    if (parameterMeta(system, key)?.kind === 'data' && typeof value === 'string')
      opened[key] = await openDataset(value);
  return opened;
}
