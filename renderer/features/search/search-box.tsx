import { useNavigate, useParams } from '@tanstack/react-router';
import type { InputRef } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useShortcut } from '../../app/shortcuts.tsx';
import { holdFocus } from '../../ui/hold-focus.ts';
import { SearchField } from './search-field.tsx';

/** The one search box. During a contact a hit becomes the order in hand; otherwise its page opens. */
export function SearchBox({ searchFor }: { readonly searchFor: { text: string } | null }): ReactNode {
  const [taken, setTaken] = useState(searchFor);
  const navigate = useNavigate();
  const { contactId } = useParams({ strict: false }) as { contactId?: string };
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const field = useRef<InputRef>(null);
  const box = useRef<HTMLElement>(null);
  useShortcut('ctrl+k', 'shortcut.search', () => {
    field.current?.focus({ cursor: 'all' });
    if (field.current?.input) holdFocus(field.current.input);
    setOpen(true);
  });
  if (searchFor !== null && searchFor !== taken) {
    setTaken(searchFor);
    setText(searchFor.text);
    setOpen(true);
  }
  useEffect(() => {
    if (taken !== null) field.current?.focus();
  }, [taken]);
  useEffect(() => {
    const onPointer = (event: PointerEvent): void => {
      if (event.target instanceof Node && !(box.current?.contains(event.target) ?? false)) setOpen(false);
    };
    window.addEventListener('pointerdown', onPointer);
    return () => window.removeEventListener('pointerdown', onPointer);
  }, []);
  return (
    <search
      className="search-box"
      ref={box}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <SearchField
        label="top"
        text={text}
        open={open}
        inputRef={field}
        panelClassName="card search-panel"
        keyHint="Ctrl K"
        onText={setText}
        onOpen={setOpen}
        onChoose={(hit) => {
          setOpen(false);
          setText('');
          field.current?.blur();
          if (contactId === undefined) void navigate({ to: '/orders/$orderNo', params: { orderNo: hit.orderNo } });
          else
            void navigate({
              to: '/contacts/$contactId/$step',
              params: { contactId, step: 'decide' },
              search: { order: hit.orderNo },
            });
        }}
      />
    </search>
  );
}
