//! The classes of characters.

/// What a character is on the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Class {
    /// Ideographs, kana and everything that stands in an em box of its own.
    Han,
    /// Opening brackets and quotes (前括号、前引号): ink in the far half of the em.
    Open,
    /// Closing brackets and quotes (后括号、后引号): ink in the near half.
    Close,
    /// Full stop (句号).
    Stop,
    /// Question and exclamation marks (问号、叹号).
    Exclaim,
    /// Comma, enumeration comma, semicolon (逗号、顿号、分号).
    Pause,
    /// Colon (冒号).
    Colon,
    /// Middle dots (间隔号).
    Middle,
    /// The em dash; two of them are one unit (破折号), a single one connects (连接号).
    Dash,
    /// Ellipsis dots; two of them are one unit (省略号).
    Ellipsis,
    /// Wave dash, en dash, full-width hyphen (连接号).
    Connector,
    /// Solidus (分隔号).
    Slash,
    /// Signs that lead a number: ￥ $ № §. Opening marks that fill their em lead what they open.
    Prefix,
    /// Signs that follow a number: ％ ‰ ℃ ㎡ °. Closing marks that fill their em follow what they
    /// close.
    Postfix,
    /// Signs that calculate and compare: ± × ÷ ＝ ≈ ∶. They hold the figures beside them and are
    /// free between Han.
    Operator,
    /// Small kana, and marks of length and iteration: an em, but no line begins with one in strict.
    Nonstarter,
    /// Letters of alphabets.
    Latin,
    /// Western digits.
    Digit,
    /// Western punctuation and symbols.
    Sign,
    /// Blanks that may end a line and vanish there.
    Space,
    /// The ideographic blank (全角空格): an em that stays.
    Blank,
    /// Combining marks, variation selectors, joiners: they belong to the character before them.
    Mark,
}
