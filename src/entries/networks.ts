// `orrery-lab/networks`: networks with exact Hessian–vector products, their optimisers and probes.

export { type Batches, independentBatches, shuffledBatches } from '../networks/batches.ts';
export { type ConvolutionalOptions, convolutional } from '../networks/convolutional.ts';
export { hessian, preconditioned, type SymmetricOperator } from '../networks/curvature.ts';
export { type FullyConnectedOptions, fullyConnected } from '../networks/fully-connected.ts';
export { type Eigenpairs, extremeEigenpairs, sharpness, spectralDensity, trace } from '../networks/lanczos.ts';
export { accuracy, type LossName } from '../networks/losses.ts';
export { type Block, freeze, type Model } from '../networks/model.ts';
export { muon } from '../networks/muon.ts';
export { type Evaluation, Network, type Objective } from '../networks/network.ts';
export { adam, gradientDescent, heavyBall, nesterov, type Optimiser, rmsProp } from '../networks/optimisers.ts';
export { functionCosine, functionOverlap } from '../networks/overlaps.ts';
export { type Parameterisation, parameterisations } from '../networks/parameterisation.ts';
export * from '../networks/probes.ts';
export { classificationSamples, type Samples } from '../networks/samples.ts';
export { constant, cosine, type Schedule, warmUp } from '../networks/schedules.ts';
export { featureKernel, tangentKernel } from '../networks/tangent-kernel.ts';
export * from '../networks/teachers.ts';
export { type TiledOptions, tiled } from '../networks/tiled.ts';
export { Training, type TrainingOptions, train } from '../networks/train.ts';
export { type TransformerOptions, transformer } from '../networks/transformer.ts';
