//! `mynah config`: shows the settings, one of them, or changes it.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::domain::{Failure, Kind};
use crate::msg;
use crate::store::Key;

use super::arguments::Config;
use super::context::Context;
use super::output;

pub fn run(context: &Context, arguments: &Config) -> Result<(), Failure> {
    match (&arguments.key, &arguments.value) {
        (None, _) => {
            let lines: Vec<String> = context.config.list().map(|(key, value)| format!("{} = {}", key.name(), value.unwrap_or("-"))).collect();
            output::print(&lines.join("\n"));
        }
        (Some(key), None) => output::print(context.config.get(Key::from_name(key)?).unwrap_or("-")),
        (Some(key), Some(value)) => {
            let key = Key::from_name(key)?;
            refuse_past(key, value)?;
            context.config.clone().set(key, value)?;
        }
    }
    Ok(())
}

/// An interview that is over is a slip of the pen, most often of the year.
fn refuse_past(key: Key, value: &str) -> Result<(), Failure> {
    let today = TimeZone::system().to_datetime(Timestamp::now()).date();
    match value.parse::<Date>() {
        Ok(date) if key == Key::InterviewDate && date < today => {
            Err(Failure::new(Kind::BadInput, msg!("cli-date-past", date = value)).hint(msg!("cli-date-past-hint", today = today.to_string())))
        }
        _ => Ok(()),
    }
}
