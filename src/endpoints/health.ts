import type { FastifyInstance } from 'fastify';
import type { Deadlines } from './deadlines.ts';
import { first, type Query } from './options/query.ts';

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

/** Installs `/healthz`, `/livez` and `/readyz`: 200 `ok`, or 500 with the checks that failed; `?verbose` names them all. */
export function installHealth(app: FastifyInstance, paths: HealthPaths, deadlines: Deadlines): void {
  for (const [name, checks] of Object.entries(paths) as [string, readonly HealthCheck[]][]) {
    app.route({
      method: ['GET', 'HEAD'],
      url: `/${name}`,
      handler: async (request, reply) => {
        const lines: string[] = [];
        let failed = false;
        for (const { name: check, check: run } of checks) {
          const well = await run(deadlines.current().signal).then(
            () => true,
            (error: unknown) => {
              request.log.error({ err: error, check }, 'health check failed');
              return false;
            },
          );
          failed ||= !well;
          lines.push(well ? `[+]${check} ok` : `[-]${check} failed: reason withheld`);
        }
        reply
          .code(failed ? 500 : 200)
          .type('text/plain; charset=utf-8')
          .header('x-content-type-options', 'nosniff');
        if (failed) return `${lines.join('\n')}\n${name} check failed\n`;
        return first(request.query as Query, 'verbose') === undefined
          ? 'ok'
          : `${lines.join('\n')}\n${name} check passed\n`;
      },
    });
  }
}
