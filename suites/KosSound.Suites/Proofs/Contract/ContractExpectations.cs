namespace KosSound.Suites.Proofs.Contract;

/// <summary>What the message about a misbehaviour must name, and which other clauses cannot hold, or not always, and why.</summary>
public static class ContractExpectations
{
    /// <summary>Clauses that play, listen and compare; those about the wall clock come with <c>--full</c> only.</summary>
    private static readonly string[] Compared =
    [
        "play/first-message-audio", "play/any-chunking", "play/last-frame-heard", "play/repeated-config", "play/partial-frame",
        "play/cancel", "play/backpressure", "play/slow-sender", "play/concurrent", "record/slow-reader", "record/concurrent",
        "wire/unknown-fields", "wire/malformed", "wire/disconnect", "life/state-leak", "life/restart-spread", "life/soak",
    ];


    private static readonly Dictionary<string, Expectation> Known = new()
    {
        // info
        ["advertises-twice"] = new("playback.sample_rates", "44100 2 times"),
        ["advertises-zero"] = new("recording.channels", "holds 0"),
        ["advertises-no-depth"] = new("playback.bit_depths is empty"),
        ["advertises-impossible-rate"] = new("recording.sample_rates holds 800000"),
        ["advertises-odd-depth"] = new("playback.bit_depths holds 20"),
        ["advertises-too-many-channels"] = new("recording.channels holds 65"),
        ["advertises-too-low-rate"] = new("playback.sample_rates holds 2000", "4000–768000 Hz"),
        ["advertises-no-channels"] = new("playback.channels is empty"),
        ["advertises-depth-twice"] = new("recording.bit_depths holds 16 2 times"),
        ["offers-nothing"] = new Expectation("neither playback nor recording is available")
            .With("no side is there whose refusals could be looked at", "errors/code-and-message"),
        ["serves-unavailable"] = new Expectation("RecordAudio is", "recording is not available")
            .With("a refusal that does not come has no code", "errors/unavailable"),
        ["serves-unavailable-playback"] = new Expectation("PlayAudio is", "playback is not available")
            .With("a refusal that does not come has no code", "errors/unavailable"),
        ["unavailable-playback-hangs"] = new Expectation("PlayAudio is not answered", "playback is not available")
            .With("a refusal that does not come has no code", "errors/unavailable"),
        ["unavailable-recording-hangs"] = new Expectation("RecordAudio is not answered", "recording is not available")
            .With("a refusal that does not come has no code", "errors/unavailable"),
        ["unavailable-playback-cuts-off"] = new Expectation("PlayAudio on a side that is not available breaks the connection")
            .With("a refusal that does not come has no code", "errors/unavailable"),
        ["forgets-while-recording"] = new("playback was", "44100", "while recording"),
        ["forgets-while-playing"] = new("recording was", "44100", "while playing"),
        ["forgets-after-playing"] = new("playback was", "44100", "afterwards"),
        ["reports-error-on-success"] = new("status OK", "error Unknown"),
        ["answers-slowly"] = new("GetAudioInfo took", "limit 1000 ms"),

        // play
        ["silent-at-24-bit"] = new Expectation("24bit", "succeeds, but 0 % of it is heard")
            .With("its largest message is of the highest-rate format, which has 24 bit", "play/any-chunking")
            .With("it plays 24 bit, too", "life/state-leak", "record/slow-reader"),
        ["refuses-mono"] = new Expectation("1ch fails", "config.channels 1 is not supported")
            .With("it plays mono, too", "life/state-leak"),
        ["plays-without-config"] = new("audio without config was accepted"),
        ["refuses-but-plays"] = new("was refused, but 9600 frames of it were played"),
        ["takes-config-later"] = new("an empty first message, config and audio after it", "was accepted"),
        ["play-without-config-hangs"] = new("audio without config was not answered"),
        ["accepts-nothing"] = new Expectation("without any message was accepted")
            .With("a play whose first message is torn has no message either", "wire/malformed"),
        ["empty-play-hangs"] = new("without any message was not answered", "limit 2000 ms"),
        ["plays-any-rate"] = new("play sample_rate", "was accepted"),
        ["plays-any-depth"] = new("play bit_depth", "was accepted"),
        ["plays-any-channel-count"] = new("play channels", "was accepted"),
        ["takes-zero-for-default"] = new("play sample_rate 0 was accepted", "play bit_depth 0 was accepted", "play channels 0 was accepted"),
        ["refuses-late"] = new("play channels", "limit 2000 ms"),
        ["drops-first-audio"] = new Expectation("sent together with the configuration", "its first 4800 frames (100 ms) are missing")
            .With("it sends audio together with the configuration, too", "play/repeated-config", "life/soak", "play/slow-sender", "play/backpressure", "play/cancel"),
        ["drops-odd-bytes"] = new Expectation("sent in 1-byte messages")
            .With("messages of formats whose frames have not 4 bytes are cut short", "play/every-format", "life/state-leak", "record/slow-reader"),
        ["drops-large-messages"] = new("1 MiB message"),
        ["cuts-torn-messages"] = new("sent in 5-byte messages"),
        ["swallows-single-frames"] = new("sent in 1-frame messages"),
        ["swallows-4096"] = new Expectation("sent in 4096-byte messages")
            .With("what it sends as fast as it is taken goes in messages of 4 096 bytes", "play/cancel", "play/backpressure"),
        ["counts-lengths-in-16-bits"] = new("sent in 64 KiB messages"),
        ["ends-at-empty-message"] = new("messages with empty ones between", "are missing"),
        ["refuses-torn-messages"] = new("sent in 1-byte messages", "audio_data must be whole frames"),
        ["shifts-after-partial-frame"] = new("after one that ended inside a frame", "byte slip"),
        ["partial-frame-hangs"] = new("ends inside a frame", "neither refused nor played"),
        ["partial-frame-cuts-off"] = new("ends inside a frame", "neither refused nor played", "the call broke off"),
        ["partial-frame-blocks-next"] = new("play 1 after one that ended inside a frame", "the play before is not over"),
        ["upstream-0.7"] = new Expectation("PlayAudio answered", "cannot have been played")
            .With("nothing is heard", Compared).With("nothing is heard", "play/every-format", "wire/encoding", "duplex/different-formats")
            .With("the configuration is not looked at", "play/unadvertised-refused")
            .With("nobody waits for the end of what is not played", "wire/deadline"),
        ["answers-when-received"] = new Expectation("answered", "its last frame was played")
            .With("the play is over for its client while it still sounds", "play/concurrent", "play/partial-frame"),
        ["loses-tail"] = new Expectation("the last 240 (5 ms) are not heard")
            .With("the end of every play is missing", [.. Compared.Where(c => c != "play/last-frame-heard")]).With("the end of every play is missing", "duplex/different-formats"),
        ["plays-whole-periods"] = new Expectation("the last 241 (5.02 ms) are not heard")
            .With("its longest message is no whole number of periods", "play/any-chunking")
            .With("the length of its play is no whole number of periods", "record/slow-reader"),
        ["refuses-repeated-config"] = new("the same configuration in a later message is refused"),
        ["ignores-changed-config"] = new("a change from", "in mid-stream is accepted"),
        ["repeated-config-swallows-audio"] = new("with the same configuration in a later message", "are missing"),
        ["changed-config-hangs"] = new("a change of configuration in mid-stream is not answered properly", "no answer within"),
        ["plays-on-after-cancel"] = new Expectation("after it was cancelled the play still sounds")
            .With("a play that was given up holds the device", "play/backpressure", "wire/disconnect", "wire/deadline", "wire/malformed"),
        ["busy-after-cancel"] = new Expectation("after a play was cancelled", "playback is still busy")
            .With("a play is cancelled before or in it", "play/backpressure", "wire/disconnect", "wire/deadline", "wire/malformed", "record/slow-reader", "record/cancel", "play/partial-frame"),
        ["flushes-late"] = new Expectation("the play after a cancelled one is damaged", "are missing")
            .With("a play is cancelled before or in it", "play/backpressure", "wire/disconnect", "wire/deadline", "wire/malformed", "record/slow-reader", "play/partial-frame"),
        ["next-play-waits"] = new Expectation("the play after a cancelled one is heard", "later than usual", "has waited for the device")
            .With("a play is cut off in it", "wire/disconnect", "wire/deadline"),
        ["drops-what-comes-early"] = new Expectation("sent as fast as it was taken", "dropped")
            .With("a message of 1 MiB comes early", "play/any-chunking", "wire/malformed"),
        ["breaks-off-fast-senders"] = new("is broken off", "the sender is too fast"),
        ["cuts-fast-senders-short"] = new("has ended with success", "most of it was dropped"),
        ["repeats-in-pauses"] = new("before the pause", "the sound goes back"),
        ["ends-in-pauses"] = new("after a pause of 1 s", "nothing of it is heard"),
        ["holds-last-sample"] = new("the pause is not silent"),
        ["plays-one-message-late"] = new("the pause of 1 s is heard as 0 ms"),
        ["latest-play-wins"] = new("the first play fails when a second one comes"),
        ["concurrent-at-will"] = new("differently from time to time", "refused, queued"),
        ["stumbles-over-second"] = new("the first play is damaged by a second one that was refused", "are skipped"),
        ["swallows-second-play"] = new("the second play succeeds, but nothing of it is heard"),
        ["second-play-hangs"] = new("a second play while one runs is neither refused nor played", "no answer within"),
        ["mixes-second-over-first"] = new("the first play is damaged by a second one", "are altered or silenced"),
        ["queues-second-inside-first"] = new("the first play is damaged by a second one", "0 frames (0 ms) are replaced by"),

        // record
        ["delivers-no-mono"] = new Expectation("1ch delivers nothing")
            .With("it records mono, too", "play/every-format", "duplex/different-formats", "life/state-leak"),
        ["delivers-24-as-16"] = new Expectation("24bit", "delivers 67 of 100 ms")
            .With("it records 24 bit, too", "play/every-format", "play/any-chunking", "duplex/different-formats", "wire/encoding", "life/state-leak", "record/slow-reader"),
        ["refuses-to-record-mono"] = new Expectation("1ch fails", "config.channels 1 is not supported")
            .With("it records mono, too", "play/every-format", "duplex/different-formats", "life/state-leak"),
        ["records-without-config"] = new("without config was accepted"),
        ["recording-without-config-hangs"] = new("record without config was not answered", "limit 2000 ms"),
        ["records-any-depth"] = new("record bit_depth", "was accepted"),
        ["records-any-rate"] = new("record sample_rate", "was accepted"),
        ["records-any-channel-count"] = new("record channels", "was accepted"),
        ["records-zero-as-default"] = new("record sample_rate 0 was accepted", "record bit_depth 0 was accepted", "record channels 0 was accepted"),
        ["unknown-depth-hangs"] = new("record bit_depth 12 was not answered", "limit 2000 ms"),
        ["rounds-duration-to-periods"] = new("1 ms of", "882 frames", "limit 44"),
        ["overflows-duration"] = new("passes 2^32"),
        ["ends-early"] = new("250 ms of", "11760 frames", "limit 12000"),
        ["loses-a-frame-per-second"] = new("1000 ms of", "47999 frames", "limit 48000"),
        ["ends-inside-a-frame"] = new("1 ms of", "3 bytes into a frame of 4"),
        ["rounds-durations-up"] = new("1 ms of", "45 frames", "the nearest to 44.1 is 44"),
        ["begins-with-old-audio"] = new Expectation("begins with", "over before it was asked for")
            .With("what was played before is heard again at the start of its recordings", Compared)
            .With("what was played before is heard again at the start of its recordings", "play/answer-after-last-frame", "duplex/different-formats"),
        ["delivers-in-lumps"] = new("behind its clock"),
        ["begins-with-a-burst"] = new("ms more audio than time had passed"),
        ["ends-by-itself"] = new Expectation("ended by itself after 1500 ms")
            .With("it records for longer", "play/any-chunking", "life/soak", "play/cancel", "play/backpressure", "play/slow-sender", "play/concurrent", "record/slow-reader", "record/real-time"),
        ["ignores-stop"] = new Expectation("StopRecording succeeds, but the recording goes on")
            .With("it ends its recording by StopRecording and waits for that", "life/soak")
            .With("the recording that was not stopped goes on until its cancelling has arrived behind what it sends", "record/stop-idle"),
        ["fails-when-stopped"] = new Expectation("does not end with OK", "Aborted")
            .With("it ends its recording by StopRecording and waits for that", "life/soak"),
        ["denies-stopping"] = new Expectation("StopRecording while a recording runs fails", "no recording is under way")
            .With("it ends its recording by StopRecording and waits for that", "life/soak"),
        ["stop-hangs"] = new Expectation("StopRecording", "no answer within")
            .With("it ends its recording by StopRecording and waits for that", "life/soak"),
        ["idle-stop-breaks-next"] = new("the recording after an idle StopRecording delivers 0"),
        ["idle-stop-fails-next"] = new("the recording after an idle StopRecording fails", "recording is being stopped"),
        ["idle-stop-hangs"] = new("StopRecording", "no answer within"),
        ["busy-after-recording-cancel"] = new Expectation("after a recording was cancelled", "recording is still busy")
            .With("a recording is cut off in it", "wire/disconnect", "wire/deadline")
            .With("a recording was cancelled just before", "record/continuous-until-stopped", "record/stop-idle", "record/slow-reader", "record/concurrent", "wire/malformed"),
        ["next-recording-waits"] = new Expectation("the next recording was served only", "after the cancel")
            .With("a recording is cut off in it", "wire/disconnect", "wire/deadline"),
        ["drops-for-slow-reader"] = new("was told nothing", "are skipped"),
        ["latest-recording-wins"] = new("the first recording ended when a second one was asked for"),
        ["stumbles-over-second-recording"] = new("the first recording is damaged by a second one that was refused", "are skipped"),
        ["swallows-second-recording"] = new("a second recording while one runs is accepted, but delivers nothing"),
        ["second-recording-hangs"] = new("a second recording while one runs is neither refused nor served", "no answer within"),

        // duplex
        ["half-duplex"] = new Expectation("playing fails while recording, but not alone")
            .With("it plays while it records", Compared)
            .With("it plays while it records", "play/every-format", "play/answer-after-last-frame", "duplex/different-formats", "wire/encoding", "record/real-time"),
        ["play-breaks-recording"] = new Expectation("recording fails when something plays", "the device plays")
            .With("it plays while it records", Compared)
            .With("it plays while it records", "play/every-format", "play/config-required", "play/answer-after-last-frame", "duplex/different-formats", "wire/encoding", "record/real-time"),
        ["one-format-at-a-time"] = new Expectation("recorded as 44100Hz", "the device records in another format")
            .With("unknown fields make its configuration another", "wire/unknown-fields"),
        ["one-depth-at-a-time"] = new("recorded as 48000Hz-24bit-2ch", "the device records in another depth"),
        ["one-channel-count-at-a-time"] = new("recorded as 48000Hz-16bit-1ch", "the device records in another channel count"),
        ["deaf-to-other-formats"] = new("recorded as 44100Hz", "nothing of it is heard"),

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
            .With("no captured sample is what was played", Compared).With("no captured sample is what was played", "duplex/different-formats"),
        ["packs-24-in-32"] = new Expectation("24-bit samples arrive in 4-byte containers")
            .With("it records 24 bit, too", "play/any-chunking", "duplex/different-formats", "life/state-leak", "record/slow-reader"),
        ["plays-unsigned"] = new Expectation("samples arrive unsigned")
            .With("no captured sample is what was played", Compared).With("no captured sample is what was played", "duplex/different-formats"),
        ["refuses-unknown-fields"] = new("RecordAudio with unknown fields", "unknown fields"),
        ["refuses-unknown-fields-in-plays"] = new("PlayAudio with unknown fields", "unknown fields"),
        ["refuses-unknown-fields-in-questions"] = new("GetAudioInfo with unknown fields", "unknown fields"),
        ["unknown-fields-hang"] = new("RecordAudio with unknown fields", "silence"),
        ["unknown-fields-silence-plays"] = new("of a play with unknown fields", "nothing of it is heard"),
        ["busy-after-disconnect"] = new("after the connection was cut", "still busy"),
        ["playback-busy-after-disconnect"] = new("after the connection was cut", "playback is still busy"),
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
        ["chokes-on-large-messages"] = new("after a message of 16 MiB", "the next call fails", "out of memory"),
        ["large-messages-stall"] = new("a message of 16 MiB", "neither refused nor taken"),
        ["large-messages-are-fine"] = new("a message of 16 MiB", "before it can have been played"),
        ["busy-after-malformed"] = new Expectation("the play after the malformed requests fails", "playback is still busy")
            .With("it plays soon after malformed requests", "play/partial-frame", "wire/disconnect", "wire/deadline"),
        ["shifts-after-malformed"] = new Expectation("of the play after the malformed requests", "byte slip")
            .With("it plays after malformed requests", "play/partial-frame", "wire/disconnect"),
        ["unknown-method-is-internal"] = new("status Internal", "not with UNIMPLEMENTED"),
        ["unknown-method-is-fine"] = new("status OK", "not with UNIMPLEMENTED"),
        ["unknown-method-hangs"] = new("silence", "not with UNIMPLEMENTED"),

        // life
        ["leaks-into-next"] = new Expectation("else than the play is heard before or after it")
            .With("what comes first in a play is the end of another", [.. Compared.Where(c => c != "life/state-leak")]),
        ["repeats-end-in-next"] = new Expectation("44100Hz-16bit-1ch after 44100Hz-16bit-1ch", "frames of the play before are heard in it")
            .With("what comes first in a play is the end of another", [.. Compared.Where(c => c != "life/state-leak")]),
        ["keeps-previous-format"] = new Expectation("44100Hz-24bit-1ch after 44100Hz-16bit-2ch", "is heard")
            .With("it plays mono after stereo of 44.1 kHz, too", "play/every-format"),
        ["keeps-previous-level"] = new Expectation("16bit-1ch after", "its level", "-6.0 dB")
            .With("it plays 16-bit mono after 24 bit of 44.1 kHz, too", "play/every-format"),
        ["starts-at-random"] = new Expectation("latency spreads over 80.0 ms", "limit 12.0 ms")
            .With("up to 80 ms of silence come before the sound", "play/slow-sender", "play/concurrent"),
        ["exchanges-channels"] = new Expectation("neighbouring channels arrive exchanged")
            .With("one play in four of 16-bit stereo is exchanged, and may be its", [.. Compared.Where(c => c != "life/restart-spread")])
            .With("one play in four of 16-bit stereo is exchanged, and may be its", "wire/encoding", "play/every-format", "duplex/different-formats", "play/answer-after-last-frame"),
        ["tires-after-six-seconds"] = new("into 8 s of full duplex the sound differs"),
        ["falls-behind"] = new("latency drifts by"),
    };

    /// <summary>What is expected of a misbehaviour; an expectation nothing meets when none was written down.</summary>
    public static Expectation Of(string misbehaviour) => Known.GetValueOrDefault(misbehaviour) ?? new Expectation();
}
