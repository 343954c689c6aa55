namespace KosSound.Suites.Proofs.Contract.Expectations;

/// <summary>What is expected of the misbehaviours that break clauses about what a device keeps from one call to the next.</summary>
internal static class LifeExpectations
{
    public static Dictionary<string, Expectation> All { get; } = new()
    {
        ["leaks-into-next"] = new Expectation("else than the play is heard before or after it")
            .With("what comes first in a play is the end of another", [.. ComparedClauses.All.Where(c => c != "life/state-leak")]),
        ["repeats-end-in-next"] = new Expectation("44100Hz-16bit-1ch after 44100Hz-16bit-1ch", "frames of the play before are heard in it")
            .With("what comes first in a play is the end of another", [.. ComparedClauses.All.Where(c => c != "life/state-leak")]),
        ["keeps-previous-format"] = new Expectation("44100Hz-24bit-1ch after 44100Hz-16bit-2ch", "is heard")
            .With("it plays mono after stereo of 44.1 kHz, too", "play/every-format"),
        ["keeps-previous-level"] = new Expectation("16bit-1ch after", "its level", "-6.0 dB")
            .With("it plays 16-bit mono after 24 bit of 44.1 kHz, too", "play/every-format"),
        ["starts-at-random"] = new Expectation("latency spreads over", "in 5 starts, limit 12.0 ms")
            .With("up to 80 ms of silence come before the sound", "play/slow-sender", "play/concurrent"),
        ["exchanges-channels"] = new Expectation("neighbouring channels arrive exchanged")
            .With("one play in four of 16-bit stereo is exchanged, and may be its", [.. ComparedClauses.All.Where(c => c != "life/restart-spread")])
            .With("one play in four of 16-bit stereo is exchanged, and may be its", "wire/encoding", "play/every-format", "duplex/different-formats", "play/answer-after-last-frame"),
        ["tires-after-six-seconds"] = new("into 8 s of full duplex the sound differs"),
        ["falls-behind"] = new("latency drifts by"),
    };
}
