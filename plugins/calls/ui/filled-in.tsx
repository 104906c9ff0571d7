import type { ComponentChildren } from 'preact'

/** A sentence whose braces are filled with more than words: "{name} called you at {time}". */
export function FilledIn({ of, ...parts }: { of: string } & Readonly<Record<string, ComponentChildren>>) {
  return <>{of.split(/(\{\w+\})/).map(piece => (piece.startsWith('{') ? parts[piece.slice(1, -1)] : piece))}</>
}
