//! The follow-ups that a prompt names: whether each of them can be asked after it.

use std::collections::BTreeSet;

use super::Library;
use super::names;
use super::problem::Problem;
use crate::domain::{Message, PromptId, PromptKind};
use crate::msg;

/// A follow-up that a prompt names, and where.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Named {
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) from: PromptId,
    pub(super) to: PromptId,
}

/// What keeps `named` from being asked, with the way out: there is no such prompt, it is no follow-up, or it leads back to where it was named.
pub(super) fn refusal(library: &Library, named: &Named) -> Option<Problem> {
    let (what, fix) = match library.get(&named.to) {
        None => unknown(library, &named.to),
        Some(prompt) if prompt.kind != PromptKind::FollowUp => {
            (msg!("prompt-follow-up-kind", id = &named.to.0), msg!("prompt-follow-up-kind-fix", id = &named.to.0))
        }
        Some(_) => {
            let way = way(library, &named.to, &named.from)?;
            let circle = std::iter::once(&named.from).chain(&way).map(|id| id.0.as_str()).collect::<Vec<_>>().join(" → ");
            (msg!("prompt-follow-up-circle", circle = circle), msg!("prompt-follow-up-circle-fix", id = &named.to.0))
        }
    };
    Some(Problem { file: named.file.clone(), line: named.line, id: Some(named.from.0.clone()), what, fix })
}

fn unknown(library: &Library, id: &PromptId) -> (Message, Message) {
    let known = library.follow_ups().map(|prompt| prompt.id.0.as_str()).collect::<Vec<_>>();
    let fix = match names::closest(&id.0, &known) {
        Some(close) => msg!("prompt-follow-up-unknown-fix-close", close = close),
        None => msg!("prompt-follow-up-unknown-fix", id = &id.0),
    };
    (msg!("prompt-follow-up-unknown", id = &id.0), fix)
}

/// The prompts on the way from one to another along their follow-ups, both included; `None` where there is no way.
fn way(library: &Library, from: &PromptId, to: &PromptId) -> Option<Vec<PromptId>> {
    let mut seen = BTreeSet::new();
    let mut ways = vec![vec![from.clone()]];
    while let Some(way) = ways.pop() {
        let last = way.last()?;
        if last == to {
            return Some(way);
        }
        if seen.insert(last.clone()) {
            let next = library.get(last).map(|prompt| prompt.follow_ups.as_slice()).unwrap_or_default();
            ways.extend(next.iter().map(|id| [way.as_slice(), std::slice::from_ref(id)].concat()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::domain::Language;
    use crate::messages::Catalogue;
    use crate::prompt::problems_text;

    fn follow_up(id: &str, more: &str) -> String {
        format!("[[prompt]]\nid = \"{id}\"\nkind = \"follow-up\"\nprobes = \"time\"\ntext.en = \"And then?\"\n{more}")
    }

    fn question(id: &str, more: &str) -> String {
        format!("[[prompt]]\nid = \"{id}\"\nkind = \"technical\"\ntext.en = \"Why?\"\n{more}")
    }

    /// The packs of a user, by their names.
    fn library(packs: &[(&str, &str)]) -> (tempfile::TempDir, Library) {
        let folder = tempfile::tempdir().unwrap();
        packs.iter().for_each(|(name, text)| fs::write(folder.path().join(name), text).unwrap());
        let library = Library::load(folder.path(), Vec::new());
        (folder, library)
    }

    /// What the user reads, and what is left of the follow-ups of the prompts of his.
    fn seen(packs: &[(&str, &str)], language: Language) -> String {
        let (folder, library) = library(packs);
        let left: Vec<String> = library.prompts().iter().filter(|prompt| !prompt.follow_ups.is_empty()).map(shown).collect();
        let problems = problems_text(library.problems(), &Catalogue::new(language));
        format!("{}{}", problems.replace(&format!("{}/", folder.path().display()), ""), left.join("\n"))
    }

    fn shown(prompt: &crate::domain::Prompt) -> String {
        format!("{}: {}", prompt.id, prompt.follow_ups.iter().map(|id| id.0.as_str()).collect::<Vec<_>>().join(", "))
    }

    #[test]
    fn a_prompt_names_follow_ups_of_its_own_pack_of_another_and_of_the_shipped_ones() {
        let mine = question("mine.1", "follow_ups = [\"mine.f\", \"other.f\", \"follow-up.number.1\"]\n") + &follow_up("mine.f", "");
        let text = seen(&[("a.toml", &mine), ("b.toml", &follow_up("other.f", "follow_ups = [\"follow-up.time.1\"]\n"))], Language::En);
        insta::assert_snapshot!(text, @r"
        mine.1: mine.f, other.f, follow-up.number.1
        other.f: follow-up.time.1
        ");
    }

    #[test]
    fn a_follow_up_that_cannot_be_asked_is_named_with_its_line_and_the_rest_stays() {
        let text = question("mine.1", "follow_ups = [\n  \"follow-up.numbre.1\",\n  \"없는.질문\",\n  \"intro.60\",\n  \"follow-up.time.1\",\n]\n");
        insta::assert_snapshot!(seen(&[("a.toml", &text)], Language::En), @r#"
        a.toml:6: [mine.1] There is no follow-up “follow-up.numbre.1”.
          → Did you mean “follow-up.number.1”? The others are asked.
        a.toml:7: [mine.1] There is no follow-up “없는.질문”.
          → Add a follow-up with the id “없는.질문”, or take it out of follow_ups; the others are asked.
        a.toml:8: [mine.1] “intro.60” is no follow-up, so it cannot be asked after another.
          → Give “intro.60” kind = "follow-up" and probes, or take it out of follow_ups.
        mine.1: follow-up.time.1
        "#);
        insta::assert_snapshot!(seen(&[("a.toml", &text)], Language::Ko), @r#"
        a.toml:6: [mine.1] ‘follow-up.numbre.1’ 꼬리 질문은 없습니다.
          → 혹시 ‘follow-up.number.1’입니까? 나머지 꼬리 질문은 그대로 씁니다.
        a.toml:7: [mine.1] ‘없는.질문’ 꼬리 질문은 없습니다.
          → id가 ‘없는.질문’인 꼬리 질문을 만들거나, follow_ups에서 빼 주세요. 나머지 꼬리 질문은 그대로 씁니다.
        a.toml:8: [mine.1] ‘intro.60’ 질문은 꼬리 질문이 아니어서 이어서 물을 수 없습니다.
          → ‘intro.60’ 질문에 kind = "follow-up"과 probes를 적거나, follow_ups에서 빼 주세요.
        mine.1: follow-up.time.1
        "#);
    }

    #[test]
    fn follow_ups_that_lead_in_a_circle_are_cut_where_it_closes() {
        let circle = follow_up("a", "follow_ups = [\"b\"]\n") + &follow_up("b", "follow_ups = [\"c\"]\n") + &follow_up("c", "follow_ups = [\"a\"]\n");
        insta::assert_snapshot!(seen(&[("a.toml", &circle)], Language::En), @r"
        a.toml:18: [c] The follow-ups lead in a circle: c → a → b → c.
          → Take “a” out of follow_ups in this line; until then it is left out.
        a: b
        b: c
        ");
        insta::assert_snapshot!(seen(&[("a.toml", &follow_up("a", "follow_ups = [\"a\"]\n"))], Language::Ko), @r"
        a.toml:6: [a] 꼬리 질문이 서로 꼬리를 물어 끝나지 않습니다: a → a.
          → 이 줄의 follow_ups에서 a를 빼 주세요. 그때까지 이 순서로는 묻지 않습니다.
        ");
    }

    #[test]
    fn a_circle_over_two_files_is_cut_too() {
        let packs = [("a.toml", follow_up("a", "follow_ups = [\"b\"]\n")), ("b.toml", follow_up("b", "follow_ups = [\"a\"]\n"))];
        insta::assert_snapshot!(seen(&packs.each_ref().map(|(name, text)| (*name, text.as_str())), Language::En), @r"
        b.toml:6: [b] The follow-ups lead in a circle: b → a → b.
          → Take “a” out of follow_ups in this line; until then it is left out.
        a: b
        ");
    }

    #[test]
    fn two_ways_to_the_same_follow_up_are_no_circle() {
        let text = follow_up("a", "follow_ups = [\"b\", \"c\"]\n") + &follow_up("b", "follow_ups = [\"c\"]\n") + &follow_up("c", "");
        assert_eq!(seen(&[("a.toml", &text)], Language::En), "a: b, c\nb: c");
    }

    #[test]
    fn a_pack_anywhere_is_checked_beside_the_others() {
        let (folder, library) = library(&[("a.toml", &follow_up("a", "follow_ups = [\"follow-up.time.1\"]\n"))]);
        let file = folder.path().join("draft.txt");
        fs::write(&file, question("mine.1", "follow_ups = [\"a\", \"b\"]\n")).unwrap();
        let (pack, problems) = library.check(&file);
        assert_eq!(pack.prompts.len(), 1);
        assert_eq!(
            problems.iter().map(|problem| (problem.line, &problem.what)).collect::<Vec<_>>(),
            [(5, &msg!("prompt-follow-up-unknown", id = "b"))]
        );
        assert_eq!(library.check(&folder.path().join("a.toml")).1, []);
    }

    #[test]
    fn one_that_a_prompt_of_its_pack_names_is_asked_after_no_other() {
        let mine = question("mine.1", "follow_ups = [\"mine.f\", \"follow-up.time.1\"]\n") + &follow_up("mine.f", "") + &follow_up("mine.g", "");
        let (_folder, library) = library(&[("a.toml", &mine)]);
        let general: Vec<&str> = library.general_follow_ups().map(|prompt| prompt.id.0.as_str()).collect();
        assert!(!general.contains(&"mine.f") && general.contains(&"mine.g") && general.contains(&"follow-up.time.1"), "{general:?}");
    }
}
