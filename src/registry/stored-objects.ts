import { deleteObject } from './delete.ts';
import { getObject } from './get.ts';
import type { ApiObject } from './object-codec.ts';
import type { Objects } from './objects.ts';
import type { Registry, RequestContext } from './registry.ts';
import { updateObject } from './update.ts';

/** The objects of a registry in the namespace of a request. */
export function storedObjects<T extends ApiObject>(registry: Registry<T>, context: RequestContext): Objects<T> {
  const { codec } = registry.definition;
  return {
    async get(name) {
      const { value, revision = 0 } = await getObject(registry, name, context);
      return codec.open(value, revision);
    },
    async update(name, { uid, ...update }) {
      const { revision } = await updateObject(registry, { name, uid, ...update }, context);
      return String(revision);
    },
    async delete(name, options) {
      await deleteObject(registry, name, context, options);
    },
  };
}
