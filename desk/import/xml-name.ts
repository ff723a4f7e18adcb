/** `row` of `x:row`: some libraries write every element of a workbook with a prefix. */
export function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}
