import { useTranslation } from 'react-i18next';
import type { EvidenceKind } from '../../domain/cases/shared-events.ts';

/** What a file is called: its kind, and the title it was given where that says more. */
export function useEvidenceName(): (item: { readonly kind: EvidenceKind; readonly title: string }) => string {
  const { t } = useTranslation('terms');
  return ({ kind, title }) => {
    const name = t(`evidenceKind.${kind}`);
    if (title === '') return name;
    return title.startsWith(name) ? title : `${name} · ${title}`;
  };
}
