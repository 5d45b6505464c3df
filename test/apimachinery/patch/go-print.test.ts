import { expect, test } from 'vitest';
import { parseJson } from '../../../src/apimachinery/json/parse-json.ts';
import { goPrint } from '../../../src/apimachinery/patch/go-print.ts';

test.each([
  ['{"b":[1,"x",true],"a":{"c":null}}', 'map[a:map[c:<nil>] b:[1 x true]]'],
  ['[]', '[]'],
  ['{}', 'map[]'],
  ['{"n":[1.0,1.5,1e21,0.00001,9007199254740993]}', 'map[n:[1 1.5 1e+21 1e-05 9007199254740993]]'],
])('%s is printed as Go prints it', (text, printed) => {
  expect(goPrint(parseJson(text).value)).toBe(printed);
});
