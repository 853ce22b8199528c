import { describeConformance } from '../../conformance/conformance.testing.ts';
import { lostTails } from './system.ts';

await describeConformance(lostTails);
