//! Hands over to [`mynah::cli`], which holds everything that knows about arguments and exit codes.

fn main() -> std::process::ExitCode {
    mynah::cli::run()
}
