//! What the operating system says of a file, a folder or a port, in words of both languages.

use std::io::{Error, ErrorKind};

use super::text::{Argument, Message, word};

/// The reason of a fault of the operating system, without the name of the file: “it does not exist”. What is rare is
/// told in the system's own words.
pub fn system(fault: &Error) -> Message {
    match fault.kind() {
        ErrorKind::NotFound => word("it does not exist").into(),
        ErrorKind::PermissionDenied => word("permission denied").into(),
        ErrorKind::IsADirectory => word("it is a folder").into(),
        ErrorKind::NotADirectory => word("a part of its path is not a folder").into(),
        ErrorKind::ReadOnlyFilesystem => word("the disk is read-only").into(),
        ErrorKind::StorageFull => word("the disk is full").into(),
        ErrorKind::QuotaExceeded => word("the room that you may use is full").into(),
        ErrorKind::FileTooLarge => word("it is too large for this disk").into(),
        ErrorKind::InvalidFilename => word("its name is not one that this disk can have").into(),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => word("another program holds it").into(),
        ErrorKind::AddrInUse => word("another program uses it").into(),
        ErrorKind::TimedOut => word("it took too long").into(),
        _ => {
            // A template like those of `msg!`, which this file may not name.
            let template = word("the system says “{words}”").english();
            Message::of(template, vec![("words", Argument::Text(fault.to_string()))])
        }
    }
}
