import { describeConformance } from '../../conformance/conformance.testing.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { evaluators } from './reference.ts';
import { pSpin } from './system.ts';

await describeConformance(pSpin);
describeReferenceCases(evaluators, 'hyperparameters.json');
