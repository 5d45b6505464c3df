import { describe, expect, it } from 'vitest';
import { exportedName, namedSchemas, propertiesOf } from './named-schemas.ts';

// Volumes of drivers that have left Kubernetes, or that the name of each property explains.
const UNDESCRIBED: ReadonlySet<string> = new Set([
  'AWSElasticBlockStoreVolumeSource',
  'AzureDiskVolumeSource',
  'AzureFileVolumeSource',
  'CephFSVolumeSource',
  'CinderVolumeSource',
  'FCVolumeSource',
  'FlockerVolumeSource',
  'GCEPersistentDiskVolumeSource',
  'GlusterfsVolumeSource',
  'ISCSIVolumeSource',
  'PhotonPersistentDiskVolumeSource',
  'PortworxVolumeSource',
  'QuobyteVolumeSource',
  'RBDVolumeSource',
  'ScaleIOVolumeSource',
  'StorageOSVolumeSource',
  'VsphereVirtualDiskVolumeSource',
]);

const described = [...namedSchemas].filter(([id, schema]) => schema.properties && !UNDESCRIBED.has(exportedName(id)));

describe('descriptions', () => {
  it.each(described)('%s: every property has one short sentence', (_, schema) => {
    for (const [name, { description = '' }] of propertiesOf(schema)) {
      expect(description, name).toMatch(/^[A-Z`].*[.]$/s);
      expect(description.length, name).toBeLessThanOrEqual(130);
    }
  });

  it('every kind has one', () => {
    for (const [id, schema] of namedSchemas) {
      if ('x-kubernetes-group-version-kind' in schema) expect(schema.description, id).toMatch(/\.$/);
    }
  });
});
