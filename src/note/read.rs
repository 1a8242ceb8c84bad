//! From pieces to what the note holds: stories with their titles, questions, drafts, and what is left over.

use std::collections::{HashMap, HashSet};
use std::mem::take;

use serde::Serialize;

use super::extent;
use super::group;
use super::label::Name;
use super::line::{self, Marker, Skipped};
use super::list;
use super::piece::{self, Piece};
use super::principle;
use super::question::{self, Section};
use super::told::{self, Told, is_outside};
use crate::domain::sign::{has_words, is_hangul, is_letter, is_word};
use crate::domain::{Draft, Language, Lines, Material, OwnQuestion, PromptId, PromptKind, Story, StoryId, StoryPart};

/// Labels without any text under them: a story yet to be written.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Template {
    pub line: usize,
    pub title: Option<String>,
}

/// A line that belongs to nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unplaced {
    pub line: usize,
    pub text: String,
}

/// What a note holds. Stories and questions have no ids yet; [`super::merge`] gives them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Note {
    pub stories: Vec<Story>,
    pub templates: Vec<Template>,
    pub questions: Vec<OwnQuestion>,
    pub drafts: Vec<Draft>,
    /// Names of principles, and where they stand.
    pub principles: Vec<(usize, &'static str)>,
    /// Headings, titles of stories among them.
    pub headings: Vec<Unplaced>,
    pub unplaced: Vec<Unplaced>,
    pub skipped: Vec<(usize, Skipped)>,
}

impl Note {
    /// Its stories, questions and drafts, taken out of it.
    pub fn take_material(&mut self) -> Material {
        Material { stories: take(&mut self.stories), questions: take(&mut self.questions), drafts: take(&mut self.drafts) }
    }
}

/// Reads a note. Every line with text is in a story, a question, a draft or a heading, or is listed as unplaced or skipped.
pub fn read(text: &str) -> Note {
    let mut reading = line::read(text);
    let skipped = take(&mut reading.skipped);
    let pieces = piece::pieces(&reading);
    let ends = told::ends_of_blocks(&pieces);
    let groups = group::groups(&pieces, &ends);
    let told = told::parts(&pieces, &ends, &groups);
    let mut walk = Walk::new(&pieces, &ends, told);
    walk.walk();
    Note { skipped, ..walk.note }
}

/// Goes through the note from top to bottom and puts everything in its place.
struct Walk<'a> {
    pieces: &'a [Piece<'a>],
    ends: &'a [bool],
    /// The story whose first label a piece is.
    begins: Vec<Option<usize>>,
    told: Vec<Vec<Told>>,
    /// Whether a piece is part of a story.
    used: Vec<bool>,
    /// Whether a piece is an item of a list of questions.
    asked_in_list: Vec<bool>,
    note: Note,
    principle: Option<&'static str>,
    section: Option<Section>,
    /// The level of the heading that principle or section have, if a heading names them.
    level: Option<u8>,
    /// How the items of a section of questions are marked, and how far in they stand.
    items: Option<(Marker, bool, usize)>,
    /// The last heading or title that is no principle.
    heading: Option<String>,
    /// The question that answers below belong to.
    open: Option<usize>,
    /// The level of the heading that asks it, if a heading does.
    open_level: Option<u8>,
    /// Lines that wait for what comes after them: the title of a story, or text.
    pending: Vec<usize>,
    last_title: Option<String>,
    /// How many stories have a title.
    titled: HashMap<String, usize>,
    /// The places of the questions by their text.
    asked: HashMap<String, usize>,
}

impl<'a> Walk<'a> {
    fn new(pieces: &'a [Piece<'a>], ends: &'a [bool], told: Vec<Vec<Told>>) -> Self {
        let (mut begins, mut used) = (vec![None; pieces.len()], vec![false; pieces.len()]);
        for (number, parts) in told.iter().enumerate() {
            let first = parts.iter().map(|told| told.label).min().expect("a group has a label");
            begins[first] = Some(number);
            for part in parts {
                used[part.label] = true;
                part.under.clone().filter(|&at| !pieces[at].quoted || pieces[part.label].quoted).for_each(|at| used[at] = true);
            }
        }
        Self {
            pieces,
            ends,
            begins,
            told,
            used,
            asked_in_list: list::lists_of_questions(pieces),
            note: Note::default(),
            principle: None,
            section: None,
            level: None,
            items: None,
            heading: None,
            open: None,
            open_level: None,
            pending: Vec::new(),
            last_title: None,
            titled: HashMap::new(),
            asked: HashMap::new(),
        }
    }

    fn walk(&mut self) {
        for at in 0..self.pieces.len() {
            if self.ends[at] {
                self.settle();
                if level_of(&self.pieces[at]).is_none() {
                    self.open = None;
                }
                self.last_title = None;
            }
            if let Some(number) = self.begins[at] {
                self.story(number);
            }
            if !self.used[at] {
                self.outside(at);
            }
        }
        self.settle();
        self.check_answers();
    }

    /// A line outside stories.
    fn outside(&mut self, at: usize) {
        let piece = &self.pieces[at];
        if piece.label.is_none() && self.ends[at] && is_outside(piece) && !self.is_nested_title(piece) {
            self.settle();
            self.open = None;
            return self.enter(at);
        }
        self.pending.push(at);
    }

    /// In bold and further in than the principle that it stands under: it names what follows, though with another principle's name.
    fn is_nested_title(&self, piece: &Piece<'_>) -> bool {
        self.principle.is_some() && piece.marker == Marker::Bold && piece.indent > 0 && question::section(&piece.text, true).is_none()
    }

    /// The heading of a principle or of a section.
    fn enter(&mut self, at: usize) {
        let piece = &self.pieces[at];
        if self.section == Some(Section::Questions) && self.items.is_some() && self.is_item(piece) {
            return self.pending.push(at); // a topic of the list that bears a principle's name
        }
        self.heading = None;
        self.items = None;
        self.level = level_of(piece);
        self.note.headings.push(at_line(piece));
        match principle::named(&piece.text) {
            Some(name) => {
                self.note.principles.push((piece.number, name));
                (self.principle, self.section) = (Some(name), None);
            }
            None => (self.principle, self.section) = (None, question::section(&piece.text, piece.marker != Marker::Plain)),
        }
    }

    /// An item of the list that the section holds: marked and set in as the first one is.
    fn is_item(&self, piece: &Piece<'_>) -> bool {
        match self.items {
            Some((marker, dotted, indent)) => piece.marker == marker && piece.dotted == dotted && piece.indent <= indent + 1,
            None => matches!(piece.marker, Marker::Numbered | Marker::Bullet),
        }
    }

    /// The story `number` begins: what waits above it may be its title and its question.
    fn story(&mut self, number: usize) {
        let first = self.told[number].iter().map(|told| told.label).min().expect("a group has a label");
        let titles = self.titles(first);
        self.settle();
        let texts: Vec<String> = titles.iter().map(|&at| title_of(said(&self.pieces[at]))).collect();
        let asks = |piece: &Piece<'_>| is_question_label(piece) && has_words(&piece.text) || question::is_asked(said(piece));
        let asked = titles.iter().rev().copied().find(|&at| asks(&self.pieces[at]) || question::is_topic(said(&self.pieces[at])));
        let question = match asked {
            Some(at) => Some(self.ask(at)),
            None => self.open,
        };
        for &at in &titles {
            self.note.headings.push(at_line(&self.pieces[at]));
            if Some(at) != asked && asks(&self.pieces[at]) {
                self.ask(at);
            }
        }
        let named = texts.iter().rev().find(|text| !extent::is_connective(text) && !text.is_empty()).cloned();
        let title = named.clone().or_else(|| self.last_title.clone()).or_else(|| self.heading.clone());
        self.last_title = title.clone();
        self.open = question;
        let line = self.pieces[first].number;
        let parts: Vec<StoryPart> = self.told[number].iter().filter_map(|told| self.part(told)).collect();
        match parts.is_empty() {
            true => self.note.templates.push(Template { line, title: named }),
            false => self.take(line, parts, title, question),
        }
    }

    /// The pending lines right above a story that name it.
    fn titles(&mut self, first: usize) -> Vec<usize> {
        let mut from = self.pending.len();
        while from > 0 {
            let at = self.pending[from - 1];
            let piece = &self.pieces[at];
            let below_is_apart = self.pending.get(from).is_some_and(|&below| self.pieces[below].after_gap);
            let marked = piece.marker != Marker::Plain || piece.label.is_some();
            let asked = is_question_label(piece) || question::is_asked(said(piece));
            let short = extent::is_short(&piece.text) || asked;
            let no_deeper = piece.indent <= self.pieces[first].indent;
            let names = short
                && no_deeper
                && !piece.quoted
                && !piece.verbatim
                && (marked || asked || !extent::ends_sentence(&piece.text) || piece.text.ends_with(':'));
            if !names || below_is_apart && !(asked || matches!(piece.marker, Marker::Bold | Marker::Heading(_))) || self.pending.len() - from >= 3 {
                break;
            }
            from -= 1;
        }
        self.pending.split_off(from)
    }

    fn take(&mut self, line: usize, parts: Vec<StoryPart>, title: Option<String>, question: Option<usize>) {
        if let Some(question) = question {
            self.note.questions[question].is_answered = true;
        }
        let title = self.own_title(title.unwrap_or_else(|| beginning(&parts[0].text)));
        let asked = question.map(|question| &self.note.questions[question]);
        self.note.stories.push(Story {
            id: StoryId(String::new()),
            title,
            question: asked.map(|asked| asked.text.clone()),
            prompts: Vec::new(),
            competency: self.principle.map(str::to_owned).or_else(|| asked.and_then(|asked| asked.competency.clone())),
            language: language_of(parts.iter().map(|part| part.text.as_str())),
            line,
            parts,
        });
    }

    /// A title that no other story has: the second of the same name gets a number.
    fn own_title(&mut self, title: String) -> String {
        let mut own = title.clone();
        while self.titled.contains_key(&own) {
            let count = self.titled.entry(title.clone()).or_insert(1);
            *count += 1;
            own = format!("{title} ({count})");
        }
        self.titled.insert(own.clone(), 1);
        own
    }

    /// `None` where a label has no text.
    fn part(&self, told: &Told) -> Option<StoryPart> {
        let label = &self.pieces[told.label];
        let under = told.under.clone().filter(|&at| self.used[at]).map(|at| &self.pieces[at]);
        let under = under.filter(|piece| has_words(&piece.text));
        let to = under.clone().next_back().or_else(|| has_words(&label.text).then_some(label))?.number;
        // A label that turned out to be none is a word of the text.
        let beside = Some(&*label.text).filter(|text| has_words(text));
        let text = beside.into_iter().chain(under.map(|piece| &*piece.whole)).collect::<Vec<_>>().join("\n");
        Some(StoryPart { part: told.part, also: told.also, lines: Lines { from: label.number, to }, text })
    }

    /// Puts the lines that wait where they belong; what is left of them is text.
    fn settle(&mut self) {
        let pending = take(&mut self.pending);
        let mut text: Vec<usize> = Vec::new();
        for at in pending {
            if self.opens_question(at) {
                self.write_down(&take(&mut text));
                let question = self.ask(at);
                (self.open, self.open_level) = (Some(question), level_of(&self.pieces[at]));
                if self.section == Some(Section::Questions) && self.items.is_none() && self.pieces[at].marker != Marker::Plain {
                    self.items = Some((self.pieces[at].marker, self.pieces[at].dotted, self.pieces[at].indent));
                }
            } else if self.is_heading(at) {
                self.write_down(&take(&mut text));
                self.under_heading(at);
            } else {
                text.push(at);
            }
        }
        self.write_down(&text);
    }

    /// A heading that is neither a principle's nor a section's ends those of its level.
    fn under_heading(&mut self, at: usize) {
        let piece = &self.pieces[at];
        if level_of(piece).is_some_and(|level| self.level.is_some_and(|above| level <= above)) {
            (self.principle, self.section, self.items, self.level) = (None, None, None, None);
        }
        self.heading = Some(title_of(&piece.whole));
        // "30초" under "자기소개" goes on with it.
        if level_of(piece).is_none_or(|level| self.open_level.is_none_or(|above| level <= above)) {
            self.open = None;
        }
        self.note.headings.push(at_line(piece));
    }

    /// Whether the line asks something, or names something to be asked about.
    fn opens_question(&self, at: usize) -> bool {
        let piece = &self.pieces[at];
        if piece.verbatim || self.section == Some(Section::Apart) || !has_words(&piece.whole) {
            return false;
        }
        match piece.label.as_ref().map(|label| label.name) {
            Some(Name::Question) => return has_words(&piece.text),
            Some(Name::Answer | Name::Part { .. }) => return false,
            None => {}
        }
        let marked = piece.marker != Marker::Plain || piece.after_gap;
        if piece.quoted && !piece.text.ends_with('?') {
            return false;
        }
        if question::is_asked(&piece.text) {
            return true;
        }
        let in_list = self.section == Some(Section::Questions) && self.items.is_some();
        if marked && (!in_list || self.is_item(piece) || level_of(piece).is_some()) && question::is_answer_heading(&piece.text) {
            return true;
        }
        if self.asked_in_list[at] {
            return true;
        }
        match self.section {
            Some(Section::Questions) => self.is_item(piece) && !piece.quoted && extent::is_short(&piece.text),
            _ => marked && piece.marker != Marker::Bullet && question::is_topic(&piece.text) && !piece.quoted,
        }
    }

    /// A heading over what follows that asks nothing.
    fn is_heading(&self, at: usize) -> bool {
        let piece = &self.pieces[at];
        let is_marked = matches!(piece.marker, Marker::Heading(_) | Marker::Bold) && extent::is_short(&piece.text);
        piece.label.is_none() && (is_marked || extent::is_heading_in_plain(piece, self.pieces.get(at + 1)))
    }

    /// The question at this line; a question that stands twice is one.
    fn ask(&mut self, at: usize) -> usize {
        let piece = &self.pieces[at];
        let text = title_of(said(piece));
        if let Some(&known) = self.asked.get(&text) {
            self.note.questions[known].lines.push(piece.number);
            return known;
        }
        let competency = self.principle.or_else(|| principle::mentioned(&text)).map(str::to_owned);
        let (kind, language) = (question::kind(&text), language_of([text.as_str()]));
        let lines = vec![piece.number];
        let is_topic = !question::is_asked(&text);
        let place = self.note.questions.len();
        self.asked.insert(text.clone(), place);
        self.note.questions.push(OwnQuestion { id: PromptId(String::new()), lines, is_topic, kind, competency, language, is_answered: false, text });
        place
    }

    /// Text outside stories: the answer to the open question, an answer to the principle, or nothing that is known.
    fn write_down(&mut self, lines: &[usize]) {
        let lines: Vec<usize> = lines.iter().copied().filter(|&at| has_words(&self.pieces[at].whole)).collect();
        let (remarks, lines): (Vec<usize>, Vec<usize>) = lines.into_iter().partition(|&at| self.pieces[at].quoted || self.pieces[at].verbatim);
        self.leave(&remarks);
        if lines.is_empty() {
            return;
        }
        match self.open {
            Some(asked) if self.section != Some(Section::Apart) => self.draft(&lines, Some(asked)),
            _ if self.principle.is_some() && self.section.is_none() => {
                let (description, rest) = self.description(&lines);
                self.leave(&description);
                match self.reads_like_an_answer(&rest) {
                    true => self.draft(&rest, None),
                    false => self.leave(&rest),
                }
            }
            _ => self.leave(&lines),
        }
    }

    fn leave(&mut self, lines: &[usize]) {
        self.note.unplaced.extend(lines.iter().map(|&at| Unplaced { line: self.pieces[at].number, text: self.pieces[at].whole.to_string() }));
    }

    /// The paragraph under a principle's name that says what it means: nobody speaks in it for himself.
    fn description(&self, lines: &[usize]) -> (Vec<usize>, Vec<usize>) {
        let heading = self.note.principles.last().map_or(0, |(line, _)| *line);
        let mut end = 0;
        while end < lines.len() && self.pieces[lines[end]].number == heading + 1 + end && describes(&self.pieces[lines[end]].whole) {
            end += 1;
        }
        (lines[..end].to_vec(), lines[end..].to_vec())
    }

    /// Long enough, and in sentences.
    fn reads_like_an_answer(&self, lines: &[usize]) -> bool {
        const SHORTEST: usize = 80;
        let text: String = lines.iter().map(|&at| &*self.pieces[at].whole).collect::<Vec<_>>().join(" ");
        text.chars().count() >= SHORTEST
            && (speaks_for_himself(&text) || lines.iter().filter(|&&at| extent::ends_sentence(&self.pieces[at].whole)).count() >= 2)
    }

    /// One draft a language: a Korean introduction is often followed by the English one.
    fn draft(&mut self, lines: &[usize], asked: Option<usize>) {
        let asked = asked.map(|question| &self.note.questions[question]);
        let mut runs: Vec<(Language, Vec<usize>)> = Vec::new();
        for &at in lines {
            let language = language_of([&*self.pieces[at].whole]);
            match runs.last_mut() {
                Some((last, run))
                    if *last == language || !self.pieces[at].after_gap || asked.is_none_or(|asked| asked.kind != PromptKind::Introduction) =>
                {
                    run.push(at)
                }
                _ => runs.push((language, vec![at])),
            }
        }
        for (_, run) in runs {
            let texts: Vec<&str> =
                run.iter().map(|&at| &self.pieces[at]).map(|piece| if is_answer(piece) { &*piece.text } else { &*piece.whole }).collect();
            self.note.drafts.push(Draft {
                question: asked.map(|asked| asked.text.clone()),
                kind: asked.map_or(PromptKind::Behavioral, |asked| asked.kind),
                competency: asked.map_or_else(|| self.principle.map(str::to_owned), |asked| asked.competency.clone()),
                language: language_of(texts.iter().copied()),
                lines: Lines { from: self.pieces[run[0]].number, to: self.pieces[run[run.len() - 1]].number },
                text: texts.join("\n"),
            });
        }
    }

    fn check_answers(&mut self) {
        let drafted: HashSet<&String> = self.note.drafts.iter().filter_map(|draft| draft.question.as_ref()).collect();
        for question in &mut self.note.questions {
            question.is_answered |= drafted.contains(&question.text);
        }
        self.note.questions.sort_by_key(|question| question.lines[0]);
        self.note.unplaced.sort_by_key(|unplaced| unplaced.line);
    }
}

fn level_of(piece: &Piece<'_>) -> Option<u8> {
    match piece.marker {
        Marker::Heading(level) => Some(level),
        _ => None,
    }
}

fn is_question_label(piece: &Piece<'_>) -> bool {
    piece.label.as_ref().is_some_and(|label| label.name == Name::Question)
}

/// `A:` under a question, or a word for it.
fn is_answer(piece: &Piece<'_>) -> bool {
    piece.label.as_ref().is_some_and(|label| label.is_letter || matches!(label.name, Name::Question | Name::Answer))
}

/// What the line says: without the label of a question or an answer.
fn said<'a>(piece: &'a Piece<'_>) -> &'a str {
    match piece.label.as_ref().map(|label| label.name) {
        Some(Name::Question | Name::Answer) => &piece.text,
        _ => &piece.whole,
    }
}

fn at_line(piece: &Piece<'_>) -> Unplaced {
    Unplaced { line: piece.number, text: piece.whole.to_string() }
}

/// A title without the signs around it.
fn title_of(text: &str) -> String {
    text.trim()
        .trim_matches(['*', '_', '#', '"', '“', '”', '<', '>', '■', ' '])
        .trim_end_matches([':', '-', '–', ' '])
        .trim_end_matches("->")
        .trim()
        .to_owned()
}

fn beginning(text: &str) -> String {
    const LENGTH: usize = 40;
    let line = text.lines().next().unwrap_or_default();
    let cut: String = line.chars().take(LENGTH).collect();
    if cut.len() < line.len() { format!("{}…", cut.trim_end()) } else { cut }
}

/// Korean where a quarter of the letters are: technical Korean is full of English names.
fn language_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Language {
    let (mut korean, mut letters) = (0, 0);
    for sign in texts.into_iter().flat_map(str::chars) {
        korean += usize::from(is_hangul(sign));
        letters += usize::from(is_letter(sign));
    }
    if korean * 4 >= letters && korean > 0 { Language::Ko } else { Language::En }
}

/// Whether a line may say what a principle means. In Korean it speaks of leaders.
fn describes(text: &str) -> bool {
    match language_of([text]) {
        Language::Ko => text.contains("리더"),
        Language::En => !speaks_for_himself(text),
    }
}

fn speaks_for_himself(text: &str) -> bool {
    let english = text
        .split(|sign: char| !is_word(sign) && sign != '\'' && sign != '’')
        .any(|word| matches!(word, "I" | "I'm" | "I’m" | "I've" | "I’ve" | "I'd" | "I’d" | "i"));
    english || text.split_whitespace().any(|word| ["저는", "제가", "저의", "저도", "나는", "내가", "나의", "저희", "제", "내"].contains(&word))
}
