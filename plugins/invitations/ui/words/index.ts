import { defineWords } from '../../../../core/words.ts'
import { speak } from '../../../../ui/words.ts'

export const t = speak(
  defineWords({
    en: { invite: 'Invite to a call', 'invite.card': 'Invite', 'invite.of': 'Invite {name} to a call' },
    sv: { invite: 'Bjud in till samtal', 'invite.card': 'Bjud in', 'invite.of': 'Bjud in {name} till ett samtal' },
  }),
)
