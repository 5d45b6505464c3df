import { namespaces } from './core/namespaces/index.ts';
import { pods } from './core/pods/index.ts';

/** The kinds that are served: one line each. */
export const resources = { namespaces, pods } as const;
