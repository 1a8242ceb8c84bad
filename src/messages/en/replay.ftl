# src/replay
replay-stopped = Playing was stopped.
replay-broken = A part of mynah broke down while playing. The recording is as it was.
replay-compared = { $part }, attempt { $first } → { $second }
replay-attempt = attempt { $name }
replay-looped = looping { $part }
replay-no-words = There are no words: no speech model has heard this answer. Hear it, or let it be recognised with `mynah attempt rescore`.
replay-keys-long = Space play · ←→ 5 s · n finding, p pause, f filler, [] part (Shift or ↑: back) · { $compared ->
    [yes] Tab other ·{" "}
   *[no] {""}
}l loop · - + speed · q leave
replay-keys-middle = Space ▶ · ←→ 5s · n finding p pause f filler [] part ·{ $compared ->
    [yes] {" "}Tab A/B ·
   *[no] {""}
} l loop · -+ · q
replay-keys-short = Space ▶ ←→ 5s npf[] jump l loop -+{ $compared ->
    [yes] {" "}Tab
   *[no] {""}
} q
replay-pause = (pause of { $seconds } s)
replay-filler = (filler)
replay-part = Part
replay-stretch = { $start }–{ $end } ({ $seconds } s)
replay-part-missing = not told
replay-other-prompt = { $first } and { $second } answer different questions, and cannot be compared part by part.
replay-other-prompt-hint = `mynah history --prompt ID` shows the attempts at one question.
replay-file-changed = { $path } is no longer the recording that was scored. Words and marks may not fit it; `mynah attempt rescore { $id }` makes them anew.
replay-words-beyond = { $count ->
    [one] One word lies
   *[other] { $count } words lie
} beyond the end of the recording and cannot be heard.
