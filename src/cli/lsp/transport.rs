//! Messages of the Language Server Protocol over two streams.
//!
//! The reader takes `Content-Length` headers and a body of JSON. lsp-server's own reader makes room for whatever
//! length a header names and ends at the first body that is no JSON; this one refuses lengths over [`LONGEST`] and
//! hands on what it could not read, so that the server can say so and go on.

use std::io::{self, BufRead, Read as _, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use lsp_server::Message;

/// The longest message, in bytes: the largest text that an editor may open, with room.
const LONGEST: usize = 64 << 20;

/// What came in.
pub enum Incoming {
    /// A message.
    Message(Message),
    /// A body that is no message; the words say why.
    Unreadable(String),
    /// The stream has ended, or cannot be read any further.
    End,
}

/// Reads the next message; `None` at the end of the stream.
///
/// # Errors
/// Where the stream fails, or its headers are not those of the protocol: then nothing after them can be read.
pub fn read(input: &mut dyn BufRead) -> io::Result<Option<Incoming>> {
    let invalid = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
    let mut length = None;
    loop {
        let mut line = Vec::new();
        // A line of headers is short; one that is not belongs to something else.
        if (&mut *input).take(4096).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8(line).map_err(|_| invalid("a header is not text"))?;
        let header = line.trim_end_matches(['\r', '\n']);
        if header.is_empty() {
            match length {
                Some(_) => break,
                None => continue,
            }
        }
        let (name, value) = header.split_once(':').ok_or_else(|| invalid("a line is no header"))?;
        if name.eq_ignore_ascii_case("Content-Length") {
            let value = value.trim().parse().map_err(|_| invalid("the Content-Length is no number"))?;
            length = Some(value);
        }
    }
    let length: usize = length.unwrap_or(0);
    if length > LONGEST {
        return Err(invalid("a message is longer than 64 MiB"));
    }
    let mut body = Vec::new();
    if input.take(length as u64).read_to_end(&mut body)? < length {
        return Ok(None);
    }
    Ok(Some(match serde_json::from_slice(&body) {
        Ok(message) => Incoming::Message(message),
        Err(error) => Incoming::Unreadable(error.to_string()),
    }))
}

/// The process's own streams: what comes in, and where to send. The reader ends with its stream; then the receiver
/// has no sender any more. Sending fails when nobody reads.
pub fn of_process<T: From<Incoming> + Send + 'static>(
    into: Sender<T>,
) -> (Sender<Message>, thread::JoinHandle<()>) {
    thread::spawn(move || {
        let mut input = io::stdin().lock();
        while let Ok(Some(incoming)) = read(&mut input) {
            if into.send(T::from(incoming)).is_err() {
                return;
            }
        }
        let _ = into.send(T::from(Incoming::End));
    });
    let (sender, outgoing): (Sender<Message>, Receiver<Message>) = channel();
    let writer = thread::spawn(move || {
        let mut output = io::stdout().lock();
        for message in outgoing {
            if message.write(&mut output).and_then(|()| output.flush()).is_err() {
                break;
            }
        }
    });
    (sender, writer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(mut bytes: &[u8]) -> (Vec<bool>, bool) {
        let mut got = Vec::new();
        loop {
            match read(&mut bytes) {
                Ok(Some(incoming)) => got.push(matches!(incoming, Incoming::Message(_))),
                Ok(None) => return (got, true),
                Err(_) => return (got, false),
            }
        }
    }

    #[test]
    fn messages_are_told_from_what_is_none() {
        let note = r#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#;
        let framed = |body: &str| format!("Content-Length: {}\r\n\r\n{body}", body.len());
        let two = framed(note) + &framed("{ nonsense") + &framed(note);
        assert_eq!(all(two.as_bytes()), (vec![true, false, true], true));
        assert_eq!(all(b"Content-Length: 99\r\n\r\n{}"), (vec![], true));
        assert_eq!(all(b"Content-Length: 99999999999\r\n\r\n{}"), (vec![], false));
        assert_eq!(all(b"Content-Length: -1\r\n\r\n{}"), (vec![], false));
        assert_eq!(all(b"GET / HTTP/1.1\r\n\r\n"), (vec![], false));
        assert_eq!(all(&vec![b'a'; 10_000]), (vec![], false));
    }
}
