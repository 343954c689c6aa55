using KosSound.Device;
using KosSound.Device.Capture;

namespace KosSound.Conformance.Clauses.Record;

internal sealed class UntilStopped : Clause
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(2);

    public override string Id => "record/continuous-until-stopped";

    public override string Text => "a recording of duration 0 goes on until StopRecording, which ends its stream with OK";

    public override string Proof => "2 s are recorded without a duration, then StopRecording is called; the stream must end with OK within 2 s";

    public override ClauseNeeds Needs => ClauseNeeds.Recording;

    public override TimeSpan? SpoiltBy => EndLimit / 2;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var format = context.MainRecording;
        await using var recording = context.Device.StartRecording(new RecordRequest { Format = format }, cancellationToken);
        var goesOn = recording.WaitForFramesAsync((long)(Duration.TotalSeconds * format.RateHz), cancellationToken);
        await context.Device.WaitAsync(Task.WhenAny(goesOn, recording.Completion), Duration + context.Options.Device.AnswerTimeout, "two seconds of recorded audio", cancellationToken);
        // The wait for audio faults a moment before the recording itself ends.
        if (!goesOn.IsCompletedSuccessfully)
        {
            var recorded = await recording.Completion;
            return Fail($"a recording of duration 0 ended by itself after {1e3 * recorded.Frames / format.RateHz:0} ms");
        }

        var answer = await context.Device.AskStopRecordingAsync(cancellationToken);
        if (!answer.Success)
            return Fail($"StopRecording while a recording runs fails: {answer.Error?.Code} \"{answer.Error?.Message}\"");
        try
        {
            await context.Device.WaitAsync(recording.Completion, EndLimit, "the end of the recording", cancellationToken);
            return Pass($"{1e3 * recording.Frames / format.RateHz:0} ms until StopRecording, then OK");
        }
        catch (SoundDeviceException e)
        {
            return recording.Completion.IsCompleted
                ? Fail($"StopRecording succeeds, but the stream does not end with OK: {e.Message}")
                : Fail($"StopRecording succeeds, but the recording goes on {EndLimit.TotalSeconds:0} s later, {1e3 * recording.Frames / format.RateHz:0} ms so far");
        }
    }
}
