import type { PodTemplate } from '../../../../schemas/core/v1/pod-template.ts';
import { NAME_COLUMN, type TableDescription, textColumn } from '../../../apimachinery/table/table.ts';

/** PodTemplates as `kubectl get podtemplates` shows them. */
export const podTemplateTable: TableDescription<PodTemplate> = {
  columns: [
    NAME_COLUMN,
    textColumn('Containers', 'Names of each container in the template.'),
    textColumn('Images', 'Images referenced by each container in the template.'),
    textColumn('Pod Labels', 'The labels for the pod template.'),
  ],
  row({ metadata, template }) {
    const { containers } = template.spec;
    const labels = Object.entries(template.metadata.labels ?? {}).map(([key, value]) => `${key}=${value}`);
    return {
      cells: [
        metadata.name ?? '',
        containers.map(({ name }) => name).join(','),
        containers.map(({ image = '' }) => image).join(','),
        labels.length === 0 ? '<none>' : labels.join(','),
      ],
    };
  },
};
