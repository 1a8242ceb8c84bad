# src/replay
replay-stopped = 재생을 멈췄습니다.
