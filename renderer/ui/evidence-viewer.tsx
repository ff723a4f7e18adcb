import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useEffect, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EvidenceItem } from '../../contract/desk-api/cases.ts';
import { desk } from '../app/query.ts';
import { useEvidenceName } from './evidence-name.ts';
import './evidence-viewer.css';
import { saveFile } from './save-file.ts';
import { Loaded } from './states.tsx';

/** As much of a text as a window can show without standing still. */
const TEXT_SHOWN_BYTES = 256 * 1024;

interface Props {
  readonly evidenceId: string;
  onClose(): void;
}

/** One file, in place beside the work: its hash was checked, and that it was looked at is in the audit log. */
export function EvidenceViewer({ evidenceId, onClose }: Props): ReactNode {
  const { t } = useTranslation('record');
  const nameOf = useEvidenceName();
  const open = useQuery(
    desk.evidence.open.queryOptions({ input: { evidenceId }, gcTime: 0, staleTime: Number.POSITIVE_INFINITY }),
  );
  const name = open.data === undefined ? t('evidence.view') : nameOf(open.data.item);
  return (
    <section className="evidence-view" aria-label={name}>
      <header>
        <b>{name}</b>
        <Button size="small" onClick={onClose}>
          {t('evidence.close')}
        </Button>
      </header>
      <Loaded query={open}>
        {({ item, file }) => (
          <>
            <Content item={item} file={file} name={name} />
            <p className="mute">
              SHA-256 {item.sha256} · {t('evidence.checked')}
            </p>
          </>
        )}
      </Loaded>
    </section>
  );
}

interface ContentProps {
  readonly item: EvidenceItem;
  readonly file: Blob;
  readonly name: string;
}

function Content(props: ContentProps): ReactNode {
  const { mediaType } = props.item;
  if (mediaType.startsWith('image/') || mediaType.startsWith('audio/')) return <Media {...props} />;
  return mediaType === 'text/plain' ? <Text {...props} /> : <Copy {...props} why="notHere" />;
}

function Media({ item, file, name }: ContentProps): ReactNode {
  const url = useMemo(() => URL.createObjectURL(new Blob([file], { type: item.mediaType })), [file, item.mediaType]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return item.mediaType.startsWith('image/') ? (
    <img src={url} alt={name} />
  ) : (
    // A recording of a call has no captions; its summary stands in the notes.
    // oxlint-disable-next-line jsx-a11y/media-has-caption
    <audio controls src={url} />
  );
}

/** As text and never as a page, in either of the encodings that texts here come in. */
function Text(props: ContentProps): ReactNode {
  const { item, file } = props;
  const text = useQuery({
    queryKey: ['text-of-evidence', item.sha256],
    queryFn: async () => decoded(await file.slice(0, TEXT_SHOWN_BYTES).arrayBuffer()),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <>
      <Loaded query={text}>
        {(words) => (
          // It scrolls, so the keyboard must get there.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          <pre tabIndex={0}>{words}</pre>
        )}
      </Loaded>
      {item.sizeBytes > TEXT_SHOWN_BYTES ? <Copy {...props} why="cut" /> : null}
    </>
  );
}

function decoded(bytes: ArrayBuffer): string {
  try {
    // `stream`: a character cut off at the end is no fault.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

const EXTENSIONS: Readonly<Record<string, string>> = { 'application/pdf': 'pdf', 'text/plain': 'txt' };

/** What cannot be shown here can be saved; the copy is a plain file on the disk, which is said first. */
function Copy({ item, file, why }: ContentProps & { readonly why: 'notHere' | 'cut' }): ReactNode {
  const { t } = useTranslation('record');
  return (
    <Alert
      type="warning"
      showIcon
      title={t(`evidence.${why}`)}
      description={t('evidence.plainCopy')}
      action={
        <Button
          size="small"
          onClick={() =>
            saveFile(file, `${item.kind}-${item.sha256.slice(0, 8)}.${EXTENSIONS[item.mediaType] ?? 'bin'}`)
          }
        >
          {t('evidence.saveCopy')}
        </Button>
      }
    />
  );
}
