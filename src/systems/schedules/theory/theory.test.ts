import { describeReferenceCases } from '../../shared/reference-cases.testing.ts';
import { evaluators } from '../reference.ts';

describeReferenceCases(evaluators, 'optimisers.json');
