import { type Logger, pino } from 'pino';
import type { LogLevel } from './log-level.ts';

export type { Logger } from 'pino';

/** Where lines go; each ends in a newline. `process` fits. */
export interface LogStreams {
  /** Takes the lines below `error`. Where it is a terminal, lines on both streams are for people; otherwise they are JSON. */
  readonly stdout: LogStream;
  /** Takes the lines at `error` and `fatal`. */
  readonly stderr: LogStream;
}

/** The part of a writable stream that logging needs. */
interface LogStream {
  readonly isTTY?: boolean;
  write(line: string): unknown;
}

/**
 * A logger whose lines carry the level by name and the time in ISO 8601, and neither process id nor host name:
 * whoever collects the lines knows where they come from.
 */
export function createLogger(level: LogLevel, streams: LogStreams = process): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    new LogDestination(streams),
  );
}

const ERROR = pino.levels.values.error ?? 50;

// A destination with this property is told the level of each line in lastLevel.
const METADATA: unique symbol = Symbol.for('pino.metadata');

class LogDestination {
  readonly [METADATA] = true;
  lastLevel = 0;
  readonly #streams: LogStreams;

  constructor(streams: LogStreams) {
    this.#streams = streams;
  }

  write(line: string): void {
    const { stdout, stderr } = this.#streams;
    const stream = this.lastLevel >= ERROR ? stderr : stdout;
    stream.write(stdout.isTTY === true ? readable(line) : line);
  }
}

// `10:20:30 WARN message key=value`, with a stack on lines of its own. Text that the message already says is not said again.
function readable(line: string): string {
  const { level, time, msg = '', err, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const clock = new Date(String(time)).toTimeString().slice(0, 8);
  let text = `${clock} ${String(level).toUpperCase()} ${msg}`;
  for (const [key, value] of Object.entries(fields)) {
    const said = typeof value === 'string' && String(msg).includes(value);
    if (!said) text += ` ${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`;
  }
  if (typeof err === 'object' && err !== null && 'stack' in err) text += `\n${err.stack}`;
  return `${text}\n`;
}
