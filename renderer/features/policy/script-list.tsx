import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyView } from '../../../contract/desk-api/policy.ts';
import { useLocalized } from '../../ui/localized.ts';

/** What to say, by the state of the order it belongs to. @rule B04 */
export function ScriptList({ scripts }: { readonly scripts: PolicyView['scripts'] }): ReactNode {
  const { t } = useTranslation('policy');
  const localized = useLocalized();
  return (
    <ul className="policy-cards">
      {scripts.map((script) => (
        <li key={script.scriptId} className="card">
          <div className="row">
            <b className="grow">{localized(script.title)}</b>
            <Tag>{t(`terms:orderKind.${script.orderKind}`)}</Tag>
            <Tag color="processing">
              {script.state === null ? t('script.any') : t(`terms:orderStatus.${script.state}`)}
            </Tag>
          </div>
          <blockquote>{localized(script.body)}</blockquote>
          {script.cautions.map((caution) => (
            <p key={caution.zh} className="policy-caution">
              <b>{t('script.caution')}</b> {localized(caution)}
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}
