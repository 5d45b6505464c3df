import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { goQuote } from '../../apimachinery/go-quote.ts';
import type { Deadlines } from '../connection/deadlines.ts';
import { wholePathOf } from '../endpoint.ts';
import { all, first, type Query } from '../options/query.ts';
import { pageNotFound } from '../respond/error-handler.ts';

/** One thing that has to be well for the server to be. */
export interface HealthCheck {
  readonly name: string;
  /** Resolves where all is well, and rejects with what is wrong. */
  readonly check: (signal: AbortSignal) => Promise<void>;
}

/** The paths that answer whether the server is well; each may have checks of its own. */
export interface HealthPaths {
  readonly healthz: readonly HealthCheck[];
  readonly livez: readonly HealthCheck[];
  readonly readyz: readonly HealthCheck[];
}

/**
 * Installs `/healthz`, `/livez` and `/readyz`: 200 `ok`, or 500 with the checks that failed. `?verbose` names them all, and
 * `?exclude=NAME` leaves one out. Each check has a path of its own as well, such as `/readyz/ping`.
 */
export function installHealth(app: FastifyInstance, paths: HealthPaths, deadlines: Deadlines): void {
  const isWell = ({ name, check }: HealthCheck, log: FastifyBaseLogger): Promise<boolean> =>
    check(deadlines.current().signal).then(
      () => true,
      (error: unknown) => {
        log.error({ err: error, check: name }, 'health check failed');
        return false;
      },
    );
  for (const [name, checks] of checksOf(paths)) {
    app.route({
      method: [...app.supportedMethods],
      url: `/${name}`,
      config: UNCOUNTED,
      handler: async (request, reply) => {
        const { query, log } = request;
        if (endsInSlash(request)) return pageNotFound(reply);
        const excluded = new Set(all(query as Query, 'exclude'));
        const lines: string[] = [];
        let failed = false;
        for (const check of checks) {
          if (excluded.delete(check.name)) {
            lines.push(`[+]${check.name} excluded: ok`);
            continue;
          }
          const well = await isWell(check, log);
          failed ||= !well;
          lines.push(well ? `[+]${check.name} ok` : `[-]${check.name} failed: reason withheld`);
        }
        if (excluded.size > 0) {
          const unknown = [...excluded].sort().map(goQuote).join(',');
          lines.push(`warn: some health checks cannot be excluded: no matches for ${unknown}`);
        }
        asText(reply, failed);
        if (failed) return `${lines.join('\n')}\n${name} check failed\n`;
        return first(query as Query, 'verbose') === undefined ? 'ok' : `${lines.join('\n')}\n${name} check passed\n`;
      },
    });
    for (const check of checks) {
      app.route({
        method: [...app.supportedMethods],
        url: `/${name}/${check.name}`,
        config: UNCOUNTED,
        handler: async (request, reply) => {
          const { log } = request;
          if (endsInSlash(request)) return pageNotFound(reply);
          const well = await isWell(check, log);
          asText(reply, !well);
          return well ? 'ok' : 'internal server error: reason withheld\n';
        },
      });
    }
  }
}

/** kube-apiserver answers these at no other path, though with whatever method. */
function endsInSlash(request: FastifyRequest): boolean {
  return wholePathOf(request).endsWith('/');
}

// Whether a server serves can be asked of one that has a lot to do, too.
const UNCOUNTED = { isUncounted: true };

/** The paths that `installHealth` installs. */
export function healthPaths(paths: HealthPaths): string[] {
  return checksOf(paths).flatMap(([name, checks]) => [`/${name}`, ...checks.map((check) => `/${name}/${check.name}`)]);
}

function checksOf(paths: HealthPaths): [string, readonly HealthCheck[]][] {
  return Object.entries(paths);
}

function asText(reply: FastifyReply, failed: boolean): void {
  reply
    .code(failed ? 500 : 200)
    .type('text/plain; charset=utf-8')
    .header('x-content-type-options', 'nosniff');
}
