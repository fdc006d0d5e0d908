#!/usr/bin/env python3
"""Writes the corpus: sound conversations and bodies, from which the fuzzer starts."""
import pathlib
import struct

corpus = pathlib.Path(__file__).parent / "corpus"
corpus.mkdir(exist_ok=True)


def frame(kind, body, sequence=0, flags=0):
    return struct.pack("<IHHQ", 12 + len(body), kind, flags, sequence) + body


def batch_body(events=(), checkpoints=(), counts=(), losses=()):
    table = struct.pack("<4I", len(events), len(checkpoints), len(counts), len(losses))
    text = b""
    for texts in events:
        texts = list(texts) + [b""] * (17 - len(texts))
        table += struct.pack("<I17Iqq", 1, *map(len, texts), 7, -1)
        text += b"".join(texts)
    for flags, stream, blob in checkpoints:
        table += struct.pack("<3I", flags, len(stream), len(blob))
        text += stream + blob
    for n, name in counts:
        table += struct.pack("<QI", n, len(name))
        text += name
    for n, stream, reason in losses:
        table += struct.pack("<QII", n, len(stream), len(reason))
        text += stream + reason
    return table + text


full = batch_body(
    events=[[b"s", b"k", b"kind", b"src", b"", b"ses"], []],
    checkpoints=[(0, b"a", b"1"), (1, b"b", b"")],
    counts=[(2, b"coalesced")],
    losses=[(3, b"kernel", b"overflow")],
)
hello = struct.pack("<HHHHI", 1, 0, 0, 0, 4711)
health = struct.pack("<iIqqII", 2, 5000, 1, -1, 4, 2) + b"away{}"
goodbye = struct.pack("<iI", 3, 2) + b"done"
bodies = {"hello": hello, "batch": full, "health": health, "log": struct.pack("<i", 6) + b"a line", "pulse": b"", "exit": goodbye}
for kind, (name, body) in enumerate(bodies.items(), start=1):
    (corpus / name).write_bytes(bytes([kind << 2]) + body)
(corpus / "bent").write_bytes(bytes([2 << 2 | 32 | 1]) + full)
conversation = (
    frame(16, hello) + frame(17, full, 1, 1) + frame(20, b"") + frame(18, health) + frame(17, batch_body(), 2)
    + frame(19, struct.pack("<i", 4) + b"careful") + frame(21, goodbye)
)
for chunk in range(4):
    (corpus / f"conversation-{chunk}").write_bytes(bytes([chunk]) + conversation)
