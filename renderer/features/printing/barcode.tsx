import JsBarcode from 'jsbarcode';
import { useMemo, type ReactNode } from 'react';

const QUIET_MODULES = 10;
const HEIGHT = 40;

/** The bars and gaps of a CODE128, one character a module; nothing where the text cannot be written in it. */
function modulesOf(text: string): string {
  const target: { encodings?: readonly { readonly data: string }[] } = {};
  JsBarcode(target, text, { format: 'CODE128', valid: () => {} });
  return target.encodings?.map(({ data }) => data).join('') ?? '';
}

/** A case code as CODE128, with its quiet zones; drawn as shapes, so that it prints sharply at any size. */
export function Barcode({ text }: { readonly text: string }): ReactNode {
  const modules = useMemo(() => modulesOf(text), [text]);
  const bars = [...modules.matchAll(/1+/g)].map((run) => ({ x: run.index, width: run[0].length }));
  return (
    <svg
      className="print-barcode"
      role="img"
      aria-label={text}
      viewBox={`0 0 ${modules.length + 2 * QUIET_MODULES} ${HEIGHT}`}
      preserveAspectRatio="none"
      shapeRendering="crispEdges"
    >
      {bars.map(({ x, width }) => (
        <rect key={x} x={x + QUIET_MODULES} y={0} width={width} height={HEIGHT} />
      ))}
    </svg>
  );
}
