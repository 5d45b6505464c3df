import { keptEmpty, named } from '../../schema.ts';
import { ResourceRequirements } from './resources.ts';

// Both are the type of all resources to clients. They know what was sent empty, which is refused as well where it may not be set.
const { $id = '', properties } = ResourceRequirements;

/** The resources of an ephemeral container, which may have none. */
export const ForbiddenResourceRequirements = named($id, {
  limits: keptEmpty(properties.limits),
  requests: keptEmpty(properties.requests),
  claims: keptEmpty(properties.claims),
});

/** The resources of a pod as a whole, which may have no claims. */
export const PodResourceRequirements = named($id, { ...properties, claims: keptEmpty(properties.claims) });
