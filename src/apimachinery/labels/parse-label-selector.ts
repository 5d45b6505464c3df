import type { FieldError } from '../field-error.ts';
import { badRequest } from '../status-error.ts';
import { type Token, tokensOf } from './lexer.ts';
import { keyError, type Operator, type Requirement, requirementErrors } from './requirement.ts';

/**
 * Reads a label selector such as `app=web,tier in (a, b),!legacy`, by the rules of kubernetes/apimachinery (pkg/labels).
 * The empty text has no requirements and selects everything.
 * @throws StatusError 400 with kube-apiserver's message.
 */
export function parseLabelSelector(selector: string): readonly Requirement[] {
  if (selector === '') return [];
  try {
    return new Parser(tokensOf(selector)).parse();
  } catch (error) {
    throw error instanceof SelectorError ? badRequest(error.message) : error;
  }
}

class SelectorError extends Error {}

const BINARY_OPERATORS = ['in', 'notin', '=', '==', '!=', 'gt', 'lt'];

class Parser {
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parse(): Requirement[] {
    const requirements: Requirement[] = [];
    for (;;) {
      const first = this.#peek();
      if (first.kind === 'end') return requirements;
      if (!startsRequirement(first)) throw unexpected(first, ", expected: !, identifier, or 'end of string'");
      requirements.push(this.#requirement());
      const next = this.#take();
      if (next.kind === 'end') return requirements;
      if (next.kind !== ',') throw unexpected(next, ", expected: ',' or 'end of string'");
      const after = this.#peek();
      if (!startsRequirement(after)) throw unexpected(after, ", expected: identifier after ','");
    }
  }

  #requirement(): Requirement {
    try {
      const requirement = this.#keyAndValues();
      const errors = requirementErrors(requirement);
      if (errors.length > 0) throw new SelectorError(aggregate(errors));
      return requirement;
    } catch (error) {
      if (error instanceof SelectorError) error.message = `unable to parse requirement: ${error.message}`;
      throw error;
    }
  }

  #keyAndValues(): Requirement {
    let token = this.#take();
    const negated = token.kind === '!';
    if (negated) token = this.#take();
    if (token.kind !== 'identifier') throw unexpected(token, ', expected: identifier');
    const key = token.text;
    const wrong = keyError(key);
    if (wrong !== undefined) throw new SelectorError(`${wrong.field}: ${wrong.message}`);
    if (negated) return { key, operator: '!', values: [] };
    const { kind } = this.#peek();
    if (kind === 'end' || kind === ',') return { key, operator: 'exists', values: [] };
    const operator = this.#operator();
    const values = operator === 'in' || operator === 'notin' ? this.#values() : [this.#exactValue()];
    return { key, operator, values };
  }

  #operator(): Operator {
    const raw = this.#tokens[this.#position] ?? END;
    this.#position += 1;
    switch (raw.kind) {
      case 'in':
      case 'notin':
      case '=':
      case '==':
      case '!=':
        return raw.kind;
      case '>':
        return 'gt';
      case '<':
        return 'lt';
      default:
        throw unexpected(raw, `, expected: ${BINARY_OPERATORS.join(', ')}`);
    }
  }

  /** The values between parentheses. One that is left out is the empty text. */
  #values(): string[] {
    const open = this.#take();
    if (open.kind !== '(') throw unexpected(open, " expected: '('");
    const values = new Set<string>();
    const first = this.#peek();
    if (first.kind === ')') {
      this.#take();
      return [''];
    }
    if (first.kind !== 'identifier' && first.kind !== ',') {
      throw unexpected(first, ", expected: ',', ')' or identifier");
    }
    for (;;) {
      const token = this.#take();
      const next = this.#peek();
      if (token.kind === 'identifier') {
        values.add(token.text);
        if (next.kind === ')') break;
        if (next.kind !== ',') throw unexpected(next, ", expected: ',' or ')'");
      } else if (token.kind === ',') {
        if (values.size === 0 || next.kind === ')' || next.kind === ',') values.add('');
        if (next.kind === ')') break;
      } else throw unexpected(token, ", expected: ',', or identifier");
    }
    this.#take();
    return [...values].sort();
  }

  #exactValue(): string {
    const { kind } = this.#peek();
    if (kind === 'end' || kind === ',') return '';
    const token = this.#take();
    if (token.kind !== 'identifier') throw unexpected(token, ', expected: identifier');
    return token.text;
  }

  #peek(): Token {
    return asWord(this.#tokens[this.#position] ?? END);
  }

  #take(): Token {
    const token = this.#peek();
    this.#position += 1;
    return token;
  }
}

const END: Token = { kind: 'end', text: '' };

/** `in` and `notin` are plain words everywhere but where an operator stands. */
function asWord(token: Token): Token {
  return token.kind === 'in' || token.kind === 'notin' ? { kind: 'identifier', text: token.text } : token;
}

function startsRequirement({ kind }: Token): boolean {
  return kind === 'identifier' || kind === '!';
}

function unexpected({ text }: Token, expected: string): SelectorError {
  return new SelectorError(`found '${text}'${expected}`);
}

function aggregate(errors: readonly FieldError[]): string {
  const texts = [...new Set(errors.map(({ field, message }) => `${field}: ${message}`))];
  return texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`;
}
