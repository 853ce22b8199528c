import { describeConformance } from '../../conformance/conformance.testing.ts';
import { verifiedData } from './system.ts';

await describeConformance(verifiedData);
