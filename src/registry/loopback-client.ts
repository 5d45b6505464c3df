import { ADMIT_ALL } from '../admission/admission-chain.ts';
import type { ApiObject } from '../apimachinery/api-object.ts';
import type { ObjectClient } from './definition/object-client.ts';
import type { RequestContext } from './definition/request-context.ts';
import { deleteObject } from './delete.ts';
import { getObject } from './get.ts';
import type { ResourceContext } from './resource-context.ts';
import { updateObject } from './update.ts';

/**
 * The objects of a kind in the namespace of a request, for what is done on behalf of its client: that was admitted, so that what it
 * writes is not, and gives nobody ownership of fields.
 */
export function loopbackClient<T extends ApiObject>(
  registered: ResourceContext<T>,
  request: RequestContext,
): ObjectClient<T> {
  const resource = { ...registered, admission: ADMIT_ALL };
  const context = { ...request, manager: undefined };
  const { codec } = resource.definition;
  return {
    async get(name) {
      const { value, revision = 0 } = await getObject(resource, name, context);
      return codec.open(value, revision);
    },
    async update(name, { uid, ...update }) {
      const { revision } = await updateObject(resource, { name, uid, ...update }, context);
      return String(revision);
    },
    async delete(name, options) {
      await deleteObject(resource, name, context, options);
    },
  };
}
