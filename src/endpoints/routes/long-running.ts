import type { FastifyRequest } from 'fastify';
import type { Query } from '../options/query.ts';
import { isWatch } from '../options/watch-options.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether requests of the route go on for as long as their client wants. */
    readonly longRunning?: boolean;
  }
}

/** Whether a request goes on for as long as its client wants, as watches and connections do: no limit of time or number holds then. */
export function isLongRunning({ routeOptions, query }: FastifyRequest): boolean {
  const { longRunning, upgrades } = routeOptions.config;
  return longRunning === true || (upgrades === true && isWatch(query as Query));
}
