// What is particular to power laws from geometry; the conformance suite holds them to what every
// system must do.
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { scalingForms } from './system.ts';

await describeConformance(scalingForms);
