export const en = { title: 'Voicemail', unheard: 'not heard' } as const
