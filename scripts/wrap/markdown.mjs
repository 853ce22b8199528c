// Paragraphs and list items of Markdown. Tables, headings, code, HTML, comments, quotations and
// display formulas are left.
import { marked } from 'marked';
import { COLUMNS, fill, settle, widthOf } from './fill.mjs';

/**
 * The same document with its prose wrapped. Throws if its HTML would change in more than white
 * space.
 */
export function wrapMarkdown(text) {
  const next = settle(text, wrapOnce);
  if (htmlOf(text) !== htmlOf(next)) throw new Error('wrapping would change what the document says');
  return next;
}

function htmlOf(text) {
  return marked.parse(text).replace(/\s+/g, ' ');
}

const ITEM = /^(\s*)([-*+]|\d+[.)])( +)(?=\S)/;

function wrapOnce(text) {
  const out = [];
  let block; // { lines, first, rest } of the paragraph being read
  let until; // what ends a stretch that is left alone
  let inList = false;
  const flush = () => {
    if (block) out.push(...wrapBlock(block));
    block = undefined;
  };
  const leave = (line) => {
    flush();
    out.push(line);
  };
  for (const line of text.split('\n')) {
    const bare = line.trim();
    if (until) {
      out.push(line);
      if (until.test(bare)) until = undefined;
    } else if (/^(?:```|~~~)/.test(bare)) {
      leave(line);
      until = bare.startsWith('```') ? /^```$/ : /^~~~$/;
    } else if (bare.startsWith('$$')) {
      leave(line);
      if (!/^\$\$.*\$\$/.test(bare)) until = /\$\$/;
    } else if (bare === '' || /^<!--.*-->$/.test(bare)) leave(line);
    else if (!block && /^<[a-z!/]/i.test(bare)) {
      leave(line);
      until = /^$/;
    } else if (/^(?:#{1,6} |\||>|\[[^\]]+\]: |={3,}$|-{3,}$|\*{3,}$)/.test(bare)) {
      // An underlined heading is no paragraph either.
      if (block && /^[=-]+$/.test(bare)) {
        out.push(...block.raw);
        block = undefined;
      }
      leave(line);
      inList = false;
    } else if (ITEM.test(line)) {
      flush();
      const [mark] = ITEM.exec(line);
      block = { raw: [line], lines: [line.slice(mark.length)], first: mark, rest: ' '.repeat(mark.length) };
      inList = true;
    } else if (block) {
      block.raw.push(line);
      block.lines.push(bare);
    } else {
      const [indent] = /^\s*/.exec(line);
      if (indent.length >= 4 && !inList) leave(line);
      else {
        block = { raw: [line], lines: [bare], first: indent, rest: indent };
        if (indent === '') inList = false;
      }
    }
  }
  flush();
  return out.join('\n');
}

function wrapBlock({ raw, lines, first, rest }) {
  const long = raw.some((line) => widthOf(line) > COLUMNS);
  // A line that ends in two blanks or a backslash breaks there on purpose.
  const broken = raw.some((line) => / {2}$|\\$/.test(line));
  return long && !broken ? fill(lines, { first, rest, kind: 'markdown' }) : raw;
}
