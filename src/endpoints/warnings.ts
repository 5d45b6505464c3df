// As kube-apiserver has it: proxies drop answers whose headers grow too large.
const MAX_TOTAL_RUNES = 4096;
const MAX_RUNES_WHEN_CUT = 256;

/**
 * The Warning headers (RFC 7234, code 299) of an answer, each text once. Where they are too long together, each is cut;
 * where they still are, the last ones are left out.
 */
export function warningHeaders(texts: readonly string[]): string[] {
  const unique = [...new Set(texts)];
  const total = unique.reduce((sum, text) => sum + [...text].length, 0);
  const headers: string[] = [];
  let runes = 0;
  for (const text of unique) {
    const shown = total > MAX_TOTAL_RUNES ? [...text].slice(0, MAX_RUNES_WHEN_CUT).join('') : text;
    runes += [...shown].length;
    if (runes > MAX_TOTAL_RUNES) break;
    headers.push(`299 - "${header(shown)}"`);
  }
  return headers;
}

// Node writes headers as Latin-1, Go as UTF-8: these are the code units that come out as the same bytes.
function header(text: string): string {
  return Buffer.from(text.replace(/\p{Cc}/gu, ' ').replace(/["\\]/g, '\\$&')).toString('latin1');
}
