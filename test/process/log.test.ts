import { describe, expect, test } from 'vitest';
import { createLogger } from '../../src/process/log.ts';
import { LOG_LEVELS } from '../../src/process/log-level.ts';

function capture(isTTY: boolean) {
  const lines = { stdout: [] as string[], stderr: [] as string[] };
  const streams = {
    stdout: { isTTY, write: (line: string) => lines.stdout.push(line) },
    stderr: { isTTY, write: (line: string) => lines.stderr.push(line) },
  };
  return { lines, streams };
}

describe('where nobody reads along', () => {
  test('a line is JSON with the level by name and the time in ISO 8601, and names neither process nor host', () => {
    const { lines, streams } = capture(false);
    createLogger('info', streams).info({ url: 'http://x' }, 'listens');
    expect(lines.stdout).toHaveLength(1);
    expect(JSON.parse(lines.stdout[0] ?? '')).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      url: 'http://x',
      msg: 'listens',
    });
    expect(lines.stdout[0]?.endsWith('}\n')).toBe(true);
  });

  test('errors go to stderr, with their stack', () => {
    const { lines, streams } = capture(false);
    const logger = createLogger('trace', streams);
    logger.warn('w');
    logger.error({ err: new Error('broken') }, 'e');
    logger.fatal('f');
    logger.info('i');
    const messages = (of: readonly string[]) => of.map((line) => JSON.parse(line).msg);
    expect(messages(lines.stdout)).toEqual(['w', 'i']);
    expect(messages(lines.stderr)).toEqual(['e', 'f']);
    expect(JSON.parse(lines.stderr[0] ?? '').err).toMatchObject({
      message: 'broken',
      stack: expect.stringContaining('log.test'),
    });
  });
});

describe('on a terminal', () => {
  test('a line is text, and text that the message already says is not said again', () => {
    const { lines, streams } = capture(true);
    createLogger('info', streams).info({ url: 'http://x', store: 'memory', count: 3 }, 'listens on http://x:3');
    expect(lines.stdout).toEqual([
      expect.stringMatching(/^\d\d:\d\d:\d\d INFO listens on http:\/\/x:3 store=memory count=3\n$/),
    ]);
  });

  test('an error is followed by its stack', () => {
    const { lines, streams } = capture(true);
    createLogger('info', streams).error({ err: new Error('broken') }, 'failed');
    expect(lines.stderr).toEqual([expect.stringMatching(/^\S+ ERROR failed\nError: broken\n {4}at /)]);
  });
});

test.each(LOG_LEVELS)('level %s logs itself and what is graver', (level) => {
  const { lines, streams } = capture(false);
  const logger = createLogger(level, streams);
  for (const each of LOG_LEVELS) if (each !== 'silent') logger[each](each);
  const logged = [...lines.stdout, ...lines.stderr].map((line) => JSON.parse(line).level);
  expect(logged).toEqual(LOG_LEVELS.slice(LOG_LEVELS.indexOf(level), -1));
});
