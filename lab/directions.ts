/**
 * The ten open directions of the field: Jamie Simon, Daniel Kunin, Alexander Atanasov and others
 * (2026), There Will Be a Scientific Theory of Deep Learning, arXiv:2604.21691, section 5. For
 * each, what here bears on it, and what it cannot say.
 */
export interface Direction {
  question: string;
  /** What the experiments here can and cannot say on it. */
  says: string;
  systems: readonly string[];
  instruments?: readonly string[];
}

export const SOURCE = { arxiv: '2604.21691', url: 'https://arxiv.org/abs/2604.21691' };

export const directions: readonly Direction[] = [
  {
    question: 'What are simple, solvable models of genuinely deep, nonlinear learning?',
    says: 'Deep linear networks are solved in their weights and kernels in their functions; mean-field networks and the random hierarchy are deep and nonlinear at once, each in a corner of its own: infinite width, and data made of a grammar.',
    systems: ['deep-linear', 'kernel', 'mean-field', 'hierarchy', 'committee', 'grokking'],
  },
  {
    question: 'What would a theory capable of capturing natural data look like?',
    says: 'Spectra and target alignment are enough for ridge and kernels, on your own file too; the random hierarchy has the compositional structure that they lack. What of a data set decides, and how well it can be estimated, is measured apart.',
    systems: ['data-structure', 'estimators', 'hierarchy', 'kernel', 'spectra', 'scaling-forms'],
    instruments: ['forecast', 'exponents'],
  },
  {
    question: 'Does deep learning implicitly minimize some notion of functional complexity?',
    says: 'Where the answer is known it depends on the optimiser: the least norm of ridge, the margin of a classifier, the potential of diagonal networks between L2 and L1. The first directions in which linear networks learn are those of the largest correlation.',
    systems: ['implicit-bias', 'max-margin', 'early-stopping', 'deep-linear', 'conservation-laws', 'learning-bounds'],
  },
  {
    question: 'How do we formally define the features learned by neural networks?',
    says: 'A direction found by a single-index model, the classes that collapse to a simplex, Fourier modes of modular addition: features whose definition is a formula. Of the general question these are the solved cases.',
    systems: ['single-index', 'neural-collapse', 'modular-addition', 'representations', 'lazy-rich'],
  },
  {
    question: 'Are finite neural networks properly understood as approximations to infinite limits?',
    says: 'Networks of growing width are held against their limit, and the order of the deviation is judged: 1/width in the mean-field and kernel limits, depth over width in deep ones. The notes say where the expansion ends.',
    systems: ['mean-field', 'finite-width', 'signal-propagation', 'jacobian-spectrum', 'lazy-rich', 'mup'],
  },
  {
    question: 'Can we understand and eliminate all hyperparameters?',
    says: 'Width is eliminated by μP, batch size below the critical one by a rule that is derived, warm-up by a condition on the sharpness, the schedule by the exact risk that it leaves of least squares; for each, where the rule ends is drawn. A check of your own parameterisation is an instrument.',
    systems: ['mup', 'batch-size', 'schedules', 'warmup', 'catapult', 'edge-of-stability'],
    instruments: ['mup', 'mup-check'],
  },
  {
    question: 'Can we predict scaling law exponents a priori?',
    says: 'In the solvable models, yes: from the decay of the spectrum and of the target, the dimension of the data, the sizes of quanta. For text the instrument measures the statistics of your corpus and the exponent that they imply, beside one that is trained.',
    systems: ['neural-scaling', 'scaling-forms', 'quanta', 'ridge', 'random-features'],
    instruments: ['exponents', 'fit', 'plan', 'forecast'],
  },
  {
    question: 'How does loss curvature interplay with architecture, features, and generalization?',
    says: 'Sharpness is followed exactly along the training of real networks: it rises to its threshold and stays, for three architectures and several optimisers. Why it rises has no theory here, and the page says so.',
    systems: ['edge-of-stability', 'central-flow', 'self-stabilisation', 'catapult', 'warmup'],
  },
  {
    question: 'What makes for a good optimizer in deep learning?',
    says: 'Momentum and batch size are exact on least squares; Adam and RMSProp have thresholds of their own at the edge and another implicit bias. Ten optimisers are held against each other on quadratics with the spectra of data, where all is exact; on networks that one is faster at its best rate is a claim, and by how much is only measured.',
    systems: ['optimisers', 'batch-size', 'edge-of-stability', 'central-flow', 'max-margin', 'implicit-bias', 'mup'],
  },
  {
    question: 'In what sense do large models trained differently learn similar representations?',
    says: 'Similarity measures have their null and their population value, so that “similar” has an error bar; networks of other seeds, widths and architectures are compared with it, and two denoisers trained on disjoint halves draw the same image once data suffice.',
    systems: ['similarity', 'representations', 'learned-diffusion', 'neural-collapse'],
  },
];
