import { describeConformance } from '../../conformance/conformance.testing.ts';
import { dataStructure } from './system.ts';

await describeConformance(dataStructure);
