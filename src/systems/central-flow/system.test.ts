// What is particular to the central flow; the conformance suite holds it to what every system must
// do.
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { centralFlow } from './system.ts';

await describeConformance(centralFlow);
