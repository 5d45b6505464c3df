import { describe, expect, test } from 'vitest';
import { parseLabelSelector } from '../../../src/apimachinery/labels/parse-label-selector.ts';
import { meets } from '../../../src/apimachinery/labels/requirement.ts';

const selects = (selector: string, labels: Readonly<Record<string, string>>): boolean =>
  parseLabelSelector(selector).every((requirement) => meets(requirement, (key) => labels[key]));

describe('a label selector', () => {
  test.each([
    ['', true],
    ['app=web', true],
    ['app==web', true],
    ['app = web , tier=front', true],
    ['app=db', false],
    ['app!=db', true],
    ['app!=web', false],
    ['none!=x', true],
    ['app in (db, web)', true],
    ['app in (db)', false],
    ['none in (db)', false],
    ['app notin (db)', true],
    ['none notin (db)', true],
    ['app notin (web,db)', false],
    ['app', true],
    ['none', false],
    ['!none', true],
    ['!app', false],
    ['! none', true],
    ['size>3', true],
    ['size>5', false],
    ['size<10', true],
    ['app<10', false],
    ['none>1', false],
    ['empty=', true],
    ['empty in ()', true],
    ['app in (,)', false],
    ['empty in (a,)', true],
    ['in=x', true],
    ['app in (in,web)', true],
    ['example.com/role=a', true],
    ['app,size,!none', true],
  ])('%j selects by the labels: %s', (selector, expected) => {
    const labels = { app: 'web', tier: 'front', size: '5', empty: '', in: 'x', 'example.com/role': 'a' };
    expect(selects(selector, labels)).toBe(expected);
  });

  const notAValue =
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

  test.each([
    ['app in web', "unable to parse requirement: found 'web' expected: '('"],
    ['=x', "found '=', expected: !, identifier, or 'end of string'"],
    ['a=b=c', "found '=', expected: ',' or 'end of string'"],
    ['bad key=x', "unable to parse requirement: found 'key', expected: in, notin, =, ==, !=, gt, lt"],
    ['a,', "found '', expected: identifier after ','"],
    ['!', "unable to parse requirement: found '', expected: identifier"],
    ['!a=b', "found '=', expected: ',' or 'end of string'"],
    ['a in (b', "unable to parse requirement: found '', expected: ',' or ')'"],
    ['a in (=', "unable to parse requirement: found '=', expected: ',', ')' or identifier"],
    ['a in (b,=)', "unable to parse requirement: found '=', expected: ',', or identifier"],
    ['a=(', "unable to parse requirement: found '(', expected: identifier"],
    ['a=-bad-', `unable to parse requirement: values[0][a]: Invalid value: "-bad-": ${notAValue}`],
    [
      'a>b',
      `unable to parse requirement: values[0]: Invalid value: "b": for 'Gt', 'Lt' operators, the value must be an integer`,
    ],
    ['/a', 'unable to parse requirement: <nil>: Invalid value: "/a": prefix part must be non-empty'],
  ])("%j is refused with kube-apiserver's message", (selector, message) => {
    expect(() => parseLabelSelector(selector)).toThrow(
      expect.objectContaining({ status: expect.objectContaining({ code: 400, reason: 'BadRequest', message }) }),
    );
  });
});
