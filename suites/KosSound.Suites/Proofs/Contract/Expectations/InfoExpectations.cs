namespace KosSound.Suites.Proofs.Contract.Expectations;

/// <summary>What is expected of the misbehaviours that break clauses about GetAudioInfo.</summary>
internal static class InfoExpectations
{
    public static Dictionary<string, Expectation> All { get; } = new()
    {
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
    };
}
