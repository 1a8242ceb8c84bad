//! `mynah devices`: what can be recorded with and played through.

use crate::domain::Failure;
use crate::record;

use super::arguments::Devices;
use super::context::Context;
use super::output;

pub fn run(context: &Context, arguments: &Devices) -> Result<(), Failure> {
    let devices = record::devices();
    if arguments.json {
        output::print_json(&devices.json());
    } else {
        let lines: Vec<String> = devices.text().iter().map(|line| context.catalogue.say(line)).collect();
        output::print(&lines.join("\n"));
    }
    Ok(())
}
