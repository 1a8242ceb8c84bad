//! `mynah forget`: takes attempts and recordings away for good. Nothing goes before the user has said yes.

use std::io::{BufRead, IsTerminal, Write};

use crate::domain::{Attempt, AttemptState, Failure, Kind, Message};
use crate::msg;
use crate::store::{Filter, Store};

use super::arguments::Forget;
use super::context::Context;

pub fn run(context: &Context, arguments: &Forget) -> Result<(), Failure> {
    let store = context.store()?;
    if arguments.all {
        ask(context, arguments, &msg!("cli-forget-all-ask", folder = context.home.root()))?;
        store.forget_all(&context.home)?;
        context.remark(&msg!("cli-forgot-all"));
        return Ok(());
    }
    let attempts = meant(arguments, &store)?;
    if attempts.is_empty() {
        context.remark(&msg!("cli-forget-nothing"));
        return Ok(());
    }
    let count = attempts.len();
    if arguments.unmarked {
        ask(context, arguments, &msg!("cli-forget-unmarked-ask", count = count))?;
        let mut taken = 0;
        for attempt in &attempts {
            taken += usize::from(store.forget_recording(&context.home, attempt)?);
        }
        context.remark(&msg!("cli-forgot-unmarked", count = taken));
        return Ok(());
    }
    let ids = attempts.iter().map(|attempt| attempt.id.0.as_str()).collect::<Vec<_>>().join(", ");
    ask(context, arguments, &msg!("cli-forget-ask", count = count, ids = ids))?;
    for attempt in &attempts {
        store.forget(&context.home, attempt)?;
    }
    context.remark(&msg!("cli-forgot", count = count));
    Ok(())
}

/// The attempts that are named; those out of the history; or those whose recordings are not marked.
fn meant(arguments: &Forget, store: &Store) -> Result<Vec<Attempt>, Failure> {
    if arguments.deleted {
        return store.history(&Filter { states: vec![AttemptState::Deleted, AttemptState::Discarded], ..Filter::default() });
    }
    if arguments.unmarked {
        let mut attempts = store.history(&Filter::default())?;
        attempts.retain(|attempt| !attempt.labels.marked && attempt.file.exists());
        return Ok(attempts);
    }
    arguments.attempts.iter().map(|name| store.find(name)).collect()
}

/// # Errors
/// `Kind::BadInput` where nobody can be asked and `--yes` was not given; `Kind::Interrupted` where the answer is not yes.
fn ask(context: &Context, arguments: &Forget, question: &Message) -> Result<(), Failure> {
    if arguments.yes {
        return Ok(());
    }
    if !std::io::stdin().is_terminal() {
        return Err(Failure::new(Kind::BadInput, msg!("cli-forget-unasked")).hint(msg!("cli-forget-unasked-hint")));
    }
    let _ = write!(std::io::stderr(), "{} ", context.catalogue.say(question)); // who cannot read the question does not say yes
    let mut answer = String::new();
    let read = std::io::stdin().lock().read_line(&mut answer);
    match read.is_ok() && ["y", "yes", "예", "네", "ㅛ"].contains(&answer.trim().to_lowercase().as_str()) {
        true => Ok(()),
        false => Err(Failure::new(Kind::Interrupted, msg!("cli-forget-kept"))),
    }
}
