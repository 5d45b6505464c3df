import { describe, expect, test } from 'vitest';
import { parseNetwork } from '../../../src/cri/cni/parse-network.ts';

function parse(file: string, content: unknown) {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return parseNetwork(`/net.d/${file}`, file, Buffer.from(text));
}

const networkOf = (file: string, content: unknown) => {
  const parsed = parse(file, content);
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.network;
};

const problemOf = (file: string, content: unknown) => {
  const parsed = parse(file, content);
  return parsed.ok ? undefined : parsed.problem;
};

const plugins = [{ type: 'bridge' }, { type: 'portmap', capabilities: { portMappings: true } }];

describe('a .conflist', () => {
  test('is a network with its plugins in order', () => {
    const source = JSON.stringify({ cniVersion: '1.0.0', name: 'net', plugins });
    expect(networkOf('10-net.conflist', source)).toEqual({
      name: 'net',
      cniVersion: '1.0.0',
      plugins,
      file: '/net.d/10-net.conflist',
      source,
    });
  });

  test.each([
    [{ plugins }, 'it has no name'],
    [{ name: 'net' }, 'it has no plugins'],
    [{ name: 'net', type: 'bridge' }, 'it has no plugins'],
    [{ name: 'net', plugins: {} }, 'its plugins are not a list'],
    [{ name: 'net', plugins: null }, 'its plugins are not a list'],
    [{ name: 'net', plugins: [] }, 'its list of plugins is empty'],
    [{ name: 'net', plugins: [{ type: 'bridge' }, { type: '' }] }, 'its plugin 1 has no type'],
    [{ name: 'net', plugins: [{}] }, 'its plugin 0 has no type'],
    [{ name: 'net', plugins: ['bridge'] }, 'its plugin 0 has no type'],
    [{ name: 'net', plugins: [null] }, 'its plugin 0 has no type'],
  ])('is broken where it says %j', (content, problem) => {
    expect(problemOf('net.conflist', content)).toBe(problem);
  });
});

describe.each(['net.conf', 'net.json'])('a single plugin in %s', (file) => {
  test('is a network with that plugin', () => {
    const plugin = { cniVersion: '0.3.1', name: 'one', type: 'macvlan', master: 'eth0' };
    expect(networkOf(file, plugin)).toMatchObject({ name: 'one', cniVersion: '0.3.1', plugins: [plugin] });
  });

  test.each([
    [{ name: 'net' }, 'it has no type'],
    [{ name: 'net', type: '' }, 'it has no type'],
    [{ name: 'net', type: 7 }, 'it has no type'],
    [{ name: 'net', plugins }, 'it has plugins and no type; perhaps this is a .conflist?'],
  ])('is broken where it says %j', (content, problem) => {
    expect(problemOf(file, content)).toBe(problem);
  });
});

describe('the name', () => {
  test.each(['net.conf', '87-podman.json'])('is that of the file %s where it says none', (file) => {
    expect(networkOf(file, { type: 'bridge' }).name).toBe(file);
    expect(networkOf(file, { type: 'bridge', name: '' }).name).toBe(file);
  });

  test('is that of the file where a .conflist has an empty one', () => {
    expect(networkOf('net.conflist', { name: '', plugins }).name).toBe('net.conflist');
  });

  test.each(['a', '0', 'A.b_c-d', 'n'.repeat(200)])('may be %s', (name) => {
    expect(networkOf('net.conf', { type: 'bridge', name }).name).toBe(name);
  });

  test.each(['-a', '.a', '_a', 'a b', 'a/b', 'ä', 'a\n'])('may not be %j', (name) => {
    expect(problemOf('net.conf', { type: 'bridge', name })).toBe(
      `its name ${JSON.stringify(name)} is not letters, digits, '_', '.' and '-' after a letter or digit`,
    );
  });

  test('may not have more than 200 characters, nor be anything but a string', () => {
    expect(problemOf('net.conf', { type: 'bridge', name: 'n'.repeat(201) })).toBe(
      'its name is longer than 200 characters',
    );
    expect(problemOf('net.conf', { type: 'bridge', name: 7 })).toBe('its name is not a string');
    expect(problemOf(' .conf', { type: 'bridge' })).toMatch('its name " .conf" is not');
  });
});

describe('the cniVersion', () => {
  test.each(['0.3.0', '0.3.1', '0.4.0', '1.0.0', '1.1.0', ''])('may be %j', (cniVersion) => {
    expect(networkOf('net.conf', { type: 'bridge', cniVersion }).cniVersion).toBe(cniVersion);
  });

  test('may be missing', () => {
    expect(networkOf('net.conflist', { name: 'net', plugins }).cniVersion).toBe('');
  });

  test.each(['0.1.0', '0.2.0', '1.0', '2.0.0', 'v1.0.0'])('may not be %s', (cniVersion) => {
    expect(problemOf('net.conf', { type: 'bridge', cniVersion })).toBe(
      `its cniVersion "${cniVersion}" is none of 0.3.0, 0.3.1, 0.4.0, 1.0.0, 1.1.0`,
    );
  });

  test('may be nothing but a string', () => {
    expect(problemOf('net.conf', { type: 'bridge', cniVersion: 1 })).toBe('its cniVersion is not a string');
  });
});

describe('what is no JSON object', () => {
  test.each([
    ['', 'it is not JSON'],
    ['{"type":"bridge"', 'it is not JSON'],
    ['{"type":"bridge"}}', 'it is not JSON'],
    ['\u{feff}{"type":"bridge"}', 'it is not JSON'],
    ['null', 'it is not a JSON object'],
    ['[{"type":"bridge"}]', 'it is not a JSON object'],
    ['"bridge"', 'it is not a JSON object'],
  ])('%j is broken', (text, problem) => {
    expect(problemOf('net.conf', text)).toBe(problem);
  });

  test('invalid UTF-8 is broken', () => {
    const bytes = Buffer.from('{"type":"bridge","name":"\xff"}', 'latin1');
    expect(parseNetwork('/net.d/net.conf', 'net.conf', bytes)).toEqual({ ok: false, problem: 'it is not UTF-8' });
  });

  test('a plugin that is nested half a million levels deep is broken, and one of 400 is not', () => {
    const nested = (levels: number) => `{"type":"x","args":${'['.repeat(levels)}${']'.repeat(levels)}}`;
    expect(problemOf('net.conf', nested(500_000))).toBe('it is nested more than 500 levels deep');
    expect(problemOf('net.conf', nested(400))).toBeUndefined();
  });
});

test('fields with names that JavaScript treats in its own way are plain data', () => {
  const source = '{"type":"bridge","__proto__":{"name":"x"},"constructor":{"plugins":[]}}';
  const { name, plugins: own } = networkOf('net.conf', source);
  expect(name).toBe('net.conf');
  expect(JSON.stringify(own)).toBe(`[${source}]`);
});
