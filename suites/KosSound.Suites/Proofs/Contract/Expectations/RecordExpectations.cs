namespace KosSound.Suites.Proofs.Contract.Expectations;

/// <summary>What is expected of the misbehaviours that break clauses about recordings, and about both ways at once.</summary>
internal static class RecordExpectations
{
    public static Dictionary<string, Expectation> All { get; } = new()
    {
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
            .With("what was played before is heard again at the start of its recordings", ComparedClauses.All)
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
            .With("it plays while it records", ComparedClauses.All)
            .With("it plays while it records", "play/every-format", "play/answer-after-last-frame", "duplex/different-formats", "wire/encoding", "record/real-time"),
        ["play-breaks-recording"] = new Expectation("recording fails when something plays", "the device plays")
            .With("it plays while it records", ComparedClauses.All)
            .With("it plays while it records", "play/every-format", "play/config-required", "play/answer-after-last-frame", "duplex/different-formats", "wire/encoding", "record/real-time"),
        ["one-format-at-a-time"] = new Expectation("recorded as 44100Hz", "the device records in another format")
            .With("unknown fields make its configuration another", "wire/unknown-fields"),
        ["one-depth-at-a-time"] = new("recorded as 48000Hz-24bit-2ch", "the device records in another depth"),
        ["one-channel-count-at-a-time"] = new("recorded as 48000Hz-16bit-1ch", "the device records in another channel count"),
        ["deaf-to-other-formats"] = new("recorded as 44100Hz", "nothing of it is heard"),
    };
}
