//! Where things are, and how programs are run.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Nothing, or one sentence about what went wrong.
pub type Done<T = ()> = Result<T, String>;

/// The repository and the places outside it that chores may write to.
pub struct Home {
    /// The repository's root.
    pub root: PathBuf,
    /// Installed tools.
    pub tools: PathBuf,
    /// Cargo's output.
    pub target: PathBuf,
}

impl Home {
    /// Finds the repository, and a cache that outlives a checkout where there is a writable home.
    pub fn find() -> Done<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .ok_or("the repository's root was not found")?
            .to_path_buf();
        let cache = env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache/liangbing"));
        let cache = cache.filter(|dir| writable(dir)).unwrap_or_else(|| root.join("target/liangbing"));
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| cache.join("target"), PathBuf::from);
        Ok(Self { root, tools: cache.join("tools"), target })
    }

    /// The folder of the pages and the npm package.
    pub fn www(&self) -> PathBuf {
        self.root.join("www")
    }

    /// A program that finds our tools first and works in the repository.
    pub fn command(&self, program: &str) -> Command {
        let mut search: Vec<PathBuf> = vec![self.tools.join("bin"), self.www().join("node_modules/.bin")];
        search.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        let path = env::join_paths(search).unwrap_or_else(|_| env::var_os("PATH").unwrap_or_default());
        let program =
            find_in(&path, program).map_or_else(|| OsString::from(program), PathBuf::into_os_string);
        let mut command = Command::new(program);
        command.current_dir(&self.root).env("PATH", path).env("CARGO_TARGET_DIR", &self.target);
        command
    }

    /// Runs cargo in the repository.
    pub fn cargo(&self, arguments: &[&str]) -> Done {
        run(self.command("cargo").args(arguments))
    }

    /// Runs npm in www.
    pub fn npm(&self, arguments: &[&str]) -> Done {
        run(self.command("npm").args(arguments).current_dir(self.www()))
    }
}

fn writable(dir: &Path) -> bool {
    let probe = dir.join(".writable");
    fs::create_dir_all(dir).is_ok() && fs::write(&probe, []).is_ok() && fs::remove_file(&probe).is_ok()
}

/// Where a program stands on the search path.
pub fn find(program: &str) -> Option<PathBuf> {
    find_in(&env::var_os("PATH").unwrap_or_default(), program)
}

fn find_in(path: &OsString, program: &str) -> Option<PathBuf> {
    env::split_paths(path).map(|dir| dir.join(program)).find(|file| file.is_file())
}

/// The command as someone would type it.
fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// Runs a command in sight; its failure is an error.
pub fn run(command: &mut Command) -> Done {
    let line = shown(command);
    println!("· {line}");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(format!("`{line}` failed; its own words are above")),
        Err(e) => Err(format!("`{line}` could not be started: {e}")),
    }
}

/// What a command says, or nothing if it is not there or fails.
pub fn ask(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
