import type { Source } from '../contract.ts';

// The publications that systems cite, each once, by id.

export const adlam2020: Source = {
  id: 'adlam2020',
  authors: ['Ben Adlam', 'Jeffrey Pennington'],
  title: 'Understanding Double Descent Requires a Fine-Grained Bias-Variance Decomposition',
  year: 2020,
  venue: 'Advances in Neural Information Processing Systems 33',
  arxiv: '2011.03321',
};

export const ahn2023: Source = {
  id: 'ahn2023',
  authors: ['Kwangjun Ahn', 'Xiang Cheng', 'Hadi Daneshmand', 'Suvrit Sra'],
  title: 'Transformers Learn to Implement Preconditioned Gradient Descent for In-Context Learning',
  year: 2023,
  arxiv: '2306.00297',
};

export const alemohammad2023: Source = {
  id: 'alemohammad2023',
  authors: [
    'Sina Alemohammad',
    'Josue Casco-Rodriguez',
    'Lorenzo Luzi',
    'Ahmed Imtiaz Humayun',
    'Hossein Babaei',
    'Daniel LeJeune',
    'Ali Siahkoohi',
    'Richard G. Baraniuk',
  ],
  title: 'Self-Consuming Generative Models Go MAD',
  year: 2023,
  arxiv: '2307.01850',
};

export const ali2018: Source = {
  id: 'ali2018',
  authors: ['Alnur Ali', 'J. Zico Kolter', 'Ryan J. Tibshirani'],
  title: 'A Continuous-Time View of Early Stopping for Least Squares',
  year: 2018,
  arxiv: '1810.10082',
};

export const amit1985: Source = {
  id: 'amit1985',
  authors: ['Daniel J. Amit', 'Hanoch Gutfreund', 'Haim Sompolinsky'],
  title: 'Storing Infinite Numbers of Patterns in a Spin-Glass Model of Neural Networks',
  year: 1985,
  venue: 'Physical Review Letters 55, 1530–1533',
  doi: '10.1103/PhysRevLett.55.1530',
};

export const arora2019: Source = {
  id: 'arora2019',
  authors: ['Sanjeev Arora', 'Nadav Cohen', 'Wei Hu', 'Yuping Luo'],
  title: 'Implicit Regularization in Deep Matrix Factorization',
  year: 2019,
  arxiv: '1905.13655',
};

export const atanasov2024: Source = {
  id: 'atanasov2024',
  authors: ['Alexander Atanasov', 'Jacob A. Zavatone-Veth', 'Cengiz Pehlevan'],
  title: 'Scaling and renormalization in high-dimensional regression',
  year: 2024,
  arxiv: '2405.00592',
};

export const atanasov2024correlated: Source = {
  id: 'atanasov2024correlated',
  authors: ['Alexander Atanasov', 'Jacob A. Zavatone-Veth', 'Cengiz Pehlevan'],
  title: 'Risk and cross validation in ridge regression with correlated samples',
  year: 2024,
  arxiv: '2408.04607',
};

export const aubin2020: Source = {
  id: 'aubin2020',
  authors: ['Benjamin Aubin', 'Florent Krzakala', 'Yue M. Lu', 'Lenka Zdeborová'],
  title: 'Generalization Error in High-Dimensional Perceptrons: Approaching Bayes Error with Convex Optimization',
  year: 2020,
  arxiv: '2006.06560',
};

export const auffinger2013: Source = {
  id: 'auffinger2013',
  authors: ['Antonio Auffinger', 'Gérard Ben Arous', 'Jiří Černý'],
  title: 'Random Matrices and Complexity of Spin Glasses',
  year: 2013,
  venue: 'Communications on Pure and Applied Mathematics 66, 165',
  arxiv: '1003.1129',
};

export const bahri2021: Source = {
  id: 'bahri2021',
  authors: ['Yasaman Bahri', 'Ethan Dyer', 'Jared Kaplan', 'Jaehoon Lee', 'Utkarsh Sharma'],
  title: 'Explaining Neural Scaling Laws',
  year: 2021,
  arxiv: '2102.06701',
};

export const bai2004: Source = {
  id: 'bai2004',
  authors: ['Zhidong D. Bai', 'Jack W. Silverstein'],
  title: 'CLT for linear spectral statistics of large-dimensional sample covariance matrices',
  year: 2004,
  venue: 'Annals of Probability 32, 553–605',
  doi: '10.1214/aop/1078415845',
};

export const baik2005: Source = {
  id: 'baik2005',
  authors: ['Jinho Baik', 'Gérard Ben Arous', 'Sandrine Péché'],
  title: 'Phase Transition of the Largest Eigenvalue for Nonnull Complex Sample Covariance Matrices',
  year: 2005,
  venue: 'Annals of Probability 33, 1643',
  doi: '10.1214/009117905000000233',
};

export const bao2017: Source = {
  id: 'bao2017',
  authors: ['Zhigang Bao', 'Jiang Hu', 'Guangming Pan', 'Wang Zhou'],
  title: 'Canonical Correlation Coefficients of High-Dimensional Gaussian Vectors: Finite Rank Case',
  year: 2017,
  arxiv: '1704.02408',
};

export const barbier2017: Source = {
  id: 'barbier2017',
  authors: ['Jean Barbier', 'Florent Krzakala', 'Nicolas Macris', 'Léo Miolane', 'Lenka Zdeborová'],
  title: 'Optimal Errors and Phase Transitions in High-Dimensional Generalized Linear Models',
  year: 2017,
  arxiv: '1708.03395',
};

export const barrett2020: Source = {
  id: 'barrett2020',
  authors: ['David G. T. Barrett', 'Benoit Dherin'],
  title: 'Implicit Gradient Regularization',
  year: 2020,
  arxiv: '2009.11162',
};

export const benarous2021: Source = {
  id: 'benarous2021',
  authors: ['Gerard Ben Arous', 'Reza Gheissari', 'Aukosh Jagannath'],
  title: 'Online stochastic gradient descent on non-convex losses from high-dimensional inference',
  year: 2021,
  venue: 'Journal of Machine Learning Research 22',
  arxiv: '2003.10409',
};

export const benarous2022: Source = {
  id: 'benarous2022',
  authors: ['Gerard Ben Arous', 'Reza Gheissari', 'Aukosh Jagannath'],
  title: 'High-dimensional limit theorems for SGD: Effective dynamics and critical scaling',
  year: 2022,
  arxiv: '2206.04030',
};

export const benaych2011: Source = {
  id: 'benaych2011',
  authors: ['Florent Benaych-Georges', 'Raj Rao Nadakuditi'],
  title: 'The eigenvalues and eigenvectors of finite, low rank perturbations of large random matrices',
  year: 2011,
  venue: 'Advances in Mathematics 227, 494',
  arxiv: '0910.2120',
};

export const bergsma2025: Source = {
  id: 'bergsma2025',
  authors: ['Shane Bergsma', 'Nolan Dey', 'Gurpreet Gosal', 'Gavia Gray', 'Daria Soboleva', 'Joel Hestness'],
  title: 'Straight to Zero: Why Linearly Decaying the Learning Rate to Zero Works Best for LLMs',
  year: 2025,
  arxiv: '2502.15938',
};

export const bernstein2024: Source = {
  id: 'bernstein2024',
  authors: ['Jeremy Bernstein', 'Laker Newhouse'],
  title: 'Old Optimizer, New Norm: An Anthology',
  year: 2024,
  arxiv: '2409.20325',
};

export const binder1981: Source = {
  id: 'binder1981',
  authors: ['Kurt Binder'],
  title: 'Finite size scaling analysis of Ising model block distribution functions',
  year: 1981,
  venue: 'Zeitschrift für Physik B 43, 119',
  doi: '10.1007/BF01293604',
};

export const biroli2024: Source = {
  id: 'biroli2024',
  authors: ['Giulio Biroli', 'Tony Bonnaire', 'Valentin de Bortoli', 'Marc Mézard'],
  title: 'Dynamical Regimes of Diffusion Models',
  year: 2024,
  arxiv: '2402.18491',
};

export const blanc2019: Source = {
  id: 'blanc2019',
  authors: ['Guy Blanc', 'Neha Gupta', 'Gregory Valiant', 'Paul Valiant'],
  title: 'Implicit regularization for deep neural networks driven by an Ornstein-Uhlenbeck like process',
  year: 2019,
  arxiv: '1904.09080',
};

export const bloemendal2016: Source = {
  id: 'bloemendal2016',
  authors: ['Alex Bloemendal', 'Antti Knowles', 'Horng-Tzer Yau', 'Jun Yin'],
  title: 'On the principal components of sample covariance matrices',
  year: 2016,
  venue: 'Probability Theory and Related Fields 164, 459',
  arxiv: '1404.0788',
};

export const bordelon2020: Source = {
  id: 'bordelon2020',
  authors: ['Blake Bordelon', 'Abdulkadir Canatar', 'Cengiz Pehlevan'],
  title: 'Spectrum Dependent Learning Curves in Kernel Regression and Wide Neural Networks',
  year: 2020,
  arxiv: '2002.02561',
};

export const bordelon2022: Source = {
  id: 'bordelon2022',
  authors: ['Blake Bordelon', 'Cengiz Pehlevan'],
  title: 'Self-Consistent Dynamical Field Theory of Kernel Evolution in Wide Neural Networks',
  year: 2022,
  arxiv: '2205.09653',
};

export const bordelon2023: Source = {
  id: 'bordelon2023',
  authors: ['Blake Bordelon', 'Lorenzo Noci', 'Mufan Bill Li', 'Boris Hanin', 'Cengiz Pehlevan'],
  title: 'Depthwise Hyperparameter Transfer in Residual Networks: Dynamics and Scaling Limit',
  year: 2023,
  arxiv: '2309.16620',
};

export const bordelon2024: Source = {
  id: 'bordelon2024',
  authors: ['Blake Bordelon', 'Alexander Atanasov', 'Cengiz Pehlevan'],
  title: 'A Dynamical Model of Neural Scaling Laws',
  year: 2024,
  arxiv: '2402.01092',
};

export const bornemann2010: Source = {
  id: 'bornemann2010',
  authors: ['Folkmar Bornemann'],
  title: 'On the Numerical Evaluation of Distributions in Random Matrix Theory: A Review',
  year: 2010,
  venue: 'Markov Processes and Related Fields 16, 803–866',
  arxiv: '0904.1581',
};

export const braun2022: Source = {
  id: 'braun2022',
  authors: ['Lukas Braun', 'Clémentine C. J. Dominé', 'James E. Fitzgerald', 'Andrew M. Saxe'],
  title: 'Exact learning dynamics of deep linear networks with prior knowledge',
  year: 2022,
  venue: 'NeurIPS 2022; J. Stat. Mech. (2023) 114004',
  doi: '10.1088/1742-5468/ad01b8',
};

export const burns2023: Source = {
  id: 'burns2023',
  authors: [
    'Collin Burns',
    'Pavel Izmailov',
    'Jan Hendrik Kirchner',
    'Bowen Baker',
    'Leo Gao',
    'Leopold Aschenbrenner',
    'Yining Chen',
    'Adrien Ecoffet',
    'Manas Joglekar',
    'Jan Leike',
    'Ilya Sutskever',
    'Jeff Wu',
  ],
  title: 'Weak-to-Strong Generalization: Eliciting Strong Capabilities With Weak Supervision',
  year: 2023,
  arxiv: '2312.09390',
};

export const cagnetta2024: Source = {
  id: 'cagnetta2024',
  authors: ['Francesco Cagnetta', 'Leonardo Petrini', 'Umberto M. Tomasini', 'Alessandro Favero', 'Matthieu Wyart'],
  title: 'How Deep Neural Networks Learn Compositional Data: The Random Hierarchy Model',
  year: 2024,
  venue: 'Physical Review X 14, 031001',
  arxiv: '2307.02129',
  doi: '10.1103/PhysRevX.14.031001',
};

export const canatar2020: Source = {
  id: 'canatar2020',
  authors: ['Abdulkadir Canatar', 'Blake Bordelon', 'Cengiz Pehlevan'],
  title:
    'Spectral bias and task-model alignment explain generalization in kernel regression and infinitely wide neural networks',
  year: 2020,
  venue: 'Nature Communications 12, 2914 (2021)',
  arxiv: '2006.13198',
  doi: '10.1038/s41467-021-23103-1',
};

export const candes2018: Source = {
  id: 'candes2018',
  authors: ['Emmanuel J. Candès', 'Pragya Sur'],
  title:
    'The Phase Transition for the Existence of the Maximum Likelihood Estimate in High-Dimensional Logistic Regression',
  year: 2018,
  arxiv: '1804.09753',
};

export const chizat2019: Source = {
  id: 'chizat2019',
  authors: ['Lénaïc Chizat', 'Edouard Oyallon', 'Francis Bach'],
  title: 'On Lazy Training in Differentiable Programming',
  year: 2019,
  venue: 'NeurIPS',
  arxiv: '1812.07956',
};

export const chun2025: Source = {
  id: 'chun2025',
  authors: ['Chanwoo Chun', 'Abdulkadir Canatar', 'SueYeon Chung', 'Daniel Lee'],
  title: 'Estimating Dimensionality of Neural Representations from Finite Samples',
  year: 2025,
  arxiv: '2509.26560',
};

export const clauset2009: Source = {
  id: 'clauset2009',
  authors: ['Aaron Clauset', 'Cosma Rohilla Shalizi', 'M. E. J. Newman'],
  title: 'Power-law distributions in empirical data',
  year: 2009,
  arxiv: '0706.1062',
};

export const cohen2021: Source = {
  id: 'cohen2021',
  authors: ['Jeremy M. Cohen', 'Simran Kaur', 'Yuanzhi Li', 'J. Zico Kolter', 'Ameet Talwalkar'],
  title: 'Gradient Descent on Neural Networks Typically Occurs at the Edge of Stability',
  year: 2021,
  arxiv: '2103.00065',
};

export const cohen2022: Source = {
  id: 'cohen2022',
  authors: [
    'Jeremy M. Cohen',
    'Behrooz Ghorbani',
    'Shankar Krishnan',
    'Naman Agarwal',
    'Sourabh Medapati',
    'Michal Badura',
    'Daniel Suo',
    'David Cardoze',
    'Zachary Nado',
    'George E. Dahl',
    'Justin Gilmer',
  ],
  title: 'Adaptive Gradient Methods at the Edge of Stability',
  year: 2022,
  arxiv: '2207.14484',
};

export const cohen2024: Source = {
  id: 'cohen2024',
  authors: ['Jeremy M. Cohen', 'Alex Damian', 'Ameet Talwalkar', 'J. Zico Kolter', 'Jason D. Lee'],
  title: 'Understanding Optimization in Deep Learning with Central Flows',
  year: 2024,
  arxiv: '2410.24206',
};

export const cover1965: Source = {
  id: 'cover1965',
  authors: ['Thomas M. Cover'],
  title:
    'Geometrical and Statistical Properties of Systems of Linear Inequalities with Applications in Pattern Recognition',
  year: 1965,
  venue: 'IEEE Transactions on Electronic Computers EC-14, 326',
  doi: '10.1109/PGEC.1965.264137',
};

export const cugliandolo1993: Source = {
  id: 'cugliandolo1993',
  authors: ['Leticia F. Cugliandolo', 'Jorge Kurchan'],
  title: 'Analytical Solution of the Off-Equilibrium Dynamics of a Long-Range Spin-Glass Model',
  year: 1993,
  venue: 'Physical Review Letters 71, 173',
  arxiv: 'cond-mat/9303036',
};

export const damian2021: Source = {
  id: 'damian2021',
  authors: ['Alex Damian', 'Tengyu Ma', 'Jason D. Lee'],
  title: 'Label Noise SGD Provably Prefers Flat Global Minimizers',
  year: 2021,
  arxiv: '2106.06530',
};

export const damian2022: Source = {
  id: 'damian2022',
  authors: ['Alex Damian', 'Eshaan Nichani', 'Jason D. Lee'],
  title: 'Self-Stabilization: The Implicit Bias of Gradient Descent at the Edge of Stability',
  year: 2022,
  arxiv: '2209.15594',
};

export const dang2023: Source = {
  id: 'dang2023',
  authors: ['Hien Dang', 'Tho Tran', 'Stanley Osher', 'Hung Tran-The', 'Nhat Ho', 'Tan Nguyen'],
  title: 'Neural Collapse in Deep Linear Networks: From Balanced to Imbalanced Data',
  year: 2023,
  arxiv: '2301.00437',
};

export const das2023: Source = {
  id: 'das2023',
  authors: ['Rudrajit Das', 'Sujay Sanghavi'],
  title: 'Understanding Self-Distillation in the Presence of Label Noise',
  year: 2023,
  venue: 'International Conference on Machine Learning 40',
  arxiv: '2301.13304',
};

export const defazio2024: Source = {
  id: 'defazio2024',
  authors: [
    'Aaron Defazio',
    'Xingyu Alice Yang',
    'Harsh Mehta',
    'Konstantin Mishchenko',
    'Ahmed Khaled',
    'Ashok Cutkosky',
  ],
  title: 'The Road Less Scheduled',
  year: 2024,
  arxiv: '2405.15682',
};

export const demircigil2017: Source = {
  id: 'demircigil2017',
  authors: ['Mete Demircigil', 'Judith Heusel', 'Matthias Löwe', 'Sven Upgang', 'Franck Vermet'],
  title: 'On a model of associative memory with huge storage capacity',
  year: 2017,
  arxiv: '1702.01929',
};

export const dicker2014: Source = {
  id: 'dicker2014',
  authors: ['Lee H. Dicker'],
  title: 'Variance estimation in high-dimensional linear models',
  year: 2014,
  venue: 'Biometrika 101, 269',
  doi: '10.1093/biomet/ast065',
  arxiv: '1209.0012',
};

export const dobriban2015: Source = {
  id: 'dobriban2015',
  authors: ['Edgar Dobriban', 'Stefan Wager'],
  title: 'High-Dimensional Asymptotics of Prediction: Ridge Regression and Classification',
  year: 2015,
  arxiv: '1507.03003',
};

export const dohmatob2024: Source = {
  id: 'dohmatob2024',
  authors: ['Elvis Dohmatob', 'Yunzhen Feng', 'Julia Kempe'],
  title: 'Model Collapse Demystified: The Case of Regression',
  year: 2024,
  venue: 'Advances in Neural Information Processing Systems 37',
  arxiv: '2402.07712',
};

export const dohmatob2024strong: Source = {
  id: 'dohmatob2024strong',
  authors: ['Elvis Dohmatob', 'Yunzhen Feng', 'Arjun Subramonian', 'Julia Kempe'],
  title: 'Strong Model Collapse',
  year: 2024,
  arxiv: '2410.04840',
};

export const dohmatob2024tails: Source = {
  id: 'dohmatob2024tails',
  authors: ['Elvis Dohmatob', 'Yunzhen Feng', 'Pu Yang', 'François Charton', 'Julia Kempe'],
  title: 'A Tale of Tails: Model Collapse as a Change of Scaling Laws',
  year: 2024,
  arxiv: '2402.07043',
};

export const domine2024: Source = {
  id: 'domine2024',
  authors: [
    'Clémentine C. J. Dominé',
    'Nicolas Anguita',
    'Alexandra M. Proca',
    'Lukas Braun',
    'Daniel Kunin',
    'Pedro A. M. Mediano',
    'Andrew M. Saxe',
  ],
  title: 'From Lazy to Rich: Exact Learning Dynamics in Deep Linear Networks',
  year: 2024,
  arxiv: '2409.14623',
};

export const donoho2013: Source = {
  id: 'donoho2013',
  authors: ['David L. Donoho', 'Andrea Montanari'],
  title: 'High Dimensional Robust M-Estimation: Asymptotic Variance via Approximate Message Passing',
  year: 2013,
  arxiv: '1310.7320',
};

export const du2018: Source = {
  id: 'du2018',
  authors: ['Simon S. Du', 'Wei Hu', 'Jason D. Lee'],
  title: 'Algorithmic Regularization in Learning Deep Homogeneous Models: Layers are Automatically Balanced',
  year: 2018,
  arxiv: '1806.00900',
};

export const dyer2019: Source = {
  id: 'dyer2019',
  authors: ['Ethan Dyer', 'Guy Gur-Ari'],
  title: 'Asymptotics of Wide Networks from Feynman Diagrams',
  year: 2019,
  arxiv: '1909.11304',
};

export const elhage2022: Source = {
  id: 'elhage2022',
  authors: [
    'Nelson Elhage',
    'Tristan Hume',
    'Catherine Olsson',
    'Nicholas Schiefer',
    'Tom Henighan',
    'Shauna Kravec',
    'Zac Hatfield-Dodds',
    'Robert Lasenby',
    'Dawn Drain',
    'Carol Chen',
    'Roger Grosse',
    'Sam McCandlish',
    'Jared Kaplan',
    'Dario Amodei',
    'Martin Wattenberg',
    'Christopher Olah',
  ],
  title: 'Toy Models of Superposition',
  year: 2022,
  arxiv: '2209.10652',
};

export const elkaroui2009: Source = {
  id: 'elkaroui2009',
  authors: ['Noureddine El Karoui'],
  title:
    'Concentration of measure and spectra of random matrices: Applications to correlation matrices, elliptical distributions and beyond',
  year: 2009,
  venue: 'Annals of Applied Probability 19, 2362–2405',
  arxiv: '0912.1950',
  doi: '10.1214/08-AAP548',
};

export const engel2001: Source = {
  id: 'engel2001',
  authors: ['Andreas Engel', 'Christian Van den Broeck'],
  title: 'Statistical Mechanics of Learning',
  year: 2001,
  venue: 'Cambridge University Press',
  doi: '10.1017/CBO9781139164542',
};

export const facco2017: Source = {
  id: 'facco2017',
  authors: ['Elena Facco', "Maria d'Errico", 'Alex Rodriguez', 'Alessandro Laio'],
  title: 'Estimating the intrinsic dimension of datasets by a minimal neighborhood information',
  year: 2017,
  venue: 'Scientific Reports 7, 12140',
  doi: '10.1038/s41598-017-11873-y',
};

export const fang2021: Source = {
  id: 'fang2021',
  authors: ['Cong Fang', 'Hangfeng He', 'Qi Long', 'Weijie J. Su'],
  title: 'Exploring Deep Neural Networks via Layer-Peeled Model: Minority Collapse in Imbalanced Training',
  year: 2021,
  arxiv: '2101.12699',
};

export const feng2024verification: Source = {
  id: 'feng2024verification',
  authors: ['Yunzhen Feng', 'Elvis Dohmatob', 'Pu Yang', 'François Charton', 'Julia Kempe'],
  title: 'Beyond Model Collapse: Scaling Up with Synthesized Data Requires Verification',
  year: 2024,
  arxiv: '2406.07515',
};

export const fyodorov2015: Source = {
  id: 'fyodorov2015',
  authors: ['Yan V. Fyodorov', 'Anthony Perret', 'Grégory Schehr'],
  title: 'Large Time Zero Temperature Dynamics of the Spherical p = 2-Spin Glass Model of Finite Size',
  year: 2015,
  arxiv: '1507.08520',
};

export const gerdes2024: Source = {
  id: 'gerdes2024',
  authors: ['Mathis Gerdes', 'Max Welling', 'Miranda C. N. Cheng'],
  title: 'GUD: Generation with Unified Diffusion',
  year: 2024,
  arxiv: '2410.02667',
};

export const gerstgrasser2024: Source = {
  id: 'gerstgrasser2024',
  authors: [
    'Matthias Gerstgrasser',
    'Rylan Schaeffer',
    'Apratim Dey',
    'Rafael Rafailov',
    'Henry Sleight',
    'John Hughes',
    'Tomasz Korbak',
    'Rajashree Agrawal',
    'Dhruv Pai',
    'Andrey Gromov',
    'Daniel A. Roberts',
    'Diyi Yang',
    'David L. Donoho',
    'Sanmi Koyejo',
  ],
  title: 'Is Model Collapse Inevitable? Breaking the Curse of Recursion by Accumulating Real and Synthetic Data',
  year: 2024,
  arxiv: '2404.01413',
};

export const goldt2019: Source = {
  id: 'goldt2019',
  authors: ['Sebastian Goldt', 'Madhu S. Advani', 'Andrew M. Saxe', 'Florent Krzakala', 'Lenka Zdeborová'],
  title: 'Dynamics of stochastic gradient descent for two-layer neural networks in the teacher-student setup',
  year: 2019,
  arxiv: '1906.08632',
};

export const gromov2023: Source = {
  id: 'gromov2023',
  authors: ['Andrey Gromov'],
  title: 'Grokking modular arithmetic',
  year: 2023,
  arxiv: '2301.02679',
};

export const gunasekar2017: Source = {
  id: 'gunasekar2017',
  authors: ['Suriya Gunasekar', 'Blake Woodworth', 'Srinadh Bhojanapalli', 'Behnam Neyshabur', 'Nathan Srebro'],
  title: 'Implicit Regularization in Matrix Factorization',
  year: 2017,
  arxiv: '1705.09280',
};

export const gunasekar2018: Source = {
  id: 'gunasekar2018',
  authors: ['Suriya Gunasekar', 'Jason D. Lee', 'Daniel Soudry', 'Nathan Srebro'],
  title: 'Characterizing Implicit Bias in Terms of Optimization Geometry',
  year: 2018,
  arxiv: '1802.08246',
};

export const gupta2018: Source = {
  id: 'gupta2018',
  authors: ['Vineet Gupta', 'Tomer Koren', 'Yoram Singer'],
  title: 'Shampoo: Preconditioned Stochastic Tensor Optimization',
  year: 2018,
  arxiv: '1802.09568',
};

export const han2021: Source = {
  id: 'han2021',
  authors: ['X. Y. Han', 'Vardan Papyan', 'David L. Donoho'],
  title: 'Neural Collapse Under MSE Loss: Proximity to and Dynamics on the Central Path',
  year: 2021,
  arxiv: '2106.02073',
};

export const hanin2018: Source = {
  id: 'hanin2018',
  authors: ['Boris Hanin', 'Mihai Nica'],
  title: 'Products of Many Large Random Matrices and Gradients in Deep Neural Networks',
  year: 2018,
  venue: 'Communications in Mathematical Physics 376 (2020) 287',
  arxiv: '1812.05994',
};

export const hastie2019: Source = {
  id: 'hastie2019',
  authors: ['Trevor Hastie', 'Andrea Montanari', 'Saharon Rosset', 'Ryan J. Tibshirani'],
  title: 'Surprises in High-Dimensional Ridgeless Least Squares Interpolation',
  year: 2019,
  arxiv: '1903.08560',
};

export const hinton2002: Source = {
  id: 'hinton2002',
  authors: ['Geoffrey E. Hinton'],
  title: 'Training Products of Experts by Minimizing Contrastive Divergence',
  year: 2002,
  venue: 'Neural Computation 14, 1771–1800',
  doi: '10.1162/089976602760128018',
};

export const ho2020: Source = {
  id: 'ho2020',
  authors: ['Jonathan Ho', 'Ajay Jain', 'Pieter Abbeel'],
  title: 'Denoising Diffusion Probabilistic Models',
  year: 2020,
  arxiv: '2006.11239',
};

export const hopfield1982: Source = {
  id: 'hopfield1982',
  authors: ['John J. Hopfield'],
  title: 'Neural networks and physical systems with emergent collective computational abilities',
  year: 1982,
  venue: 'Proceedings of the National Academy of Sciences 79, 2554–2558',
  doi: '10.1073/pnas.79.8.2554',
};

export const hu2020: Source = {
  id: 'hu2020',
  authors: ['Hong Hu', 'Yue M. Lu'],
  title: 'Universality Laws for High-Dimensional Learning with Random Features',
  year: 2020,
  arxiv: '2009.07669',
};

export const huh2024: Source = {
  id: 'huh2024',
  authors: ['Minyoung Huh', 'Brian Cheung', 'Tongzhou Wang', 'Phillip Isola'],
  title: 'The Platonic Representation Hypothesis',
  year: 2024,
  arxiv: '2405.07987',
};

export const hutter2021: Source = {
  id: 'hutter2021',
  authors: ['Marcus Hutter'],
  title: 'Learning Curve Theory',
  year: 2021,
  arxiv: '2102.04074',
};

export const ildiz2024: Source = {
  id: 'ildiz2024',
  authors: ['M. Emrullah Ildiz', 'Halil Alperen Gozeten', 'Ege Onur Taga', 'Marco Mondelli', 'Samet Oymak'],
  title: 'High-dimensional Analysis of Knowledge Distillation: Weak-to-Strong Generalization and Scaling Laws',
  year: 2024,
  venue: 'International Conference on Learning Representations 13',
  arxiv: '2410.18837',
};

export const jacot2018: Source = {
  id: 'jacot2018',
  authors: ['Arthur Jacot', 'Franck Gabriel', 'Clément Hongler'],
  title: 'Neural Tangent Kernel: Convergence and Generalization in Neural Networks',
  year: 2018,
  venue: 'NeurIPS',
  arxiv: '1806.07572',
};

export const jacot2020: Source = {
  id: 'jacot2020',
  authors: ['Arthur Jacot', 'Berfin Şimşek', 'Francesco Spadaro', 'Clément Hongler', 'Franck Gabriel'],
  title: 'Kernel Alignment Risk Estimator: Risk Prediction from Training Data',
  year: 2020,
  arxiv: '2006.09796',
};

export const jacot2021: Source = {
  id: 'jacot2021',
  authors: ['Arthur Jacot', 'François Ged', 'Berfin Şimşek', 'Clément Hongler', 'Franck Gabriel'],
  title: 'Saddle-to-Saddle Dynamics in Deep Linear Networks: Small Initialization Training, Symmetry, and Sparsity',
  year: 2021,
  arxiv: '2106.15933',
};

export const ji2019: Source = {
  id: 'ji2019',
  authors: ['Ziwei Ji', 'Matus Telgarsky'],
  title: 'Characterizing the implicit bias via a primal-dual analysis',
  year: 2019,
  arxiv: '1906.04540',
};

export const johnstone2001: Source = {
  id: 'johnstone2001',
  authors: ['Iain M. Johnstone'],
  title: 'On the distribution of the largest eigenvalue in principal components analysis',
  year: 2001,
  venue: 'Annals of Statistics 29, 295–327',
  doi: '10.1214/aos/1009210544',
};

export const kadkhodaie2023: Source = {
  id: 'kadkhodaie2023',
  authors: ['Zahra Kadkhodaie', 'Florentin Guth', 'Eero P. Simoncelli', 'Stéphane Mallat'],
  title: 'Generalization in diffusion models arises from geometry-adaptive harmonic representations',
  year: 2023,
  arxiv: '2310.02557',
};

export const kalra2023: Source = {
  id: 'kalra2023',
  authors: ['Dayal Singh Kalra', 'Maissam Barkeshli'],
  title:
    'Phase diagram of early training dynamics in deep neural networks: effect of the learning rate, depth, and width',
  year: 2023,
  venue: 'Advances in Neural Information Processing Systems 36',
  arxiv: '2302.12250',
};

export const kalra2024: Source = {
  id: 'kalra2024',
  authors: ['Dayal Singh Kalra', 'Maissam Barkeshli'],
  title: 'Why Warmup the Learning Rate? Underlying Mechanisms and Improvements',
  year: 2024,
  arxiv: '2406.09405',
};

export const kingma2014: Source = {
  id: 'kingma2014',
  authors: ['Diederik P. Kingma', 'Jimmy Ba'],
  title: 'Adam: A Method for Stochastic Optimization',
  year: 2014,
  arxiv: '1412.6980',
};

export const kobak2018: Source = {
  id: 'kobak2018',
  authors: ['Dmitry Kobak', 'Jonathan Lomond', 'Benoit Sanchez'],
  title:
    'Optimal ridge penalty for real-world high-dimensional data can be zero or negative due to the implicit ridge regularization',
  year: 2018,
  arxiv: '1805.10939',
};

export const koltchinskii2002: Source = {
  id: 'koltchinskii2002',
  authors: ['Vladimir Koltchinskii', 'Dmitry Panchenko'],
  title: 'Empirical Margin Distributions and Bounding the Generalization Error of Combined Classifiers',
  year: 2002,
  venue: 'Annals of Statistics 30, 1–50',
  doi: '10.1214/aos/1015362183',
};

export const kornblith2019: Source = {
  id: 'kornblith2019',
  authors: ['Simon Kornblith', 'Mohammad Norouzi', 'Honglak Lee', 'Geoffrey Hinton'],
  title: 'Similarity of Neural Network Representations Revisited',
  year: 2019,
  arxiv: '1905.00414',
};

export const kosson2023: Source = {
  id: 'kosson2023',
  authors: ['Atli Kosson', 'Bettina Messmer', 'Martin Jaggi'],
  title: 'Rotational Equilibrium: How Weight Decay Balances Learning Across Neural Networks',
  year: 2023,
  arxiv: '2305.17212',
};

export const krotov2016: Source = {
  id: 'krotov2016',
  authors: ['Dmitry Krotov', 'John J. Hopfield'],
  title: 'Dense Associative Memory for Pattern Recognition',
  year: 2016,
  venue: 'Advances in Neural Information Processing Systems 29',
  arxiv: '1606.01164',
};

export const kunin2021: Source = {
  id: 'kunin2021',
  authors: ['Daniel Kunin', 'Javier Sagastuy-Brena', 'Surya Ganguli', 'Daniel L. K. Yamins', 'Hidenori Tanaka'],
  title: 'Neural Mechanics: Symmetry and Broken Conservation Laws in Deep Learning Dynamics',
  year: 2021,
  arxiv: '2012.04728',
};

export const lee2019: Source = {
  id: 'lee2019',
  authors: [
    'Jaehoon Lee',
    'Lechao Xiao',
    'Samuel S. Schoenholz',
    'Yasaman Bahri',
    'Roman Novak',
    'Jascha Sohl-Dickstein',
    'Jeffrey Pennington',
  ],
  title: 'Wide Neural Networks of Any Depth Evolve as Linear Models Under Gradient Descent',
  year: 2019,
  arxiv: '1902.06720',
};

export const lessard2014: Source = {
  id: 'lessard2014',
  authors: ['Laurent Lessard', 'Benjamin Recht', 'Andrew Packard'],
  title: 'Analysis and Design of Optimization Algorithms via Integral Quadratic Constraints',
  year: 2014,
  arxiv: '1408.3595',
};

export const levi2023: Source = {
  id: 'levi2023',
  authors: ['Noam Levi', 'Alon Beck', 'Yohai Bar-Sinai'],
  title: 'Grokking in Linear Estimators – A Solvable Model that Groks without Understanding',
  year: 2023,
  arxiv: '2310.16441',
};

export const lewkowycz2020: Source = {
  id: 'lewkowycz2020',
  authors: ['Aitor Lewkowycz', 'Yasaman Bahri', 'Ethan Dyer', 'Jascha Sohl-Dickstein', 'Guy Gur-Ari'],
  title: 'The large learning rate phase of deep learning: the catapult mechanism',
  year: 2020,
  arxiv: '2003.02218',
};

export const li2021: Source = {
  id: 'li2021',
  authors: ['Zhiyuan Li', 'Tianhao Wang', 'Sanjeev Arora'],
  title: 'What Happens after SGD Reaches Zero Loss? – A Mathematical Framework',
  year: 2021,
  arxiv: '2110.06914',
};

export const li2024: Source = {
  id: 'li2024',
  authors: [
    'Shuaipeng Li',
    'Penghao Zhao',
    'Hailin Zhang',
    'Xingwu Sun',
    'Hao Wu',
    'Dian Jiao',
    'Weiyan Wang',
    'Chengjun Liu',
    'Zheng Fang',
    'Jinbao Xue',
    'Yangyu Tao',
    'Bin Cui',
    'Di Wang',
  ],
  title: 'Surge Phenomenon in Optimal Learning Rate and Batch Size Scaling',
  year: 2024,
  venue: 'NeurIPS',
  arxiv: '2405.14578',
};

export const li2025: Source = {
  id: 'li2025',
  authors: ['Binghui Li', 'Fengling Chen', 'Zixun Huang', 'Lean Wang', 'Lei Wu'],
  title: 'Functional Scaling Laws in Kernel Regression: Loss Dynamics and Learning Rate Schedules',
  year: 2025,
  arxiv: '2509.19189',
};

export const liu2022omnigrok: Source = {
  id: 'liu2022omnigrok',
  authors: ['Ziming Liu', 'Eric J. Michaud', 'Max Tegmark'],
  title: 'Omnigrok: Grokking Beyond Algorithmic Data',
  year: 2022,
  arxiv: '2210.01117',
};

export const liu2025: Source = {
  id: 'liu2025',
  authors: ['Yizhou Liu', 'Ziming Liu', 'Jeff Gore'],
  title: 'Superposition Yields Robust Neural Scaling',
  year: 2025,
  arxiv: '2505.10465',
};

export const loureiro2021: Source = {
  id: 'loureiro2021',
  authors: [
    'Bruno Loureiro',
    'Cédric Gerbelot',
    'Hugo Cui',
    'Sebastian Goldt',
    'Florent Krzakala',
    'Marc Mézard',
    'Lenka Zdeborová',
  ],
  title: 'Learning Curves of Generic Features Maps for Realistic Datasets with a Teacher-Student Model',
  year: 2021,
  arxiv: '2102.08127',
};

export const loureiro2021mixtures: Source = {
  id: 'loureiro2021mixtures',
  authors: [
    'Bruno Loureiro',
    'Gabriele Sicuro',
    'Cédric Gerbelot',
    'Alessandro Pacco',
    'Florent Krzakala',
    'Lenka Zdeborová',
  ],
  title: 'Learning Gaussian Mixtures with Generalised Linear Models: Precise Asymptotics in High-dimensions',
  year: 2021,
  arxiv: '2106.03791',
};

export const lu2017: Source = {
  id: 'lu2017',
  authors: ['Yue M. Lu', 'Gen Li'],
  title: 'Phase Transitions of Spectral Initialization for High-Dimensional Nonconvex Estimation',
  year: 2017,
  arxiv: '1702.06435',
};

export const lu2021: Source = {
  id: 'lu2021',
  authors: ['Yue M. Lu'],
  title:
    'Householder Dice: A Matrix-Free Algorithm for Simulating Dynamics on Gaussian and Random Orthogonal Ensembles',
  year: 2021,
  venue: 'IEEE Transactions on Information Theory 67, 8264–8272',
  arxiv: '2101.07464',
};

export const lu2024: Source = {
  id: 'lu2024',
  authors: ['Yue M. Lu', 'Mary I. Letey', 'Jacob A. Zavatone-Veth', 'Anindita Maiti', 'Cengiz Pehlevan'],
  title: 'Asymptotic Theory of In-Context Learning by Linear Attention',
  year: 2024,
  venue: 'Proceedings of the National Academy of Sciences 122, 2025',
  arxiv: '2405.11751',
};

export const ma2012: Source = {
  id: 'ma2012',
  authors: ['Zongming Ma'],
  title: 'Accuracy of the Tracy–Widom limits for the extreme eigenvalues in white Wishart matrices',
  year: 2012,
  arxiv: '1203.0839',
};

export const malladi2022: Source = {
  id: 'malladi2022',
  authors: ['Sadhika Malladi', 'Kaifeng Lyu', 'Abhishek Panigrahi', 'Sanjeev Arora'],
  title: 'On the SDEs and Scaling Rules for Adaptive Gradient Algorithms',
  year: 2022,
  venue: 'NeurIPS',
  arxiv: '2205.10287',
};

export const maloney2022: Source = {
  id: 'maloney2022',
  authors: ['Alexander Maloney', 'Daniel A. Roberts', 'James Sully'],
  title: 'A Solvable Model of Neural Scaling Laws',
  year: 2022,
  arxiv: '2210.16859',
};

export const marchenko1967: Source = {
  id: 'marchenko1967',
  authors: ['Vladimir A. Marchenko', 'Leonid A. Pastur'],
  title: 'Distribution of Eigenvalues for Some Sets of Random Matrices',
  year: 1967,
  venue: 'Mathematics of the USSR-Sbornik 1, 457–483',
  doi: '10.1070/SM1967v001n04ABEH001994',
};

export const marcotte2023: Source = {
  id: 'marcotte2023',
  authors: ['Sibylle Marcotte', 'Rémi Gribonval', 'Gabriel Peyré'],
  title: 'Abide by the Law and Follow the Flow: Conservation Laws for Gradient Flows',
  year: 2023,
  arxiv: '2307.00144',
};

export const maurer2004: Source = {
  id: 'maurer2004',
  authors: ['Andreas Maurer'],
  title: 'A Note on the PAC Bayesian Theorem',
  year: 2004,
  arxiv: 'cs/0411099',
};

export const mccandlish2018: Source = {
  id: 'mccandlish2018',
  authors: ['Sam McCandlish', 'Jared Kaplan', 'Dario Amodei', 'OpenAI Dota Team'],
  title: 'An Empirical Model of Large-Batch Training',
  year: 2018,
  arxiv: '1812.06162',
};

export const medvedev2025: Source = {
  id: 'medvedev2025',
  authors: ['Marko Medvedev', 'Kaifeng Lyu', 'Dingli Yu', 'Sanjeev Arora', 'Zhiyuan Li', 'Nathan Srebro'],
  title: 'Weak-to-Strong Generalization Even in Random Feature Networks, Provably',
  year: 2025,
  venue: 'International Conference on Machine Learning 42',
  arxiv: '2503.02877',
};

export const mei2019: Source = {
  id: 'mei2019',
  authors: ['Song Mei', 'Andrea Montanari'],
  title: 'The generalization error of random features regression: Precise asymptotics and double descent curve',
  year: 2019,
  arxiv: '1908.05355',
};

export const michaud2023: Source = {
  id: 'michaud2023',
  authors: ['Eric J. Michaud', 'Ziming Liu', 'Uzay Girit', 'Max Tegmark'],
  title: 'The Quantization Model of Neural Scaling',
  year: 2023,
  venue: 'NeurIPS',
  arxiv: '2303.13506',
};

export const mignacco2020: Source = {
  id: 'mignacco2020',
  authors: ['Francesca Mignacco', 'Florent Krzakala', 'Yue M. Lu', 'Pierfrancesco Urbani', 'Lenka Zdeborová'],
  title: 'The Role of Regularization in Classification of High-Dimensional Noisy Gaussian Mixture',
  year: 2020,
  arxiv: '2002.11544',
};

export const mondelli2017: Source = {
  id: 'mondelli2017',
  authors: ['Marco Mondelli', 'Andrea Montanari'],
  title: 'Fundamental Limits of Weak Recovery with Applications to Phase Retrieval',
  year: 2017,
  arxiv: '1708.05932',
};

export const montanari2019: Source = {
  id: 'montanari2019',
  authors: ['Andrea Montanari', 'Feng Ruan', 'Youngtak Sohn', 'Jun Yan'],
  title:
    'The Generalization Error of Max-Margin Linear Classifiers: High-Dimensional Asymptotics in the Overparametrized Regime',
  year: 2019,
  arxiv: '1911.01544',
};

export const mulayoff2020: Source = {
  id: 'mulayoff2020',
  authors: ['Rotem Mulayoff', 'Tomer Michaeli'],
  title: 'Unique Properties of Flat Minima in Deep Networks',
  year: 2020,
  arxiv: '2002.04710',
};

export const nacson2018: Source = {
  id: 'nacson2018',
  authors: [
    'Mor Shpigel Nacson',
    'Jason D. Lee',
    'Suriya Gunasekar',
    'Pedro H. P. Savarese',
    'Nathan Srebro',
    'Daniel Soudry',
  ],
  title: 'Convergence of Gradient Descent on Separable Data',
  year: 2018,
  arxiv: '1803.01905',
};

export const papyan2020: Source = {
  id: 'papyan2020',
  authors: ['Vardan Papyan', 'X. Y. Han', 'David L. Donoho'],
  title: 'Prevalence of Neural Collapse during the terminal phase of deep learning training',
  year: 2020,
  arxiv: '2008.08186',
};

export const paquette2021: Source = {
  id: 'paquette2021',
  authors: ['Courtney Paquette', 'Kiwon Lee', 'Fabian Pedregosa', 'Elliot Paquette'],
  title: 'SGD in the Large: Average-case Analysis, Asymptotics, and Stepsize Criticality',
  year: 2021,
  venue: 'COLT',
  arxiv: '2102.04396',
};

export const paquette2024: Source = {
  id: 'paquette2024',
  authors: ['Elliot Paquette', 'Courtney Paquette', 'Lechao Xiao', 'Jeffrey Pennington'],
  title: '4+3 Phases of Compute-Optimal Neural Scaling Laws',
  year: 2024,
  arxiv: '2405.15074',
};

export const pennington2017: Source = {
  id: 'pennington2017',
  authors: ['Jeffrey Pennington', 'Samuel S. Schoenholz', 'Surya Ganguli'],
  title: 'Resurrecting the sigmoid in deep learning through dynamical isometry: theory and practice',
  year: 2017,
  venue: 'Advances in Neural Information Processing Systems 30',
  arxiv: '1711.04735',
};

export const penson2011: Source = {
  id: 'penson2011',
  authors: ['Karol A. Penson', 'Karol Życzkowski'],
  title: 'Product of Ginibre matrices: Fuss-Catalan and Raney distributions',
  year: 2011,
  arxiv: '1103.3453',
};

export const pesme2021: Source = {
  id: 'pesme2021',
  authors: ['Scott Pesme', 'Loucas Pillaud-Vivien', 'Nicolas Flammarion'],
  title: 'Implicit Bias of SGD for Diagonal Linear Networks: a Provable Benefit of Stochasticity',
  year: 2021,
  arxiv: '2106.09524',
};

export const poole2016: Source = {
  id: 'poole2016',
  authors: ['Ben Poole', 'Subhaneil Lahiri', 'Maithra Raghu', 'Jascha Sohl-Dickstein', 'Surya Ganguli'],
  title: 'Exponential expressivity in deep neural networks through transient chaos',
  year: 2016,
  venue: 'Advances in Neural Information Processing Systems 29',
  arxiv: '1606.05340',
};

export const power2022: Source = {
  id: 'power2022',
  authors: ['Alethea Power', 'Yuri Burda', 'Harri Edwards', 'Igor Babuschkin', 'Vedant Misra'],
  title: 'Grokking: Generalization Beyond Overfitting on Small Algorithmic Datasets',
  year: 2022,
  arxiv: '2201.02177',
};

export const qiu2025: Source = {
  id: 'qiu2025',
  authors: ['Shikai Qiu', 'Lechao Xiao', 'Andrew Gordon Wilson', 'Jeffrey Pennington', 'Atish Agarwala'],
  title: 'Scaling Collapse Reveals Universal Dynamics in Compute-Optimally Trained Neural Networks',
  year: 2025,
  arxiv: '2507.02119',
};

export const radhakrishnan2022: Source = {
  id: 'radhakrishnan2022',
  authors: ['Adityanarayanan Radhakrishnan', 'Daniel Beaglehole', 'Parthe Pandit', 'Mikhail Belkin'],
  title:
    'Mechanism of Feature Learning in Deep Fully Connected Networks and Kernel Machines That Recursively Learn Features',
  year: 2022,
  arxiv: '2212.13881',
};

export const raghu2017: Source = {
  id: 'raghu2017',
  authors: ['Maithra Raghu', 'Justin Gilmer', 'Jason Yosinski', 'Jascha Sohl-Dickstein'],
  title: 'SVCCA: Singular Vector Canonical Correlation Analysis for Deep Learning Dynamics and Interpretability',
  year: 2017,
  arxiv: '1706.05806',
};

export const ramsauer2020: Source = {
  id: 'ramsauer2020',
  authors: [
    'Hubert Ramsauer',
    'Bernhard Schäfl',
    'Johannes Lehner',
    'Philipp Seidl',
    'Michael Widrich',
    'Thomas Adler',
    'Lukas Gruber',
    'Markus Holzleitner',
    'Milena Pavlović',
    'Geir Kjetil Sandve',
    'Victor Greiff',
    'David Kreil',
    'Michael Kopp',
    'Günter Klambauer',
    'Johannes Brandstetter',
    'Sepp Hochreiter',
  ],
  title: 'Hopfield Networks is All You Need',
  year: 2020,
  arxiv: '2008.02217',
};

export const rangan2010: Source = {
  id: 'rangan2010',
  authors: ['Sundeep Rangan'],
  title: 'Generalized Approximate Message Passing for Estimation with Random Linear Mixing',
  year: 2010,
  arxiv: '1010.5141',
};

export const saad1995: Source = {
  id: 'saad1995',
  authors: ['David Saad', 'Sara A. Solla'],
  title: 'On-line learning in soft committee machines',
  year: 1995,
  venue: 'Physical Review E 52, 4225',
  doi: '10.1103/PhysRevE.52.4225',
};

export const saxe2013: Source = {
  id: 'saxe2013',
  authors: ['Andrew M. Saxe', 'James L. McClelland', 'Surya Ganguli'],
  title: 'Exact solutions to the nonlinear dynamics of learning in deep linear neural networks',
  year: 2013,
  arxiv: '1312.6120',
};

export const schoenholz2016: Source = {
  id: 'schoenholz2016',
  authors: ['Samuel S. Schoenholz', 'Justin Gilmer', 'Surya Ganguli', 'Jascha Sohl-Dickstein'],
  title: 'Deep Information Propagation',
  year: 2016,
  arxiv: '1611.01232',
};

export const sellke2024: Source = {
  id: 'sellke2024',
  authors: ['Mark Sellke'],
  title: 'The Threshold Energy of Low Temperature Langevin Dynamics for Pure Spherical Spin Glasses',
  year: 2024,
  venue: 'Communications on Pure and Applied Mathematics 77, 4065',
  arxiv: '2305.07956',
};

export const seung1992: Source = {
  id: 'seung1992',
  authors: ['H. Sebastian Seung', 'Haim Sompolinsky', 'Naftali Tishby'],
  title: 'Statistical mechanics of learning from examples',
  year: 1992,
  venue: 'Physical Review A 45, 6056–6091',
  doi: '10.1103/PhysRevA.45.6056',
};

export const shallue2018: Source = {
  id: 'shallue2018',
  authors: [
    'Christopher J. Shallue',
    'Jaehoon Lee',
    'Joseph Antognini',
    'Jascha Sohl-Dickstein',
    'Roy Frostig',
    'George E. Dahl',
  ],
  title: 'Measuring the Effects of Data Parallelism on Neural Network Training',
  year: 2018,
  venue: 'Journal of Machine Learning Research 20 (2019)',
  arxiv: '1811.03600',
};

export const sharma2020: Source = {
  id: 'sharma2020',
  authors: ['Utkarsh Sharma', 'Jared Kaplan'],
  title: 'Scaling Laws from the Data Manifold Dimension',
  year: 2020,
  venue: 'Journal of Machine Learning Research 23 (2022)',
  arxiv: '2004.10802',
};

export const shumailov2024: Source = {
  id: 'shumailov2024',
  authors: ['Ilia Shumailov', 'Zakhar Shumaylov', 'Yiren Zhao', 'Nicolas Papernot', 'Ross Anderson', 'Yarin Gal'],
  title: 'AI models collapse when trained on recursively generated data',
  year: 2024,
  venue: 'Nature 631, 755',
  doi: '10.1038/s41586-024-07566-y',
};

export const silverstein1995: Source = {
  id: 'silverstein1995',
  authors: ['Jack W. Silverstein', 'Sang-Il Choi'],
  title: 'Analysis of the Limiting Spectral Distribution of Large Dimensional Random Matrices',
  year: 1995,
  venue: 'Journal of Multivariate Analysis 54, 295–309',
  doi: '10.1006/jmva.1995.1058',
};

export const simon2021: Source = {
  id: 'simon2021',
  authors: ['James B. Simon', 'Madeline Dickens', 'Dhruva Karkada', 'Michael R. DeWeese'],
  title: 'The Eigenlearning Framework: A Conservation Law Perspective on Kernel Regression and Wide Neural Networks',
  year: 2021,
  arxiv: '2110.03922',
};

export const simon2023: Source = {
  id: 'simon2023',
  authors: ['James B. Simon', 'Dhruva Karkada', 'Nikhil Ghosh', 'Mikhail Belkin'],
  title:
    'More is Better in Modern Machine Learning: when Infinite Overparameterization is Optimal and Overfitting is Obligatory',
  year: 2023,
  arxiv: '2311.14646',
};

export const simon2023steps: Source = {
  id: 'simon2023steps',
  authors: ['James B. Simon', 'Maksis Knutins', 'Liu Ziyin', 'Daniel Geisz', 'Abraham J. Fetterman', 'Joshua Albrecht'],
  title: 'On the Stepwise Nature of Self-Supervised Learning',
  year: 2023,
  arxiv: '2303.15438',
};

export const smith2017: Source = {
  id: 'smith2017',
  authors: ['Samuel L. Smith', 'Pieter-Jan Kindermans', 'Chris Ying', 'Quoc V. Le'],
  title: "Don't Decay the Learning Rate, Increase the Batch Size",
  year: 2017,
  arxiv: '1711.00489',
};

export const song2020implicit: Source = {
  id: 'song2020implicit',
  authors: ['Jiaming Song', 'Chenlin Meng', 'Stefano Ermon'],
  title: 'Denoising Diffusion Implicit Models',
  year: 2020,
  arxiv: '2010.02502',
};

export const song2020score: Source = {
  id: 'song2020score',
  authors: ['Yang Song', 'Jascha Sohl-Dickstein', 'Diederik P. Kingma', 'Abhishek Kumar', 'Stefano Ermon', 'Ben Poole'],
  title: 'Score-Based Generative Modeling through Stochastic Differential Equations',
  year: 2020,
  arxiv: '2011.13456',
};

export const soudry2017: Source = {
  id: 'soudry2017',
  authors: ['Daniel Soudry', 'Elad Hoffer', 'Mor Shpigel Nacson', 'Suriya Gunasekar', 'Nathan Srebro'],
  title: 'The Implicit Bias of Gradient Descent on Separable Data',
  year: 2017,
  arxiv: '1710.10345',
};

export const su2015: Source = {
  id: 'su2015',
  authors: ['Weijie Su', 'Stephen Boyd', 'Emmanuel J. Candès'],
  title: 'A Differential Equation for Modeling Nesterov’s Accelerated Gradient Method: Theory and Insights',
  year: 2015,
  arxiv: '1503.01243',
};

export const sur2018: Source = {
  id: 'sur2018',
  authors: ['Pragya Sur', 'Emmanuel J. Candès'],
  title: 'A Modern Maximum-Likelihood Theory for High-Dimensional Logistic Regression',
  year: 2018,
  arxiv: '1803.06964',
};

export const szekely2014: Source = {
  id: 'szekely2014',
  authors: ['Gábor J. Székely', 'Maria L. Rizzo'],
  title: 'Partial Distance Correlation with Methods for Dissimilarities',
  year: 2014,
  venue: 'The Annals of Statistics 42, 2382',
  arxiv: '1310.2926',
  doi: '10.1214/14-AOS1255',
};

export const tanaka2021: Source = {
  id: 'tanaka2021',
  authors: ['Hidenori Tanaka', 'Daniel Kunin'],
  title: 'Noether’s Learning Dynamics: Role of Symmetry Breaking in Neural Networks',
  year: 2021,
  arxiv: '2105.02716',
};

export const tirer2022: Source = {
  id: 'tirer2022',
  authors: ['Tom Tirer', 'Joan Bruna'],
  title: 'Extended Unconstrained Features Model for Exploring Deep Neural Collapse',
  year: 2022,
  arxiv: '2202.08087',
};

export const vapnik1971: Source = {
  id: 'vapnik1971',
  authors: ['Vladimir N. Vapnik', 'Alexey Ya. Chervonenkis'],
  title: 'On the Uniform Convergence of Relative Frequencies of Events to Their Probabilities',
  year: 1971,
  venue: 'Theory of Probability and Its Applications 16, 264–280',
  doi: '10.1137/1116025',
};

export const velikanov2022: Source = {
  id: 'velikanov2022',
  authors: ['Maksim Velikanov', 'Dmitry Yarotsky'],
  title: 'Tight Convergence Rate Bounds for Optimization Under Power Law Spectral Conditions',
  year: 2022,
  arxiv: '2202.00992',
};

export const wan2020: Source = {
  id: 'wan2020',
  authors: ['Ruosi Wan', 'Zhanxing Zhu', 'Xiangyu Zhang', 'Jian Sun'],
  title: 'Spherical Motion Dynamics: Learning Dynamics of Neural Network with Normalization, Weight Decay, and SGD',
  year: 2020,
  arxiv: '2006.08419',
};

export const wang2018: Source = {
  id: 'wang2018',
  authors: ['Cheng Wang', 'Binyan Jiang'],
  title: 'On the dimension effect of regularized linear discriminant analysis',
  year: 2018,
  venue: 'Electronic Journal of Statistics 12, 2709',
  arxiv: '1710.03136',
};

export const wang2020: Source = {
  id: 'wang2020',
  authors: ['Bohan Wang', 'Qi Meng', 'Wei Chen', 'Tie-Yan Liu'],
  title: 'The Implicit Bias for Adaptive Optimization Algorithms on Homogeneous Neural Networks',
  year: 2020,
  arxiv: '2012.06244',
};

export const wang2023: Source = {
  id: 'wang2023',
  authors: ['Runzhe Wang', 'Sadhika Malladi', 'Tianhao Wang', 'Kaifeng Lyu', 'Zhiyuan Li'],
  title: 'The Marginal Value of Momentum for Small Learning Rate SGD',
  year: 2023,
  arxiv: '2307.15196',
};

export const wei2022: Source = {
  id: 'wei2022',
  authors: ['Alexander Wei', 'Wei Hu', 'Jacob Steinhardt'],
  title: 'More Than a Toy: Random Matrix Models Predict How Real-World Neural Representations Generalize',
  year: 2022,
  arxiv: '2203.06176',
};

export const welch1974: Source = {
  id: 'welch1974',
  authors: ['Lloyd R. Welch'],
  title: 'Lower bounds on the maximum cross correlation of signals',
  year: 1974,
  venue: 'IEEE Transactions on Information Theory 20',
  doi: '10.1109/TIT.1974.1055219',
};

export const woodworth2020: Source = {
  id: 'woodworth2020',
  authors: [
    'Blake Woodworth',
    'Suriya Gunasekar',
    'Jason D. Lee',
    'Edward Moroshko',
    'Pedro Savarese',
    'Itay Golan',
    'Daniel Soudry',
    'Nathan Srebro',
  ],
  title: 'Kernel and Rich Regimes in Overparametrized Models',
  year: 2020,
  arxiv: '2002.09277',
};

export const yang2020: Source = {
  id: 'yang2020',
  authors: ['Greg Yang', 'Edward J. Hu'],
  title: 'Feature Learning in Infinite-Width Neural Networks',
  year: 2020,
  arxiv: '2011.14522',
};

export const yang2022: Source = {
  id: 'yang2022',
  authors: [
    'Greg Yang',
    'Edward J. Hu',
    'Igor Babuschkin',
    'Szymon Sidor',
    'Xiaodong Liu',
    'David Farhi',
    'Nick Ryder',
    'Jakub Pachocki',
    'Weizhu Chen',
    'Jianfeng Gao',
  ],
  title: 'Tensor Programs V: Tuning Large Neural Networks via Zero-Shot Hyperparameter Transfer',
  year: 2022,
  arxiv: '2203.03466',
};

export const yang2023: Source = {
  id: 'yang2023',
  authors: ['Greg Yang', 'Dingli Yu', 'Chen Zhu', 'Soufiane Hayou'],
  title: 'Tensor Programs VI: Feature Learning in Infinite-Depth Neural Networks',
  year: 2023,
  arxiv: '2310.02244',
};

export const zavatone2023: Source = {
  id: 'zavatone2023',
  authors: ['Jacob A. Zavatone-Veth', 'Cengiz Pehlevan'],
  title: 'Learning Curves for Deep Structured Gaussian Feature Models',
  year: 2023,
  venue: 'Advances in Neural Information Processing Systems 36',
  arxiv: '2303.00564',
};

export const zhang2019: Source = {
  id: 'zhang2019',
  authors: [
    'Guodong Zhang',
    'Lala Li',
    'Zachary Nado',
    'James Martens',
    'Sushant Sachdeva',
    'George E. Dahl',
    'Christopher J. Shallue',
    'Roger Grosse',
  ],
  title: 'Which Algorithmic Choices Matter at Which Batch Sizes? Insights From a Noisy Quadratic Model',
  year: 2019,
  venue: 'NeurIPS',
  arxiv: '1907.04164',
};

export const zhang2024: Source = {
  id: 'zhang2024',
  authors: ['Chenyang Zhang', 'Difan Zou', 'Yuan Cao'],
  title: 'The Implicit Bias of Adam on Separable Data',
  year: 2024,
  arxiv: '2406.10650',
};

export const zhang2025: Source = {
  id: 'zhang2025',
  authors: ['Yedi Zhang', 'Aaditya K. Singh', 'Peter E. Latham', 'Andrew Saxe'],
  title: 'Training Dynamics of In-Context Learning in Linear Attention',
  year: 2025,
  arxiv: '2501.16265',
};

export const zhu2021: Source = {
  id: 'zhu2021',
  authors: ['Zhihui Zhu', 'Tianyu Ding', 'Jinxin Zhou', 'Xiao Li', 'Chong You', 'Jeremias Sulam', 'Qing Qu'],
  title: 'A Geometric Analysis of Neural Collapse with Unconstrained Features',
  year: 2021,
  arxiv: '2105.02375',
};
