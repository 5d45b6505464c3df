/**
 * Indents compact JSON by two spaces, as Go's json.MarshalIndent does. It moves text and reads no values, so that every
 * number stays as it is written.
 */
export function indentJson(text: string): string {
  let out = '';
  let indent = '\n';
  for (const [token, open, close, mark] of text.matchAll(TOKEN)) {
    if (open !== undefined) {
      indent += '  ';
      out += token + indent;
    } else if (close !== undefined) {
      indent = indent.slice(0, -2);
      out += indent + token;
    } else if (mark !== undefined) {
      out += mark === ',' ? token + indent : `${token} `;
    } else {
      out += token;
    }
  }
  return out;
}

// Empty objects and arrays stay closed, like strings and everything between the marks.
const TOKEN = /\{\}|\[\]|"(?:[^"\\]|\\.)*"|([{[])|([}\]])|([,:])|[^{}[\],:"]+/gs;
