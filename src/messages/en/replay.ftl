# src/replay
replay-stopped = Playing was stopped.
