/** A piece of a label selector: an operator or a keyword by its own text, anything else by what it is. */
export interface Token {
  readonly kind: 'end' | 'error' | 'identifier' | Symbol | Keyword;
  readonly text: string;
}

const SYMBOLS = [')', ',', '!', '==', '=', '>', '<', '!=', '('] as const;
const KEYWORDS = ['in', 'notin'] as const;

type Symbol = (typeof SYMBOLS)[number];
type Keyword = (typeof KEYWORDS)[number];

const SPECIAL = '=!(),><';
const SPACE = ' \t\r\n';
// Ends a selector wherever it stands, as in kube-apiserver's lexer.
const NUL = '\0';

/** Cuts a label selector into tokens; the last one is the end. Nothing is refused here but runs of symbols that mean nothing. */
export function tokensOf(selector: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    while (at < selector.length && SPACE.includes(selector.charAt(at))) at += 1;
    if (at >= selector.length || selector[at] === NUL) {
      tokens.push({ kind: 'end', text: '' });
      return tokens;
    }
    const token = SPECIAL.includes(selector.charAt(at)) ? symbolAt(selector, at) : wordAt(selector, at);
    tokens.push(token.token);
    at = token.end;
  }
}

interface Found {
  readonly token: Token;
  readonly end: number;
}

/** The longest symbol that begins here; a run of symbols that never makes one is an error as a whole. */
function symbolAt(selector: string, start: number): Found {
  let symbol: Symbol | undefined;
  let end = start;
  for (; end < selector.length && SPECIAL.includes(selector.charAt(end)); end += 1) {
    const longer = SYMBOLS.find((candidate) => candidate === selector.slice(start, end + 1));
    if (longer === undefined && symbol !== undefined) break;
    symbol = longer ?? symbol;
  }
  if (symbol !== undefined) return { token: { kind: symbol, text: symbol }, end };
  const text = `error expected: keyword found '${selector.slice(start, end)}'`;
  return { token: { kind: 'error', text }, end };
}

function wordAt(selector: string, start: number): Found {
  let end = start;
  while (end < selector.length && !ENDS_A_WORD.includes(selector.charAt(end))) end += 1;
  const text = selector.slice(start, end);
  return { token: { kind: KEYWORDS.find((keyword) => keyword === text) ?? 'identifier', text }, end };
}

const ENDS_A_WORD = SPECIAL + SPACE + NUL;
