//! All integration tests in one program, so that it is linked once. A file that is missing here fails `architecture::every_test_file_is_listed`.

mod architecture;
mod cli;
mod demo;
mod documents;
mod history;
mod import;
mod models;
mod page;
mod practice;
#[cfg(unix)]
mod pty;
mod replay;
mod score;
mod star;
mod star_answers;
mod support;
mod terminal;
mod terminal_breaks;
mod told;
mod true_size_model;
