/** Which microphone, where voices come from, and where it rings, each with a way to try it. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { Button } from '../../../ui/parts/button.tsx'
import { Select } from '../../../ui/parts/field.tsx'
import { choose, choosesSpeaker, chosen, type Device, devicesOf } from './devices.ts'
import { openMicrophone } from './microphone.ts'
import { play } from './tones.ts'
import { t } from './words/index.ts'

/** `changed`: another microphone is to be used in the calls that go on. */
export function DeviceChoice({ changed }: { changed: () => void }) {
  const [inputs, setInputs] = useState<readonly Device[]>([])
  const [outputs, setOutputs] = useState<readonly Device[]>([])
  useEffect(() => {
    const read = () =>
      void Promise.all([devicesOf('audioinput'), devicesOf('audiooutput')]).then(([input, output]) => {
        setInputs(input)
        setOutputs(output)
      })
    read()
    navigator.mediaDevices.addEventListener('devicechange', read)
    return () => navigator.mediaDevices.removeEventListener('devicechange', read)
  }, [])
  const { microphone, speaker, ringer } = chosen.value
  const pick = (kind: 'microphone' | 'speaker' | 'ringer') => (id: string) => {
    choose({ [kind]: id === '' ? undefined : id })
    if (kind === 'microphone') changed()
  }
  return (
    <div class="devices">
      <Select label={t('microphone')} choices={listed(inputs)} value={microphone ?? ''} onChange={pick('microphone')} />
      <Level />
      {choosesSpeaker && (
        <>
          <Select label={t('speaker')} choices={listed(outputs)} value={speaker ?? ''} onChange={pick('speaker')} />
          <Try where="speaker" label={t('speaker.test')} />
          <Select label={t('ringer')} choices={listed(outputs)} value={ringer ?? ''} onChange={pick('ringer')} />
        </>
      )}
      <Try where="ringer" label={t('ringer.test')} />
    </div>
  )
}

const listed = (devices: readonly Device[]) => [
  { value: '', label: t('device.standard') },
  ...devices.map(({ id, name }) => ({ value: id, label: name === '' ? t('device.unnamed') : name })),
]

function Try({ where, label }: { where: 'speaker' | 'ringer'; label: string }) {
  const stop = useRef<(() => void) | undefined>(undefined)
  const start = () => {
    stop.current?.()
    stop.current = play(where === 'ringer' ? 'ring' : 'ringback', where)
    setTimeout(() => stop.current?.(), 2000)
  }
  useEffect(() => () => stop.current?.(), [])
  return (
    <Button look="bare" icon="play" onClick={start}>
      {label}
    </Button>
  )
}

/** Shows how loud the microphone hears, for as long as somebody wants to see it: it isn't opened before. */
function Level() {
  const [track, setTrack] = useState<MediaStreamTrack>()
  const [loud, setLoud] = useState(0)
  const [problem, setProblem] = useState(false)
  useEffect(() => {
    if (!track) return
    const audio = new AudioContext()
    const analyser = new AnalyserNode(audio, { fftSize: 512 })
    audio.createMediaStreamSource(new MediaStream([track])).connect(analyser)
    const samples = new Uint8Array(analyser.fftSize)
    const timer = setInterval(() => {
      analyser.getByteTimeDomainData(samples)
      setLoud(Math.max(...samples.map(sample => Math.abs(sample - 128))) / 128)
    }, 100)
    return () => {
      clearInterval(timer)
      track.stop()
      void audio.close()
    }
  }, [track])
  const toggle = () => {
    if (track) return setTrack(undefined)
    openMicrophone(chosen.peek().microphone).then(
      opened => {
        setProblem(false)
        setTrack(opened)
      },
      () => setProblem(true),
    )
  }
  return (
    <div class="line-of">
      <Button look="bare" icon="mic" aria-pressed={track !== undefined} onClick={toggle}>
        {t('microphone.test')}
      </Button>
      {track && <meter class="grow" min={0} max={1} value={loud} aria-label={t('microphone.level')} />}
      {problem && (
        <span class="small problem" role="alert">
          {t('problem.refused')}
        </span>
      )}
    </div>
  )
}
