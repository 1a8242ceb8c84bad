'use strict';

// Plays: a click on a word or a moment goes there, and the word that sounds is marked. Without sound nothing happens.
for (const article of document.querySelectorAll('article')) {
  const audio = article.querySelector('audio');
  if (audio) connect(article, audio);
}

function connect(article, audio) {
  const words = [...article.querySelectorAll('.w')];
  const starts = words.map((word) => Number(word.dataset.at));
  const score = article.querySelector('.score');
  const now = article.querySelector('.now');
  let marked = null;

  setPlayable(article, true);
  audio.addEventListener('error', () => tellMissing(article));
  if (audio.error) tellMissing(article);

  function playFrom(seconds) {
    audio.currentTime = seconds;
    audio.play().catch(() => {});
  }

  article.addEventListener('click', (event) => {
    const target = event.target.closest('[data-at]');
    if (target) playFrom(Number(target.dataset.at));
  });
  score?.addEventListener('click', (event) => {
    const box = score.getBoundingClientRect();
    playFrom(((event.clientX - box.left) / box.width) * Number(score.dataset.length));
  });
  article.querySelector('.words')?.addEventListener('keydown', (event) => walk(event, words, playFrom));

  function follow() {
    const at = lastAtOrBefore(starts, audio.currentTime + 0.02);
    const word = words[at] ?? null;
    if (word !== marked) {
      marked?.classList.remove('sounding');
      word?.classList.add('sounding');
      marked = word;
    }
    if (now) {
      const place = `${(audio.currentTime / Number(score.dataset.length)) * 100}%`;
      now.setAttribute('x1', place);
      now.setAttribute('x2', place);
      now.setAttribute('visibility', 'visible');
    }
    if (!audio.paused) requestAnimationFrame(follow);
  }
  audio.addEventListener('play', follow);
  audio.addEventListener('seeked', follow);
}

// The browser plays no sound from here, or the file beside the page is gone.
function tellMissing(article) {
  setPlayable(article, false);
  article.querySelector('.player .missing').hidden = false;
}

// What can be clicked looks so, and can be reached with the keyboard.
function setPlayable(article, playable) {
  article.classList.toggle('playable', playable);
  for (const button of article.querySelectorAll('.go')) button.disabled = !playable;
  const words = article.querySelector('.words');
  if (words) words.tabIndex = playable ? 0 : -1;
}

// The arrow keys go from word to word, Enter and the space bar play from the one that has the focus.
function walk(event, words, playFrom) {
  const at = words.indexOf(document.activeElement);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step) {
    const next = words[Math.min(Math.max(at + step, 0), words.length - 1)];
    next.tabIndex = -1;
    next.focus();
  } else if (at >= 0 && (event.key === 'Enter' || event.key === ' ')) {
    playFrom(Number(words[at].dataset.at));
  } else {
    return;
  }
  event.preventDefault();
}

// The index of the last of the sorted numbers that is not above the limit, -1 for none.
function lastAtOrBefore(numbers, limit) {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] > limit) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}
