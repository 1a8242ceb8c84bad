//! What one reads after an answer: findings first, then figures, then the parts of the story, then the words.

use super::wrap::{hang, pad, width, wrap};
use super::{Page, clock, moment};
use crate::domain::{
    Adherence, Attempt, AttemptState, Coverage, Dbfs, Fillers, Finding, LabelledSentence, Language, Measurements, Message, NO_BREAK, Part, PerMinute,
    Prompt, RemovedWord, Repetition, Scheme, Scorecard, Seconds, StoryPointSaid, Stretch, Transcript, Voice,
};
use crate::msg;

/// Pauses from here on are shown; shorter ones belong to fluent speech (long pauses begin at 1 s: Campione and Véronis 2002).
pub(super) const SHOWN_PAUSE: Seconds = Seconds(1.0);

/// Quieter speech than this is worth a word. Telephony sets speech to -26 dB below full scale (ITU-T P.830); this is 14 dB less.
const QUIET: Dbfs = Dbfs(-40.0);

/// Speech that stands out of the noise by less than this is worth a word: soft syllables go under, and pauses with them. A judgement.
const LOW_SNR_DB: f64 = 15.0;

/// A label below this probability is more likely wrong than right, and is shown with a question mark.
pub(super) const UNSURE: f64 = 0.5;

const SHOWN_REPETITIONS: usize = 5;
const SHOWN_PHRASES: usize = 4;

const BAR_COLUMNS: usize = 24;
const STORY_COLUMNS: usize = 48;

/// The attempt for a person to read, in lines of at most `page.width` columns, without colour. `prompt` is the question, where it is still known;
/// `finding_text` words a finding.
pub fn attempt_text(attempt: &Attempt, prompt: Option<&Prompt>, page: &Page<'_>, finding_text: &dyn Fn(&Finding) -> String) -> String {
    let findings = findings(attempt.scorecard.as_ref(), page, finding_text);
    joined([header(attempt, prompt, page), findings, figures(attempt, page), said(attempt, page), mark(attempt, page)])
}

/// The same with the findings last, for a terminal, which shows the end of what is written to it.
pub fn attempt_text_findings_last(attempt: &Attempt, prompt: Option<&Prompt>, page: &Page<'_>, finding_text: &dyn Fn(&Finding) -> String) -> String {
    let findings = findings(attempt.scorecard.as_ref(), page, finding_text);
    joined([header(attempt, prompt, page), said(attempt, page), mark(attempt, page), figures(attempt, page), findings])
}

/// Sections with a blank line between them, those that are empty left out.
fn joined(sections: [Vec<String>; 5]) -> String {
    let sections: Vec<_> = sections.into_iter().filter(|lines| !lines.is_empty()).map(|lines| lines.join("\n")).collect();
    sections.join("\n\n") + "\n"
}

fn said(attempt: &Attempt, page: &Page<'_>) -> Vec<String> {
    words(attempt.transcript.as_ref(), attempt.coverage.as_ref(), page)
}

fn mark(attempt: &Attempt, page: &Page<'_>) -> Vec<String> {
    rubric(attempt, page).map(|rubric| wrap(&rubric, page.width())).unwrap_or_default()
}

/// Labelled sentences alone, for a text that was never spoken; nothing for no sentences.
pub fn coverage_text(coverage: &Coverage, page: &Page<'_>) -> String {
    if coverage.sentences.is_empty() {
        return String::new();
    }
    [labelled(&coverage.sentences, page), vec![String::new()], table(&story(coverage, page), page)].concat().join("\n") + "\n"
}

fn header(attempt: &Attempt, prompt: Option<&Prompt>, page: &Page<'_>) -> Vec<String> {
    let (title, facts) = title_and_facts(attempt, prompt, page);
    let mut lines = wrap(&title, page.width());
    lines.extend(wrap(&facts, page.width()));
    lines.extend(wrap(&attempt.file.to_string_lossy(), page.width()));
    lines
}

/// What was asked: the question where it is still known, else its id.
pub fn question_text(attempt: &Attempt, prompt: Option<&Prompt>, page: &Page<'_>) -> String {
    title_and_facts(attempt, prompt, page).0
}

/// What was asked, and when, in which language and under which names it was answered.
pub(super) fn title_and_facts(attempt: &Attempt, prompt: Option<&Prompt>, page: &Page<'_>) -> (String, String) {
    let text = || prompt.and_then(|prompt| prompt.text.get_or_other(attempt.language)).cloned();
    let question = attempt.question.clone().or_else(text);
    let prompt_id = attempt.prompt.as_ref().map(|id| id.0.clone());
    let mut facts = vec![page.date(attempt.recorded_at), page.say(&language_name(attempt.language)), attempt.id.0.clone()];
    let title = match (question, prompt_id) {
        (Some(question), id) => {
            facts.extend(id);
            question
        }
        (None, Some(id)) => id,
        (None, None) => page.say(&msg!("report-no-question")),
    };
    facts.extend(state_name(attempt.state).map(|state| page.say(&state)));
    facts.retain(|fact| !fact.is_empty()); // an attempt that was not kept has no id
    (title, facts.join(" · "))
}

fn language_name(language: Language) -> Message {
    match language {
        Language::Ko => msg!("report-language-ko"),
        Language::En => msg!("report-language-en"),
    }
}

/// A whole answer needs no name.
pub(super) fn state_name(state: AttemptState) -> Option<Message> {
    match state {
        AttemptState::Recording => Some(msg!("report-state-recording")),
        AttemptState::Complete => None,
        AttemptState::Unfinished => Some(msg!("report-state-unfinished")),
        AttemptState::Discarded => Some(msg!("report-state-discarded")),
        AttemptState::Deleted => Some(msg!("report-state-deleted")),
    }
}

fn findings(scorecard: Option<&Scorecard>, page: &Page<'_>, finding_text: &dyn Fn(&Finding) -> String) -> Vec<String> {
    let Some(scorecard) = scorecard else {
        return wrap(&page.say(&msg!("report-not-scored")), page.width());
    };
    if scorecard.findings.is_empty() {
        return wrap(&page.say(&msg!("report-no-findings")), page.width());
    }
    let mut lines = wrap(&page.say(&msg!("report-findings")), page.width());
    for finding in &scorecard.findings {
        let at = finding.at_s.map(moment).unwrap_or_default();
        lines.extend(hang(&format!("  {at:>5}  "), &finding_text(finding), page.width()));
    }
    lines
}

/// By which rubric it was scored, with its points or with what it has none for; nothing where it was not scored.
pub(super) fn rubric(attempt: &Attempt, page: &Page<'_>) -> Option<String> {
    let rubric = &attempt.scorecard.as_ref()?.rubric;
    Some(match (attempt.points(), &attempt.transcript) {
        (Some(known), _) => page.say(&msg!("report-rubric", rubric = rubric, points = points(known))),
        (None, Some(_)) => page.say(&msg!("report-rubric-no-parts", rubric = rubric)),
        (None, None) => page.say(&msg!("report-rubric-timing", rubric = rubric)),
    })
}

/// Out of a hundred.
pub(super) fn points(points: f64) -> String {
    format!("{:.0}", points * 100.0)
}

/// The figures, each behind its name.
fn figures(attempt: &Attempt, page: &Page<'_>) -> Vec<String> {
    let Some(measured) = attempt.measurements.as_ref() else {
        return wrap(&page.say(&msg!("report-not-measured")), page.width());
    };
    let mut rows = vec![(msg!("report-time"), time(measured, page))];
    rows.extend(figure_rows(attempt, measured, page));
    if let Some(coverage) = attempt.coverage.as_ref().filter(|coverage| !coverage.sentences.is_empty()) {
        rows.extend(story(coverage, page));
    }
    table(&rows, page)
}

/// What was measured besides the time.
pub(super) fn figure_rows(attempt: &Attempt, measured: &Measurements, page: &Page<'_>) -> Vec<(Message, String)> {
    let mut rows = Vec::new();
    if let Some(latency) = measured.latency_s {
        rows.push((msg!("report-latency"), page.say(&msg!("report-latency-value", latency = tenths(latency)))));
        rows.push((msg!("report-pace"), pace(measured, attempt.language, page)));
        rows.extend(over_time(measured, attempt.language, page).map(|text| (msg!("report-over-time"), text)));
        rows.push((msg!("report-pauses"), pauses(measured, page)));
        rows.push((msg!("report-fillers"), fillers(measured, page)));
        rows.extend(repetitions(&measured.repetitions).map(|text| (msg!("report-repetitions"), text)));
        rows.extend(pet_phrases(measured, page).map(|text| (msg!("report-phrases"), text)));
        rows.push((msg!("report-voice"), voice(&measured.voice, page)));
    }
    rows.extend(sound(attempt, measured, page).map(|text| (msg!("report-sound"), text)));
    rows
}

fn table(rows: &[(Message, String)], page: &Page<'_>) -> Vec<String> {
    let names: Vec<_> = rows.iter().map(|(name, _)| page.say(name)).collect();
    let column = names.iter().map(|name| width(name)).max().unwrap_or(0) + 2;
    names.iter().zip(rows).flat_map(|(name, (_, text))| hang(&pad(name, column), text, page.width())).collect()
}

fn time(measured: &Measurements, page: &Page<'_>) -> String {
    if measured.latency_s.is_none() {
        return page.say(&msg!("report-no-speech"));
    }
    let answer = clock(measured.answer_s);
    let Some(target) = measured.target_s.filter(|target| target.0 > 0.0) else {
        return answer;
    };
    let verdict = measured.adherence.map(|adherence| page.say(&verdict(adherence))).unwrap_or_default();
    let bar = target_bar(measured.answer_s, target, BAR_COLUMNS.min(page.width() / 2));
    page.say(&msg!("report-time-value", answer = answer, target = clock(target), bar = bar, verdict = verdict))
}

pub(super) fn verdict(adherence: Adherence) -> Message {
    match adherence {
        Adherence::Under { by_s } => msg!("report-under", by = clock(by_s)),
        Adherence::Within => msg!("report-within"),
        Adherence::Over { by_s } => msg!("report-over", by = clock(by_s)),
    }
}

/// `[######----|]`: what was used of the target, which ends at the stroke; `[########|##]` where the answer went on.
fn target_bar(answer: Seconds, target: Seconds, columns: usize) -> String {
    let cells = columns.saturating_sub(3).max(4);
    let whole = answer.max(target).0;
    let cell = |time: Seconds| ((time.0 / whole) * cells as f64).round() as usize;
    let (used, end) = (cell(answer), cell(target));
    let filled = |from: usize, to: usize| (from..to).map(move |index| if index < used { '#' } else { '-' });
    format!("[{}|{}]", filled(0, end).collect::<String>(), filled(end, cells).collect::<String>())
}

/// Words in English, syllables in Korean; in brackets how fast the syllables came while somebody spoke.
fn pace(measured: &Measurements, language: Language, page: &Page<'_>) -> String {
    let whole = |pace: PerMinute| format!("{:.0}", pace.0);
    let articulation = measured.pace.articulation_per_min.map(whole);
    let pace = match language {
        Language::En => measured.pace.words_per_min.map(|pace| msg!("report-pace-words", pace = whole(pace))),
        Language::Ko => measured.pace.syllables_per_min.map(|pace| msg!("report-pace-syllables", pace = whole(pace))),
    };
    match (pace, articulation) {
        (Some(pace), Some(syllables)) => {
            format!("{} {}", page.say(&pace), page.say(&msg!("report-articulation", syllables = syllables)))
        }
        (Some(pace), None) => page.say(&pace),
        (None, _) => page.say(&msg!("report-unknown-without-words")),
    }
}

/// The pace of each stretch, so that a rush shows; `None` without words or in a short answer.
fn over_time(measured: &Measurements, language: Language, page: &Page<'_>) -> Option<String> {
    let rate = |stretch: &Stretch| match language {
        Language::En => stretch.pace.words_per_min,
        Language::Ko => stretch.pace.syllables_per_min,
    };
    let rates: Option<Vec<String>> = measured.over_time.iter().map(|stretch| Some(format!("{:.0}", rate(stretch)?.0))).collect();
    let rates = rates.filter(|rates| rates.len() > 1)?;
    Some(page.say(&msg!("report-over-time-value", rates = rates.join(" "))))
}

fn pauses(measured: &Measurements, page: &Page<'_>) -> String {
    let shown: Vec<_> = measured.pauses.iter().filter(|pause| pause.length() >= SHOWN_PAUSE).collect();
    let long = match shown.iter().max_by(|one, other| one.length().0.total_cmp(&other.length().0)) {
        Some(longest) => {
            msg!("report-pauses-value", count = shown.len(), longest = tenths(longest.length()), at = moment(longest.start))
        }
        None => msg!("report-pauses-none"),
    };
    let share = measured.speaking_s.0 / measured.answer_s.0.max(0.001) * 100.0;
    let mut parts = vec![page.say(&long), page.say(&msg!("report-speaking", share = format!("{share:.0}")))];
    let inside = shown.iter().filter(|pause| pause.inside_sentence == Some(true)).count();
    if inside > 0 {
        parts.insert(1, page.say(&msg!("report-pauses-inside", count = inside)));
    }
    parts.join(" · ")
}

/// Sounds of hesitation are heard without words too.
fn fillers(measured: &Measurements, page: &Page<'_>) -> String {
    let heard = page.say(&msg!("report-filled-pauses", count = measured.filled_pauses.len()));
    let Fillers { counted: Some(counted), possible: Some(possible), untranscribed: Some(voiced), .. } = &measured.fillers else {
        return heard;
    };
    let words = page.say(&msg!("report-fillers-value", counted = *counted, possible = *possible, voiced = *voiced));
    if measured.filled_pauses.is_empty() { words } else { format!("{words} · {heard}") }
}

/// The first few, each with its moment.
fn repetitions(found: &[Repetition]) -> Option<String> {
    let shown: Vec<String> = found.iter().take(SHOWN_REPETITIONS).map(|slip| format!("{} “{}”", moment(slip.start), slip.text)).collect();
    let more = found.len().saturating_sub(SHOWN_REPETITIONS);
    (!shown.is_empty()).then(|| shown.join(" · ") + &if more > 0 { format!(" · +{more}") } else { String::new() })
}

fn pet_phrases(measured: &Measurements, page: &Page<'_>) -> Option<String> {
    let shown = measured.pet_phrases.iter().take(SHOWN_PHRASES);
    let shown: Vec<String> = shown.map(|phrase| page.say(&msg!("report-phrase", text = &phrase.text, count = phrase.count))).collect();
    (!shown.is_empty()).then(|| shown.join(" · "))
}

fn voice(voice: &Voice, page: &Page<'_>) -> String {
    let figure = |value: f64| format!("{value:.0}");
    let mut parts = Vec::new();
    parts.extend(voice.level_range_db.map(|range| msg!("report-level-range", range = figure(range))));
    if let (Some(pitch), Some(range)) = (voice.pitch_hz, voice.pitch_range_semitones) {
        parts.push(msg!("report-pitch", pitch = figure(pitch), range = figure(range)));
    }
    if voice.endings > 0 {
        parts.push(msg!("report-endings", count = voice.weak_endings.len(), of = voice.endings));
    }
    let parts: Vec<String> = parts.iter().map(|part| page.say(part)).collect();
    if parts.is_empty() { page.say(&msg!("report-voice-unknown")) } else { parts.join(" · ") }
}

/// What was wrong with the recording; `None` where nothing was.
fn sound(attempt: &Attempt, measured: &Measurements, page: &Page<'_>) -> Option<String> {
    let recording = attempt.recording;
    let mut faults = Vec::new();
    if let Some(level) = measured.level_dbfs.filter(|&level| level < QUIET) {
        faults.push(msg!("report-quiet", level = format!("{:.0}", level.0)));
    }
    let snr = measured.snr_db.or_else(|| recording?.snr_db);
    if let Some(snr) = snr.filter(|&snr| snr < LOW_SNR_DB) {
        faults.push(msg!("report-noisy", snr = format!("{snr:.0}")));
    }
    if let Some(facts) = recording.filter(|facts| facts.lost_frames > 0) {
        let lost = facts.lost_frames as f64 / f64::from(facts.rate_hz.max(1));
        faults.push(msg!("report-lost", seconds = format!("{lost:.2}")));
    }
    if let Some(facts) = recording.filter(|facts| facts.clipped > 0) {
        faults.push(msg!("report-clipped", count = facts.clipped));
    }
    let faults: Vec<_> = faults.iter().map(|fault| page.say(fault)).collect();
    (!faults.is_empty()).then(|| faults.join(" · "))
}

/// The parts as a bar of letters in the order they were told, their shares, and what is missing.
fn story(coverage: &Coverage, page: &Page<'_>) -> Vec<(Message, String)> {
    let mut rows = vec![(msg!("report-story"), story_bar(&coverage.sentences, STORY_COLUMNS.min(page.width() / 2)))];
    rows.push((msg!("report-shares"), shares(coverage, page)));
    rows.extend(story_rows(coverage, page));
    rows.extend(own_story(coverage, page));
    if coverage.scheme == Scheme::Star {
        rows.push((msg!("report-data-points"), page.say(&msg!("report-data-points-value", count = coverage.data_points))));
    }
    rows
}

/// What the parts hold, besides their shares and the candidate's own story.
pub(super) fn story_rows(coverage: &Coverage, page: &Page<'_>) -> Vec<(Message, String)> {
    let mut rows = Vec::new();
    for (name, parts) in [(msg!("report-missing"), &coverage.missing), (msg!("report-unclear"), &coverage.unclear)] {
        if !parts.is_empty() {
            rows.push((name, parts.iter().map(|&part| page.say(&part_name(part))).collect::<Vec<_>>().join(", ")));
        }
    }
    if let Some(before) = coverage.before_action_s {
        rows.push((msg!("report-before-action"), page.say(&msg!("report-before-action-value", seconds = format!("{:.0}", before.0)))));
    }
    if !coverage.deeds.is_empty() {
        rows.push((msg!("report-deeds"), coverage.deeds.iter().take(MOST_DEEDS).cloned().collect::<Vec<_>>().join(", ")));
    }
    if coverage.ownership.i + coverage.ownership.we > 0 {
        let (i, we) = (coverage.ownership.i.to_string(), coverage.ownership.we.to_string());
        rows.push((msg!("report-ownership"), page.say(&msg!("report-ownership-value", i = i, we = we))));
    }
    if let Some(has_number) = coverage.result_has_number {
        let text = if has_number { msg!("report-result-number") } else { msg!("report-result-no-number") };
        rows.push((msg!("report-result"), page.say(&text)));
    }
    rows
}

/// The candidate's own story: how much of it was said, what was left out, and what the note does not have.
pub(super) fn own_story(coverage: &Coverage, page: &Page<'_>) -> Vec<(Message, String)> {
    let Some(id) = &coverage.told else { return Vec::new() };
    let count = |said: StoryPointSaid| coverage.story.iter().filter(|point| point.said == said).count();
    let [said, partly, unknown] = [StoryPointSaid::Said, StoryPointSaid::Partly, StoryPointSaid::CannotTell].map(count);
    let facts = msg!("report-own-story-value", id = &id.0, all = coverage.story.len(), said = said, partly = partly, unknown = unknown);
    let mut rows = vec![(msg!("report-own-story"), page.say(&facts))];
    let left_out = coverage.story.iter().filter(|point| point.said == StoryPointSaid::NotSaid);
    let left_out: Vec<String> = left_out.map(|point| format!("{} {}", point.part.letter(), point.point)).collect();
    rows.extend(listed(msg!("report-left-out"), &left_out, page));
    let beyond: Vec<String> = coverage.beyond.iter().filter_map(|at| coverage.sentences.get(*at)).map(|sentence| sentence.text.clone()).collect();
    rows.extend(listed(msg!("report-beyond"), &beyond, page));
    rows
}

/// The first of them, a row each, and how many more there are.
fn listed(name: Message, texts: &[String], page: &Page<'_>) -> Vec<(Message, String)> {
    const MOST: usize = 5;
    let more = (texts.len() > MOST).then(|| page.say(&msg!("report-and-more", count = texts.len() - MOST)));
    let names = std::iter::once(name).chain(std::iter::repeat(msg!("report-no-name")));
    names.zip(texts.iter().take(MOST).cloned().chain(more)).collect()
}

/// More verbs than this are not read.
const MOST_DEEDS: usize = 8;

/// `SSSTTAAAAAAAARR`: each column is the sentence that was being said then. Where sentences have no times their length in letters counts.
fn story_bar(sentences: &[LabelledSentence], columns: usize) -> String {
    let times: Option<Vec<f64>> = sentences.iter().map(|sentence| sentence.span().map(|span| span.length().0.max(0.0))).collect();
    let weights = times.filter(|times| times.iter().sum::<f64>() > 0.0);
    let weights = weights.unwrap_or_else(|| sentences.iter().map(|sentence| sentence.text.chars().count().max(1) as f64).collect());
    let whole: f64 = weights.iter().sum();
    let mut ends = weights.iter().scan(0.0, |end, weight| {
        *end += weight;
        Some(*end)
    });
    let mut letters = sentences.iter().map(|sentence| sentence.label.letter());
    let (mut end, mut current) = (ends.next().unwrap_or(0.0), letters.next().unwrap_or('.'));
    let mut bar = String::new();
    for column in 0..columns {
        let middle = (column as f64 + 0.5) / columns as f64 * whole;
        while middle > end {
            let (Some(next_end), Some(next)) = (ends.next(), letters.next()) else { break };
            (end, current) = (next_end, next);
        }
        bar.push(current);
    }
    bar
}

pub(super) fn shares(coverage: &Coverage, page: &Page<'_>) -> String {
    let share = |part: Part| coverage.shares.get(&part).copied().unwrap_or(0.0);
    let named =
        |part: Part| format!("{} {} {:.0}%", part.letter(), page.say(&part_name(part)), share(part) * 100.0).replace(' ', &NO_BREAK.to_string());
    let mut shares: Vec<_> = coverage.scheme.parts().iter().map(|&part| named(part)).collect();
    if share(Part::Other) > 0.0 {
        shares.push(named(Part::Other));
    }
    shares.join(" · ")
}

pub(super) fn part_name(part: Part) -> Message {
    match part {
        Part::Situation => msg!("report-part-situation"),
        Part::Task => msg!("report-part-task"),
        Part::Action => msg!("report-part-action"),
        Part::Result => msg!("report-part-result"),
        Part::Now => msg!("report-part-now"),
        Part::Past => msg!("report-part-past"),
        Part::Why => msg!("report-part-why"),
        Part::Claim => msg!("report-part-claim"),
        Part::Reason => msg!("report-part-reason"),
        Part::Example => msg!("report-part-example"),
        Part::Definition => msg!("report-part-definition"),
        Part::How => msg!("report-part-how"),
        Part::When => msg!("report-part-when"),
        Part::TradeOff => msg!("report-part-trade-off"),
        Part::Other => msg!("report-part-other"),
    }
}

/// What was said, sentence by sentence where there are sentences.
fn words(transcript: Option<&Transcript>, coverage: Option<&Coverage>, page: &Page<'_>) -> Vec<String> {
    let Some(transcript) = transcript else {
        return wrap(&page.say(&msg!("report-no-transcript")), page.width());
    };
    let mut lines = wrap(&page.say(&msg!("report-words", model = &transcript.model)), page.width());
    match coverage.map(|coverage| coverage.sentences.as_slice()) {
        _ if transcript.words.is_empty() => lines.extend(hang("  ", &page.say(&msg!("report-no-words")), page.width())),
        Some(sentences) if !sentences.is_empty() => lines.extend(labelled(sentences, page)),
        _ => lines.extend(hang("  ", &transcript.text(), page.width())),
    }
    if !transcript.removed.is_empty() {
        lines.extend(hang("  ", &page.say(&msg!("report-removed", words = removed(&transcript.removed, page).join(", "))), page.width()));
    }
    lines
}

/// What was taken out, neighbours with one reason together.
pub(super) fn removed(words: &[RemovedWord], page: &Page<'_>) -> Vec<String> {
    let text = |words: &[RemovedWord]| words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    let shown = |words: &[RemovedWord]| format!("“{}” ({}, {})", text(words), moment(words[0].start), page.say(&reason(&words[0].why)));
    words.chunk_by(|a, b| a.why == b.why).map(shown).collect()
}

fn reason(why: &str) -> Message {
    match why {
        "silence" => msg!("report-why-silence"),
        "no-letters" => msg!("report-why-no-letters"),
        "too-fast" => msg!("report-why-too-fast"),
        "stock-phrase" => msg!("report-why-stock-phrase"),
        "loop" => msg!("report-why-loop"),
        "echo" => msg!("report-why-echo"),
        other => msg!("report-why-other", why = other),
    }
}

fn labelled(sentences: &[LabelledSentence], page: &Page<'_>) -> Vec<String> {
    let mut lines: Vec<_> = sentences.iter().flat_map(|sentence| sentence_lines(sentence, page)).collect();
    if sentences.iter().any(|sentence| sentence.p < UNSURE) {
        lines.extend(hang("  ", &page.say(&msg!("report-unsure")), page.width()));
    }
    lines
}

fn sentence_lines(sentence: &LabelledSentence, page: &Page<'_>) -> Vec<String> {
    let at = sentence.start.map(moment).unwrap_or_default();
    let unsure = if sentence.p < UNSURE { '?' } else { ' ' };
    hang(&format!("  {at:>5}  {}{unsure} ", sentence.label.letter()), &sentence.text, page.width())
}

/// Seconds with one decimal.
pub(super) fn tenths(time: Seconds) -> String {
    format!("{:.1}", time.0)
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
