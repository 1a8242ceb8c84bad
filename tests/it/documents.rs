//! Holds the documents against the program: the commands and options they show exist, their links lead somewhere, and so do the files they name.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::Mynah;

struct Document {
    path: PathBuf,
    text: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Markdown file of the project's own folders.
fn documents() -> Vec<Document> {
    let folders = ["", "docs", "fuzz", "models", "models/demo", "prompts"].map(|folder| root().join(folder));
    let files = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    let markdown = files.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    markdown.map(|path| Document { text: fs::read_to_string(&path).unwrap(), path }).collect()
}

fn document(name: &str) -> Document {
    let path = root().join(name);
    Document { text: fs::read_to_string(&path).unwrap(), path }
}

impl Document {
    /// The lines of fenced blocks, and what is not in them.
    fn blocks_and_prose(&self) -> (Vec<&str>, String) {
        let (mut blocks, mut prose, mut fenced) = (Vec::new(), String::new(), false);
        for line in self.text.lines() {
            if line.trim_start().starts_with("```") {
                fenced = !fenced;
            } else if fenced {
                blocks.push(line.trim());
            } else {
                prose += line;
                prose.push('\n');
            }
        }
        assert!(!fenced, "{}: a block without an end", self.path.display());
        (blocks, prose)
    }

    /// What stands between backquotes, on one line each.
    fn spans(&self) -> Vec<String> {
        let (_, prose) = self.blocks_and_prose();
        let spans = prose.split("\n\n").flat_map(|paragraph| paragraph.split('`').skip(1).step_by(2));
        spans.map(|span| span.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    /// What is shown to be typed, by its first word: the words behind `program`.
    fn commands(&self, program: &str) -> Vec<Vec<String>> {
        let (blocks, _) = self.blocks_and_prose();
        let spans = self.spans();
        let lines = blocks.into_iter().chain(spans.iter().map(String::as_str));
        let typed = lines.filter_map(|line| line.trim_start_matches("$ ").strip_prefix(program)?.strip_prefix(' '));
        typed.map(|rest| rest.split('#').next().unwrap().split_whitespace().map(str::to_owned).collect()).collect()
    }

    /// The targets of links that lead to another place in the project.
    fn links(&self) -> Vec<String> {
        let (_, prose) = self.blocks_and_prose();
        let targets = prose.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        targets.filter(|target| !target.contains("://") && !target.starts_with("mailto:")).map(str::to_owned).collect()
    }

    /// The names under which its headings can be reached.
    fn anchors(&self) -> Vec<String> {
        let headings = self.text.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim().to_lowercase());
        headings
            .map(|heading| heading.chars().filter(|sign| sign.is_alphanumeric() || " -_".contains(*sign)).collect::<String>().replace(' ', "-"))
            .collect()
    }
}

/// A word that is typed as it stands, unlike FILE, "…" or [--json].
fn is_plain(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|sign| sign.is_ascii_lowercase() || sign == '-')
}

/// The help of a command, which may be one of another command's (`prompts check`); `None` where there is no such command.
fn help(mynah: &Mynah, words: &[&str]) -> Option<String> {
    let ran = mynah.run(&[words, &["--help"]].concat());
    (ran.code == 0).then_some(ran.out)
}

#[test]
fn every_command_and_option_in_the_documents_exists() {
    let mynah = Mynah::new();
    let mut known: BTreeMap<Vec<String>, Option<String>> = BTreeMap::new();
    let mut seen = 0;
    for document in documents() {
        for line in document.commands("mynah") {
            let command: Vec<String> = line.iter().take(2).take_while(|word| is_plain(word) && !word.starts_with('-')).cloned().collect();
            let words: Vec<&str> = command.iter().map(String::as_str).collect();
            let text = known.entry(command.clone()).or_insert_with(|| help(&mynah, &words));
            let shown = format!("{}: mynah {}", document.path.display(), line.join(" "));
            let text = text.as_deref().unwrap_or_else(|| panic!("{shown}: no such command"));
            let options = line.iter().map(|word| word.trim_matches(['[', ']', ',', '.'])).filter(|word| word.starts_with("--") && is_plain(word));
            for option in options {
                assert!(text.contains(option), "{shown}: no option {option}");
            }
            seen += 1;
        }
    }
    assert!(seen > 0, "no document shows a command");
}

#[test]
fn every_task_of_x_in_the_documents_exists() {
    let script = fs::read_to_string(root().join("x")).unwrap();
    for document in documents() {
        for line in document.commands("./x") {
            let task = line.first().map_or("", String::as_str);
            assert!(script.contains(&format!("\n  {task}) ")), "{}: ./x {task} is no task", document.path.display());
        }
    }
}

#[test]
fn every_link_leads_somewhere() {
    for document in documents() {
        for link in document.links() {
            let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let path = if file.is_empty() { document.path.clone() } else { document.path.with_file_name("").join(file) };
            let shown = format!("{}: {link}", document.path.display());
            assert!(path.exists(), "{shown}: no such file");
            if !anchor.is_empty() {
                let target = Document { text: fs::read_to_string(&path).unwrap(), path };
                assert!(target.anchors().iter().any(|known| known == anchor), "{shown}: no such heading, only {:?}", target.anchors());
            }
        }
    }
}

/// In the documents about the code: `folder/file.rs`, from the root or from `src/`, and the languages' files by their names alone.
#[test]
fn every_file_that_the_documents_about_the_code_name_exists() {
    for name in ["ARCHITECTURE.md", "docs/scoring.md"] {
        let named: Vec<String> = document(name).spans().into_iter().filter(|span| is_file_name(span)).collect();
        assert!(!named.is_empty(), "{name} names no file");
        for file in named {
            let places = [file.clone(), format!("src/{file}"), format!("src/messages/en/{file}")];
            assert!(places.iter().any(|place| root().join(place).exists()), "{name} names {file}, which does not exist");
        }
    }
}

fn is_file_name(span: &str) -> bool {
    let plain = span.chars().all(|sign| sign.is_ascii_alphanumeric() || "/._-".contains(sign));
    let has_ending = [".rs", ".toml", ".md", ".ftl", ".sql"].iter().any(|ending| span.ends_with(ending));
    plain && !span.starts_with("./") && (span.contains('/') || has_ending)
}
