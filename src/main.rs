//! The program `anavez`: reads the command line and does what it says. One file per command.
#![forbid(unsafe_code)]

mod bake;
mod check;
mod demo;
mod ending;
mod extract;
mod folder;
mod input;
mod inspect;
mod issue;
mod keys;
mod outside;
mod serve;
mod settings;
mod token;
mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::ending::Ending;

/// People, communities and organisations recognise each other: an open recognition server, and tools for badges.
#[derive(Debug, Parser)]
#[command(name = "anavez", version, propagate_version = true, arg_required_else_help = true)]
struct Program {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Serve),
    Verify(verify::Verify),
    Inspect(inspect::Inspect),
    Bake(bake::Bake),
    Extract(extract::Extract),
    Issue(issue::Issue),
    Keys(keys::Keys),
    Token(token::Token),
    Check(check::Check),
}

fn main() -> ExitCode {
    let program = match Program::try_parse() {
        Ok(program) => program,
        Err(said) => return ending::of_command_line(&said),
    };
    let done = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(anyhow::Error::from)
        .and_then(|runtime| runtime.block_on(run(program.command)));
    ending::of(done)
}

async fn run(command: Command) -> anyhow::Result<Ending> {
    match command {
        Command::Serve(command) => serve::run(command).await,
        Command::Verify(command) => verify::run(command).await,
        Command::Inspect(command) => inspect::run(&command),
        Command::Bake(command) => bake::run(&command),
        Command::Extract(command) => extract::run(&command),
        Command::Issue(command) => issue::run(&command),
        Command::Keys(command) => keys::run(command).await,
        Command::Token(command) => token::run(command).await,
        Command::Check(command) => check::run(command).await,
    }
}
