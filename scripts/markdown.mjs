// What the tests of the documents read in them: links, anchors, commands and blocks of code.
import GithubSlugger, { slug } from 'github-slugger';
import { marked } from 'marked';

/** Every link and image of a document, as written, those in HTML included. */
export function linksIn(text) {
  const found = [];
  marked.walkTokens(marked.lexer(text), (token) => {
    if (token.type === 'link' || token.type === 'image') found.push(token.href);
    if (token.type === 'html') for (const [, href] of token.text.matchAll(/(?:href|src)="([^"]+)"/g)) found.push(href);
  });
  return [...new Set(found)];
}

/** The anchors of a document: those that GitHub gives its headings, and `id`s in HTML. */
export function anchorsIn(text) {
  const slugger = new GithubSlugger();
  const found = new Set();
  marked.walkTokens(marked.lexer(text), (token) => {
    if (token.type === 'heading') found.add(slugger.slug(plain(token.text)));
    if (token.type === 'html') for (const [, id] of token.text.matchAll(/\bid="([^"]+)"/g)) found.add(id);
  });
  return found;
}

/** A heading's text without its marks. */
function plain(text) {
  return text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '');
}

/** What stands behind `#` must be a slug itself, or no browser finds it. */
export function isSlug(anchor) {
  return slug(anchor) === anchor;
}

/** The fenced blocks, as `{ language, text }`. */
export function blocksIn(text) {
  const found = [];
  marked.walkTokens(marked.lexer(text), (token) => {
    if (token.type === 'code' && token.codeBlockStyle !== 'indented')
      found.push({ language: token.lang ?? '', text: token.text });
  });
  return found;
}

const SHELLS = new Set(['sh', 'bash', 'shell', 'console']);

/**
 * The commands of the shell blocks, without prompts and remarks; a line that ends in `\` goes on in
 * the next.
 */
export function blockCommandsIn(text) {
  return blocksIn(text)
    .filter(({ language }) => SHELLS.has(language))
    .flatMap((block) => block.text.replace(/\\\n\s*/g, '').split('\n'))
    .map((line) =>
      line
        .replace(/^\$ /, '')
        .replace(/(^|\s)#\s.*$/, '')
        .trim(),
    )
    .filter((line) => line !== '');
}

/** Commands in running text: code that starts with one of these words. */
export function inlineCommandsIn(text) {
  const found = [];
  marked.walkTokens(marked.lexer(text), (token) => {
    if (token.type === 'codespan' && /^(npx|orrery|npm|node|bash|ssh) /.test(token.text)) found.push(token.text);
  });
  return [...new Set(found)];
}

/** The words of a command line; quotes keep words together, as in a shell. */
export function wordsOf(command) {
  return [...command.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single),
  );
}
