import { type Static, Type } from '@sinclair/typebox';
import { named, optional, required } from '../schema.ts';

/** The version of the server, and how it was built. */
export const Info = named(
  'io.k8s.apimachinery.pkg.version.Info',
  {
    major: required(Type.String(), 'Major version of the Kubernetes API.'),
    minor: required(Type.String(), 'Minor version of the Kubernetes API.'),
    emulationMajor: optional(Type.String(), 'Major version that the server behaves as.'),
    emulationMinor: optional(Type.String(), 'Minor version that the server behaves as.'),
    minCompatibilityMajor: optional(Type.String(), 'Major version of the oldest server that may run beside this one.'),
    minCompatibilityMinor: optional(Type.String(), 'Minor version of the oldest server that may run beside this one.'),
    gitVersion: required(Type.String(), 'The whole version, with that of the product behind the plus sign.'),
    gitCommit: required(Type.String(), 'Commit that the server was built from; empty where it is not recorded.'),
    gitTreeState: required(Type.String(), 'Whether that commit was built unchanged; empty where it is not recorded.'),
    buildDate: required(Type.String(), 'When the server was built; the beginning of 1970 where it is not recorded.'),
    goVersion: required(Type.String(), 'Runtime that the server runs on.'),
    compiler: required(Type.String(), 'Engine of that runtime.'),
    platform: required(Type.String(), 'Operating system and processor, as Go names them.'),
  },
  { description: 'The version of the server, and how it was built.' },
);
export type Info = Static<typeof Info>;
