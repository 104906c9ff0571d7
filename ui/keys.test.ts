import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { allowSingleKeys, listenForKeys } from './keys.ts'

let stop = () => {}
const ran: string[] = []
const command = (key: string, result = true) => ({
  key,
  say: () => '',
  run() {
    ran.push(key)
    return result
  },
})

beforeEach(() => {
  document.body.innerHTML = '<input><p tabindex="-1"></p>'
  ran.length = 0
  const keys = ['/', 'a', 'g 1', '1', 'ctrl+k', 'f2', 'shift+f2', 'shift+l', '?']
  const commands = [...keys.map(key => command(key)), command('w', false)]
  stop = listenForKeys(() => commands)
})
afterEach(() => {
  stop()
  allowSingleKeys(true)
})

function press(key: string, more: KeyboardEventInit = {}, at = 'p') {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })
  document.querySelector(at)?.dispatchEvent(event)
  return event.defaultPrevented
}

test('a key does what its command says, and the page nothing more', () => {
  expect(press('a')).toBe(true)
  expect(press('A', { shiftKey: true })).toBe(false)
  press('?', { shiftKey: true })
  press('L', { shiftKey: true })
  expect(ran).toEqual(['a', '?', 'shift+l'])
})

test('the second of two keys that lead nowhere is not taken for another one', () => {
  expect([press('g'), press('9'), press('g'), press('a')]).toEqual([false, true, false, true])
  press('a')
  expect(ran).toEqual(['a'])
})

test('a key whose command has nothing to do is left to the page', () => {
  expect([press('w'), press('x')]).toEqual([false, false])
})

test('two keys one after the other; anything between them ends it', () => {
  press('g')
  press('1')
  press('g')
  press('x')
  press('1')
  expect(ran).toEqual(['g 1', '1'])
})

test('while somebody types, single keys are silent; those with Ctrl, and F-keys, work', () => {
  press('a', {}, 'input')
  press('k', { ctrlKey: true }, 'input')
  press('F2', {}, 'input')
  press('F2', { shiftKey: true }, 'input')
  expect(ran).toEqual(['ctrl+k', 'f2', 'shift+f2'])
})

test('turned off, single keys do nothing anywhere', () => {
  allowSingleKeys(false)
  press('a')
  press('/')
  press('F2')
  expect(ran).toEqual(['f2'])
})

test('what has been dealt with, or is being composed, is left alone', () => {
  press('a', { isComposing: true })
  press('a', { altKey: true })
  const handled = (event: Event) => event.preventDefault()
  document.body.addEventListener('keydown', handled)
  press('a')
  document.body.removeEventListener('keydown', handled)
  expect(ran).toEqual([])
})

test('behind what covers the page, only calls can be answered', () => {
  document.body.innerHTML = '<div inert><main></main></div><p></p>'
  press('a')
  press('k', { ctrlKey: true })
  press('F2')
  expect(ran).toEqual(['f2'])
})

test('after it ended nothing is heard', () => {
  const heard = vi.fn<() => boolean>()
  stop()
  listenForKeys(() => [{ key: 'a', say: () => '', run: heard }])()
  press('a')
  expect([ran, heard.mock.calls]).toEqual([[], []])
})
