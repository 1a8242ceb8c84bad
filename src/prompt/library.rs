//! All prompts there are: the shipped packs, and the user's own over them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use super::addition::Addition;
use super::follow_ups::{self, Named};
use super::names;
use super::pack::{Pack, Place, read_pack};
use super::problem::Problem;
use super::shipped;
use crate::domain::{Failure, Kind, Prompt, PromptId, PromptKind};
use crate::msg;

/// Packs are written by hand; more than this is some other file under a wrong name.
const LARGEST_FILE: u64 = 4 << 20;
/// How many close names an error offers.
const OFFERED_NAMES: usize = 5;

#[derive(Clone, Debug, Default)]
pub struct Library {
    prompts: Vec<Prompt>,
    /// For each prompt whether its pack offers it; in the same order.
    offered: Vec<bool>,
    places: BTreeMap<PromptId, usize>,
    problems: Vec<Problem>,
}

impl Library {
    /// The packs that come with mynah.
    pub fn shipped() -> Self {
        let mut library = Self::default();
        let mut packs = Vec::new();
        for (file, text) in shipped::PACKS {
            let (pack, problems) = read_pack(file, text);
            library.problems.extend(problems);
            packs.push(((*file).to_owned(), pack));
        }
        library.add(packs);
        library
    }

    /// The shipped packs and every `*.toml` in the folder `user_packs`, in the order of the names. A prompt of the user's replaces the shipped one with
    /// the same id, in its place. A folder that does not exist holds no packs; whatever cannot be read becomes a problem and the rest is used.
    ///
    /// `own` are the questions of the candidate's notes; a pack of his can change those as well.
    pub fn load(user_packs: &Path, own: Vec<Prompt>) -> Self {
        let mut library = Self::shipped();
        own.into_iter().for_each(|prompt| library.put(prompt, true));
        let mut packs = Vec::new();
        for path in library.pack_files(user_packs) {
            let (pack, problems) = read_file(&path);
            library.problems.extend(problems);
            packs.push((path.display().to_string(), pack));
        }
        library.add(packs);
        library.problems.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        library
    }

    pub fn prompts(&self) -> &[Prompt] {
        &self.prompts
    }

    /// The prompts that may be chosen without being asked for by id: those of packs that are offered, but no follow-ups, which need an answer before them.
    pub fn offered(&self) -> impl Iterator<Item = &Prompt> {
        self.offered_or_in(&[])
    }

    /// The same, and all of those in `packs`.
    pub fn offered_or_in(&self, packs: &[&str]) -> impl Iterator<Item = &Prompt> {
        let is_offered = |prompt: &Prompt, offered: bool| offered && prompt.kind != PromptKind::FollowUp;
        let both = self.prompts.iter().zip(&self.offered);
        both.filter(move |(prompt, offered)| is_offered(prompt, **offered) || packs.contains(&prompt.pack.as_str())).map(|(prompt, _)| prompt)
    }

    /// All follow-ups, each of which probes a gap.
    pub fn follow_ups(&self) -> impl Iterator<Item = &Prompt> {
        self.prompts.iter().filter(|prompt| prompt.kind == PromptKind::FollowUp)
    }

    /// The follow-ups that may be asked after any answer: those of packs that are offered, but none that a prompt of its own pack names, since it is made
    /// for that one.
    pub fn general_follow_ups(&self) -> impl Iterator<Item = &Prompt> {
        let named: BTreeSet<(&PromptId, &str)> =
            self.prompts.iter().flat_map(|prompt| prompt.follow_ups.iter().map(|id| (id, prompt.pack.as_str()))).collect();
        let is_general = move |prompt: &Prompt| prompt.kind == PromptKind::FollowUp && !named.contains(&(&prompt.id, prompt.pack.as_str()));
        self.prompts.iter().zip(&self.offered).filter(move |(prompt, offered)| **offered && is_general(prompt)).map(|(prompt, _)| prompt)
    }

    /// Reads the pack `path`, wherever it lies, as it would be read among the others.
    pub fn check(&self, path: &Path) -> (Pack, Vec<Problem>) {
        let (mut pack, mut problems) = read_file(path);
        let mut library = Self { problems: Vec::new(), ..self.clone() };
        library.add(vec![(path.display().to_string(), pack.clone())]);
        pack.additions.retain(|(addition, _)| library.get(&addition.id).is_some());
        problems.append(&mut library.problems);
        problems.sort_by_key(|problem| problem.line);
        (pack, problems)
    }

    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    pub fn get(&self, id: &PromptId) -> Option<&Prompt> {
        self.places.get(id).map(|place| &self.prompts[*place])
    }

    /// The prompt that somebody asked for by name.
    ///
    /// # Errors
    /// `Kind::Unknown`, with the names that are close, where there is none.
    pub fn find(&self, id: &str) -> Result<&Prompt, Failure> {
        let wanted: String = id.trim().nfc().collect();
        if let Some(prompt) = self.get(&PromptId(wanted.clone())) {
            return Ok(prompt);
        }
        let close = names::close_ones(&wanted, self.prompts.iter().map(|prompt| prompt.id.0.as_str()), OFFERED_NAMES).join(", ");
        let hint = match close.is_empty() {
            true => msg!("prompt-unknown-hint", count = self.prompts.len()),
            false => msg!("prompt-unknown-hint-close", close = close, count = self.prompts.len()),
        };
        Err(Failure::new(Kind::Unknown, msg!("prompt-unknown", id = names::printable(id))).hint(hint))
    }

    /// The prompts of the pack that somebody asked for by name.
    ///
    /// # Errors
    /// `Kind::Unknown`, with the packs there are, where there is none.
    pub fn find_pack(&self, name: &str) -> Result<Vec<&Prompt>, Failure> {
        let wanted: String = name.trim().nfc().collect();
        let found: Vec<&Prompt> = self.prompts.iter().filter(|prompt| prompt.pack == wanted).collect();
        if !found.is_empty() {
            return Ok(found);
        }
        let mut known: Vec<&str> = self.prompts.iter().map(|prompt| prompt.pack.as_str()).collect();
        known.sort_unstable();
        known.dedup();
        let hint = match names::closest(&wanted, &known) {
            Some(close) => msg!("prompt-choose-close", close = close, known = known.join(", ")),
            None => msg!("prompt-choose", known = known.join(", ")),
        };
        Err(Failure::new(Kind::Unknown, msg!("prompt-pack-unknown", pack = names::printable(name))).hint(hint))
    }

    /// Takes in the packs of one origin, each with its file. Among them an id counts once; over an earlier origin's it wins.
    fn add(&mut self, packs: Vec<(String, Pack)>) {
        let mut first: BTreeMap<PromptId, (String, usize)> = BTreeMap::new();
        let (mut named, mut additions) = (Vec::new(), Vec::new());
        for (file, pack) in packs {
            additions.extend(pack.additions.into_iter().map(|(addition, place)| (file.clone(), addition, place)));
            for (mut prompt, place) in pack.prompts.into_iter().zip(pack.places) {
                match first.get(&prompt.id) {
                    Some(earlier) => self.problems.push(id_in_two_files(&file, place.line, &prompt.id, earlier)),
                    None => {
                        first.insert(prompt.id.clone(), (file.clone(), place.line));
                        named.extend(with_places(std::mem::take(&mut prompt.follow_ups), &prompt.id, &place, &file));
                        self.put(prompt, pack.offered);
                    }
                }
            }
        }
        named.extend(self.extend(additions));
        named.into_iter().for_each(|named| self.connect(named));
    }

    /// Adds to the prompts that are there; for each the first addition counts. Returns the follow-ups that they name.
    fn extend(&mut self, additions: Vec<(String, Addition, Place)>) -> Vec<Named> {
        let mut first: BTreeMap<PromptId, (String, usize)> = BTreeMap::new();
        let mut named = Vec::new();
        for (file, addition, place) in additions {
            let id = addition.id.clone();
            match (self.places.get(&id), first.get(&id)) {
                (None, _) => self.problems.push(nothing_to_add_to(&file, place.line, &id)),
                (_, Some(earlier)) => self.problems.push(id_in_two_files(&file, place.line, &id, earlier)),
                (Some(&at), None) => {
                    named.extend(with_places(addition.follow_ups.clone().unwrap_or_default(), &id, &place, &file));
                    addition.apply(&mut self.prompts[at]);
                    first.insert(id, (file, place.line));
                }
            }
        }
        named
    }

    /// Adds a follow-up to the prompt that names it, once all prompts are there; one that cannot be asked is said.
    fn connect(&mut self, named: Named) {
        match follow_ups::refusal(self, &named) {
            Some(problem) => self.problems.push(problem),
            None => {
                if let Some(&place) = self.places.get(&named.from) {
                    self.prompts[place].follow_ups.push(named.to);
                }
            }
        }
    }

    fn put(&mut self, prompt: Prompt, offered: bool) {
        match self.places.get(&prompt.id) {
            Some(&place) => {
                self.prompts[place] = prompt;
                self.offered[place] = offered;
            }
            None => {
                self.places.insert(prompt.id.clone(), self.prompts.len());
                self.prompts.push(prompt);
                self.offered.push(offered);
            }
        }
    }

    /// The packs in `folder`, sorted by name. Hidden files are left alone: editors and file managers keep their own there.
    fn pack_files(&mut self, folder: &Path) -> Vec<PathBuf> {
        let entries = match fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Vec::new(),
            Err(error) => {
                self.problems.push(unreadable(folder, &error));
                return Vec::new();
            }
        };
        let mut files: Vec<PathBuf> = entries
            .into_iter()
            .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")))
            .collect();
        files.sort();
        files
    }
}

/// The follow-ups that an entry names for the prompt `from`, which gets them one by one where they can be asked.
fn with_places(follow_ups: Vec<PromptId>, from: &PromptId, place: &Place, file: &str) -> Vec<Named> {
    let named = |(to, line): (PromptId, &usize)| Named { file: file.to_owned(), line: *line, from: from.clone(), to };
    follow_ups.into_iter().zip(&place.follow_ups).map(named).collect()
}

/// Reads a pack from the disk. A file that cannot be read is a pack without prompts and one problem.
fn read_file(path: &Path) -> (Pack, Vec<Problem>) {
    let file = path.display().to_string();
    let empty = |problem| (Pack::empty(&file), vec![problem]);
    let bytes = match read_bytes(path) {
        Ok(bytes) => bytes,
        Err(error) => return empty(unreadable(path, &error)),
    };
    if bytes.len() as u64 > LARGEST_FILE {
        return empty(Problem::of_file(&file, msg!("prompt-file-large"), msg!("prompt-file-large-fix")));
    }
    match str::from_utf8(&bytes) {
        Ok(text) => read_pack(&file, text),
        Err(error) => {
            let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
            empty(Problem { line, ..Problem::of_file(&file, msg!("prompt-file-encoding"), msg!("prompt-file-encoding-fix")) })
        }
    }
}

/// The whole file, or one byte more than a pack may have. Only ordinary files: a pipe would never end.
fn read_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let facts = fs::metadata(path)?;
    if facts.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !facts.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not an ordinary file"));
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unreadable(path: &Path, error: &io::Error) -> Problem {
    Problem::of_file(&path.display().to_string(), msg!("prompt-file-unreadable", reason = error.to_string()), msg!("prompt-file-unreadable-fix"))
}

fn nothing_to_add_to(file: &str, line: usize, id: &PromptId) -> Problem {
    let known = PromptKind::ALL.map(PromptKind::name).join(", ");
    let (what, fix) = (msg!("prompt-addition-alone", id = &id.0), msg!("prompt-addition-alone-fix", known = known));
    Problem { file: file.to_owned(), line, id: Some(id.0.clone()), what, fix }
}

fn id_in_two_files(file: &str, line: usize, id: &PromptId, (first_file, first_line): &(String, usize)) -> Problem {
    Problem {
        file: file.to_owned(),
        line,
        id: Some(id.0.clone()),
        what: msg!("prompt-id-in-two-files", id = &id.0, file = names::printable(first_file), line = *first_line),
        fix: msg!("prompt-id-twice-fix"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Language;
    use crate::messages::Catalogue;
    use crate::prompt::problems_text;

    fn question(id: &str, text: &str) -> String {
        format!("[[prompt]]\nid = \"{id}\"\nkind = \"motivation\"\ntext.en = \"{text}\"\n")
    }

    /// A folder with a name that is not ASCII, and these files in it.
    fn folder(files: &[(&str, &[u8])]) -> (tempfile::TempDir, PathBuf) {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("데이터 폴더").join("prompts");
        fs::create_dir_all(&folder).unwrap();
        for (name, bytes) in files {
            fs::write(folder.join(name), bytes).unwrap();
        }
        (root, folder)
    }

    /// What the user reads, without the folder, which has a new name each time.
    fn seen(library: &Library, folder: &Path) -> String {
        problems_text(library.problems(), &Catalogue::new(Language::En)).replace(&format!("{}/", folder.display()), "")
    }

    #[test]
    fn a_folder_that_does_not_exist_holds_no_packs() {
        let library = Library::load(Path::new("/nowhere/at all"), Vec::new());
        assert_eq!(library.problems(), []);
        assert_eq!(library.prompts(), Library::shipped().prompts());
    }

    #[test]
    fn the_users_prompts_follow_the_shipped_ones_or_take_their_place() {
        let (_root, folder) = folder(&[("내 질문.toml", (question("intro.60", "Mine?") + &question("mine.1", "New?")).as_bytes())]);
        let library = Library::load(&folder, Vec::new());
        assert_eq!(library.problems(), []);
        let shipped = Library::shipped();
        assert_eq!(library.prompts().len(), shipped.prompts().len() + 1);
        assert_eq!(library.prompts().last().unwrap().id.0, "mine.1");
        let place = |library: &Library| library.prompts().iter().position(|prompt| prompt.id.0 == "intro.60").unwrap();
        assert_eq!(place(&library), place(&shipped));
        let replaced = library.find("intro.60").unwrap();
        assert_eq!((replaced.kind, replaced.pack.as_str(), replaced.text.en.as_deref()), (PromptKind::Motivation, "내 질문", Some("Mine?")));
        assert_eq!(replaced.text.ko, None);
    }

    #[test]
    fn a_pack_that_is_not_offered_keeps_its_prompts_back_even_over_shipped_ones() {
        let text = "[pack]\nname = \"later\"\noffered = false\n".to_owned() + &question("intro.60", "Mine?") + &question("demo.x", "Other?");
        let (_root, folder) = folder(&[("a.toml", text.as_bytes()), ("b.toml", question("demo.story", "Mine now?").as_bytes())]);
        let library = Library::load(&folder, Vec::new());
        assert!(library.offered().all(|prompt| prompt.id.0 != "intro.60" && prompt.id.0 != "demo.x"));
        assert!(library.offered().any(|prompt| prompt.id.0 == "demo.story"));
        assert_eq!(library.find_pack("later").unwrap().len(), 2);
    }

    #[test]
    fn what_cannot_be_read_is_said_and_the_other_packs_still_load() {
        let cp949: &[u8] = b"# ok\ntext = \"\xbe\xc8\xb3\xe7\"\n";
        let (_root, folder) = folder(&[
            ("a.toml", question("mine.a", "A?").as_bytes()),
            ("b.toml", cp949),
            ("c.toml", (question("mine.c", "C?") + &question("mine.a", "Again?")).as_bytes()),
            ("d.TOML", b"[[prompt]]\nid = \"mine.d\"\nkind = \"talk\"\ntext.en = \"D?\"\n"),
            (".hidden.toml", b"nonsense"),
            ("notes.md", b"nonsense"),
        ]);
        fs::create_dir(folder.join("e.toml")).unwrap();
        let library = Library::load(&folder, Vec::new());
        insta::assert_snapshot!(seen(&library, &folder), @r"
        b.toml:2: The file is not UTF-8 from this line on.
          → Save it as UTF-8 in your editor; older Korean files are often CP949.
        c.toml:5: [mine.a] The id “mine.a” is already taken in a.toml, line 1.
          → Give this prompt an id of its own, or take it out; the first one counts.
        d.TOML:3: [mine.d] There is no kind “talk”.
          → Choose one of: behavioral, introduction, motivation, technical, follow-up.
        e.toml:1: This cannot be read (is a directory).
          → Check that it exists and that you may read it.
        ");
        assert!(library.find("mine.a").is_ok() && library.find("mine.c").is_ok());
        assert_eq!(library.find("mine.a").unwrap().text.en.as_deref(), Some("A?"));
    }

    #[test]
    fn a_file_in_place_of_the_folder_is_a_problem() {
        let (_root, folder) = folder(&[("prompts", b"")]);
        let library = Library::load(&folder.join("prompts"), Vec::new());
        assert_eq!(library.problems().len(), 1);
        assert_eq!(library.prompts(), Library::shipped().prompts());
    }

    #[test]
    fn a_file_too_large_for_a_pack_is_refused() {
        let (_root, folder) = folder(&[("a.toml", &vec![b'#'; LARGEST_FILE as usize + 1])]);
        let (pack, problems) = read_file(&folder.join("a.toml"));
        assert!(pack.prompts.is_empty());
        assert_eq!(problems[0].what, msg!("prompt-file-large"));
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_is_not_waited_for() {
        let (_root, folder) = folder(&[]);
        let pipe = folder.join("a.toml");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert_eq!(read_file(&pipe).1.len(), 1);
    }

    #[test]
    fn an_unknown_prompt_is_answered_with_the_close_ones() {
        #[track_caller]
        fn check(id: &str, close: &str) {
            let failure = Library::shipped().find(id).unwrap_err();
            assert_eq!(failure.kind, Kind::Unknown);
            let said = Catalogue::new(Language::En).say(&failure.hint.unwrap());
            assert!(said.starts_with(close), "{said}");
        }
        check("intro.61", "Close to it: intro.60,");
        check("amazon.owner", "Close to it: amazon.ownership.1, amazon.ownership.2, amazon.ownership.3.");
        check("Demo.Story", "Close to it: demo.story");
        check("", "`mynah prompts list` shows all");
        check("가나다라마바사", "`mynah prompts list` shows all");
    }

    #[test]
    fn a_prompt_and_a_pack_are_found_by_name_whatever_surrounds_it() {
        let library = Library::shipped();
        assert_eq!(library.find(" intro.30 ").unwrap().id.0, "intro.30");
        assert_eq!(library.find_pack("intro").unwrap().len(), 4);
        let failure = library.find_pack("amazone").unwrap_err();
        assert_eq!(failure.kind, Kind::Unknown);
        assert!(Catalogue::new(Language::En).say(&failure.hint.unwrap()).starts_with("Did you mean “amazon”?"));
    }
}
