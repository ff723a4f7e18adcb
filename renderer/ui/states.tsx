import { Empty, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { RefusalNotice } from './refusal.tsx';

/** Nothing here, and what to do about it. */
export function EmptyState({
  title,
  hint,
  action,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly action?: ReactNode;
}): ReactNode {
  return (
    <Empty
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={
        <>
          <div>{title}</div>
          {hint === undefined ? null : <div className="mute">{hint}</div>}
        </>
      }
    >
      {action}
    </Empty>
  );
}

interface QueryLike<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
}

/** Loading, refused or there: the three states of anything read from the desk. */
export function Loaded<T>({
  query,
  children,
  rows = 4,
}: {
  readonly query: QueryLike<T>;
  readonly rows?: number;
  readonly children: (data: T) => ReactNode;
}): ReactNode {
  if (query.data !== undefined) return children(query.data);
  if (query.isPending) return <Skeleton active title={false} paragraph={{ rows }} />;
  return <RefusalNotice error={query.error} />;
}
