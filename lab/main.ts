import { systemOf } from './address.ts';
import { Desk } from './desk.ts';
import { pageOfEmbed } from './embed/options.ts';
import { openRegistry } from './registry.ts';

// The worker is started before the page's own code is loaded, so that both get ready side by side.
const desk = new Desk();
const registry = openRegistry(desk);
const first = systemOf(pageOfEmbed(location.hash) ?? location.hash);
if (first !== undefined) registry.declaration(first).catch(() => {});
void import('./page.ts').then(({ open }) => open(desk, registry));
