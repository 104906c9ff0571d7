#!/bin/sh
# Makes the music for whoever waits: four soft chords of plucked strings, again and again, 8 kHz mono. The tune is ours.
# Usage: make-music.sh FILE.mp3
set -eu
out=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# note FILE START FREQUENCY LEVEL
n=0
note() {
  n=$((n + 1))
  sox -n -r 16000 -c 1 "$work/$n.wav" synth 2.4 pluck "$2" fade p 0.005 2.4 1.6 gain "$3" pad "$1"
}
bar=0
# Am7 Fmaj7 C G6, four bars of 2 s each, twice: the second time with a tune above.
for chord in "110.00 220.00 261.63 329.63 392.00" "87.31 174.61 220.00 261.63 329.63" \
  "130.81 196.00 261.63 329.63 392.00" "98.00 196.00 246.94 293.66 329.63" \
  "110.00 220.00 261.63 329.63 392.00" "87.31 174.61 220.00 261.63 349.23" \
  "130.81 196.00 261.63 329.63 392.00" "98.00 196.00 246.94 293.66 392.00"; do
  # shellcheck disable=SC2086
  set -- $chord
  at=$(echo "$bar * 2" | bc)
  note "$at" "$1" -10
  for step in 1 2 3 4 5 6 7; do
    case $step in 1 | 5) f=$2 ;; 2 | 6) f=$3 ;; 3 | 7) f=$4 ;; *) f=$5 ;; esac
    note "$(echo "$at + $step * 0.25" | bc)" "$f" -14
  done
  bar=$((bar + 1))
done
for tune in "8 659.26" "9.5 587.33" "10 523.25" "11.5 440.00" "12 523.25" "13 587.33" "14 493.88" "15 440.00"; do
  # shellcheck disable=SC2086
  set -- $tune
  note "$1" "$2" -13
done
sox -m "$work"/*.wav "$work/mix.wav"
# A loop: what rings on behind the end sounds under the beginning.
sox "$work/mix.wav" "$work/head.wav" trim 0 16
sox "$work/mix.wav" "$work/tail.wav" trim 16
sox -m "$work/head.wav" "$work/tail.wav" -r 8000 -C 24.2 "$out" highpass 90 lowpass 3300 reverb 25 gain -n -9
