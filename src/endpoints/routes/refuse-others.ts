import type { FastifyInstance, HTTPMethods } from 'fastify';

const SERVED_PATHS = 'servedPaths';

/** The paths that are served, as their routes have them, and the methods that each takes. */
export class ServedPaths {
  readonly #paths: { readonly segments: readonly string[]; readonly methods: readonly HTTPMethods[] }[] = [];

  /** Adds a path, in which `:name` stands for any text and `*` at the end for any rest. */
  add(url: string, methods: readonly HTTPMethods[]): void {
    this.#paths.push({ segments: url.split('/'), methods });
  }

  /** The methods that are taken at a request's path; undefined where nothing is served there. */
  methodsAt(path: string): readonly HTTPMethods[] | undefined {
    const segments = path.split('/');
    return this.#paths.find((served) => matches(served.segments, segments))?.methods;
  }
}

function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  const isOpen = pattern.at(-1) === '*';
  if (isOpen ? segments.length < pattern.length : segments.length !== pattern.length) return false;
  return pattern.every(
    (part, i) => part === segments[i] || part === '*' || (part.startsWith(':') && segments[i] !== ''),
  );
}

/** Lets an app refuse methods by `refuseOthers`; answers what it then knows. */
export function declareServedPaths(app: FastifyInstance): ServedPaths {
  const served = new ServedPaths();
  app.decorate(SERVED_PATHS, served);
  return served;
}

/**
 * Has every method that a path does not take answered 405, with those that it does take. Routes for that would be more than all
 * others, and take most of the time in which a server starts; what no route takes is looked up here instead.
 */
export function refuseOthers(app: FastifyInstance, url: string, allowed: readonly HTTPMethods[]): void {
  app.getDecorator<ServedPaths>(SERVED_PATHS).add(url, allowed);
}
