import { describeConformance } from '../../conformance/conformance.testing.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { evaluators } from './reference.ts';
import { dataStructure } from './system.ts';

await describeConformance(dataStructure);

describeReferenceCases(evaluators, 'structure.json');
