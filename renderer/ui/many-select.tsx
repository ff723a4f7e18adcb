import { Select, type SelectProps } from 'antd';
import { useState, type ReactNode } from 'react';

/** Chooses several of a list. It closes after each choice: while it is open, Tab would choose one more instead of going on. */
export function ManySelect(
  props: Omit<SelectProps<string[]>, 'mode' | 'open' | 'onOpenChange' | 'onSelect'>,
): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <Select<string[]> {...props} mode="multiple" open={open} onOpenChange={setOpen} onSelect={() => setOpen(false)} />
  );
}
