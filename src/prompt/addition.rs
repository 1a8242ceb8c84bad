//! An entry of a pack without a kind: it adds to the prompt with its id, for example the question in the other language.

use std::ops::Range;

use toml::de::DeTable;

use super::entry;
use super::problem::Notebook;
use crate::domain::{Bilingual, Prompt, PromptId};
use crate::msg;

/// What can be added. Times, kind and gap belong together and are changed by replacing the prompt.
const FIELDS: &[&str] = &["id", "text", "competency", "cues", "follow_ups"];

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Addition {
    pub(super) id: PromptId,
    text: Bilingual<String>,
    competency: Option<String>,
    cues: Bilingual<Vec<String>>,
    /// Named instead of those of the prompt.
    pub(super) follow_ups: Option<Vec<PromptId>>,
}

/// The addition in `table`, whose header stands at `header`. The caller leaves it out if any problem was reported.
pub(super) fn read(table: &DeTable<'_>, header: Range<usize>, notebook: &mut Notebook<'_>) -> Option<Addition> {
    let before = notebook.problems.len();
    idle_fields(table, notebook);
    let id = entry::read_id(table, &header, notebook);
    let text = entry::read_texts(table, notebook);
    let competency = entry::read_competency(table, notebook);
    let cues = entry::read_cues(table, notebook);
    let follow_ups = table.contains_key("follow_ups").then(|| entry::read_follow_ups(table, notebook));
    let addition = Addition { id: id?, text, competency, cues, follow_ups };
    if addition.is_empty() && notebook.problems.len() == before {
        notebook.report(header, msg!("prompt-text-missing"), msg!("prompt-text-missing-fix"));
    }
    Some(addition)
}

/// Reports the fields that only a whole prompt has, and those that none has.
fn idle_fields(table: &DeTable<'_>, notebook: &mut Notebook<'_>) {
    entry::unknown_fields(table, "", entry::FIELDS, notebook);
    for key in table.keys().filter(|key| entry::FIELDS.contains(&key.get_ref().as_ref()) && !FIELDS.contains(&key.get_ref().as_ref())) {
        let field = key.get_ref().as_ref();
        notebook.report(key.span(), msg!("prompt-addition-field", field = field), msg!("prompt-addition-field-fix", field = field));
    }
}

impl Addition {
    fn is_empty(&self) -> bool {
        let says_nothing = self.text.languages().next().is_none() && self.cues.languages().next().is_none();
        says_nothing && self.competency.is_none() && self.follow_ups.is_none()
    }

    /// Puts what is given in place of what `prompt` has; the rest of it stays. Of the follow-ups only those that were there go.
    pub(super) fn apply(self, prompt: &mut Prompt) {
        let Self { text, competency, cues, follow_ups, .. } = self;
        prompt.text = over(text, &prompt.text);
        prompt.cues = over(cues, &prompt.cues);
        prompt.competency = competency.or_else(|| prompt.competency.take());
        if follow_ups.is_some() {
            prompt.follow_ups.clear();
        }
    }
}

fn over<T: Clone>(given: Bilingual<T>, there: &Bilingual<T>) -> Bilingual<T> {
    Bilingual { ko: given.ko.or_else(|| there.ko.clone()), en: given.en.or_else(|| there.en.clone()) }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::domain::{Language, OwnQuestion, PromptKind};
    use crate::messages::Catalogue;
    use crate::prompt::{Library, problems_text};

    /// `my.1`, a question of a Korean note.
    fn own() -> Prompt {
        let question = OwnQuestion {
            id: PromptId("my.1".to_owned()),
            text: "가장 힘들었던 경험은 무엇인가요?".to_owned(),
            is_topic: false,
            kind: PromptKind::Behavioral,
            competency: Some("ownership".to_owned()),
            language: Language::Ko,
            lines: vec![3],
            is_answered: true,
        };
        question.prompt(question.text.clone())
    }

    fn library(packs: &[&str]) -> (tempfile::TempDir, Library) {
        let folder = tempfile::tempdir().unwrap();
        for (at, text) in packs.iter().enumerate() {
            fs::write(folder.path().join(format!("{at}.toml")), text).unwrap();
        }
        let library = Library::load(folder.path(), vec![own()]);
        (folder, library)
    }

    #[test]
    fn a_question_of_the_note_gets_its_other_language_and_keeps_the_rest() {
        let (_folder, library) = library(&["[[prompt]]\nid = \"my.1\"\ntext.en = \"What was your hardest time?\"\n"]);
        assert_eq!(library.problems(), []);
        let expected = Prompt { text: Bilingual { en: Some("What was your hardest time?".to_owned()), ..own().text }, ..own() };
        assert_eq!(library.find("my.1").unwrap(), &expected);
    }

    #[test]
    fn a_shipped_prompt_gets_other_words_cues_and_follow_ups_in_its_place() {
        let text = "[pack]\noffered = false\n[[prompt]]\nid = \"intro.60\"\ntext.en = \"Who are you?\"\ncues.en = [\"one thing\"]\nfollow_ups = [\"follow-up.time.1\"]\n";
        let (_folder, library) = library(&[text]);
        assert_eq!(library.problems(), []);
        let (shipped, found) = (Library::shipped(), library.find("intro.60").unwrap());
        let before = shipped.find("intro.60").unwrap();
        assert_eq!((found.text.en.as_deref(), &found.text.ko, &found.cues.ko), (Some("Who are you?"), &before.text.ko, &before.cues.ko));
        assert_eq!((found.kind, found.timing, &found.pack), (before.kind, before.timing, &before.pack));
        assert_eq!(found.follow_ups, [PromptId("follow-up.time.1".to_owned())]);
        assert!(library.offered().any(|prompt| prompt.id.0 == "intro.60"), "it is offered as before");
    }

    #[test]
    fn a_prompt_of_another_pack_of_ones_own_gets_it_whatever_the_files_are_called() {
        let whole = "[[prompt]]\nid = \"mine.1\"\nkind = \"technical\"\ntext.ko = \"왜요?\"\n";
        let (_folder, library) = library(&["[[prompt]]\nid = \"mine.1\"\ntext.en = \"Why?\"\n", whole]);
        assert_eq!(library.problems(), []);
        let text = &library.find("mine.1").unwrap().text;
        assert_eq!((text.ko.as_deref(), text.en.as_deref()), (Some("왜요?"), Some("Why?")));
    }

    /// What the user reads.
    fn seen(packs: &[&str], language: Language) -> String {
        let (folder, library) = library(packs);
        problems_text(library.problems(), &Catalogue::new(language)).replace(&format!("{}/", folder.path().display()), "")
    }

    #[test]
    fn what_cannot_be_added_is_named_with_its_line() {
        let alone = "[[prompt]]\nid = \"my.9\"\ntext.en = \"Why?\"\n";
        let twice = "[[prompt]]\nid = \"my.1\"\ntext.en = \"Why?\"\n";
        let idle = "[[prompt]]\nid = \"intro.30\"\ntext.en = \"Who?\"\nprobes = \"time\"\ntarget_s = 40\n[[prompt]]\nid = \"intro.90\"\n";
        insta::assert_snapshot!(seen(&[alone, twice, twice, idle], Language::En), @r#"
        0.toml:1: [my.9] There is no prompt “my.9” to add to.
          → For a prompt of its own add kind = "…" with one of: behavioral, introduction, motivation, technical, follow-up. Else take an id that `mynah prompts list` shows.
        2.toml:1: [my.1] The id “my.1” is already taken in 1.toml, line 1.
          → Give this prompt an id of its own, or take it out; the first one counts.
        3.toml:4: [intro.30] Without a kind this adds to a prompt, and “probes” cannot be added.
          → Take probes out, or add kind and the rest to replace the whole prompt.
        3.toml:5: [intro.30] Without a kind this adds to a prompt, and “target_s” cannot be added.
          → Take target_s out, or add kind and the rest to replace the whole prompt.
        3.toml:6: [intro.90] The prompt has no text in either language.
          → Add text.ko = "…", text.en = "…", or both.
        "#);
        insta::assert_snapshot!(seen(&[alone, twice, twice, idle], Language::Ko), @r#"
        0.toml:1: [my.9] ‘my.9’ 질문이 없어 덧붙일 곳이 없습니다.
          → 새 질문이라면 kind = "…"에 이 중 하나를 적어 주세요: behavioral, introduction, motivation, technical, follow-up. 아니라면 `mynah prompts list`에 있는 id를 적어 주세요.
        2.toml:1: [my.1] id ‘my.1’는 1.toml 파일의 1번째 줄에서 이미 쓰고 있습니다.
          → 다른 id를 붙이거나 이 질문을 지워 주세요. 지금은 먼저 나온 질문만 씁니다.
        3.toml:4: [intro.30] kind가 없는 항목은 원래 질문에 덧붙이기만 하므로 ‘probes’ 값을 바꿀 수 없습니다.
          → probes를 지우거나, kind까지 모두 적어 질문을 통째로 바꿔 주세요.
        3.toml:5: [intro.30] kind가 없는 항목은 원래 질문에 덧붙이기만 하므로 ‘target_s’ 값을 바꿀 수 없습니다.
          → target_s를 지우거나, kind까지 모두 적어 질문을 통째로 바꿔 주세요.
        3.toml:6: [intro.90] 질문이 한국어로도 영어로도 적혀 있지 않습니다.
          → text.ko = "…"나 text.en = "…", 또는 둘 다 적어 주세요.
        "#);
    }

    #[test]
    fn a_check_counts_what_can_be_added() {
        let (folder, library) = library(&["[[prompt]]\nid = \"my.1\"\ntext.en = \"Why?\"\n[[prompt]]\nid = \"my.2\"\ntext.en = \"Why?\"\n"]);
        let (pack, problems) = library.check(&folder.path().join("0.toml"));
        assert_eq!((pack.count(), problems.len()), (1, 1));
    }
}
