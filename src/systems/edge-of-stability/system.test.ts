// What is particular to the edge of stability; the conformance suite holds it to what every system
// must do.
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { edgeOfStability } from './system.ts';

await describeConformance(edgeOfStability);
