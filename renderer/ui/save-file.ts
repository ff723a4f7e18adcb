/** Hands a file to the host's downloads. A `File` would keep its own name; `fileName` is what it is saved as. */
export function saveFile(file: Blob, fileName: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The download has begun reading by the next turn; the address is of no use to anybody else.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
