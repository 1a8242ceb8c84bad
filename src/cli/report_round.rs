//! `mynah report --round`: a whole session, its answers in the order they were given.

use jiff::tz::TimeZone;

use crate::domain::{Attempt, Failure};
use crate::report::{self, Answered, Occasion};
use crate::store::Store;

use super::arguments::{FormatArgument, Report};
use super::context::Context;
use super::report::{each_with_prompt, files, one_attempt_only, write};

/// A session, or an answer with its follow-ups.
pub(super) struct Round {
    pub occasion: Occasion,
    /// Oldest first.
    pub attempts: Vec<Attempt>,
}

impl Round {
    /// What `attempt` belongs to.
    ///
    /// # Errors
    /// `Kind::Storage` where the database cannot be read.
    pub fn of(context: &Context, store: &Store, attempt: &Attempt) -> Result<Self, Failure> {
        let session = attempt.session.as_ref().map(|id| store.session(id)).transpose()?.flatten();
        Ok(Self { occasion: context.occasion(session), attempts: store.round_of(attempt)? })
    }
}

/// As anything but a page.
///
/// # Errors
/// `Kind::BadInput` for a format that holds the words of one attempt; those of reading and writing.
pub(super) fn run(context: &Context, arguments: &Report, store: &Store, format: Option<FormatArgument>) -> Result<(), Failure> {
    let Round { occasion, attempts } = Round::of(context, store, &store.find(&arguments.attempt)?)?;
    let answers = || answered(context, &attempts);
    let text = match format {
        None => context.round_text(&occasion, &answers()?),
        Some(FormatArgument::Md) => {
            let whole = each_with_prompt(context, &attempts, &|attempt, prompt| context.attempt_markdown(attempt, prompt))?;
            format!("{}\n{whole}", context.round_markdown(&occasion, &answers()?))
        }
        Some(FormatArgument::Json) => format!("{}\n", report::round_json(&occasion, &attempts, &|finding| context.finding_text(finding))),
        Some(format) => return Err(one_attempt_only(format)),
    };
    write(arguments.output.as_deref(), &text, files(&attempts))
}

/// The attempts with their questions.
fn answered(context: &Context, attempts: &[Attempt]) -> Result<Vec<Answered>, Failure> {
    let (library, zone) = (context.library()?, TimeZone::system());
    let question = |attempt: &Attempt| {
        let prompt = attempt.prompt.as_ref().and_then(|id| library.get(id));
        Answered { attempt: attempt.clone(), question: report::question_text(attempt, prompt, &context.page(&zone)) }
    };
    Ok(attempts.iter().map(question).collect())
}
