//! What the operating system says of a file, a folder or a port, in words of both languages.

use std::io::{Error, ErrorKind};

use super::text::Message;
use crate::msg;

/// The reason of a fault of the operating system, without the name of the file: “it does not exist”. What is rare is
/// told in the system's own words.
pub fn system(fault: &Error) -> Message {
    match fault.kind() {
        ErrorKind::NotFound => msg!("it does not exist"),
        ErrorKind::PermissionDenied => msg!("permission denied"),
        ErrorKind::IsADirectory => msg!("it is a folder"),
        ErrorKind::NotADirectory => msg!("a part of its path is not a folder"),
        ErrorKind::ReadOnlyFilesystem => msg!("the disk is read-only"),
        ErrorKind::StorageFull => msg!("the disk is full"),
        ErrorKind::QuotaExceeded => msg!("the room that you may use is full"),
        ErrorKind::FileTooLarge => msg!("it is too large for this disk"),
        ErrorKind::InvalidFilename => msg!("its name is not one that this disk can have"),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => msg!("another program holds it"),
        ErrorKind::AddrInUse => msg!("another program uses it"),
        ErrorKind::TimedOut => msg!("it took too long"),
        _ => msg!("the system says “{words}”", words = fault.to_string()),
    }
}
