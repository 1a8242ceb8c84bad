//! `mynah config`: shows the settings, one of them, or changes it.

use crate::domain::Failure;
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
        (Some(key), Some(value)) => context.config.clone().set(Key::from_name(key)?, value)?,
    }
    Ok(())
}
