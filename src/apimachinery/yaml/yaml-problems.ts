import type { YAMLParseError } from 'yaml';

/** What kube-apiserver's YAML parser says of a text, and whether it finds that out while it reads words or what they make. */
interface Problem {
  readonly words: string;
  readonly by: 'scanner' | 'parser';
}

const NO_TOKEN: Problem = { words: 'found character that cannot start any token', by: 'scanner' };
const NO_VALUE_HERE: Problem = { words: 'mapping values are not allowed in this context', by: 'scanner' };
const NO_KEY: Problem = { words: 'did not find expected key', by: 'parser' };
const NO_COLON: Problem = { words: "could not find expected ':'", by: 'scanner' };
const UNTERMINATED: Problem = { words: 'found unexpected end of stream', by: 'scanner' };
const BAD_ESCAPE: Problem = { words: 'found unknown escape character', by: 'scanner' };

/**
 * Says why a text is no YAML in the words of kube-apiserver's parser, as far as the one here has found the same. Like that one, it
 * names the line that it has read by then, if that is not the first.
 */
export function yamlProblem(error: YAMLParseError, text: string): string {
  const { message, pos } = error;
  const unclosed = UNCLOSED.exec(message)?.[1];
  if (unclosed !== undefined) return shown(unclosedFlow(text, unclosed), lineOfEnd(text));
  if (message.startsWith('Missing closing')) return shown(UNTERMINATED, linesBefore(text, text.length));
  const problem = problemOf(error);
  return problem === undefined ? message : shown(problem, linesBefore(text, offending(problem, text, pos[0])));
}

// A flow collection goes on until it is closed, whatever the indentation.
const UNCLOSED = /^Flow (?:map|sequence)\b.* end with a ([\]}])/;

function problemOf({ code, message }: YAMLParseError): Problem | undefined {
  if (message.startsWith('Block collection cannot start on same line')) return NO_VALUE_HERE;
  switch (code) {
    case 'TAB_AS_INDENT':
    case 'BAD_SCALAR_START':
      return NO_TOKEN;
    case 'BAD_DQ_ESCAPE':
      return BAD_ESCAPE;
    case 'BLOCK_AS_IMPLICIT_KEY':
      return NO_VALUE_HERE;
    case 'MULTILINE_IMPLICIT_KEY':
      return NO_COLON;
    case 'BAD_INDENT':
      return NO_KEY;
    case 'MISSING_CHAR':
      if (message.startsWith('Implicit map keys')) return NO_COLON;
      return message.startsWith('Sequence item without') ? NO_KEY : undefined;
    default:
      return undefined;
  }
}

function unclosedFlow(text: string, end: string): Problem {
  const last = text.trimEnd().at(-1) ?? '';
  const words = '[{,:'.includes(last) ? 'did not find expected node content' : `did not find expected ',' or '${end}'`;
  return { words, by: 'parser' };
}

/** Where the parser of kube-apiserver stands: a colon that nothing can have is found on the line on which it is. */
function offending(problem: Problem, text: string, start: number): number {
  if (problem !== NO_VALUE_HERE) return start;
  const colon = /:(?:\s|$)/g;
  colon.lastIndex = start;
  return colon.exec(text)?.index ?? start;
}

function linesBefore(text: string, end: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** The end of a text is a line of its own. */
function lineOfEnd(text: string): number {
  return linesBefore(text, text.length) + (text === '' || text.endsWith('\n') ? 0 : 1);
}

function shown({ words, by }: Problem, linesRead: number): string {
  if (linesRead === 0) return words;
  return `line ${by === 'scanner' ? linesRead + 1 : linesRead}: ${words}`;
}

/** What is wrong with a directive, the line of a text that begins with `%`; undefined where nothing is. */
export function directiveProblem(source: string): string | undefined {
  const [, name = '', value = ''] = /^%(\S*)\s*(\S*)/.exec(source) ?? [];
  if (name === '') return 'could not find expected directive name';
  if (name === 'YAML') return value === '1.1' ? undefined : 'found incompatible YAML document';
  return name === 'TAG' ? undefined : 'found unknown directive name';
}
