//! The site's extras: the font and the islands that npm bundles into `web/dist`. The site is whole without them.

use anyhow::Result;

use crate::run::Run;
use crate::{place, tools};

/// Builds the extras when node and `web/package.json` are there; else says what is missing and goes on.
pub fn build() -> Result<()> {
    let project = place::workspace()?.join("web");
    if !project.join("package.json").exists() {
        println!("no web/package.json: the site works without extras");
        return Ok(());
    }
    if !tools::has_node() {
        println!("no node here: the site works without its font and its moving parts");
        return Ok(());
    }
    tools::npm_ci(&project)?;
    Run::new("npm").args(["run", "build"]).in_folder(&project).go()
}
