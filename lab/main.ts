import { Desk } from './desk.ts';

// The worker is started before the page's own code is loaded, so that both get ready side by side.
const desk = new Desk();
const declarations = desk.ask({ kind: 'declarations' });
// Whoever awaits it hears of a failure; nobody may be listening yet.
declarations.catch(() => {});
void import('./page.ts').then(({ open }) => open(desk, declarations));
