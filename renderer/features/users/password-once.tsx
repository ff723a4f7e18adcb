import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A password between its making and its being told: it is in this window's memory only. */
export interface ToldOnce {
  readonly displayName: string;
  readonly login: string;
  readonly password: string;
}

export function PasswordOnce({ told, onDone }: { readonly told: ToldOnce; onDone(): void }): ReactNode {
  const { t } = useTranslation('users');
  const [copied, setCopied] = useState(false);
  return (
    <section className="card users-once" role="status" aria-label={t('once.title', { name: told.displayName })}>
      <h2>{t('once.title', { name: told.displayName })}</h2>
      <dl>
        <dt className="label">{t('once.login')}</dt>
        <dd>{told.login}</dd>
        <dt className="label">{t('once.password')}</dt>
        <dd className="users-secret">{told.password}</dd>
      </dl>
      <p className="mute">{t('once.hint')}</p>
      <div className="row">
        <Button
          onClick={() =>
            void navigator.clipboard.writeText(told.password).then(
              () => setCopied(true),
              // Without a clipboard the password still stands above to be read.
              () => setCopied(false),
            )
          }
        >
          {t(copied ? 'once.copied' : 'once.copy')}
        </Button>
        <Button type="primary" autoFocus onClick={onDone}>
          {t('once.done')}
        </Button>
      </div>
    </section>
  );
}
