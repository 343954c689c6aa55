using KosSound.Device;
using KosSound.Device.Capture;

namespace KosSound.Conformance.Clauses.Record;

internal sealed class StopIdle : Clause
{
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(300);

    public override string Id => "record/stop-idle";

    public override string Text => "StopRecording without a recording answers, either way, and does not break the next recording";

    public override string Proof => "StopRecording is called with nothing to stop; then 300 ms are recorded";

    public override ClauseNeeds Needs => ClauseNeeds.Recording;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var said = await StopAsync(context, cancellationToken);
        var format = context.MainRecording;
        await using var recording = context.Device.StartRecording(new RecordRequest { Format = format, Duration = Duration }, cancellationToken);
        try
        {
            var recorded = await recording.Completion;
            var missing = Duration - format.DurationOf(recorded.Frames);
            return missing > TimeSpan.FromMilliseconds(10)
                ? Fail($"the recording after an idle StopRecording delivers {format.DurationOf(recorded.Frames).TotalMilliseconds:0} of {Duration.TotalMilliseconds:0} ms")
                : Pass($"idle StopRecording says {said}; the next recording is whole");
        }
        catch (SoundDeviceException e)
        {
            return Fail($"the recording after an idle StopRecording fails: {e.Message}");
        }
    }

    private static async Task<string> StopAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await context.Device.AskStopRecordingAsync(cancellationToken);
            return answer.Success ? "success" : $"{answer.Error?.Code}";
        }
        catch (SoundDeviceException e) when (e.Kind is FailureKind.Refused or FailureKind.Busy or FailureKind.Unavailable or FailureKind.Failed)
        {
            return $"{e.StatusCode}";
        }
    }
}
