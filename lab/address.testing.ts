import type { Reader } from '../src/fuzz/reader.ts';
import { must } from '../src/fuzz/reader.ts';
import { findInstrument } from '../src/instruments/registry.ts';
import { allSystems } from '../src/systems/registry.ts';
import { addressOf, addressOfInstrument, instrumentOf, readAddress, readInstrumentAddress } from './address.ts';
import { declare, declareInstrument } from './work/declare.ts';
import type { Question } from './work/protocol.ts';

/**
 * The page's address as a reader: whatever it holds, it is a page or a reason in words, and a page
 * has an address of its own that leads to it.
 */
export async function addressReader(): Promise<Reader> {
  const declarations = (await allSystems()).map((system) => declare(system, ''));
  const fit = declareInstrument(await findInstrument('fit'));
  const addresses = declarations.flatMap((declaration) =>
    declaration.presets.slice(0, 2).map(({ settings, shown = declaration.shown }) => {
      const texts = Object.entries(settings).map(([key, value]) => [
        key,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]);
      const question: Question = {
        ...{ system: declaration.id, settings: Object.fromEntries(texts), shown: [...shown] },
        ...{ seed: 'a b', margin: 0.1, budget: 5 },
      };
      return addressOf(question, declaration);
    }),
  );
  return {
    name: 'addresses of the page',
    seeds: ['', '#/', ...addresses, addressOfInstrument(fit, { compute: '1e22', law: 'power' })].map((address) =>
      new TextEncoder().encode(address),
    ),
    read: (bytes) => {
      const hash = new TextDecoder().decode(bytes);
      const id = instrumentOf(hash);
      for (const place of [readAddress(hash, declarations), ...(id ? [readInstrumentAddress(hash, fit)] : [])]) {
        if (place.page === 'lost') {
          must(place.reason.length > 10 && place.reason.length < 200, `a reason of ${place.reason.length} characters`);
          must(!/\p{C}/u.test(place.reason), 'a reason with signs that cannot be seen');
        }
        if (place.page !== 'system') continue;
        const { question } = place;
        const declaration = declarations.find((one) => one.id === question.system)!;
        const again = readAddress(addressOf(question, declaration), declarations);
        const isLong = addressOf(question, declaration).length > 4000;
        must(
          isLong || (again.page === 'system' && JSON.stringify(again.question) === JSON.stringify(question)),
          `the address of ${JSON.stringify(question).slice(0, 300)} leads elsewhere`,
        );
      }
    },
  };
}
