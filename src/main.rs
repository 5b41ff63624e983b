//! The command. Everything it does is in [`humnaam::cli`].

fn main() -> std::process::ExitCode {
    humnaam::cli::main()
}
