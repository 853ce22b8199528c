import { atTheEdge } from './at-the-edge.ts';
import { fromLazyToRich } from './from-lazy-to-rich.ts';
import { moreData } from './more-data.ts';
import { powerLaws } from './power-laws.ts';
import { syntheticData } from './synthetic-data.ts';
import type { Tour } from './tour.ts';

/** In the order in which the page offers them. */
export const tours: readonly Tour[] = [moreData, fromLazyToRich, atTheEdge, powerLaws, syntheticData];
