import { badRequest } from '../status-error.ts';

/** One of the conditions of a field selector, all of which have to hold: a field is equal to a value, or is not. */
export interface FieldTerm {
  /** The field as the client names it, such as `spec.nodeName`. */
  readonly field: string;
  readonly equal: boolean;
  readonly value: string;
}

// In this order: a term is cut at the first place where one of them stands.
const OPERATORS = ['!=', '==', '='] as const;

/**
 * Reads a field selector such as `status.phase=Running,spec.nodeName!=n1`, by the rules of kubernetes/apimachinery
 * (pkg/fields): a backslash stands before a comma, an equals sign or a backslash that belongs to a value. Whether a kind has
 * the fields is not looked at.
 * @throws StatusError 400 with kube-apiserver's message.
 */
export function parseFieldSelector(selector: string): readonly FieldTerm[] {
  const terms: FieldTerm[] = [];
  for (const text of splitTerms(selector).sort()) {
    if (text === '') continue;
    const term = parseTerm(text, selector);
    // That nothing is nothing holds for everything, and that it is not, too.
    if (term.field !== '' || term.value !== '') terms.push(term);
  }
  return terms;
}

/** Cuts a selector at its commas, apart from those that a backslash stands before. */
function splitTerms(selector: string): string[] {
  const terms: string[] = [];
  let start = 0;
  for (let at = 0; at < selector.length; at += 1) {
    if (selector[at] === '\\') at += 1;
    else if (selector[at] === ',') {
      terms.push(selector.slice(start, at));
      start = at + 1;
    }
  }
  terms.push(selector.slice(start));
  return terms;
}

function parseTerm(term: string, selector: string): FieldTerm {
  for (let at = 0; at < term.length; at += 1) {
    const operator = OPERATORS.find((candidate) => term.startsWith(candidate, at));
    if (operator === undefined) continue;
    const value = unescaped(term.slice(at + operator.length));
    return { field: term.slice(0, at), equal: operator !== '!=', value };
  }
  throw badRequest(`invalid selector: '${selector}'; can't understand '${term}'`);
}

function unescaped(value: string): string {
  if (!/[\\,=]/.test(value)) return value;
  let plain = '';
  for (let at = 0; at < value.length; at += 1) {
    let character = value.charAt(at);
    if (character === '\\') {
      at += 1;
      character = value.charAt(at);
      if (character === '' || !'\\,='.includes(character)) {
        throw badRequest(`invalid field selector: invalid escape sequence: \\${character}`);
      }
    } else if (character === ',' || character === '=') {
      // kube-apiserver names the character by its number.
      throw badRequest(`invalid field selector: unescaped character in value: ${character.charCodeAt(0)}`);
    }
    plain += character;
  }
  return plain;
}
