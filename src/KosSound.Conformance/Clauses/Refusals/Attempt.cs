using System.Diagnostics;
using KOS.Sound;
using KosSound.Device;
using KosSound.Device.Capture;
using KosSound.Signals;

namespace KosSound.Conformance.Clauses.Refusals;

/// <summary>How a device took a request.</summary>
public enum AttemptOutcome
{
    /// <summary>It did what was asked, or said so.</summary>
    Accepted,

    /// <summary>It refused, by status or in-band.</summary>
    Refused,

    /// <summary>It said nothing in time.</summary>
    Silent,

    /// <summary>The call or the connection broke.</summary>
    Broken,
}

/// <summary>A request and how the device took it.</summary>
/// <param name="Outcome">How.</param>
/// <param name="Error">Why, unless it was accepted.</param>
/// <param name="After">Time from the end of the request to the answer, or to the end of patience.</param>
public sealed record Attempt(AttemptOutcome Outcome, SoundDeviceException? Error, TimeSpan After)
{
    /// <summary>Sends messages to play, half-closes, and waits for the answer; on a connection of its own, for what is refused early may cost it.</summary>
    public static async Task<Attempt> PlayAsync(ClauseContext context, IEnumerable<PlayAudioRequest> messages, TimeSpan allowed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(messages);
        await using var connection = context.Device.OpenAnother();
        await using var call = connection.OpenPlay(cancellationToken: cancellationToken);
        foreach (var message in messages)
        {
            if (await call.SendAsync(message, allowed) is null)
                break;
        }

        await call.CompleteAsync();
        var closed = Stopwatch.GetTimestamp();
        try
        {
            var answer = await call.AnswerAsync(allowed);
            var error = answer.Success ? null : SoundDeviceException.InBand("PlayAudio", context.Device.Where, answer.Error);
            return new Attempt(answer.Success ? AttemptOutcome.Accepted : AttemptOutcome.Refused, error, Stopwatch.GetElapsedTime(closed));
        }
        catch (SoundDeviceException e)
        {
            return new Attempt(OutcomeOf(e), e, Stopwatch.GetElapsedTime(closed));
        }
    }

    /// <summary>Asks for a recording and waits for its first audio or its end.</summary>
    public static async Task<Attempt> RecordAsync(ClauseContext context, RecordAudioRequest message, TimeSpan allowed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var asked = Stopwatch.GetTimestamp();
        await using var recording = context.Device.StartRecording(new RecordRequest { Format = new PcmFormat(48_000, 16, 1), Message = message }, cancellationToken);
        try
        {
            await Task.WhenAny(recording.FirstBytes, recording.Completion).WaitAsync(allowed, cancellationToken);
            // Without audio only the end of the call tells; the wait for audio faults a moment before the call itself does.
            if (!recording.FirstBytes.IsCompletedSuccessfully)
                await recording.Completion;
            var accepted = new Attempt(AttemptOutcome.Accepted, null, Stopwatch.GetElapsedTime(asked));
            await EndAsync(context, recording, cancellationToken);
            return accepted;
        }
        catch (SoundDeviceException e)
        {
            return new Attempt(OutcomeOf(e), e, Stopwatch.GetElapsedTime(asked));
        }
        catch (TimeoutException)
        {
            return new Attempt(AttemptOutcome.Silent, null, Stopwatch.GetElapsedTime(asked));
        }
    }

    /// <summary>Waits for the end of what should have been refused, so that the next attempt is not refused for it.</summary>
    private static async Task EndAsync(ClauseContext context, Recording recording, CancellationToken cancellationToken)
    {
        try
        {
            await context.Device.WaitAsync(recording.Completion, TimeSpan.FromSeconds(1), "the end of the recording", cancellationToken);
        }
        catch (SoundDeviceException)
        {
            context.Findings.CancelledRecording = true;
        }
    }

    private static AttemptOutcome OutcomeOf(SoundDeviceException e) => e.Kind switch
    {
        FailureKind.DeadlineExceeded => AttemptOutcome.Silent,
        FailureKind.Lost or FailureKind.Protocol or FailureKind.Unreachable or FailureKind.NotGrpc => AttemptOutcome.Broken,
        _ => AttemptOutcome.Refused,
    };
}
