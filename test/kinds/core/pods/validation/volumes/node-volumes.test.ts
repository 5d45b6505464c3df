import { describe, expect, it } from 'vitest';
import { postedVolumeErrors } from '../spec-errors.ts';

describe('a volume of the node, of a claim or of an image', () => {
  it.each<object>([
    { emptyDir: {} },
    { emptyDir: { medium: 'Memory', sizeLimit: '0' } },
    { emptyDir: { medium: 'Anything' } },
    { hostPath: { path: '/p' } },
    { hostPath: { path: '/p', type: '' } },
    { hostPath: { path: '/a/..b' } },
    { hostPath: { path: '/a\\..\\b' } },
    { gitRepo: { repository: 'r', directory: 'd/e' } },
    { gitRepo: { repository: 'r', directory: '..d' } },
    { gitRepo: { repository: 'r', directory: '' } },
    { persistentVolumeClaim: { claimName: 'c', readOnly: true } },
    { image: { reference: 'r', pullPolicy: 'Never' } },
    { image: { reference: 'r', pullPolicy: '' } },
    { image: { reference: ' r ' } },
  ])('may be %j', (source) => {
    expect(postedVolumeErrors(source)).toEqual([]);
  });

  it.each<[object, string[]]>([
    [
      { emptyDir: { sizeLimit: '-1Gi' } },
      ['emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity'],
    ],
    [{ hostPath: { path: '', type: 'Nothing' } }, ['hostPath.path: Required value']],
    [{ hostPath: { path: 'p/../q' } }, ['hostPath.path: Invalid value: "p/../q": must not contain \'..\'']],
    [
      { hostPath: { path: '/p', type: 'Nothing' } },
      [
        'hostPath.type: Unsupported value: "Nothing": supported values: "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"',
      ],
    ],
    [{ hostPath: { path: '..' } }, ['hostPath.path: Invalid value: "..": must not contain \'..\'']],
    [{ gitRepo: { repository: '' } }, ['gitRepo.repository: Required value']],
    [
      { gitRepo: { repository: 'r', directory: '/d' } },
      ['gitRepo.directory: Invalid value: "/d": must be a relative path'],
    ],
    [
      { gitRepo: { repository: 'r', directory: '../d' } },
      ['gitRepo.directory: Invalid value: "../d": must not contain \'..\''],
    ],
    [
      { gitRepo: { repository: 'r', directory: 'a/../d' } },
      ['gitRepo.directory: Invalid value: "a/../d": must not contain \'..\''],
    ],
    [
      { gitRepo: { repository: 'r', directory: '/../d' } },
      [
        'gitRepo.directory: Invalid value: "/../d": must be a relative path',
        'gitRepo.directory: Invalid value: "/../d": must not contain \'..\'',
      ],
    ],
    [{ persistentVolumeClaim: { claimName: '' } }, ['persistentVolumeClaim.claimName: Required value']],
    [{ image: { pullPolicy: 'Always' } }, ['image.reference: Required value']],
    [{ image: { reference: '' } }, ['image.reference: Required value']],
    [
      { image: { reference: 'r', pullPolicy: 'Maybe' } },
      ['image.pullPolicy: Unsupported value: "Maybe": supported values: "Always", "IfNotPresent", "Never"'],
    ],
    [
      { image: { pullPolicy: 'Maybe' } },
      [
        'image.reference: Required value',
        'image.pullPolicy: Unsupported value: "Maybe": supported values: "Always", "IfNotPresent", "Never"',
      ],
    ],
  ])('is refused: %j', (source, errors) => {
    expect(postedVolumeErrors(source)).toEqual(errors);
  });
});
