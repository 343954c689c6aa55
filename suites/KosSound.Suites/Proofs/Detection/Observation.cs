using System.Globalization;
using System.Security.Cryptography;
using KosSound.Analysis;
using KosSound.Conformance.Records;
using KosSound.Conformance.Trials;

namespace KosSound.Suites.Proofs.Detection;

/// <summary>What the suite saw of one device.</summary>
/// <param name="Records">One per test, formats in their order, then clauses.</param>
/// <param name="Traces">What each trial captured: equal traces are the same samples at the same times.</param>
internal sealed record Observation(IReadOnlyList<TestRecord> Records, IReadOnlyList<string> Traces)
{
    // After its last frame a play is listened to for so long: more than the reference device keeps in its path.
    private const double TailSeconds = 0.05;

    /// <summary>
    /// A digest of what was captured from the handing over of each play on, and of how late the latest message came. When a play
    /// begins within the recording is the client's own choice and left out.
    /// </summary>
    public static string TraceOf(TrialResult trial)
    {
        var (capture, rateHz) = (trial.Capture, trial.Capture.Format.RateHz);
        var heard = capture.Arrivals.Where(a => a.Frames > 0).Select(a => a.At - capture.Format.DurationOf(a.Frames)).DefaultIfEmpty().ToList();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (play, index) in capture.Plays.Select((play, index) => (play, index)))
        {
            var plan = (index == 0 ? trial.Plan.Stimulus : trial.Plan.Restart).Plan;
            var handedOver = play.LastOrDefault(stamp => stamp.Frames == 0, new TimeStamp(heard.Min(), 0)).At;
            var first = (long)Math.Round((handedOver - heard.Min()).TotalSeconds * rateHz);
            var frames = (long)Math.Ceiling((((double)plan.Frames / plan.Format.RateHz) + TailSeconds) * rateHz);
            hash.AppendData(Part(capture.Pcm.Span, first * capture.Format.BytesPerFrame, frames * capture.Format.BytesPerFrame));
        }

        return string.Create(CultureInfo.InvariantCulture, $"{trial.Plan.Format.Id} {Convert.ToHexStringLower(hash.GetHashAndReset())}, latest message {(heard.Max() - heard.Min()).TotalMilliseconds:F3} ms late");
    }

    private static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> all, long first, long bytes)
    {
        var from = (int)Math.Clamp(first, 0, all.Length);
        return all[from..(int)Math.Clamp(first + bytes, from, all.Length)];
    }
}
