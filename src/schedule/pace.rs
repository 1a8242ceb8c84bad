//! How much has to be practised a day until an interview.

use std::collections::HashSet;

use crate::domain::{Grade, Language, Message, Prompt, PromptId, PromptKind, Review};
use crate::msg;

/// So many new prompts a day where no interview is near and nothing else is set: more are not practised again in time.
pub const NEW_PER_DAY: usize = 10;

/// What a day asks for until the interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    pub days: usize,
    pub introductions: usize,
    pub stories: usize,
    pub technical: usize,
    pub others: usize,
}

impl Pace {
    /// New prompts a day.
    pub fn total(&self) -> usize {
        self.introductions + self.stories + self.technical + self.others
    }

    pub fn message(&self) -> Message {
        let (days, introductions, stories, technical) = (self.days, self.introductions, self.stories, self.technical);
        msg!("schedule-pace", days = days, introductions = introductions, stories = stories, technical = technical, others = self.others)
    }
}

/// What is still to be practised (never answered, or answered badly), spread over the `days` there are; nothing once the day has come.
pub fn pace(prompts: &[&Prompt], reviews: &[Review], languages: &[Language], days: usize) -> Option<Pace> {
    if days == 0 {
        return None;
    }
    let done: HashSet<(&PromptId, Language)> =
        reviews.iter().filter(|review| review.last_grade != Grade::Again).map(|review| (&review.prompt, review.language)).collect();
    let open = |kind: PromptKind| {
        let of_kind = prompts.iter().filter(|prompt| prompt.kind == kind);
        let open = of_kind
            .flat_map(|prompt| languages.iter().filter(|language| prompt.text.get(**language).is_some()).map(|language| (&prompt.id, *language)));
        open.filter(|one| !done.contains(one)).count().div_ceil(days)
    };
    Some(Pace {
        days,
        introductions: open(PromptKind::Introduction),
        stories: open(PromptKind::Behavioral),
        technical: open(PromptKind::Technical),
        others: open(PromptKind::Motivation),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Catalogue;
    use crate::prompt::Library;

    #[test]
    fn what_is_left_is_spread_over_the_days() {
        let library = Library::shipped();
        let prompts: Vec<&Prompt> = library.offered().collect();
        let found = pace(&prompts, &[], &[Language::Ko], 9).unwrap();
        let stories = prompts.iter().filter(|prompt| prompt.kind == PromptKind::Behavioral).count();
        assert_eq!((found.days, found.introductions, found.stories), (9, 1, stories.div_ceil(9)));
        assert_eq!(pace(&prompts, &[], &[Language::Ko], 0), None);
        let pace = Pace { days: 9, introductions: 2, stories: 6, technical: 4, others: 0 };
        assert_eq!(
            Catalogue::new(Language::Ko).say(&pace.message()),
            "면접까지 9일 남았습니다. 하루 연습량: 자기소개 2개, 경험 질문 6개, 기술 질문 4개"
        );
        assert_eq!(Catalogue::new(Language::En).say(&pace.message()), "9 days left: 2 introductions, 6 stories, 4 technical questions a day.");
    }
}
