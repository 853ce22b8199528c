import type { Source } from '../systems/contract.ts';

/**
 * A BibTeX entry: `@article` with a journal, `@inproceedings` when the venue is a conference,
 * `@misc` for a preprint. Text is escaped for LaTeX, so the entry works in classic BibTeX and in
 * biber alike. The key is the source's id.
 */
export function toBibtex(source: Source): string {
  const conference = source.venue !== undefined && isConference(source.venue);
  const kind = source.venue === undefined ? 'misc' : conference ? 'inproceedings' : 'article';
  const fields: [string, string | undefined][] = [
    ['author', source.authors.map(bibtexAuthor).join(' and ')],
    // The inner braces keep the title's capitals under every style
    ['title', `{${escapeLatex(source.title)}}`],
    [conference ? 'booktitle' : 'journal', source.venue === undefined ? undefined : escapeLatex(source.venue)],
    ['year', String(source.year)],
    // DOIs and arXiv numbers go through \url or \href, which take them verbatim
    ['doi', source.doi],
    ['eprint', source.arxiv],
    ['archiveprefix', source.arxiv === undefined ? undefined : 'arXiv'],
  ];
  const lines = fields.filter(([, value]) => value !== undefined).map(([name, value]) => `  ${name} = {${value}},`);
  return `@${kind}{${source.id.replace(/[^A-Za-z0-9:._/-]/g, '')},\n${lines.join('\n')}\n}\n`;
}

/** One line for people: authors, year, title, venue, where to find it. */
export function toText(source: Source): string {
  const { authors } = source;
  const names =
    authors.length === 0
      ? ''
      : authors.length === 1
        ? authors[0]
        : `${authors.slice(0, -1).join(', ')} and ${authors[authors.length - 1]}`;
  const where = [
    source.venue,
    source.arxiv === undefined ? undefined : `arXiv:${source.arxiv}`,
    source.doi === undefined ? undefined : `https://doi.org/${source.doi}`,
  ].filter((part) => part !== undefined);
  const title = /[.?!]$/.test(source.title) ? source.title : `${source.title}.`;
  return `${names} (${source.year}). ${title}${where.length > 0 ? ` ${where.join(', ')}.` : ''}`.trim();
}

/** As it is named in passing: “Saxe et al. 2014”, “Saad and Solla 1995”. */
export function shortReference({ authors, year }: Source): string {
  const [first, second] = authors.map((name) => name.split(' ').at(-1));
  const names = authors.length > 2 ? `${first} et al.` : authors.length === 2 ? `${first} and ${second}` : `${first}`;
  return `${names} ${year}`;
}

const latexSpecial: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '&': '\\&',
  '%': '\\%',
  $: '\\$',
  '#': '\\#',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '–': '--',
  '—': '---',
  '‘': '`',
  '’': "'",
  '“': '``',
  '”': "''",
  '\u00a0': '~',
  ß: '{\\ss}',
  ø: '{\\o}',
  Ø: '{\\O}',
  ł: '{\\l}',
  Ł: '{\\L}',
  æ: '{\\ae}',
  Æ: '{\\AE}',
  œ: '{\\oe}',
  Œ: '{\\OE}',
  å: '{\\aa}',
  Å: '{\\AA}',
  ı: '{\\i}',
  đ: '{\\dj}',
  '…': '\\ldots{}',
  '−': '$-$',
  '×': '$\\times$',
  '±': '$\\pm$',
  '∓': '$\\mp$',
  '·': '$\\cdot$',
  '≤': '$\\leq$',
  '≥': '$\\geq$',
  '≪': '$\\ll$',
  '≫': '$\\gg$',
  '≠': '$\\neq$',
  '≈': '$\\approx$',
  '∼': '$\\sim$',
  '∝': '$\\propto$',
  '∞': '$\\infty$',
  '→': '$\\to$',
  '←': '$\\leftarrow$',
  '↔': '$\\leftrightarrow$',
  '√': '$\\surd$',
  '∂': '$\\partial$',
  '∇': '$\\nabla$',
  '∑': '$\\sum$',
  '∫': '$\\int$',
  '∈': '$\\in$',
  '‖': '$\\|$',
  '⟨': '$\\langle$',
  '⟩': '$\\rangle$',
  '′': "$'$",
  '∗': '$*$',
  '†': '$\\dagger$',
  '⊤': '$\\top$',
  '⊙': '$\\odot$',
  '°': '$^\\circ$',
  '½': '$\\frac12$',
  '¼': '$\\frac14$',
  ℓ: '$\\ell$',
  ℜ: '$\\Re$',
  ϑ: '$\\vartheta$',
  Đ: '{\\DJ}',
};

/** Combining mark → LaTeX accent command. */
const accents: Record<string, string> = {
  '\u0300': '`',
  '\u0301': "'",
  '\u0302': '^',
  '\u0303': '~',
  '\u0304': '=',
  '\u0306': 'u',
  '\u0307': '.',
  '\u0308': '"',
  '\u030a': 'r',
  '\u030b': 'H',
  '\u030c': 'v',
  '\u0323': 'd',
  '\u0327': 'c',
  '\u0328': 'k',
};

/** What an accent is called in math. */
const inMath: Record<string, string> = { '^': 'hat', '~': 'tilde', '=': 'bar', '.': 'dot', '"': 'ddot' };

const greek =
  'Α:A Β:B Γ Δ Ε:E Ζ:Z Η:H Θ Ι:I Κ:K Λ Μ:M Ν:N Ξ Ο:O Π Ρ:P Σ Τ:T Υ:Upsilon Φ Χ:X Ψ Ω α β γ δ ε ζ η θ ι κ λ μ ν ξ ο:o π ρ σ τ υ:upsilon φ χ ψ ω ς:varsigma';
const greekNames =
  'A B Gamma Delta E Z H Theta I K Lambda M N Xi O Pi P Sigma T Upsilon Phi X Psi Omega alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi o pi rho sigma tau upsilon phi chi psi omega varsigma'.split(
    ' ',
  );
const greekLatex = new Map(
  greek.split(' ').map((entry, i): [string, string] => {
    const name = greekNames[i];
    return [entry[0], name.length === 1 ? name : `$\\${name}$`];
  }),
);

/** `\lambda` for λ; of Greek letters that LaTeX writes as Latin ones, that letter. */
export function greekCommand(letter: string): string | undefined {
  return greekLatex.get(letter)?.replaceAll('$', '');
}

/**
 * Text with LaTeX's special characters escaped, accented letters as accent commands and Greek
 * letters in math. What has no LaTeX form here stays as it is, which UTF-8 LaTeX accepts.
 */
export function escapeLatex(text: string): string {
  return [...text.normalize('NFC').matchAll(/\P{M}\p{M}*|\p{M}+/gu)]
    .map(([character]) => escapeCharacter(character))
    .join('');
}

/** Digits and signs that are raised or lowered. */
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵏᵀ';
const LOWERED = '₀₁₂₃₄₅₆₇₈₉₊₋';

function escapeCharacter(character: string): string {
  for (const [all, sign] of [
    [RAISED, '^'],
    [LOWERED, '_'],
  ])
    if (all.includes(character)) return `$${sign}{${'0123456789+-()kT'[all.indexOf(character)]}}$`;
  const special = latexSpecial[character] ?? greekLatex.get(character);
  if (special !== undefined) return special;
  const [base, mark, ...rest] = character.normalize('NFD');
  const accent = rest.length === 0 && mark !== undefined ? accents[mark] : undefined;
  const letterInMath = greekCommand(base);
  if (letterInMath && accent && accent in inMath) return `$\\${inMath[accent]}{${letterInMath}}$`;
  if (accent === undefined || !/[A-Za-z]/.test(base)) return character;
  // An accent above needs the dotless i and j
  const letter = base === 'i' || base === 'j' ? `\\${base}` : base;
  return `{\\${accent}{${letter}}}`;
}

/**
 * "Family, Given" when the name has both, with particles (van, de, von …) kept with the family
 * name. A group stays whole.
 */
function bibtexAuthor(name: string): string {
  if (name.includes(',')) return escapeLatex(name);
  const words = name.trim().split(/\s+/);
  if (words.length === 1) return escapeLatex(name.trim());
  if (/\b(collaboration|team|consortium|group)\b/i.test(name)) return `{${escapeLatex(name)}}`;
  let family = words.length - 1;
  while (family > 1 && /^(van|von|der|den|de|di|da|dos|du|la|le|del|della|ter|ten|zu)$/i.test(words[family - 1]))
    family--;
  return `${escapeLatex(words.slice(family).join(' '))}, ${escapeLatex(words.slice(0, family).join(' '))}`;
}

function isConference(venue: string): boolean {
  return /\b(NeurIPS|NIPS|ICML|ICLR|AISTATS|COLT|AAAI|IJCAI|CVPR|ICCV|ECCV|ACL|EMNLP|UAI|ALT|Proceedings of the|Conference|Workshop|Advances in Neural)\b/i.test(
    venue,
  );
}
