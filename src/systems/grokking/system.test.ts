// What is particular to linear grokking; the conformance suite holds it to what every system must
// do.
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { grokking } from './system.ts';

await describeConformance(grokking);
