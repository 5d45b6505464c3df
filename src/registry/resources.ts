import { namespaces } from './core/namespaces/index.ts';
import { pods } from './core/pods/index.ts';
import type { ApiObject } from './object-codec.ts';
import type { ResourceDefinition } from './resource-definition.ts';

/** The kinds that are served: one line each. */
export const resources: readonly ResourceDefinition<ApiObject>[] = [namespaces, pods];
