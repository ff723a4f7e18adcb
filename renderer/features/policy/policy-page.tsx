import { useQuery } from '@tanstack/react-query';
import { Button, Input, Tabs, Tag } from 'antd';
import { useDeferredValue, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyView } from '../../../contract/desk-api/policy.ts';
import { desk } from '../../app/query.ts';
import { useUser } from '../../app/session.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { ChannelList, LicenceList, MaterialList } from './directory-lists.tsx';
import { InstallPack } from './install-pack.tsx';
import { LegalList } from './legal-list.tsx';
import { matching } from './matching.ts';
import { PolicyText } from './policy-text.tsx';
import { ReasonList } from './reason-list.tsx';
import { RejectionList } from './rejection-list.tsx';
import { ScriptList } from './script-list.tsx';
import './policy.css';

/** What may be said and why: the pack in force, its text, scripts, reasons, clauses and channels, with one box to find in all. */
export function PolicyPage(): ReactNode {
  const policy = useQuery(desk.policy.current.queryOptions());
  const keepsPolicy = useUser().roles.includes('admin');
  return (
    <section className="page policy-page">
      <Loaded query={policy} rows={12}>
        {(pack) => <Pack policy={pack} install={keepsPolicy ? <InstallPack /> : null} />}
      </Loaded>
    </section>
  );
}

function Pack({ policy, install }: { readonly policy: PolicyView; readonly install: ReactNode }): ReactNode {
  const { t } = useTranslation('policy');
  const localized = useLocalized();
  const [sought, setSought] = useState('');
  const [tab, setTab] = useState('policy');
  const found = matching(policy, useDeferredValue(sought));
  const lists = [
    { key: 'scripts', list: 'scripts', content: <ScriptList scripts={found.scripts} /> },
    { key: 'reasons', list: 'reasons', content: <ReasonList reasons={found.reasons} /> },
    {
      key: 'rejections',
      list: 'rejectionReasons',
      content: <RejectionList rejections={found.rejectionReasons} />,
    },
    { key: 'legal', list: 'legalBasis', content: <LegalList rules={found.legalBasis} /> },
    { key: 'channels', list: 'channels', content: <ChannelList channels={found.channels} /> },
    { key: 'materials', list: 'materials', content: <MaterialList materials={found.materials} /> },
    { key: 'licences', list: 'licences', content: <LicenceList licences={found.licences} /> },
  ] as const;
  const look = (text: string): void => {
    setSought(text);
    if (text.trim() === '') return;
    // Where nothing fits in the list in sight, the first list in which something does is shown.
    const fitting = matching(policy, text);
    const here = lists.find(({ key }) => key === tab);
    if (here !== undefined && fitting[here.list].length > 0) return;
    setTab(lists.find(({ list }) => fitting[list].length > 0)?.key ?? here?.key ?? 'legal');
  };
  const nothing = (
    <EmptyState
      title={t('none', { text: sought })}
      hint={t('noneHint')}
      action={<Button onClick={() => setSought('')}>{t('clear')}</Button>}
    />
  );
  return (
    <>
      <header>
        <h1>{t('title')}</h1>
        <span>{localized(policy.name)}</span>
        {policy.isSample ? (
          <Tag color="warning" title={t('sampleHint')}>
            {t('sample')}
          </Tag>
        ) : null}
        <span className="mute grow">
          {t('version', { id: policy.packId, version: policy.packVersion, from: policy.effectiveFrom })}
          {' · '}
          {t('feeList', { version: policy.feeListVersion })}
        </span>
        <Input
          autoFocus
          allowClear
          className="policy-filter"
          aria-label={t('filter')}
          placeholder={t('filterHint')}
          value={sought}
          onChange={(event) => look(event.target.value)}
        />
      </header>
      {install}
      <Tabs
        className="policy-tabs"
        activeKey={tab}
        onChange={setTab}
        items={[
          { key: 'policy', label: t('tab.policy'), children: <PolicyText policy={policy} /> },
          ...lists.map(({ key, list, content }) => ({
            key,
            label: (
              <>
                {t(`tab.${key}`)} <span className="policy-count">{found[list].length}</span>
              </>
            ),
            children: found[list].length === 0 ? nothing : content,
          })),
        ]}
      />
    </>
  );
}
