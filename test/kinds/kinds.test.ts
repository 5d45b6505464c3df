import { namespaces } from '../../src/kinds/core/namespaces/index.ts';
import { pods } from '../../src/kinds/core/pods/index.ts';
import { type Body, describeResource } from '../registry/resource-suite.ts';
import { widgets } from '../support/widget.ts';

function labelled(stored: Body): Body {
  const { labels = {} } = stored.metadata as { labels?: object };
  return {
    ...stored,
    metadata: { ...stored.metadata, labels: { ...labels, changed: `${Object.keys(labels).length}` } },
  };
}

describeResource(widgets, {
  valid: (name) => ({ metadata: { name }, spec: { size: 1 } }),
  changed: (stored) => ({ ...stored, spec: { size: 2, parts: { a: 'b' } } }),
  invalid: (name) => ({ metadata: { name }, spec: { size: 13 } }),
  invalidField: 'spec.size',
  subresources: { status: (stored) => ({ ...stored, status: { phase: 'Used', ready: false }, spec: { size: 99 } }) },
});

describeResource(namespaces, {
  valid: (name) => ({ metadata: { name } }),
  changed: labelled,
  invalid: () => ({ metadata: { name: 'b', finalizers: ['not a finalizer'] } }),
  invalidField: 'metadata.finalizers[0]',
  subresources: {
    finalize: (stored) => ({ ...stored, spec: { finalizers: ['example.com/mine'] } }),
    status: (stored) => ({
      ...stored,
      status: { phase: 'Active', conditions: [{ type: 'Odd', status: 'True', lastTransitionTime: null }] },
    }),
  },
});

describeResource(pods, {
  valid: (name) => ({
    metadata: { name },
    spec: { containers: [{ name: 'main', image: 'registry.example/app:1.0', ports: [{ containerPort: 80 }] }] },
  }),
  changed: labelled,
  invalid: (name) => ({ metadata: { name }, spec: { containers: [] } }),
  invalidField: 'spec.containers',
  subresources: {
    status: (stored) => ({
      ...labelled(stored),
      spec: { containers: [] },
      status: {
        phase: 'Running',
        conditions: [
          { type: 'Ready', status: 'True', lastProbeTime: null, lastTransitionTime: '2016-08-08T07:41:29Z' },
        ],
        hostIP: '127.0.0.1',
        podIP: '172.16.0.4',
        startTime: '2016-08-08T07:41:29Z',
        containerStatuses: [
          {
            name: 'main',
            ready: true,
            started: false,
            restartCount: 0,
            image: 'i',
            imageID: 'x',
            state: { running: {} },
          },
        ],
      },
    }),
  },
});
