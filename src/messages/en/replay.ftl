# src/replay
replay-stopped = Playing was stopped.
replay-broken = A part of mynah broke down while playing. The recording is as it was.
