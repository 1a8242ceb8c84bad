//! The packs that come with mynah: `prompts/*.toml`, compiled in.

macro_rules! packs {
    ($($file:literal),* $(,)?) => {
        /// (file name, text), in the order in which they are listed.
        pub(super) const PACKS: &[(&str, &str)] = &[$(($file, include_str!(concat!("../../prompts/", $file)))),*];
    };
}

packs![
    "intro.toml",
    "motivation.toml",
    "strengths.toml",
    "behavioral.toml",
    "amazon.toml",
    "technical.toml",
    "follow-up.toml",
    "closing.toml",
    "demo.toml"
];

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::domain::{Gap, Language, Prompt, PromptId, PromptKind, Seconds};
    use crate::prompt::{Library, entry, names, read_pack};

    const PRINCIPLES: [&str; 16] = [
        "customer-obsession",
        "ownership",
        "invent-and-simplify",
        "are-right-a-lot",
        "learn-and-be-curious",
        "hire-and-develop-the-best",
        "insist-on-the-highest-standards",
        "think-big",
        "bias-for-action",
        "frugality",
        "earn-trust",
        "dive-deep",
        "have-backbone",
        "deliver-results",
        "best-employer",
        "broad-responsibility",
    ];

    fn of_kind(library: &Library, kind: PromptKind) -> impl Iterator<Item = &Prompt> {
        library.prompts().iter().filter(move |prompt| prompt.kind == kind)
    }

    #[test]
    fn the_shipped_packs_have_no_problem() {
        assert_eq!(Library::shipped().problems(), []);
    }

    #[test]
    fn every_pack_in_the_folder_is_compiled_in() {
        let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/prompts")).unwrap();
        let files = folder.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let packs: BTreeSet<String> = files.filter(|name| name.ends_with(".toml")).collect();
        assert_eq!(packs, PACKS.iter().map(|(file, _)| (*file).to_owned()).collect());
    }

    #[test]
    fn there_are_at_least_130_prompts_and_each_is_asked_in_both_languages() {
        let library = Library::shipped();
        assert!(library.prompts().len() >= 130, "{}", library.prompts().len());
        for prompt in library.prompts() {
            let [ko, en] = Language::ALL.map(|language| prompt.text.get(language).unwrap_or_else(|| panic!("{} lacks {language}", prompt.id)));
            assert!(ko.chars().any(|sign| ('가'..='힣').contains(&sign)), "{}: {ko}", prompt.id);
            assert!(en.chars().all(|sign| !('가'..='힣').contains(&sign)), "{}: {en}", prompt.id);
            assert_eq!(prompt.cues.ko.as_ref().map(Vec::len), prompt.cues.en.as_ref().map(Vec::len), "{}", prompt.id);
        }
    }

    #[test]
    fn no_question_is_asked_twice() {
        let library = Library::shipped();
        let mut asked: BTreeMap<String, &PromptId> = BTreeMap::new();
        for prompt in library.prompts() {
            for language in Language::ALL {
                let text: String = prompt.text.get(language).unwrap().chars().filter(|sign| sign.is_alphanumeric()).collect();
                if let Some(other) = asked.insert(text.to_lowercase(), &prompt.id) {
                    panic!("{other} and {} ask the same in {language}", prompt.id);
                }
            }
        }
    }

    #[test]
    fn each_leadership_principle_is_asked_about_in_three_ways() {
        let library = Library::shipped();
        for principle in PRINCIPLES {
            let questions = of_kind(&library, PromptKind::Behavioral).filter(|prompt| prompt.id.0.starts_with(&format!("amazon.{principle}.")));
            let competencies: Vec<_> = questions.map(|prompt| prompt.competency.as_deref()).collect();
            assert!(competencies.len() >= 3, "{principle}");
            assert!(competencies.iter().all(|competency| *competency == Some(principle)), "{principle}");
        }
    }

    #[test]
    fn introductions_come_in_four_lengths() {
        let library = Library::shipped();
        for length in [30.0, 60.0, 90.0, 120.0] {
            let prompt = library.get(&PromptId(format!("intro.{length}"))).unwrap();
            assert_eq!(prompt.kind, PromptKind::Introduction);
            assert_eq!((prompt.timing.target, prompt.timing.limit), (Seconds(length), Seconds(length * 1.5)));
        }
    }

    #[test]
    fn every_gap_is_probed_in_two_ways() {
        let library = Library::shipped();
        for gap in Gap::ALL {
            assert!(library.follow_ups().filter(|prompt| prompt.probes == Some(gap)).count() >= 2, "{}", gap.name());
        }
    }

    #[test]
    fn every_technical_topic_says_what_a_good_answer_touches() {
        let library = Library::shipped();
        let mut topics = BTreeSet::new();
        for prompt in of_kind(&library, PromptKind::Technical) {
            assert!(prompt.cues.ko.as_ref().is_some_and(|cues| cues.len() >= 3), "{}", prompt.id);
            topics.extend(prompt.competency.clone());
        }
        for topic in ["containers", "pki", "tokens", "jwt", "kubernetes-auth", "deployment", "affinity"] {
            assert!(topics.contains(topic), "{topic}");
        }
    }

    #[test]
    fn the_demonstration_and_the_end_of_an_interview_are_there_but_never_offered() {
        let library = Library::shipped();
        for (id, target, limit) in [("demo.story", 60.0, 120.0), ("demo.intro", 30.0, 60.0)] {
            let prompt = library.find(id).unwrap();
            assert_eq!((prompt.timing.target.0, prompt.timing.limit.0), (target, limit));
        }
        let is_offered = |prompt: &&Prompt| !["demo", "closing"].contains(&prompt.pack.as_str()) && prompt.kind != PromptKind::FollowUp;
        assert!(library.offered().eq(library.prompts().iter().filter(is_offered)));
    }

    #[test]
    fn shipped_ids_are_plain_ascii() {
        for prompt in Library::shipped().prompts() {
            assert!(names::is_plain(&prompt.id.0) && prompt.id.0.is_ascii(), "{}", prompt.id);
        }
    }

    #[test]
    fn the_readme_names_every_field_kind_and_gap_and_its_example_is_a_pack() {
        let readme = include_str!("../../prompts/README.md");
        let kinds = PromptKind::ALL.map(PromptKind::name);
        let gaps = Gap::ALL.map(Gap::name);
        for name in entry::FIELDS.iter().chain(&kinds).chain(&gaps).chain(PACKS.iter().map(|(file, _)| file)) {
            assert!(readme.contains(&format!("`{name}`")), "{name}");
        }
        let example = readme.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
        let (pack, problems) = read_pack("example.toml", example);
        assert_eq!(problems, []);
        assert_eq!(pack.prompts.len(), 2);
    }
}
