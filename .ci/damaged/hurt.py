"""Damage to the bytes of a file, by a generator of random numbers that its caller seeds."""

import re
from random import Random

EDGES = [0, 0xFF, 0x7F, 0x80, ord('"'), ord("<"), ord("{"), ord("9")]
FOURS = [b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\1\0\0", b"\0\0\1\0", b"\x80\0\0\0"]
NUMBERS = ["0", "-1", "1", "65536", "2147483648", "4294967295", "18446744073709551616", "-9223372036854775808", "1e9", "1e308",
           "0.0000001", "NaN", "inf", "99999999999999999999999999999999999999"]
# What opens something, and what closes it again.
NESTS = {
    "toml": [("[", "]"), ("{a=", "}"), ('"', '"'), ("a.", "")],
    "md": [("> ", ""), ("- ", ""), ("**", "**"), ("[", "](x)"), ("{", "}"), ("`", "`"), ("（", "）"), ("“", "”"), ("# ", ""), ("<b>", "</b>")],
    "csv": [('"', '"'), (",", ""), ("\n", ""), ('""', "")],
    "xml": [("<g>", "</g>"), ("<a b='", "'/>"), ("<!--", "-->"), ("&#", ";"), ("<![CDATA[", "]]>"), ("<div><p>", "</p></div>"), ("<table><tr><td>", "")],
    "pdf": [("<<", ">>"), ("[", "]"), ("(", ")"), ("q ", "Q "), ("<", ">")],
    "text": [("（", "）"), ("“", ""), ("\n", ""), ("字", "")],
}


def nested(form: str, dice: Random) -> bytes:
    """Something in something, to a depth at which a parser that calls itself runs out of its stack."""
    opens, closes = dice.choice(NESTS[form])
    depth = dice.choice([20, 300, 5000, 60000])
    return (opens * depth + dice.choice(["", "x", "1"]) + (closes * depth if dice.random() < 0.7 else "")).encode()


def a_number_swapped(data: bytes, dice: Random) -> bytes:
    numbers = list(re.finditer(rb"-?\d+(?:\.\d+)?", data))
    if not numbers:
        return data
    place = dice.choice(numbers)
    return data[: place.start()] + dice.choice(NUMBERS).encode() + data[place.end() :]


def a_line_moved(data: bytes, dice: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    if not lines:
        return data
    line = lines.pop(dice.randrange(len(lines)))
    for _ in range(dice.choice([0, 1, 2, 2, 50])):
        lines.insert(dice.randrange(len(lines) + 1), line)
    return b"".join(lines)


def once(data: bytearray, form: str | None, dice: Random) -> bytearray:
    """One injury. `form` names the notation of a file of text; None is one of numbers in bytes."""
    if not data:
        return data
    at = dice.randrange(len(data))
    # The beginning holds the headers of most formats.
    if dice.random() < 0.3:
        at = dice.randrange(min(len(data), 256))
    end = min(at + 1 + dice.randrange(40), len(data))
    what = dice.randrange(14 if form else 10)
    match what:
        case 0:
            data[at] ^= 1 << dice.randrange(8)
        case 1:
            data[at] = dice.choice(EDGES)
        case 2:
            del data[at:end]
        case 3:
            part = data[at:end]
            to = dice.randrange(len(data))
            data[to:to] = part
        case 4:
            del data[at:]
        case 5:
            four = dice.choice(FOURS)[: dice.choice([1, 2, 4])]
            data[at : at + len(four)] = four
        case 6:
            data[at] = dice.randrange(256)
        case 7:
            to = dice.randrange(len(data))
            data[at], data[to] = data[to], data[at]
        case 8:
            # A piece of any size, doubled many times.
            data[at:at] = data[at : at + dice.choice([1, 16, 400])] * dice.choice([2, 50, 2000])
        case 9:
            far = dice.randrange(len(data))
            del data[min(at, far) : max(at, far)]
        case 10:
            return bytearray(a_number_swapped(bytes(data), dice))
        case 11:
            return bytearray(a_line_moved(bytes(data), dice))
        case 12 if form:
            data[at:at] = nested(form, dice)
        case _:
            return bytearray(a_number_swapped(bytes(data), dice))
    return data


def damage(data: bytes, form: str | None, dice: Random) -> bytes:
    out = bytearray(data)
    for _ in range(1 + dice.randrange(4)):
        out = once(out, form, dice)
    # Doubled pieces of doubled pieces are no fault that a file comes with.
    return bytes(out[:4_000_000])
