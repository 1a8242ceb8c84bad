//! `mynah completions`: the completion script of a shell, on standard output.

use crate::domain::Failure;

use super::context::Context;
use super::{arguments, output};

pub fn run(context: &Context, shell: clap_complete::Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut arguments::localised(&context.catalogue), "mynah", &mut script);
    output::print(&String::from_utf8_lossy(&script));
    Ok(())
}
