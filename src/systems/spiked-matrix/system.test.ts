import { describeConformance } from '../../conformance/conformance.testing.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { evaluators } from './reference.ts';
import { spikedMatrix } from './system.ts';

await describeConformance(spikedMatrix);
describeReferenceCases(evaluators, 'hyperparameters.json');
