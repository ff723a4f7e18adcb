import { InboxOutlined } from '@ant-design/icons';
import { Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';

/** Takes one order file, dropped or chosen; it is sent to nobody but the desk on this machine. */
export function FileDrop({
  busyWith,
  onFile,
}: {
  /** The name of the file under inspection. */
  readonly busyWith: string | null;
  onFile(file: File): void;
}): ReactNode {
  const { t } = useTranslation('imports');
  return (
    <Upload.Dragger
      className="imp-drop"
      aria-label={t('drop.label')}
      accept=".csv,.txt,.tsv,.xlsx"
      multiple={false}
      showUploadList={false}
      disabled={busyWith !== null}
      beforeUpload={(file) => {
        onFile(file);
        return false;
      }}
    >
      <p>
        <InboxOutlined className="imp-drop-icon" />
      </p>
      <p role="status">{busyWith === null ? t('drop.title') : t('drop.reading', { name: busyWith })}</p>
      <p className="mute">{t('drop.formats')}</p>
    </Upload.Dragger>
  );
}
