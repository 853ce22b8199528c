// Comments of TypeScript and JavaScript: docstrings, and runs of `//` lines that stand alone.
// Remarks behind code are left.
import ts from 'typescript';
import { COLUMNS, fill, settle, widthOf } from './fill.mjs';

/**
 * The same code with its comments wrapped. Throws if a token or a word of a comment would change.
 */
export function wrapCode(text, name = 'file.ts') {
  const next = settle(text, (current) => wrapOnce(current, name));
  const [before, after] = [text, next].map((version) => contentOf(version, name));
  if (before !== after) throw new Error(`${name}: wrapping would change more than line breaks`);
  return next;
}

function wrapOnce(text, name) {
  const { comments } = read(text, name);
  let next = text;
  // From the end, so that positions before stay true.
  for (const { from, to } of groups(text, comments).reverse()) {
    const made = wrapComment(text.slice(from, to), indentAt(text, from));
    next = next.slice(0, from) + made + next.slice(to);
  }
  return next;
}

/** The code's tokens, and the comments between them as `{ pos, end }`. */
function read(text, name) {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const tokens = [];
  const found = new Map();
  const note = (ranges) => {
    for (const range of ranges ?? []) found.set(range.pos, range);
  };
  const visit = (node) => {
    if (node.kind >= ts.SyntaxKind.FirstJSDocNode && node.kind <= ts.SyntaxKind.LastJSDocNode) return;
    const children = node.getChildren(source);
    if (children.length > 0) {
      children.forEach(visit);
      return;
    }
    tokens.push(node.getText(source));
    note(ts.getLeadingCommentRanges(text, node.pos));
    note(ts.getTrailingCommentRanges(text, node.end));
  };
  visit(source);
  return { tokens, comments: [...found.values()].sort((a, b) => a.pos - b.pos) };
}

/** Everything but white space and the marks of comments. */
function contentOf(text, name) {
  const { tokens, comments } = read(text, name);
  const words = comments.map(({ pos, end }) =>
    text.slice(pos, end).replace(/^\s*(?:\/\*\*|\*(?!\/)|\/\/)|\*\/$/gm, ''),
  );
  return JSON.stringify([tokens, words.join(' ').split(/\s+/)]);
}

/**
 * Docstrings, and lines of `//` that follow each other with one indentation, as ranges of the text.
 */
function groups(text, comments) {
  const out = [];
  for (const { pos, end } of comments) {
    const indent = indentAt(text, pos);
    if (indent === undefined) continue;
    const comment = text.slice(pos, end);
    const last = out.at(-1);
    if (comment.startsWith('/**')) out.push({ from: pos, to: end, indent, lines: false });
    else if (!comment.startsWith('//') || isDirective(comment)) out.push({ from: end, to: end, indent, lines: false });
    else if (last?.lines && last.indent === indent && text.slice(last.to, pos) === `\n${indent}`) last.to = end;
    else out.push({ from: pos, to: end, indent, lines: true });
  }
  return out.filter(({ from, to }) => from < to);
}

function isDirective(comment) {
  return /^\/\/(?:\/|#|!|\s*(?:@|biome-|eslint|prettier|v8 |c8 |#))/.test(comment);
}

/** The blanks before `pos` on its line; undefined when anything else stands there. */
function indentAt(text, pos) {
  const before = text.slice(text.lastIndexOf('\n', pos - 1) + 1, pos);
  return /^[ \t]*$/.test(before) ? before : undefined;
}

function wrapComment(comment, indent) {
  const lines = comment.split('\n').map((line, index) => (index === 0 ? `${indent}${line}` : line));
  if (!lines.some((line) => widthOf(line) > COLUMNS)) return comment;
  const isDoc = comment.startsWith('/**');
  const prefix = `${indent}${isDoc ? ' * ' : '// '}`;
  const wrappedLines = isDoc
    ? docLines(comment)
    : comment.split('\n').map((line) => line.trim().replace(/^\/\/ ?/, ''));
  const body = wrapLines(wrappedLines, prefix);
  const whole = isDoc ? [`${indent}/**`, ...body, `${indent} */`] : body;
  return whole.join('\n').slice(indent.length);
}

/** What a docstring says, line by line, without its frame. */
function docLines(comment) {
  const inner = comment.slice(3, -2).split('\n');
  const lines = inner.map((line, index) => (index === 0 ? line.trim() : line.trim().replace(/^\* ?/, '')));
  while (lines.length > 0 && lines[0] === '') lines.shift();
  while (lines.length > 0 && lines.at(-1) === '') lines.pop();
  return lines;
}

function wrapLines(lines, prefix) {
  const out = [];
  let paragraph = [];
  let verbatim = ''; // 'fence', or 'item' and 'tag' until an empty line
  const flush = () => {
    const long = paragraph.some((line) => widthOf(prefix + line) > COLUMNS);
    out.push(...(long ? fill(paragraph, { first: prefix }) : paragraph.map((line) => prefix + line)));
    paragraph = [];
  };
  for (const line of lines) {
    if (line.startsWith('```')) verbatim = verbatim === 'fence' ? '' : 'fence';
    else if (line === '' && verbatim !== 'fence') verbatim = '';
    else if (verbatim === '' && /^(?:[-*+•] |\d+[.)] |@)/.test(line)) verbatim = 'item';
    if (verbatim === '' && line !== '' && !isAligned(line)) paragraph.push(line);
    else {
      flush();
      out.push(`${prefix}${line}`.trimEnd());
    }
  }
  flush();
  return out;
}

/** A table, a heading, or words set in columns by hand. */
function isAligned(line) {
  return /^(?:\s|\|.*\|$|#|```|>)/.test(line) || /\S {2,}\S/.test(line);
}
