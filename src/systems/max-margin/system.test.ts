import { describeConformance } from '../../conformance/conformance.testing.ts';
import { maxMargin } from './system.ts';

await describeConformance(maxMargin);
