import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether requests of the route go on for as long as their client wants. */
    readonly longRunning?: boolean;
  }
}

/** Whether a request goes on for as long as its client wants, as watches and connections do: no limit of time or number holds then. */
export function isLongRunning({ routeConfig, info, is404 }: FastifyRequest): boolean {
  return routeConfig.longRunning === true || (info.verb === 'watch' && !is404);
}
