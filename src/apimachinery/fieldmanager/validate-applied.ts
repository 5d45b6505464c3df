import { append } from '../append.ts';
import { MOST_ERRORS } from '../field-errors.ts';
import { JsonNumber } from '../json/json-number.ts';
import { goPrint } from '../patch/go-print.ts';
import { isObject } from '../patch/json-value.ts';
import { EntryProblem, entryElement } from './list-entries.ts';
import type { ListMergeType, MapMergeType, MergeType, ScalarMergeType } from './merge-type.ts';
import { fieldElement, printElement } from './path-element.ts';
import { isNumber, membersOf } from './values.ts';

/** What is wrong with an applied configuration. */
interface AppliedError {
  /** As messages name it: `.spec.containers`. */
  readonly path: string;
  readonly message: string;
}

/**
 * What is wrong with what a client applies: values of a wrong type, fields that do not exist, entries that cannot be told apart; in
 * the words of kube-apiserver, undefined where all is well.
 */
export function appliedProblem(type: MergeType, value: unknown): string | undefined {
  const errors = check(type, value);
  const [first] = errors;
  if (first === undefined) return undefined;
  const print = ({ path, message }: AppliedError): string => (path === '' ? message : `${path}: ${message}`);
  if (errors.length === 1) return print(first);
  const lines = errors.slice(0, MOST_ERRORS).map((error) => `  ${print(error)}`);
  if (errors.length > MOST_ERRORS) lines.push(`  ${errors.length - MOST_ERRORS} more errors are not shown`);
  return ['errors:', ...lines].join('\n');
}

function check(type: MergeType, value: unknown): AppliedError[] {
  if (value === null) return [];
  if (type.kind === 'scalar') return checkScalar(type, value);
  return type.kind === 'map' ? checkMap(type, value) : checkList(type, value);
}

function checkMap(type: MapMergeType, value: unknown): AppliedError[] {
  if (!isObject(value)) return problem(`expected map, got &{${goPrint(value)}}`);
  const errors: AppliedError[] = [];
  for (const [name, member] of membersOf(value)) {
    const field = type.fields.get(name);
    const memberType = field?.type ?? type.element;
    const element = field?.element ?? fieldElement(name);
    if (memberType === undefined) return [...errors, ...within(element, problem('field not declared in schema'))];
    append(errors, within(element, check(memberType, member)));
  }
  return errors;
}

function checkList(type: ListMergeType, value: unknown): AppliedError[] {
  if (!Array.isArray(value)) return problem(`expected list, got &{${goPrint(value)}}`);
  const errors: AppliedError[] = [];
  const seen = new Set<string>();
  for (const [i, entry] of value.entries()) {
    const element = type.relation === 'atomic' ? `i:${i}` : entryElement(type, entry);
    if (element instanceof EntryProblem) return [...errors, ...problem(`element ${i}: ${element.message}`)];
    if (seen.has(element)) append(errors, problem(`duplicate entries for key ${printElement(element)}`));
    seen.add(element);
    append(errors, within(element, check(type.element, entry)));
  }
  return errors;
}

function checkScalar({ scalar }: ScalarMergeType, value: unknown): AppliedError[] {
  switch (scalar) {
    case 'any':
      return [];
    case 'numeric':
      return isNumber(value) ? [] : problem(`expected numeric (int or float), got ${goType(value)}`);
    case 'string':
      return typeof value === 'string'
        ? []
        : problem(`expected string, got &value.valueUnstructured{Value:${goSyntax(value)}}`);
    case 'boolean':
      return typeof value === 'boolean' ? [] : problem(`expected boolean, got &{${goPrint(value)}}`);
    default:
      return Array.isArray(value) || isObject(value) ? problem(`expected any scalar, got &{${goPrint(value)}}`) : [];
  }
}

function problem(message: string): AppliedError[] {
  return [{ path: '', message }];
}

function within(element: string, errors: readonly AppliedError[]): AppliedError[] {
  return errors.map(({ path, message }) => ({ path: printElement(element) + path, message }));
}

/** The type of a JSON value in Go, as `%T` prints it. */
function goType(value: unknown): string {
  if (Array.isArray(value)) return '[]interface {}';
  if (isObject(value)) return 'map[string]interface {}';
  return typeof value === 'boolean' ? 'bool' : 'string';
}

/** A JSON value in the syntax of Go, as `%#v` prints it. */
function goSyntax(value: unknown): string {
  if (value === null || value === undefined) return 'interface {}(nil)';
  if (value instanceof JsonNumber) return value.text;
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (!isObject(value)) return JSON.stringify(value) ?? String(value);
  const members = membersOf(value).map(([name, member]) => `${JSON.stringify(name)}:${goSyntax(member)}`);
  return `map[string]interface {}{${members.join(', ')}}`;
}
