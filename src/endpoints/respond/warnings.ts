import { MOST_WARNING_RUNES } from '../../apimachinery/warnings.ts';

const MOST_RUNES_WHEN_CUT = 256;

/**
 * The Warning headers (RFC 7234, code 299) of an answer, each text once. As kube-apiserver has it: where they are too long
 * together each is cut, and where they still are the last ones are left out; a text with control characters is not told.
 */
export function warningHeaders(texts: readonly string[]): string[] {
  const whole = new Set<string>();
  let runes = 0;
  for (const text of texts) {
    if (text === '' || whole.has(text)) continue;
    whole.add(text);
    if (canBeTold(text)) runes += runesOf(text);
    if (runes > MOST_WARNING_RUNES) return cutHeaders(texts, whole.size);
  }
  return [...whole].filter(canBeTold).map(header);
}

/** Headers of the beginnings of texts: of the first `atLeast` different ones, and of more while there is room. */
function cutHeaders(texts: readonly string[], atLeast: number): string[] {
  const told = new Set<string>();
  const headers: string[] = [];
  let runes = 0;
  for (const text of texts) {
    if (text === '' || told.has(text)) continue;
    if (runes >= MOST_WARNING_RUNES && told.size >= atLeast) break;
    told.add(text);
    const shown = beginning(text, MOST_RUNES_WHEN_CUT);
    if (!canBeTold(shown)) continue;
    runes += runesOf(shown);
    headers.push(header(shown));
  }
  return headers;
}

function canBeTold(text: string): boolean {
  return !/\p{Cc}/u.test(text);
}

function runesOf(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function beginning(text: string, runes: number): string {
  // A rune is two characters at most.
  return [...text.slice(0, runes * 2)].slice(0, runes).join('');
}

function header(text: string): string {
  return `299 - "${escaped(text)}"`;
}

// Node writes headers as Latin-1, Go as UTF-8: these are the code units that come out as the same bytes.
function escaped(text: string): string {
  return Buffer.from(text.replace(/["\\]/g, '\\$&')).toString('latin1');
}
