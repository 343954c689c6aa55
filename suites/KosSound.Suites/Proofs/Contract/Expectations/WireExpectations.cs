namespace KosSound.Suites.Proofs.Contract.Expectations;

/// <summary>What is expected of the misbehaviours that break clauses about refusals and about bytes on the wire.</summary>
internal static class WireExpectations
{
    public static Dictionary<string, Expectation> All { get; } = new()
    {
        // errors
        ["refuses-as-internal"] = new("refused with Internal", "not with INVALID_ARGUMENT"),
        ["refuses-without-reason"] = new("does not name sample_rate"),
        ["blames-the-rate"] = new("play bit_depth", "does not name bit_depth"),
        ["refuses-in-band-as-unknown"] = new Expectation("refused with Unknown", "not with INVALID_ARGUMENT")
            .With("an answer in-band has no error status", "wire/malformed"),
        ["refuses-recordings-as-unknown"] = new("record sample_rate", "refused with Unknown", "not with INVALID_ARGUMENT"),
        ["hides-missing-config"] = new("without config was refused with InvalidArgument \"bad request\"", "does not name config"),
        ["blames-the-depth"] = new("play channels", "does not name channels"),
        ["unavailable-as-unknown"] = new("RecordAudio, whose side is not available", "refused with Unknown"),
        ["unavailable-recording-is-internal"] = new("RecordAudio, whose side is not available", "refused with Internal"),
        ["unavailable-playback-is-internal"] = new("PlayAudio, whose side is not available", "refused with Internal"),
        ["unavailable-playback-is-unknown"] = new("PlayAudio, whose side is not available", "refused with Unknown"),
        ["unavailable-playback-says-nothing"] = new("PlayAudio, whose side is not available", "refused with success = false and no error"),

        // wire
        ["records-big-endian"] = new Expectation("samples arrive big-endian")
            .With("no captured sample is what was played", ComparedClauses.All).With("no captured sample is what was played", "duplex/different-formats"),
        ["packs-24-in-32"] = new Expectation("24-bit samples arrive in 4-byte containers")
            .With("it records 24 bit, too", "play/any-chunking", "duplex/different-formats", "life/state-leak", "record/slow-reader"),
        ["plays-unsigned"] = new Expectation("samples arrive unsigned")
            .With("no captured sample is what was played", ComparedClauses.All).With("no captured sample is what was played", "duplex/different-formats"),
        ["refuses-unknown-fields"] = new("RecordAudio with unknown fields", "unknown fields"),
        ["refuses-unknown-fields-in-plays"] = new("PlayAudio with unknown fields", "unknown fields"),
        ["refuses-unknown-fields-in-questions"] = new("GetAudioInfo with unknown fields", "unknown fields"),
        ["unknown-fields-hang"] = new("RecordAudio with unknown fields", "silence"),
        ["unknown-fields-silence-plays"] = new("of a play with unknown fields", "nothing of it is heard"),
        ["busy-after-disconnect"] = new Expectation("after the connection was cut", "still busy")
            .With("a connection was cut just before", "wire/deadline"),
        ["playback-busy-after-disconnect"] = new Expectation("after the connection was cut", "playback is still busy")
            .With("a connection was cut just before", "wire/deadline"),
        ["flushes-late-after-disconnect"] = new("of the play after a cut connection", "are missing"),
        ["recording-waits-after-disconnect"] = new("a new client is served only", "after the cut"),
        ["play-waits-after-disconnect"] = new("a new client is served only", "after the cut"),
        ["holds-after-deadline"] = new("after the deadline of a", "is still busy"),
        ["playback-held-after-deadline"] = new("after the deadline of a play", "playback is still busy"),
        ["recording-waits-after-deadline"] = new("the recording after an expired deadline was served only"),
        ["play-waits-after-deadline"] = new("the play after an expired deadline was served only"),
        ["malformed-is-fine"] = new("a truncated frame", "status OK"),
        ["malformed-hangs"] = new("a truncated frame", "silence"),
        ["torn-frame-is-fine"] = new("a truncated frame", "status OK"),
        ["half-header-is-fine"] = new("half a frame header", "status OK"),
        ["long-prefix-is-fine"] = new("a length prefix of 4 GiB", "status OK"),
        ["invalid-protobuf-is-fine"] = new("invalid protobuf", "status OK"),
        ["unknown-flag-is-fine"] = new("compression flag 2", "status OK"),
        ["compressed-hangs"] = new("a compressed message without a named compression", "silence"),
        ["any-content-type-is-fine"] = new("content type text/plain", "415"),
        ["dies-of-malformed"] = new Expectation("after GetAudioInfo with", "the next call fails")
            .With("nobody answers any more", "play/cancel", "play/backpressure", "record/cancel", "record/slow-reader", "wire/disconnect", "wire/deadline", "play/partial-frame"),
        ["dies-of-long-prefix"] = new Expectation("with a length prefix of 4 GiB", "the next call fails")
            .With("nobody answers any more", "play/cancel", "play/backpressure", "record/cancel", "record/slow-reader", "wire/disconnect", "wire/deadline", "play/partial-frame"),
        ["chokes-on-large-messages"] = new Expectation("after a message of 16 MiB", "the next call fails", "out of memory")
            .With("a message of 16 MiB came just before", "wire/disconnect", "wire/deadline"),
        ["large-messages-stall"] = new("a message of 16 MiB", "neither refused nor taken"),
        ["large-messages-are-fine"] = new("a message of 16 MiB", "before it can have been played"),
        ["busy-after-malformed"] = new Expectation("the play after the malformed requests fails", "playback is still busy")
            .With("it plays soon after malformed requests", "play/partial-frame", "wire/disconnect", "wire/deadline"),
        ["shifts-after-malformed"] = new Expectation("of the play after the malformed requests", "byte slip")
            .With("it plays after malformed requests", "play/partial-frame", "wire/disconnect"),
        ["unknown-method-is-internal"] = new("status Internal", "not with UNIMPLEMENTED"),
        ["unknown-method-is-fine"] = new("status OK", "not with UNIMPLEMENTED"),
        ["unknown-method-hangs"] = new("silence", "not with UNIMPLEMENTED"),
    };
}
