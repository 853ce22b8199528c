import { z } from 'zod';

// Zod's compiled parsers need `new Function`, which the page's policy reports as a violation.
// Imported first in every worker.
z.config({ jitless: true });
