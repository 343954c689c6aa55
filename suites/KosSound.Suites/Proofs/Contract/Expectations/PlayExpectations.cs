namespace KosSound.Suites.Proofs.Contract.Expectations;

/// <summary>What is expected of the misbehaviours that break clauses about plays.</summary>
internal static class PlayExpectations
{
    public static Dictionary<string, Expectation> All { get; } = new()
    {
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
            .With("nothing is heard", ComparedClauses.All).With("nothing is heard", "play/every-format", "wire/encoding", "duplex/different-formats")
            .With("the configuration is not looked at", "play/unadvertised-refused")
            .With("nobody waits for the end of what is not played", "wire/deadline"),
        ["answers-when-received"] = new Expectation("answered", "its last frame was played")
            .With("the play is over for its client while it still sounds, and the next is refused", "play/concurrent", "play/partial-frame", "play/slow-sender",
                "play/cancel", "play/backpressure", "record/real-time", "record/concurrent", "record/slow-reader", "wire/unknown-fields", "wire/malformed", "wire/disconnect")
            .With("what is not refused within 30 ms counts as played", "play/empty-stream"),
        ["loses-tail"] = new Expectation("the last 240 (5 ms) are not heard")
            .With("the end of every play is missing", [.. ComparedClauses.All.Where(c => c != "play/last-frame-heard")]).With("the end of every play is missing", "duplex/different-formats"),
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
        ["plays-one-message-late"] = new Expectation("the pause of 1 s is heard as 0 ms")
            .With("a play begins when its second message arrives, a few ms sooner or later", "life/restart-spread"),
        ["latest-play-wins"] = new("the first play fails when a second one comes"),
        ["concurrent-at-will"] = new("differently from time to time", "refused, queued"),
        ["stumbles-over-second"] = new("the first play is damaged by a second one that was refused", "are skipped"),
        ["swallows-second-play"] = new("the second play succeeds, but nothing of it is heard"),
        ["second-play-hangs"] = new("a second play while one runs is neither refused nor played", "no answer within"),
        ["mixes-second-over-first"] = new("the first play is damaged by a second one"),
        ["queues-second-inside-first"] = new("the first play is damaged by a second one"),
    };
}
