# src/replay
replay-stopped = 재생을 멈췄습니다.
replay-broken = 재생하던 중에 mynah 내부에서 문제가 생겼습니다. 녹음은 그대로 있습니다.
