/** An action's phrase, "ring {only} for {seconds}[, with {note}]", cut at its arguments; what stands in brackets is left to them. */

export type PhrasePart = { readonly text: string } | { readonly param: string }

export function phraseParts(phrase: string): readonly PhrasePart[] {
  return phrase
    .replaceAll(/\[[^\]]*\]/g, '')
    .split(/(\{\w+\})/)
    .flatMap((part): PhrasePart[] => {
      const [, param] = /^\{(\w+)\}$/.exec(part) ?? []
      if (param !== undefined) return [{ param }]
      return part.trim() === '' ? [] : [{ text: part }]
    })
}
