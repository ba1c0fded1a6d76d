/** Why a sealed file was not made or not taken, in a sentence with a way on. */

import type { Field, Refused } from '../accounts/refusals';
import { m } from '../core/i18n';
import type { FileErrorCode } from '../vault/file-error';

const SENTENCES: Record<FileErrorCode, () => string> = {
  not_a_file: m.export_not_a_file,
  too_new: m.export_too_new,
  too_large: m.export_too_large,
  too_many: m.export_too_large,
  does_not_open: m.export_does_not_open,
  damaged: m.export_damaged,
  of_another: m.export_of_another,
};

const FIELDS: Partial<Record<FileErrorCode, Field>> = {
  not_a_file: 'file',
  too_new: 'file',
  does_not_open: 'passphrase',
};

export function fileRefusal(code: FileErrorCode): Refused {
  return { field: FIELDS[code] ?? null, text: SENTENCES[code]() };
}
