import { describe } from 'vitest';
import { describeInstrument } from './conformance.testing.ts';
import { allInstruments } from './registry.ts';

describe.each(await allInstruments())('$id', describeInstrument);
