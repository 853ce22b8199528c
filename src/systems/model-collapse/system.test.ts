import { describeConformance } from '../../conformance/conformance.testing.ts';
import { modelCollapse } from './system.ts';

await describeConformance(modelCollapse);
