const SECOND = 1000;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/** What a table shows where a time is not known. */
const UNKNOWN = '<unknown>';

/**
 * The time since an instant in two or three significant figures, as kubectl users know it from the AGE column:
 * `4m30s`, `5h`, `3d4h`, `2y10d`. `timestamp` is RFC 3339, `now` milliseconds since 1970.
 */
export function ago(timestamp: string | undefined, now: number): string {
  if (timestamp === undefined || timestamp === '') return UNKNOWN;
  return humanDuration(now - Date.parse(timestamp));
}

/** A duration of milliseconds likewise. The clocks of a server and a client may be apart by a second. */
export function humanDuration(milliseconds: number): string {
  const seconds = Math.trunc(milliseconds / SECOND);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 2 * MINUTE) return `${seconds}s`;
  if (seconds < 10 * MINUTE) return both(seconds, MINUTE, 'm', 1, 's');
  if (seconds < 3 * HOUR) return whole(seconds, MINUTE, 'm');
  if (seconds < 8 * HOUR) return both(seconds, HOUR, 'h', MINUTE, 'm');
  if (seconds < 2 * DAY) return whole(seconds, HOUR, 'h');
  if (seconds < 8 * DAY) return both(seconds, DAY, 'd', HOUR, 'h');
  if (seconds < 2 * YEAR) return whole(seconds, DAY, 'd');
  if (seconds < 8 * YEAR) return both(seconds, YEAR, 'y', DAY, 'd');
  return whole(seconds, YEAR, 'y');
}

function whole(seconds: number, unit: number, name: string): string {
  return `${Math.floor(seconds / unit)}${name}`;
}

/** Two units, the second of which is left out where it is zero. */
function both(seconds: number, unit: number, name: string, smaller: number, smallerName: string): string {
  const rest = Math.floor((seconds % unit) / smaller);
  return rest === 0 ? whole(seconds, unit, name) : `${whole(seconds, unit, name)}${rest}${smallerName}`;
}
