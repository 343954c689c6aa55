using KosSound.Conformance.Clauses.Play;
using KosSound.Device;
using KosSound.Device.Capture;

namespace KosSound.Conformance.Clauses.Record;

internal sealed class CancelRecording : Clause
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(500);

    public override string Id => "record/cancel";

    public override string Text => "cancelling a recording frees the device within 500 ms";

    public override string Proof => "a recording is cancelled; the next is asked for until it is served";

    public override ClausePhase Phase => ClausePhase.Hostile;

    public override ClauseNeeds Needs => ClauseNeeds.Recording;

    public override bool IsWallClock => true;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var usual = await Freed.TimeRecordingAsync(context, cancellationToken);
        var recording = context.Device.StartRecording(new RecordRequest { Format = context.MainRecording }, cancellationToken);
        await using (recording)
            await context.Device.WaitAsync(recording.FirstBytes, context.Options.Device.AnswerTimeout, "the first recorded audio", cancellationToken);
        var cancelled = context.Device.Now;
        try
        {
            var after = await Freed.RecordAsync(context, cancelled, Limit, usual, cancellationToken);
            context.Measure("record.freed_ms", after.TotalMilliseconds, "ms", Limit.TotalMilliseconds);
            if (after > Limit + Freed.Resolution)
                return Fail($"the next recording was served only {after.TotalMilliseconds:0} ms after the cancel, limit {Limit.TotalMilliseconds:0} ms");
            return Pass($"the next recording is served {after.TotalMilliseconds:0} ms after the cancel, limit {Limit.TotalMilliseconds:0} ms");
        }
        catch (SoundDeviceException e)
        {
            return Fail($"{(context.Device.Now - cancelled).TotalMilliseconds:0} ms after a recording was cancelled the device does not take the next: {e.Message}");
        }
    }
}
