import { Modal } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../../ui/kbd.tsx';
import { useShortcut, useShortcutList } from '../shortcuts.tsx';

function shown(keys: string): string {
  return keys
    .split('+')
    .map((key) =>
      key.length === 1 || /^f\d+$/.test(key) ? key.toUpperCase() : key.charAt(0).toUpperCase() + key.slice(1),
    )
    .join(' ');
}

/** `?` outside of a field, or Ctrl+/ anywhere, shows every key that does something now. */
export function ShortcutHelp(): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const shortcuts = useShortcutList();
  useShortcut('ctrl+slash', 'shortcut.help', () => setOpen((was) => !was));
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const typing =
        event.target instanceof HTMLElement && event.target.closest('input, textarea, [contenteditable]') !== null;
      if ((event.key === '?' || event.key === '？') && !typing) setOpen(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <Modal
      getContainer="#root"
      open={open}
      onCancel={() => setOpen(false)}
      footer={null}
      title={t('shortcut.title')}
      width={420}
    >
      <dl className="shortcut-list">
        {shortcuts.map(({ keys, labelKey }) => (
          <div key={`${keys}-${labelKey}`} className="row">
            <dt className="grow">{t(labelKey)}</dt>
            <dd>
              <Kbd keys={shown(keys)} />
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
