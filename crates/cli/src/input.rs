//! Reading the files a command is given; `-` is standard input.

use crate::status::Failure;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// Larger files are refused: no AWS policy, organization or test corpus comes near.
const LIMIT: u64 = 64 << 20;

/// The name people see for a file.
pub(crate) fn name(path: &Path) -> String {
    match is_standard_input(path) {
        true => "standard input".into(),
        false => path.display().to_string(),
    }
}

/// Whether the path stands for standard input.
pub(crate) fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The text of a file.
pub(crate) fn read(path: &Path) -> Result<String, Failure> {
    let name = name(path);
    let mut bytes = Vec::new();
    let read = match is_standard_input(path) {
        true => std::io::stdin()
            .lock()
            .take(LIMIT + 1)
            .read_to_end(&mut bytes),
        false => {
            if path.is_dir() {
                let message = format!("`{name}` is a directory; name a file in it");
                return Err(Failure::Input(message));
            }
            std::fs::File::open(path).and_then(|file| file.take(LIMIT + 1).read_to_end(&mut bytes))
        }
    };
    read.map_err(|error| {
        Failure::Input(match error.kind() {
            ErrorKind::NotFound => format!("there is no file `{name}`; check the path"),
            ErrorKind::PermissionDenied => {
                format!("`{name}` may not be read; check its permissions")
            }
            _ => format!("`{name}` cannot be read: {error}"),
        })
    })?;
    if bytes.len() as u64 > LIMIT {
        let limit = LIMIT >> 20;
        return Err(Failure::Input(format!(
            "`{name}` is larger than {limit} MiB; split it into several files"
        )));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::Input(format!(
            "`{name}` is not UTF-8 from byte {at} on; save it as UTF-8 text"
        ))
    })
}
