import { describe, expect, it } from 'vitest';
import type { PodTemplate } from '../../../../schemas/core/v1/pod-template.ts';
import { decoderOf } from '../../../../src/apimachinery/decode/decoder.ts';
import { podTemplates } from '../../../../src/kinds/core/pod-templates/index.ts';
import { podTemplateRules } from '../../../../src/kinds/core/pods/template-rules.ts';
import { describeResource } from '../../../registry/resource-suite.ts';
import { errorTexts } from '../../../support/field-errors.ts';

const definition = podTemplates(podTemplateRules);
const { strategy, table } = definition;
const CONTAINER = { name: 'main', image: 'registry.example/app:1.0' };

describeResource(definition, {
  valid: (name) => ({ metadata: { name }, template: { spec: { containers: [CONTAINER] } } }),
  changed: (stored) => {
    const template = stored.template as { spec: object };
    return {
      ...stored,
      template: { ...template, spec: { ...template.spec, hostname: `h${stored.metadata.resourceVersion}` } },
    };
  },
  invalid: (name) => ({ metadata: { name }, template: { spec: { containers: [] } } }),
  invalidField: 'template.spec.containers',
  subresources: {},
});

function podTemplate(spec: object = {}, metadata: object = {}): PodTemplate {
  const body = {
    metadata: { name: 't', namespace: 'default', resourceVersion: '1' },
    template: { metadata, spec: { containers: [CONTAINER], ...spec } },
  };
  const object = decoderOf(definition.schema)(body, { keys: 0 }) as PodTemplate;
  strategy.setDefaults(object);
  return object;
}

describe('a PodTemplate', () => {
  it('need not say which image a volume has, which a pod has to', () => {
    expect(strategy.validate(podTemplate({ volumes: [{ name: 'v', image: {} }] }))).toEqual([]);
  });

  it('drops what once stood for init containers, and does not count it as a change', () => {
    const annotations = { 'pod.alpha.kubernetes.io/init-containers': '[]' };
    const next = podTemplate({}, { annotations });
    expect(next.template.metadata.annotations).toBeUndefined();
    const old = podTemplate();
    old.metadata.generation = 1;
    next.metadata.generation = 1;
    strategy.prepareForUpdate(next, old);
    expect(next.metadata.generation).toBe(1);
  });

  it('has the defaults that hold for every pod, and leaves the others to pods', () => {
    const limits = { limits: { cpu: '1' } };
    const { spec } = podTemplate({
      containers: [{ ...CONTAINER, resources: limits }],
      serviceAccountName: 'robot',
    }).template;
    expect(spec).toMatchObject({
      containers: [
        { imagePullPolicy: 'IfNotPresent', resources: limits, terminationMessagePath: '/dev/termination-log' },
      ],
      dnsPolicy: 'ClusterFirst',
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      securityContext: {},
      serviceAccount: 'robot',
      terminationGracePeriodSeconds: 30,
    });
    expect(spec.enableServiceLinks).toBeUndefined();
    expect(spec.containers[0]?.resources.requests).toBeUndefined();
  });

  it('is checked by the rules of pods, at its own paths', () => {
    const wrong = podTemplate(
      { volumes: [{ name: 'Bad' }], ephemeralContainers: [{ ...CONTAINER, name: 'e' }] },
      {
        labels: { a: 'no good' },
        annotations: {
          'bad key': '',
          'seccomp.security.alpha.kubernetes.io/pod': 'x',
          'container.apparmor.security.beta.kubernetes.io/none': 'y',
        },
      },
    );
    expect(errorTexts(strategy.validate(wrong)).map((text) => text.split(': ')[0])).toEqual([
      'template.labels',
      'template.annotations',
      'template.annotations.seccomp.security.alpha.kubernetes.io/pod',
      'template.annotations[container.apparmor.security.beta.kubernetes.io/none]',
      'template.annotations[container.apparmor.security.beta.kubernetes.io/none]',
      'template.spec.volumes[0].name',
      'template.spec.ephemeralContainers',
    ]);
    expect(strategy.validate(podTemplate())).toEqual([]);
    expect(strategy.validateUpdate(podTemplate(), podTemplate())).toEqual([]);
  });

  it('leaves the ports of the node to the pods', () => {
    const ports = (hostPort?: number) => [{ ...CONTAINER, ports: [{ containerPort: 80, hostPort }] }];
    const { template } = podTemplate({ hostNetwork: true, containers: ports() });
    expect(template.spec.containers[0]?.ports?.[0]?.hostPort).toBeUndefined();
    expect(strategy.validate(podTemplate({ hostNetwork: true, containers: ports() }))).toEqual([]);
    expect(errorTexts(strategy.validate(podTemplate({ hostNetwork: true, containers: ports(81) })))).toEqual([
      'template.spec.containers[0].ports[0].hostPort: Invalid value: 81: must match `containerPort` when `hostNetwork` is true',
    ]);
  });

  it('counts the changes of its template', () => {
    const old = podTemplate();
    strategy.prepareForCreate(old);
    expect(old.metadata.generation).toBe(1);
    const same = podTemplate();
    same.metadata.generation = 1;
    strategy.prepareForUpdate(same, old);
    expect(same.metadata.generation).toBe(1);
    const next = podTemplate({ hostname: 'h' });
    strategy.prepareForUpdate(next, old);
    expect(next.metadata.generation).toBe(2);
  });

  it('is warned of as a pod would be, when its template is new', () => {
    const annotations = {
      'scheduler.alpha.kubernetes.io/critical-pod': '',
      'seccomp.security.alpha.kubernetes.io/pod': '',
    };
    const old = podTemplate({ nodeSelector: { 'beta.kubernetes.io/os': 'linux' } }, { annotations });
    const warnings = [
      expect.stringMatching(/^template\.spec\.nodeSelector\[beta\.kubernetes\.io\/os\]: deprecated since v1\.14/),
      expect.stringMatching(/^template\.metadata\.annotations\[scheduler\.alpha\.kubernetes\.io\/critical-pod\]: /),
      expect.stringMatching(/^template\.metadata\.annotations\[seccomp\.security\.alpha\.kubernetes\.io\/pod\]: /),
    ];
    expect(strategy.warningsOnCreate(old)).toEqual(warnings);
    expect(strategy.warningsOnUpdate(old, old)).toEqual([]);
    expect(strategy.warningsOnUpdate({ ...old, metadata: { ...old.metadata, generation: 2 } }, old)).toEqual(warnings);
  });

  it('drops what is switched off', () => {
    const object = podTemplate({ schedulingGroup: {} });
    strategy.prepareForCreate(object);
    expect(object.template.spec.schedulingGroup).toBeUndefined();
  });

  it('is listed with its containers, their images and its labels', () => {
    const containers = [CONTAINER, { name: 'b', image: 'i' }];
    const { cells } = table.row(podTemplate({ containers }, { labels: { b: '2', a: '1' } }), 0);
    expect(cells).toEqual(['t', 'main,b', 'registry.example/app:1.0,i', 'a=1,b=2']);
    expect(table.row(podTemplate(), 0).cells[3]).toBe('<none>');
    expect(table.columns.map(({ name }) => name)).toEqual(['Name', 'Containers', 'Images', 'Pod Labels']);
  });
});
